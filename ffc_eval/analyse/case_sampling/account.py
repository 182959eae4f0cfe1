"""Account of a draw: what the frame held, what was drawn and what was replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ffc_eval.analyse.case_sampling.draw import Draw
from ffc_eval.analyse.case_sampling.frame import CaseFrame
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records

if TYPE_CHECKING:
    import pandas as pd

DEFINITION = (
    ("wave", "the wave of the audit"),
    ("stratum", "the stratum, or why cases were left out"),
    ("frame", "cases in the frame"),
    ("sample", "cases to be read, replacements among them"),
    ("replaced", "cases drawn and replaced from the reserve list"),
    ("reserve", "cases left on the reserve list"),
    ("double_marked", "cases marked by a second reader"),
    ("probability", "chance of a case to be drawn"),
)


def draw_account(frames: Mapping[str, CaseFrame], draws: Mapping[str, Draw]) -> Records:
    """Return what was sampled: one row a wave and stratum, then one a reason for leaving out.

    Parameters
    ----------
    frames, draws
        By wave.
    """
    import pandas as pd

    parts = [
        part
        for wave, drawn in draws.items()
        for part in (_strata(drawn).assign(wave=wave), _left_out(frames[wave]).assign(wave=wave))
    ]
    frame = pd.concat(parts, ignore_index=True)[[name for name, _ in DEFINITION]]
    steps = [f"Wave {wave}: {drawn.said}." for wave, drawn in draws.items()]
    return Records(frame, DEFINITION, Provenance(steps=tuple(steps)))


def _strata(drawn: Draw) -> pd.DataFrame:
    cases = drawn.cases
    grouped = cases.groupby("stratum", sort=False)
    table = grouped.agg(
        frame=("stratum_size", "first"),
        double_marked=("double_marked", "sum"),
        probability=("probability", "first"),
    )
    for role in ("sample", "replaced", "reserve"):
        table[role] = (cases["role"] == role).groupby(cases["stratum"]).sum()
    return table.astype(dict.fromkeys(("frame", "double_marked"), "int64")).reset_index()


def _left_out(frame: CaseFrame) -> pd.DataFrame:
    import pandas as pd

    rows = [(reason, count) for reason, count in frame.account.items() if reason]
    table = pd.DataFrame(rows, columns=["stratum", "frame"])
    nobody = dict.fromkeys(("sample", "replaced", "reserve", "double_marked"), 0)
    return table.assign(**nobody, probability=0.0)
