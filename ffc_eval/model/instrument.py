"""Instruments: questions, options, shared scales, waves. The data dictionary of a survey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from ffc_eval.errors import InstrumentError, nearest
from ffc_eval.model.frame import FrameGroup, SamplingPlan, Weighting

QuestionType = Literal["single", "multi", "grid_item", "ranking", "number", "date", "text"]
Reason = Literal[
    "not_asked", "not_applicable", "dont_know", "refused", "blank", "unreadable", "unknown"
]
Population = Literal["service_users", "staff", "partners", "public"]
Kind = Literal["sample", "list", "census", "self_selected"]
Linked = Literal["event", "anonymous"]
Base = Literal["asked", "opinion", "answered", "mentioned", "commenters", "events"]
Direction = Literal["good", "bad", "none"]
"""Whether the top of a scale is good news, bad news, or neither, for families."""

STRANDS = {
    "FH": "Family Help",
    "CP": "Child protection",
    "FN": "Family networks",
    "SP": "Safeguarding partners",
    "SYS": "System and enablers",
}
"""Reform strands, by the ids that instruments and claims name."""

REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True)
class Option:
    """One answer that a closed question offers.

    Parameters
    ----------
    code
        What the export may hold instead of the label; unique in the question.
    label
        What the respondent read.
    score
        Place on the scale as a number; None where the option has none.
    reason
        Set where choosing it gives no value ("Don't know" is ``dont_know``).
    group
        Name of a wider group, used where a split by this option would show too few people.
    exclusive
        "None of these": chosen alone or not at all.
    """

    code: str
    label: str
    score: float | None = None
    reason: Reason | None = None
    group: str = ""
    exclusive: bool = False


@dataclass(frozen=True)
class Scale:
    """An ordered set of options that several questions share.

    ``options`` run from the top of the scale (strongly agree) to its bottom.
    ``top`` and ``bottom`` are codes; the rest is the middle.
    ``top_label`` is the word of a report, "agree" or "always or often".
    """

    id: str
    options: tuple[Option, ...]
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    top_label: str = ""
    bottom_label: str = ""


@dataclass(frozen=True)
class Condition:
    """An answer that decides whether a later question is asked.

    Parameters
    ----------
    question
        Id of the earlier question; of a closed type.
    codes
        Options of it.
    chosen
        True: asked of people who chose one of them. False: of people who chose none of them.
    """

    question: str
    codes: tuple[str, ...]
    chosen: bool = True


@dataclass(frozen=True)
class Question:
    """One question, one version of its wording.

    Parameters
    ----------
    id
        Unique in the instrument; the name of its column in ``Responses``.
    text
        The wording shown to respondents (of a grid item: the item).
    type
        A multi has a column an option, ``id[code]``; a ranking a column an item.
    options
        In the order shown; of a ranking, its items.
    scale
        The shared scale that the options come from, or None.
    stem
        The question above a grid, "" elsewhere.
    routing
        Who is asked, in words; "" means everybody.
    asked_if
        Who is asked, as alternatives; in each, all conditions hold. () where no earlier answer
        decides, or where only words say it.
    direction
        Whether agreeing (the top of the scale) is good news for families.
    base
        The base of its percentages.
    strands
        Reform strands: FH, CP, FN, SP, SYS.
    evidences
        Codes of the codebook that an answer bears on.
    headings
        Export headings or platform ids it may stand under, by wave ("" for every wave).
    split
        The question divides respondents into groups that results are shown for.
    recall
        Asks people to compare with the past: never shown as measured change.
    unit
        Of a number: years, people, pounds; "" where it has none.
    low, high
        Range that a number may take; None where open.
    """

    id: str
    text: str
    type: QuestionType
    options: tuple[Option, ...] = ()
    scale: Scale | None = None
    stem: str = ""
    routing: str = ""
    asked_if: tuple[tuple[Condition, ...], ...] = ()
    direction: Direction = "none"
    base: Base = "answered"
    strands: tuple[str, ...] = ()
    evidences: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    split: bool = False
    recall: bool = False
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of ``Responses`` that hold its answers."""
        if self.type in ("multi", "ranking"):
            return tuple(f"{self.id}[{option.code}]" for option in self.options)
        return (self.id,)

    @property
    def wording(self) -> str:
        """The text as it reads alone: of a grid item, after the question above the grid."""
        stem = self.stem.rstrip(" .:?\u2026")
        return f"{stem}: {self.text}" if stem else self.text

    @property
    def closed(self) -> bool:
        """Whether the answers are options to choose from."""
        return self.type in ("single", "multi", "grid_item", "ranking")

    @property
    def values(self) -> tuple[Option, ...]:
        """Options that give a value, without "don't know" and its like."""
        return tuple(option for option in self.options if option.reason is None)


@dataclass(frozen=True)
class Wave:
    """One round of fieldwork.

    ``asked`` is how many people were asked, None where unknown; ``frame`` the size of the list or
    service cohort they came from.
    """

    id: str
    label: str
    start: date | None = None
    end: date | None = None
    asked: int | None = None
    frame: int | None = None
    mode: str = ""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire or audit tool, with what a reader must know to interpret its numbers.

    Parameters
    ----------
    population
        Whose answers these are; decides which disclosure rules apply.
    kind
        sample, everybody on a list, census of events, or self-selected. Only the first two
        carry a sampling interval.
    linked
        "event" where an answer can be tied to a meeting or a family.
    domains
        Question ids that results are split by.
    strata
        Question ids whose answers define sampling strata; () for none.
    primary
        Question ids tested between waves, at most five, named before the later wave.
    codebook
        Whether comments are matched with the project's codebook.
    consent_quote
        Question that asks for consent to be quoted; "" where none does.
    consent_contact
        Question that asks for consent to be contacted; "" where none does.
    synthetic
        Invented data; said wherever it is shown.
    zone
        Time zone of the platform's times, where the export does not say; "" where unknown.
    frame, sampling, weighting
        The list by group (``frame.csv``), the design of a sample, how answers are weighted.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    population: Population = "public"
    kind: Kind = "self_selected"
    linked: Linked = "anonymous"
    version: str = "1"
    audience: str = ""
    waves: tuple[Wave, ...] = ()
    domains: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    codebook: bool = False
    consent_quote: str = ""
    consent_contact: str = ""
    platform: str = ""
    zone: str = ""
    personal: tuple[str, ...] = ()
    holds_out: tuple[str, ...] = ("blank", "duplicate", "test", "no_consent")
    synthetic: bool = False
    notes: tuple[str, ...] = field(default=())
    frame: tuple[FrameGroup, ...] = ()
    sampling: SamplingPlan | None = None
    weighting: Weighting | None = None

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def question(self, id: str) -> Question:
        """Return the question of that id.

        Raises
        ------
        InstrumentError
            No question has it; the nearest is named.
        """
        for question in self.questions:
            if question.id == id:
                return question
        raise InstrumentError(
            "no-such-question",
            f'Instrument "{self.id}" has no question "{id}".',
            do=nearest(id, [question.id for question in self.questions]),
        )

    def wave(self, id: str) -> Wave:
        """Return the wave of that id.

        Raises
        ------
        InstrumentError
            No wave has it; the nearest is named.
        """
        for wave in self.waves:
            if wave.id == id:
                return wave
        raise InstrumentError(
            "no-such-wave",
            f'Instrument "{self.id}" has no wave "{id}".',
            do=nearest(id, [wave.id for wave in self.waves]),
        )
