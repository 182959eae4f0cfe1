"""What the quarter's evidence covers: reform strands by source, with gaps left visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.instrument import STRANDS
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.project.families import families
from ffc_eval.project.indicators import counts, definitions

if TYPE_CHECKING:
    from ffc_eval.project.evidence import Evidence

NONE = "none"
_FEWEST = 5


def coverage(evidence: Evidence) -> Released[Records]:
    """Return who answered a question on each reform strand: people or cases, a column a survey.

    Returns
    -------
    Released[Records]
        One row a strand; "none" where a survey has no question on it, so that gaps show.
    """
    import pandas as pd

    from ffc_eval.release import Policy, release_records

    names = list(evidence.surveys)
    rows = [
        {
            "strand": label,
            **{name: _people(evidence, name, strand) for name in names},
            "case_studies": _families(evidence, strand),
            "indicators": _indicators(evidence, strand),
        }
        for strand, label in STRANDS.items()
    ]
    titles = {name: evidence.instrument(name).title for name in names}
    titles |= {"case_studies": "Case studies", "indicators": "Indicators"}
    names = list(titles)
    frame = pd.DataFrame(rows, columns=["strand", *names]).astype("str")
    definition = (("strand", "Reform strand"), *((name, titles[name][:60]) for name in names))
    return release_records(
        Records(frame, definition), Policy("public", synthetic=evidence.synthetic_survey(""))
    )


def _people(evidence: Evidence, survey: str, strand: str) -> str:
    from ffc_eval.project.case_audit.markings import is_audit

    instrument = evidence.instrument(survey)
    asked = [q for q in instrument if strand in q.strands and q.type != "text"]
    if not asked:
        return NONE
    responses = evidence.responses(survey)
    latest = responses.of_wave(responses.waves[-1]).values
    columns = [column for q in asked for column in q.columns]
    people = int(latest[columns].notna().any(axis=1).sum())
    noun = "cases" if is_audit(instrument) else "people"
    if people < _FEWEST:
        return f"fewer than {_FEWEST} {noun}"
    return f"{people} {noun}, {len(asked)} question{'s' if len(asked) > 1 else ''}"


def _families(evidence: Evidence, strand: str) -> str:
    found = sum(case.strand == strand for case in families(evidence).permitted.cases)
    return _counted(found, "family", "families")


def _indicators(evidence: Evidence, strand: str) -> str:
    if not evidence.project.sources("kpis"):
        return NONE
    counted = set(counts(evidence).frame["indicator"])
    named = definitions(evidence).indicators
    return _counted(
        sum(strand in one.strand and one.id in counted for one in named), "indicator", "indicators"
    )


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}" if number else NONE
