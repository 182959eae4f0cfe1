"""Invented families for the tests of case studies, as the decisions that people entered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ffc_eval.analyse.case_studies.consent import Consent, consent_of
from ffc_eval.analyse.case_studies.reading import read_cases
from ffc_eval.analyse.case_studies.tracker import Tracker, read_tracker
from ffc_eval.model.case_studies import CaseStudies

CUT = date(2025, 7, 11)
ISSUED = date(2025, 7, 21)
AGREED = ("interview", "record_review", "quotes")
EVERY_USE = ("internal", "dfe", "publish", "training")

Decision = dict[str, Any]


def entry(kind: str, case: str, *, at: str = "2025-01-06", **fields: Any) -> Decision:
    """One decision; ``at`` is a day or a time."""
    time = at if "T" in at else f"{at}T09:00:00"
    return {
        "id": f"{kind} {case} {time} {fields}",
        "kind": f"case.{kind}",
        "case": case,
        "at": f"{time}+00:00",
        "person": "synthetic-jo",
        **fields,
    }


def agrees(case: str, scope: str, answer: str = "yes", **fields: Any) -> Decision:
    """One consent event of the parent, unless said otherwise."""
    fields = {"participant": "parent-1", "on": "2025-01-06", "given_by": "self"} | fields
    return entry("consent", case, allows=scope, answer=answer, **fields)


def family(letter: str, *, start: str = "2025-01-06", scopes: Any = AGREED, **fields: Any) -> Any:
    """A family with a parent who agreed to the scopes."""
    case = f"pseudonym-{letter}"
    fields = {"label": f"Family {letter}", "strand": "FH", "status": "active"} | fields
    return [
        entry("add", case, start=start, **fields),
        entry("participant", case, participant="parent-1", role="parent"),
        *(agrees(case, scope) for scope in scopes),
    ]


def case_studies(*decisions: Any) -> CaseStudies:
    """Read decisions and lists of decisions."""
    flat = [d for item in decisions for d in (item if isinstance(item, list) else [item])]
    return read_cases(flat)


def consent(cases: CaseStudies, *, issued: date = ISSUED, today: date = ISSUED) -> Consent:
    """Consent in force for a report of the quarter."""
    return consent_of(cases, issued=issued, today=today)


def tracker() -> Tracker:
    """The shipped definition."""
    root = Path(__file__).parents[1]
    return read_tracker(root / "surveys" / "case_studies" / "tracker.yaml")
