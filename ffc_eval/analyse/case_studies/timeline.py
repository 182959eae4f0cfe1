"""The timeline of one family: what happened, in whole weeks since first contact, never dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_studies.board import event_frame
from ffc_eval.analyse.case_studies.schedule import first_contact, schedule, weeks
from ffc_eval.errors import CaseStudyError
from ffc_eval.model.case_studies import Case, CaseStudies, Milestone
from ffc_eval.model.events import Events

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.tracker import Lane, Tracker

_TIMELINE = ("label", "lane", "shape", "state", "start", "end", "words")


def find_case(cases: CaseStudies, label: str) -> Case:
    """Return the family of a label, "Family A" or "A".

    Raises
    ------
    CaseStudyError
        There is none.
    """
    wanted = label.strip().lower().removeprefix("family").strip()
    for case in cases.cases:
        if case.label.lower().removeprefix("family").strip() == wanted:
            return case
    raise CaseStudyError(
        "no-such-case",
        "No case study has that label, or nothing of it may be used here.",
        do="ffc-eval case list shows the labels; ffc-eval case add gives the next one.",
    )


def timeline(cases: CaseStudies, label: str, tracker: Tracker, *, as_of: date) -> Events:
    """Return what happened to one family, in whole weeks since first contact.

    Parameters
    ----------
    cases
        What may be used.
    label
        "Family A".
    as_of
        The quarter's cut; nothing later is in it.

    Returns
    -------
    Events
        One row a mark: lane, shape (span, gap, point, contact), state (done, missed, overdue),
        start and end in weeks, words. A gap is time in a lane of spans that nothing covers.
    """
    case = find_case(cases, label)
    zero = first_contact(cases, case)
    rows = [
        {**row, "case": case.case, "label": case.label}
        for lane, kind in tracker.lanes.items()
        for row in _lane(cases, case, lane, kind, tracker, as_of)
    ]
    rows += [
        {
            "case": case.case,
            "scope": "interview",
            "label": case.label,
            "lane": "Evaluator contact",
            "shape": "contact",
            "state": {"held": "done"}.get(row.state, row.state),
            "start": row.held or row.due,
            "end": row.held or row.due,
            "words": "" if row.state == "held" else row.state,
        }
        for row in schedule(replace(cases, cases=(case,)), as_of=as_of)
        if row.state in ("held", "missed", "overdue")
    ]
    for row in rows:
        row["start"], row["end"] = (weeks(zero, row[side]) for side in ("start", "end"))
    return Events("timeline", event_frame(rows, _TIMELINE), cases.provenance)


def _lane(
    cases: CaseStudies, case: Case, lane: str, kind: Lane, tracker: Tracker, as_of: date
) -> Iterator[dict[str, Any]]:
    marks = sorted(
        (
            row
            for row in cases.milestones
            if row.case == case.case
            and row.on <= as_of
            and row.type in tracker.milestones
            and tracker.milestones[row.type].lane == lane
        ),
        key=lambda row: row.on,
    )
    own = {"scope": "record_review", "lane": kind.label, "state": "done"}
    for place, mark in enumerate(marks):
        words = _mark_words(mark, tracker)
        if not kind.spans:
            state = "missed" if mark.missed else "done"
            words = f"{words} missed" if mark.missed else words
            yield own | _mark("point", mark.on, mark.on, words) | {"state": state}
            continue
        following = marks[place + 1].on if place + 1 < len(marks) else as_of
        end = min(mark.until or following, following)
        yield own | _mark("span", mark.on, end, words)
        if end < following and place + 1 < len(marks):
            yield own | _mark("gap", end, following, "")


def _mark(shape: str, start: date, end: date, words: str) -> dict[str, Any]:
    return {"shape": shape, "start": start, "end": end, "words": words}


def _mark_words(mark: Milestone, tracker: Tracker) -> str:
    return tracker.plan_levels.get(mark.value, mark.value) or tracker.milestones[mark.type].label
