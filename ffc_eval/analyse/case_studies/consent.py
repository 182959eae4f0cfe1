"""Consent in force: what each family agreed to, and what may therefore be used for what.

Every event on file counts, whatever its date; a consent has expired as of the later of the day a
report is issued and today. A withdrawal is never undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from ffc_eval.errors import ReleaseError
from ffc_eval.model.case_studies import (
    FAMILY,
    CaseStudies,
    ConsentEvent,
    Entry,
    Scope,
    Shown,
    Use,
)

E = TypeVar("E", bound=Entry)
Key = tuple[str, str, Scope]


@dataclass(frozen=True)
class Consent:
    """What was agreed and is in force on one day.

    Parameters
    ----------
    as_of
        The day as of which consents have expired.
    given, refused
        (family, person, scope) in force, and (family, person, scope) asked for and not in force.
    withdrawn
        Families that withdrew: nothing of them is used for anything.
    left
        (family, person) of workers and partners who withdrew: nothing of theirs is used.
    checked
        Families whose publication check has passed.
    relatives
        (family, person) of those who belong to the family.
    """

    as_of: date
    given: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    left: frozenset[tuple[str, str]] = frozenset()
    checked: frozenset[str] = frozenset()
    relatives: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)

    def family(self, case: str, scope: Scope) -> bool:
        """Whether somebody of the family agreed, and nobody of it said no or has run out."""
        if case in self.withdrawn:
            return False
        own = [person for family, person in self.relatives if family == case]
        return any((case, person, scope) in self.given for person in own) and not any(
            (case, person, scope) in self.refused for person in own
        )

    def person(self, case: str, participant: str, scope: Scope) -> bool:
        """Whether this person agreed for what is theirs."""
        gone = case in self.withdrawn or (case, participant) in self.left
        return not gone and (case, participant, scope) in self.given

    def allows(self, case: str, scope: Scope, use: Use, participant: str = "") -> bool:
        """Whether something may be used: its own scope, and that of the use, are in force.

        What belongs to a person needs that person's agreement; every use outside the programme
        needs the family's as well.
        """
        scopes: tuple[Scope, ...] = (scope,) if use == "internal" else (scope, use)
        if participant:
            agreed = all(self.person(case, participant, each) for each in scopes)
            return agreed and (use == "internal" or self.family(case, use))
        return all(self.family(case, each) for each in scopes)

    def followed(self, case: str, use: Use) -> bool:
        """Whether the family may be named by its label at all."""
        return self.allows(case, "interview", use) or self.allows(case, "record_review", use)


def consent_of(cases: CaseStudies, *, issued: date, today: date) -> Consent:
    """Return the consent in force for a report.

    Parameters
    ----------
    cases
        Everything on file.
    issued
        The day on the report.
    today
        The clock.

    Notes
    -----
    The rules: ``ffc-eval explain consent`` and ``ffc-eval explain withdrawal``.
    """
    return _consent(cases, max(issued, today))


def require_steady(cases: CaseStudies, *, issued: date, today: date) -> None:
    """Refuse a final if consent is not today what it was on the day the report is issued.

    Raises
    ------
    ReleaseError
        Something was entered, or ran out, after ``issued``.
    """
    then = _consent(cases.known(issued), issued)
    now = _consent(cases, max(issued, today))
    if replace(now, as_of=issued) == then:
        return
    gone = len(now.withdrawn - then.withdrawn)
    raise ReleaseError(
        "consent-changed",
        "Consent has changed since the day on which the report is dated.",
        where="settings, quarters, issued",
        found=f"{gone} families withdrew since; other changes: {_other_changes(then, now)}",
        do="Set issued to today and build the report again; what is no longer agreed to is left "
        "out of it.",
    )


def permitted(cases: CaseStudies, consent: Consent, use: Use) -> CaseStudies:
    """Return what may be used: the only way from the case studies to anything that is shown.

    Families that withdrew, or of whom nothing is in force, are not in it, and no consent event
    is; what is in it needs no further look at consent.
    """

    def kept(entries: Iterable[E]) -> tuple[E, ...]:
        return tuple(
            entry
            for entry in entries
            if consent.allows(entry.case, entry.scope, use, entry.participant)
        )

    quotable = {case.case for case in cases.cases if consent.allows(case.case, "quotes", use)}
    return CaseStudies(
        cases=tuple(case for case in cases.cases if consent.followed(case.case, use)),
        contacts=kept(cases.contacts),
        actions=kept(cases.actions),
        states=kept(cases.states),
        milestones=kept(cases.milestones),
        outcomes=tuple(
            row if row.case in quotable else replace(row, words="") for row in kept(cases.outcomes)
        ),
        quotes=kept(cases.quotes),
        checks=tuple(check for check in cases.checks if consent.followed(check.case, use)),
        provenance=cases.provenance.then("What families did not agree to left out.", use=use),
    )


def shown_before_withdrawal(cases: CaseStudies, consent: Consent) -> tuple[Shown, ...]:
    """Return where material of families that have since withdrawn stood, to be put right there."""
    return tuple(shown for shown in cases.shown if shown.case in consent.withdrawn)


def _consent(cases: CaseStudies, as_of: date) -> Consent:
    children = {(row.case, row.participant) for row in cases.participants if row.role == "child"}
    inside = {(row.case, row.participant) for row in cases.participants if row.role in FAMILY}
    # Whoever was never entered as a worker or partner counts as family: the safe reading.
    outside = {(row.case, row.participant) for row in cases.participants} - inside
    everyone = inside | outside
    asked: dict[Key, dict[str, ConsentEvent]] = {}
    for event in sorted(cases.consents, key=_order):
        if event.allows != "everything":
            giver = _giver(event) if (event.case, event.participant) in children else ""
            key = (event.case, event.participant, event.allows)
            asked.setdefault(key, {})[giver] = event
    given = {
        key
        for key, latest in asked.items()
        if key[:2] in everyone and _in_force(latest, as_of, child=key[:2] in children)
    }
    gone = {(event.case, event.participant) for event in cases.consents if _withdraws(event)}
    return Consent(
        as_of=as_of,
        given=frozenset(given),
        refused=frozenset(asked.keys() - given),
        withdrawn=frozenset(case for case, participant in gone - outside),
        left=frozenset(gone & outside),
        checked=frozenset(check.case for check in cases.checks if check.passed),
        relatives=frozenset(inside | ({key[:2] for key in asked} - outside)),
    )


def _withdraws(event: ConsentEvent) -> bool:
    return event.answer == "withdrawn" or (event.allows == "everything" and event.answer != "yes")


def _giver(event: ConsentEvent) -> str:
    parental = event.given_by == "parental_responsibility"
    return event.given_by if parental else "child"


def _order(event: ConsentEvent) -> tuple[object, ...]:
    """The latest event rules; of two of one moment the one that takes consent away."""
    return (event.on, event.at, event.answer != "yes")


def _in_force(latest: dict[str, ConsentEvent], as_of: date, *, child: bool) -> bool:
    """A child must agree, and so must somebody with parental responsibility."""
    needed = ("parental_responsibility", "child") if child else ()
    return (
        all(giver in latest for giver in needed)
        and all(event.answer == "yes" for event in latest.values())
        and all(event.expires is None or event.expires >= as_of for event in latest.values())
    )


def _other_changes(then: Consent, now: Consent) -> int:
    return len(then.given ^ now.given) + len(then.checked ^ now.checked)
