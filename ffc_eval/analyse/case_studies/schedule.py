"""The schedule of contacts: at the start, after 6 weeks, 3, 6 and 12 months."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ffc_eval.model.case_studies import STAGES, Case, CaseStudies, Contact, Stage

State = Literal["held", "missed", "overdue", "left", "due"]

_MONTHS: dict[Stage, int] = {"3-months": 3, "6-months": 6, "12-months": 12}


@dataclass(frozen=True)
class Planned:
    """A contact of the schedule and what became of it.

    ``state`` is held; missed (by the family, or passed over); overdue; left where the family had
    completed or was lost before; due where it is still to come.
    """

    case: Case
    stage: Stage
    due: date
    state: State
    held: date | None = None


def due_on(start: date, stage: Stage) -> date:
    """Return the day a contact is due.

    Examples
    --------
    >>> due_on(date(2024, 8, 31), "6-months").isoformat()
    '2025-02-28'
    """
    if stage in _MONTHS:
        months = start.month - 1 + _MONTHS[stage]
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))
    return start + timedelta(weeks=6 if stage == "6-weeks" else 0)


def schedule(cases: CaseStudies, *, as_of: date) -> tuple[Planned, ...]:
    """Return every contact of every family, with its state as of a day.

    Contacts that were held after that day have not been held yet. A contact is overdue if the
    day it was due lies before ``as_of``, nothing is on file for it and no later one was held.
    """
    return tuple(planned for case in cases.cases for planned in _of_case(cases, case, as_of))


def last_held(cases: CaseStudies, case: Case, *, as_of: date) -> Planned | None:
    """Return the latest contact that was held, None before the first."""
    held = [row for row in _of_case(cases, case, as_of) if row.state == "held"]
    return held[-1] if held else None


def _of_case(cases: CaseStudies, case: Case, as_of: date) -> Iterator[Planned]:
    found = {
        contact.stage: contact
        for contact in cases.contacts
        if contact.case == case.case and contact.on <= as_of
    }
    stages = list(STAGES)
    latest = max((stages.index(s) for s, row in found.items() if row.outcome == "held"), default=-1)
    for place, stage in enumerate(stages):
        contact, due = found.get(stage), due_on(case.start, stage)
        held = contact.on if contact and contact.outcome == "held" else None
        passed = place < latest
        yield Planned(case, stage, due, _state(case, contact, due, as_of, passed=passed), held)


def _state(case: Case, contact: Contact | None, due: date, as_of: date, *, passed: bool) -> State:
    if contact:
        return "held" if contact.outcome == "held" else "missed"
    if passed:
        return "missed"
    if not case.live and (case.since or as_of) <= as_of and (case.since or due) <= due:
        return "left"
    return "overdue" if due < as_of else "due"


def first_contact(cases: CaseStudies, case: Case) -> date:
    """Return the day from which weeks are counted: the first contact held, else the start."""
    held = [row.on for row in cases.contacts if row.case == case.case and row.outcome == "held"]
    return min(held, default=case.start)


def weeks(zero: date, day: date) -> int:
    """Return whole weeks, rounded down; days would tell too much."""
    return (day - zero).days // 7


def held_weeks(cases: CaseStudies, case: Case, *, as_of: date) -> dict[Stage, int]:
    """Return the contacts held by a day, in order, with the week of each."""
    zero = first_contact(cases, case)
    return {
        row.stage: weeks(zero, row.held)
        for row in schedule(replace(cases, cases=(case,)), as_of=as_of)
        if row.held
    }
