"""One family's story in rows: the plan at each contact, the ten domains, the family's words.

Every function takes what may be used (``permitted``); each row still names its family and scope,
so that the gate can look again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_studies.board import event_frame
from ffc_eval.analyse.case_studies.schedule import first_contact, held_weeks, weeks
from ffc_eval.analyse.case_studies.timeline import find_case
from ffc_eval.model.case_studies import PROGRESS, STAGES, CaseStudies
from ffc_eval.model.events import Events

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.tracker import Tracker

_PLAN = ("label", "number", "action", "who", "due", "stage", "progress")
_DOMAINS = ("label", "domain", "need", "source", "value", "differ")
_NEED = {True: "yes", False: "no", None: ""}


def plan(cases: CaseStudies, label: str, *, as_of: date) -> Events:
    """Return the actions of one family's plan, and how far each was at each contact.

    Returns
    -------
    Events
        One row an action (stage "", with the week it is due), then one row an action and contact
        with its progress.
    """
    case = find_case(cases, label)
    zero = first_contact(cases, case)
    held = held_weeks(cases, case, as_of=as_of)
    actions = [row for row in cases.actions if row.case == case.case and row.planned <= as_of]
    rows: list[dict[str, Any]] = [
        {
            "scope": row.scope,
            "number": row.number,
            "action": row.text,
            "who": row.who,
            "due": f"week {weeks(zero, row.due)}" if row.due else "",
        }
        for row in sorted(actions, key=lambda row: row.number)
    ]
    known = {row.number for row in actions}
    rows += [
        {
            "scope": row.scope,
            "participant": row.participant,
            "number": row.number,
            "stage": STAGES[row.stage],
            "progress": PROGRESS[row.progress],
        }
        for row in cases.states
        if row.case == case.case and row.stage in held and row.number in known
    ]
    frame = event_frame(rows, _PLAN).assign(case=case.case, label=case.label)
    return Events("plan", frame, cases.provenance)


def domains(cases: CaseStudies, label: str, tracker: Tracker, *, as_of: date) -> Events:
    """Return how each of the ten domains stood when last asked, by each source.

    Returns
    -------
    Events
        One row a domain and source; ``differ`` where two sources disagree.
    """
    case = find_case(cases, label)
    held = list(held_weeks(cases, case, as_of=as_of))
    asked = [
        row
        for row in cases.outcomes
        if row.case == case.case and row.measure in tracker.domains and row.stage in held
    ]
    latest = {
        (row.measure, row.source): row
        for row in sorted(asked, key=lambda row: held.index(row.stage))
    }
    rows = [
        {
            "case": case.case,
            "participant": row.participant,
            "scope": row.scope,
            "label": case.label,
            "domain": tracker.domains[domain],
            "need": _NEED[row.need],
            "source": source,
            "value": tracker.domain_values[row.value],
            "differ": len({other.value for key, other in latest.items() if key[0] == domain}) > 1,
        }
        for (domain, source), row in latest.items()
    ]
    order = list(tracker.domains.values())
    rows.sort(key=lambda row: order.index(str(row["domain"])))
    return Events("domains", event_frame(rows, _DOMAINS), cases.provenance)


def words(cases: CaseStudies, label: str, *, as_of: date) -> Events:
    """Return what people of one family said, with the role of the person, not the name."""
    case = find_case(cases, label)
    held = held_weeks(cases, case, as_of=as_of)
    rows = [
        {
            "case": case.case,
            "participant": quote.participant,
            "scope": quote.scope,
            "label": case.label,
            "role": quote.participant.rpartition("-")[0],
            "stage": STAGES[quote.stage],
            "text": quote.text,
        }
        for quote in cases.quotes
        if quote.case == case.case and quote.stage in held
    ]
    return Events("words", event_frame(rows, ("label", "role", "stage", "text")), cases.provenance)
