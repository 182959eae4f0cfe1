"""What a person enters: checked against what is on file, then a decision to save."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_studies.consent import consent_of
from ffc_eval.analyse.case_studies.reading import KINDS
from ffc_eval.collect.privacy import redact_texts
from ffc_eval.errors import CaseStudyError, Problem, nearest
from ffc_eval.model.case_studies import (
    ActionState,
    Case,
    CaseStudies,
    ConsentEvent,
    Entry,
    Outcome,
    Participant,
)

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.tracker import Tracker

Decision = dict[str, Any]

_KIND_OF = {kind: name for name, kind in KINDS.items()}
_TEXTS = ("text", "words", "reason", "found", "why_declined", "evidence", "value")
_PAST = ("on", "planned")
_SPANS = (("on", "expires"), ("on", "until"), ("planned", "due"))
_CHOICES = {
    "strand": "strands",
    "need": "needs",
    "family_type": "family_types",
    "origin": "origins",
    "mode": "modes",
    "type": "milestones",
}


def next_label(cases: CaseStudies) -> str:
    """Return the label of the next family; one that was given is never given again.

    Examples
    --------
    >>> next_label(CaseStudies())
    'Family A'
    """
    number, letters = len({case.case for case in cases.cases}), ""
    while number >= 0:
        number, place = divmod(number, 26)
        letters = chr(ord("A") + place) + letters
        number -= 1
    return f"Family {letters}"


def enter(entry: Entry, cases: CaseStudies, tracker: Tracker) -> Decision:
    """Return the decision to save for an entry that fits what is on file.

    Raises
    ------
    CaseStudyError
        Everything about it that does not fit; never with the words that were entered.
    """
    problems = [*_faults_of_family(entry, cases), *_faults_of_action(entry, cases)]
    problems += [*_faults_of_lists(entry, tracker), *_faults_of_dates(entry)]
    problems += _faults_of_words(vars(entry))
    if problems:
        raise CaseStudyError.of(problems)
    return decision_of(entry)


def decision_of(entry: Entry) -> Decision:
    """Return an entry as JSON data; what is as usual is left out, and the author is the folder."""
    fields = {
        field.name: getattr(entry, field.name)
        for field in dataclasses.fields(entry)
        if field.name not in ("at", "by") and getattr(entry, field.name) != field.default
    }
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
    }
    return {"kind": _KIND_OF[type(entry)], "at": entry.at.isoformat(), **plain}


def _faults_of_family(entry: Entry, cases: CaseStudies) -> Iterator[Problem]:
    today = entry.at.date()
    if entry.case in consent_of(cases, issued=today, today=today).withdrawn:
        yield Problem(
            "family-withdrawn",
            "The family has withdrawn; nothing more is kept about it.",
            do="If it wants to take part again, add it as a new family with new consent.",
        )
    people = {row.participant: row.role for row in cases.participants if row.case == entry.case}
    if isinstance(entry, Case | Participant) or not entry.participant:
        return
    if entry.participant not in people:
        yield Problem(
            "no-such-participant",
            "Nobody of that name takes part in this case study.",
            where="--who",
            do=nearest(entry.participant, list(people)) if people else "Add the person first.",
        )
    elif isinstance(entry, ConsentEvent):
        child = people[entry.participant] == "child"
        if child == (entry.given_by == "self"):
            yield Problem(
                "consent-given-by",
                "This person’s consent cannot be given like that.",
                where="--given-by",
                found=entry.given_by,
                do="A child agrees (child) and somebody with parental responsibility does too "
                "(parental_responsibility); everybody else agrees for themselves (self).",
            )


def _faults_of_action(entry: Entry, cases: CaseStudies) -> Iterator[Problem]:
    numbers = [row.number for row in cases.actions if row.case == entry.case]
    if isinstance(entry, ActionState) and entry.number not in numbers:
        yield Problem(
            "no-such-action",
            "The family’s plan has no action of that number.",
            where="--number",
            found=str(entry.number),
            do=f"The plan has {len(numbers)} actions; add one with its words and --origin.",
        )


def _faults_of_lists(entry: Entry, tracker: Tracker) -> Iterator[Problem]:
    named = vars(entry)
    for name, choices in _CHOICES.items():
        value = named.get(name)
        if value and isinstance(value, str):  # the need of a domain is yes or no, not a list
            yield from _unknown(name, value, tuple(getattr(tracker, choices)))
    if isinstance(entry, Case) and entry.stage:
        yield from _unknown("stage", entry.stage, tuple(tracker.stages_of_help))
    for name in (*named.get("rare", ()), *named.get("masked", ())):
        yield from _unknown("rare", name, tuple(tracker.rare_features))
    if isinstance(entry, Outcome):
        values = tracker.values(entry.measure)
        if values is None:
            yield from _unknown("measure", entry.measure, tracker.measures)
        else:
            yield from _unknown("value", entry.value, values)


def _unknown(name: str, value: str, choices: tuple[str, ...]) -> Iterator[Problem]:
    if value not in choices:
        yield Problem(
            "unknown-choice",
            f"--{name.replace('_', '-')} has a value that is not one of its choices.",
            where="surveys/case_studies/tracker.yaml",
            do=nearest(value, choices),
        )


def _faults_of_dates(entry: Entry) -> Iterator[Problem]:
    named = vars(entry)
    for name in _PAST:
        if named.get(name) and named[name] > entry.at.date():
            yield Problem(
                "date-to-come",
                "A day that is still to come was given for something that has happened.",
                where=f"--{name}",
                found=named[name].isoformat(),
                do="Enter it when it has happened.",
            )
    for first, last in _SPANS:
        if named.get(first) and named.get(last) and named[last] < named[first]:
            yield Problem(
                "range-order",
                "The last day lies before the first.",
                where=f"--{first}, --{last}",
                do="Check the two days.",
            )


def _faults_of_words(fields: Mapping[str, Any]) -> Iterator[Problem]:
    given = {name: fields[name] for name in _TEXTS if fields.get(name)}
    for (name, text), safe in zip(given.items(), redact_texts(given.values()), strict=True):
        if text != safe:
            yield Problem(
                "words-name-somebody",
                "The words seem to hold a name, a number or an address.",
                where=f"--{name}",
                do="Say it without: “the grandmother”, “the school”, “in spring”.",
            )
