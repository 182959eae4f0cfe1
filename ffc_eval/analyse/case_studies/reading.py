"""From decisions on file to ``CaseStudies``: the latest entry stands, consent events all stand."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from ffc_eval.errors import CaseStudyError, Problem
from ffc_eval.model.case_studies import (
    Action,
    ActionState,
    Case,
    CaseStudies,
    Change,
    Check,
    ConsentEvent,
    Contact,
    Entry,
    Milestone,
    Outcome,
    Participant,
    Quote,
    Shown,
)
from ffc_eval.model.provenance import Provenance

E = TypeVar("E", bound=Entry)
Decision = Mapping[str, Any]

KINDS: Mapping[str, type[Entry]] = {
    "case.add": Case,
    "case.change": Change,
    "case.participant": Participant,
    "case.consent": ConsentEvent,
    "case.contact": Contact,
    "case.action": Action,
    "case.state": ActionState,
    "case.milestone": Milestone,
    "case.outcome": Outcome,
    "case.quote": Quote,
    "case.check": Check,
    "case.shown": Shown,
}
_CHANGED = ("status", "since", "not_to_plan", "reason")
_DATES = ("start", "since", "on", "expires", "planned", "due", "until")


def case_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions about case studies, in the order in which they were entered."""
    wanted = [decision for decision in decisions if decision.get("kind") in KINDS]
    return sorted(wanted, key=lambda decision: str(decision.get("at")))


def read_cases(decisions: Iterable[Decision]) -> CaseStudies:
    """Return everything on file about the case studies.

    Parameters
    ----------
    decisions
        As ``ffc_eval.store.decisions`` gives them; other kinds are passed over.

    Returns
    -------
    CaseStudies
        Where a thing was entered twice (the contact of one stage, a measure by one source), the
        later entry; of consent, every event. What belongs to no family on file is left out.

    Raises
    ------
    CaseStudyError
        Decisions that are not whole; all at once, by author and number.
    """
    ordered = case_decisions(decisions)
    entries = _entries(ordered)
    changes = [row for row in entries if isinstance(row, Change)]
    cases = _changed(_labelled([row for row in entries if isinstance(row, Case)]), changes)
    known = {case.case for case in cases}

    def of(kind: type[E], *key: str) -> tuple[E, ...]:
        rows = [row for row in entries if isinstance(row, kind) and row.case in known]
        if not key:
            return tuple(rows)
        return tuple({tuple(getattr(row, k) for k in ("case", *key)): row for row in rows}.values())

    return CaseStudies(
        cases=cases,
        participants=of(Participant, "participant", "role"),
        consents=(*of(ConsentEvent), *_left(changes)),
        contacts=of(Contact, "stage"),
        actions=of(Action, "number"),
        states=of(ActionState, "number", "stage"),
        milestones=tuple(row for row in of(Milestone, "type", "on") if not row.struck),
        outcomes=of(Outcome, "measure", "stage", "source", "participant"),
        quotes=of(Quote, "participant", "text"),
        checks=of(Check, "participant"),
        shown=of(Shown),
        provenance=_provenance(ordered),
    )


def _entries(decisions: Sequence[Decision]) -> list[Entry]:
    entries, problems = [], []
    for decision in decisions:
        try:
            entries.append(_entry(KINDS[decision["kind"]], decision))
        except (KeyError, TypeError, ValueError):
            problems.append(_broken(decision))
    if problems:
        raise CaseStudyError.of(problems)
    return entries


def _entry(kind: type[E], decision: Decision) -> E:
    """Build an entry of the fields it has; dates are text on file."""
    values: dict[str, Any] = {
        "by": decision["person"],
        "at": _time(decision["at"]),
    }
    for field in dataclasses.fields(kind):
        if field.name in decision and field.name not in values:
            values[field.name] = _typed(field.name, decision[field.name])
    return kind(**values)


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return date.fromisoformat(value) if name in _DATES and value else value


def _labelled(cases: list[Case]) -> list[Case]:
    """Return each family once; two families that were given one label are told apart."""
    labelled: dict[str, Case] = {}
    taken: dict[str, int] = {}
    for case in cases:
        if case.case in labelled:
            continue
        taken[case.label] = taken.get(case.label, 0) + 1
        number = taken[case.label]
        label = case.label if number == 1 else f"{case.label} ({number})"
        labelled[case.case] = dataclasses.replace(case, label=label)
    return list(labelled.values())


def _changed(cases: list[Case], changes: Iterable[Change]) -> tuple[Case, ...]:
    found = {case.case: case for case in cases}
    for change in changes:
        named = {name: getattr(change, name) for name in _CHANGED}
        given = {name: value for name, value in named.items() if value is not None}
        if change.case in found:
            found[change.case] = dataclasses.replace(found[change.case], **given)
    return tuple(found.values())


def _left(changes: Iterable[Change]) -> Iterator[ConsentEvent]:
    """A status "withdrawn" is a withdrawal, whoever entered it and whatever came after."""
    for change in changes:
        if change.status == "withdrawn":
            yield ConsentEvent(
                case=change.case,
                at=change.at,
                by=change.by,
                allows="everything",
                answer="withdrawn",
                given_by="self",
                on=change.since or change.at.date(),
            )


def _provenance(decisions: Iterable[Decision]) -> Provenance:
    text = json.dumps(list(decisions), sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Provenance(sources={"case studies": digest}, steps=("Entries on file read.",))


def _broken(decision: Decision) -> Problem:
    return Problem(
        "case-entry-broken",
        "An entry about a case study is not whole.",
        where=f"work/{decision.get('person', '')}, an entry of kind {decision['kind']}",
        do="Bring the file back from your backup, or enter it again.",
    )
