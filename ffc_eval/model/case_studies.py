"""Case studies: families followed over time, and what they agreed to, as entered by people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from ffc_eval.model.provenance import Provenance

Scope = Literal["interview", "record_review", "quotes", "dfe", "publish", "training"]
Role = Literal["parent", "child", "grandparent", "relative", "worker", "partner"]
Giver = Literal["self", "parental_responsibility", "child"]
Answer = Literal["yes", "no", "withdrawn"]
Status = Literal["approached", "consented", "active", "paused", "completed", "withdrawn", "lost"]
Stage = Literal["first", "6-weeks", "3-months", "6-months", "12-months"]
Source = Literal["family", "worker", "record"]
Progress = Literal["not_started", "under_way", "done", "not_done"]
Use = Literal["internal", "dfe", "publish", "training"]

SCOPES: Mapping[Scope, str] = {
    "interview": "be interviewed",
    "record_review": "have the record read",
    "quotes": "be quoted without details",
    "dfe": "be shared with the DfE",
    "publish": "be published",
    "training": "be used in training",
}
FAMILY: tuple[Role, ...] = ("parent", "child", "grandparent", "relative")
"""Roles of the family; any of them who withdraws takes the family out."""

LIVE: tuple[Status, ...] = ("consented", "active", "paused")
"""Statuses of families that are being followed."""

STAGES: Mapping[Stage, str] = {
    "first": "First contact",
    "6-weeks": "6 weeks",
    "3-months": "3 months",
    "6-months": "6 months",
    "12-months": "12 months",
}
PROGRESS: Mapping[Progress, str] = {
    "not_started": "Not started",
    "under_way": "Under way",
    "done": "Done",
    "not_done": "Not done",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something a person entered about one family.

    Parameters
    ----------
    case
        Pseudonym of the family, given by the project; it stays inside.
    at, by
        When it was entered, and by whom (the folder of the person).
    participant
        Whose it is, "parent-1"; "" where it is about the family.
    """

    case: str
    at: datetime
    by: str
    participant: str = ""

    @property
    def scope(self) -> Scope:
        """What the family must have agreed to before this may be used."""
        return "interview"


@dataclass(frozen=True, kw_only=True)
class Case(Entry):
    """A family that is followed, and how it was chosen.

    ``label`` ("Family A") is what readers see. ``approached`` and ``declined`` count the families
    that were asked before this one agreed, this one included.
    """

    label: str
    strand: str
    start: date
    locality: str = ""
    stage: str = ""
    need: str = ""
    family_type: str = ""
    atypical: bool = False
    found: str = ""
    approached: int = 1
    declined: int = 0
    why_declined: str = ""
    status: Status = "consented"
    since: date | None = None
    not_to_plan: bool = False
    reason: str = ""

    @property
    def live(self) -> bool:
        """Whether the family is being followed."""
        return self.status in LIVE


@dataclass(frozen=True, kw_only=True)
class Change(Entry):
    """A change of a family's status, or of whether its plan works out; None leaves it."""

    status: Status | None = None
    since: date | None = None
    not_to_plan: bool | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Participant(Entry):
    """A person in a case study; ``participant`` is the role with a number."""

    role: Role
    age_band: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentEvent(Entry):
    """What one person agreed to, refused or took back.

    ``allows`` names the scope, "everything" for a withdrawal; ``expires`` is the last day.
    """

    allows: Scope | Literal["everything"]
    answer: Answer
    given_by: Giver
    on: date
    expires: date | None = None
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact(Entry):
    """A contact of the schedule: held, missed by the family, or declined."""

    stage: Stage
    on: date
    outcome: Literal["held", "missed", "declined"] = "held"
    mode: str = ""
    independent: bool = True
    guide: str = ""
    minutes: int = 0
    handed_off: bool = False


@dataclass(frozen=True, kw_only=True)
class Action(Entry):
    """One action of a family's plan; ``origin`` names the meeting that made the plan."""

    number: int
    text: str
    who: Literal["family", "professional", "both"]
    origin: str
    planned: date
    due: date | None = None

    @property
    def scope(self) -> Scope:
        """Plans are read in the record."""
        return "record_review"


@dataclass(frozen=True, kw_only=True)
class ActionState(Entry):
    """How far an action was at a contact, and who said so."""

    number: int
    stage: Stage
    progress: Progress
    source: Source = "family"
    evidence: str = ""

    @property
    def scope(self) -> Scope:
        """As the source."""
        return "record_review" if self.source == "record" else "interview"


@dataclass(frozen=True, kw_only=True)
class Milestone(Entry):
    """Something that happened: a type of the tracker, from a day, sometimes until another."""

    type: str
    on: date
    until: date | None = None
    value: str = ""
    missed: bool = False
    struck: bool = False

    @property
    def scope(self) -> Scope:
        """Events are read in the record."""
        return "record_review"


@dataclass(frozen=True, kw_only=True)
class Outcome(Entry):
    """One measure at one contact by one source.

    ``measure`` is "goal-1" to "goal-3", "wellbeing", "plan_level", "living" or a domain of the
    tracker; ``words`` is how the family puts its goal; ``need`` whether help is needed in a domain.
    """

    measure: str
    stage: Stage
    value: str
    source: Source
    words: str = ""
    need: bool | None = None

    @property
    def scope(self) -> Scope:
        """As the source."""
        return "record_review" if self.source == "record" else "interview"


@dataclass(frozen=True, kw_only=True)
class Quote(Entry):
    """A participant's own words."""

    text: str
    stage: Stage

    @property
    def scope(self) -> Scope:
        """Words have a scope of their own."""
        return "quotes"


@dataclass(frozen=True, kw_only=True)
class Check(Entry):
    """What was done so that readers cannot recognise the family."""

    rare: tuple[str, ...]
    masked: tuple[str, ...]
    read_by_family: bool
    second_reader: str
    approved: bool

    @property
    def score(self) -> int:
        """Rare features that are not masked."""
        return len(set(self.rare) - set(self.masked))

    @property
    def passed(self) -> bool:
        """Nothing rare left, read by the family and by a second person, approved."""
        second = self.second_reader not in ("", self.by)
        return self.approved and self.read_by_family and second and self.score == 0


@dataclass(frozen=True, kw_only=True)
class Shown(Entry):
    """A family's material stood in a report that was issued."""

    report: str
    quarter: str
    use: Use


@dataclass(frozen=True)
class CaseStudies:
    """Everything on file about the families that are followed."""

    cases: tuple[Case, ...] = ()
    participants: tuple[Participant, ...] = ()
    consents: tuple[ConsentEvent, ...] = ()
    contacts: tuple[Contact, ...] = ()
    actions: tuple[Action, ...] = ()
    states: tuple[ActionState, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    quotes: tuple[Quote, ...] = ()
    checks: tuple[Check, ...] = ()
    shown: tuple[Shown, ...] = ()
    provenance: Provenance = Provenance()

    def known(self, day: date) -> CaseStudies:
        """Return the case studies with the consent and checks that were entered by a day."""
        return replace(
            self,
            consents=tuple(event for event in self.consents if event.at.date() <= day),
            checks=tuple(check for check in self.checks if check.at.date() <= day),
        )
