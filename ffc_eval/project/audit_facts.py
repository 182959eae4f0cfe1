"""What was sampled, and what else differed between the waves of a case audit: whole numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records
from ffc_eval.project.case_audit.markings import marked, readers

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.project.evidence import Evidence

_FEW = 5


def sample_facts(evidence: Evidence, survey: str) -> Records:
    """Return one row a fact and one column a wave; nothing about a stratum or a case.

    Counts of 1 to 5 cases are not given: they could point at a child.
    """
    import pandas as pd

    from ffc_eval.project.case_audit.samples import account, draws

    project, instrument = evidence.project, evidence.instrument(survey)
    waves = instrument.waves
    found = account(project, instrument).frame
    columns = {wave.id: _facts(evidence, survey, wave.id, found) for wave in waves}
    for earlier, later in pairwise(columns):
        columns[later] |= _overlap(evidence, survey, (earlier, later))
    said = {wave: drawn.said for wave, drawn in draws(project, instrument).items()}
    for wave, text in said.items():
        columns[wave]["How it was drawn"] = text
    frame = pd.DataFrame(columns).fillna("–").rename_axis("fact").reset_index().astype("str")
    definition = [("fact", "What"), *((wave.id, wave.label) for wave in waves)]
    steps = tuple(f"Wave {wave}: {text}." for wave, text in said.items())
    return Records(frame, tuple(definition), Provenance(steps=steps))


def _facts(evidence: Evidence, survey: str, wave: str, found: pd.DataFrame) -> dict[str, str]:
    here = found[found["wave"] == wave]
    strata, others = here[here["probability"] > 0], here[here["probability"] == 0]
    markings = evidence.markings(survey)
    counts = {
        "Children in the list": strata["frame"].sum() + others["frame"].sum(),
        "Left out, with a reason": others["frame"].sum(),
        "Could be drawn": strata["frame"].sum(),
        "Drawn": strata["sample"].sum(),
        "Replaced from the reserve list": strata["replaced"].sum(),
        "Read": len(evidence.responses(survey).of_wave(wave)),
        "Marked by a second reader too": len(marked(markings, as_="second", wave=wave)),
        "Of the wave before, marked again": len(marked(markings, as_="again", wave=wave)),
    }
    codes = len(readers(markings, wave))
    return {
        **{fact: _told(int(count)) for fact, count in counts.items()},
        "Readers": str(codes) if codes else "not known",
    }


def _overlap(evidence: Evidence, survey: str, waves: tuple[str, str]) -> dict[str, str]:
    from ffc_eval.analyse.case_sampling.comparison import shared_cases

    both = [readers(evidence.markings(survey), wave) for wave in waves]
    return {
        "Cases read in the wave before too": _told(
            len(shared_cases(evidence.responses(survey), waves))
        ),
        "Readers of the wave before too": str(len(both[0] & both[1])),
    }


def _told(count: int) -> str:
    return f"{_FEW} or fewer" if 0 < count <= _FEW else f"{count:,}"
