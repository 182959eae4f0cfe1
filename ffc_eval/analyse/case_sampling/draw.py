"""The draw: which cases are read, fixed by a seed before anybody sees them."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ffc_eval.analyse.case_sampling.allocation import Allocation, allocate
from ffc_eval.analyse.case_sampling.frame import CaseFrame
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.model.responses import Responses

DESIGN = Design(weight="weight", stratum="stratum", fpc="stratum_size", kind="sample")
"""Design of audited cases: the columns that ``with_design`` gives them."""

DOUBLE_SHARE = 0.2
DOUBLE_LEAST = 30
Replaced = Literal[
    "record not available", "access restricted", "not open in the window", "conflict of interest"
]
"""Why a case may be replaced; "too difficult" is no reason."""

COLUMNS = (
    "case",
    "stratum",
    "place",
    "role",
    "probability",
    "weight",
    "stratum_size",
    "double_marked",
    "replaces",
    "reason",
)


@dataclass(frozen=True)
class Draw:
    """A sample with its reserve list.

    Parameters
    ----------
    cases
        One row a case, columns ``COLUMNS``: ``place`` in the random order of its stratum,
        ``role`` sample, reserve or replaced, the chance to be drawn, what it stands for.
        Real case numbers: for the restricted folder only.
    seed
        Fixes the random order.
    frame_hash
        Of the frame it was drawn from.
    said
        The allocation in words, with the floor used.
    """

    cases: pd.DataFrame
    seed: int
    frame_hash: str
    said: str

    @property
    def sample(self) -> pd.DataFrame:
        """The cases to read."""
        return self.cases[self.cases["role"] == "sample"]

    def renamed(self, name: Callable[[str], str]) -> Draw:
        """Return the draw with other names for its cases: pseudonyms, for the project folder."""
        cases = self.cases.assign(
            case=self.cases["case"].map(name),
            replaces=self.cases["replaces"].map(lambda case: name(case) if case else ""),
        )
        return replace(self, cases=cases)


def draw(
    frame: CaseFrame,
    n: int,
    *,
    seed: int,
    order: Mapping[str, Sequence[str]] | None = None,
    earlier: Draw | None = None,
) -> Draw:
    """Draw a stratified random sample of cases with a reserve list.

    Parameters
    ----------
    frame, n, order
        As for ``allocate``.
    seed
        Same frame and same seed give the same cases, on every machine and in every version.
    earlier
        The draw saved before, if there is one: it is kept, and another frame or seed is refused.

    Raises
    ------
    DesignError
        The frame or the seed differs from the earlier draw's.

    Notes
    -----
    Each case has a number of its own, the SHA-256 of seed and case number; a stratum gives those
    with the smallest. Permanent random numbers: Ohlsson (1995).
    """
    if earlier is not None:
        _confirm(frame, seed, earlier)
        return earlier
    allocation = allocate(frame, n, order=order)
    cases = _drawn(frame, allocation, seed)
    sample = cases[cases["role"] == "sample"]["case"].tolist()
    double = pick(sample, max(DOUBLE_LEAST, math.ceil(DOUBLE_SHARE * n)), seed, "double marking")
    cases = cases.assign(double_marked=cases["case"].isin(double))
    return Draw(cases[list(COLUMNS)], seed, frame.hash, str(allocation))


def pick(cases: Iterable[str], n: int, seed: int, purpose: str) -> tuple[str, ...]:
    """Pick up to ``n`` cases at random: for double marking, or to be marked again.

    ``purpose`` gives each use a random order of its own.
    """
    return tuple(sorted(cases, key=lambda case: _number(f"{seed} {purpose}", case))[:n])


def substitute(drawn: Draw, case: str, reason: Replaced) -> Draw:
    """Replace a case that cannot be read by the next of its stratum's reserve list.

    Raises
    ------
    DesignError
        The case is not in the sample, or the reserve list of its stratum is used up.
    """
    cases = drawn.cases
    lost = cases[(cases["case"] == case) & (cases["role"] == "sample")]
    if lost.empty:
        raise DesignError(
            "case-not-drawn",
            "The case to be replaced is not in the sample.",
            do="Take the number from the list of the draw.",
        )
    stratum = lost["stratum"].iloc[0]
    reserve = cases[(cases["stratum"] == stratum) & (cases["role"] == "reserve")]
    if reserve.empty:
        raise DesignError(
            "reserve-used-up",
            "The reserve list of this stratum is used up.",
            found=f"stratum {stratum}",
            do="Read one case fewer; the weights of the stratum are worked out from those read.",
        )
    changed = cases.copy()
    changed.loc[lost.index[0], ["role", "reason"]] = ["replaced", reason]
    changed.loc[reserve.index[0], ["role", "replaces"]] = ["sample", case]
    doubled = lost["double_marked"].iloc[0]
    changed.loc[[lost.index[0], reserve.index[0]], "double_marked"] = [False, doubled]
    return replace(drawn, cases=changed)


def with_design(responses: Responses, draws: Mapping[str, Draw]) -> Responses:
    """Give audited cases the columns of ``DESIGN``.

    Parameters
    ----------
    responses
        Audited cases, ``person`` the name of the case as in the draws.
    draws
        The draw of each wave.

    Raises
    ------
    DesignError
        A case that was read is not in the sample of its wave.

    Notes
    -----
    The weight is the stratum's size divided by the cases read in it, so that cases lost for good
    are made up for within their stratum.
    """
    import pandas as pd

    parts = [
        drawn.sample.set_index("case")[["stratum", "stratum_size"]].assign(wave=wave)
        for wave, drawn in draws.items()
    ]
    plan = pd.concat(parts).set_index("wave", append=True)
    read = pd.MultiIndex.from_frame(responses.context[["person", "wave"]])
    strange = int((~read.isin(plan.index)).sum())
    if strange:
        raise DesignError(
            "case-not-drawn",
            "Cases were read that are not in the sample.",
            found=f"{strange} of {len(read)} cases",
            do="Replace a case only with the next of the reserve list, and record it.",
        )
    found = plan.loc[read].set_axis(responses.context.index)
    size = found["stratum_size"].astype(float)
    wave = responses.context["wave"]
    number = found.groupby([wave, found["stratum"]])["stratum"].transform("size")
    return responses.with_context(stratum=found["stratum"], stratum_size=size, weight=size / number)


def to_json(drawn: Draw) -> str:
    """Return the draw as text, for a file that is saved before anybody sees a case."""
    head = {"seed": drawn.seed, "frame": drawn.frame_hash, "said": drawn.said}
    rows = drawn.cases.to_dict("records")
    return json.dumps({**head, "cases": rows}, indent=1, ensure_ascii=False)


def from_json(text: str) -> Draw:
    """Return the draw that ``to_json`` wrote."""
    import pandas as pd

    data = json.loads(text)
    cases = pd.DataFrame(data["cases"], columns=list(COLUMNS))
    return Draw(cases, data["seed"], data["frame"], data["said"])


def _confirm(frame: CaseFrame, seed: int, earlier: Draw) -> None:
    if frame.hash != earlier.frame_hash:
        raise DesignError(
            "frame-changed",
            "The list of cases is not the one that the sample was drawn from.",
            found=f"{frame.hash[:12]} instead of {earlier.frame_hash[:12]}",
            do="Use the list as it was. Drawing again from another list after cases were seen "
            "would let somebody choose them; begin a new wave instead.",
        )
    if seed != earlier.seed:
        raise DesignError(
            "seed-changed",
            "A sample was drawn from this list before, with another seed.",
            found=f"seed {seed} instead of {earlier.seed}",
            do="Use the sample as it was drawn.",
        )


def _number(seed: str, case: str) -> str:
    return hashlib.sha256(f"{seed}\x1f{case}".encode()).hexdigest()


def _drawn(frame: CaseFrame, allocation: Allocation, seed: int) -> pd.DataFrame:
    import pandas as pd

    homes: dict[str, list[str]] = {name: [] for name in allocation.strata}
    for case, *cell in frame.eligible[list(frame.by)].itertuples(name=None):
        homes[allocation.home[tuple(cell)]].append(case)
    rows = []
    strata = zip(
        allocation.strata, allocation.sizes, allocation.take, allocation.reserve, strict=True
    )
    for name, size, take, reserve in strata:
        for place, case in enumerate(pick(homes[name], take + reserve, seed, "draw")):
            role = "sample" if place < take else "reserve"
            rows.append((case, name, place + 1, role, take / size, size / take, size, "", ""))
    columns = [name for name in COLUMNS if name != "double_marked"]
    return pd.DataFrame(rows, columns=columns)
