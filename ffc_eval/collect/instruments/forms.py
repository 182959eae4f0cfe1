"""What may stand in an instrument, a scales file and a codebook, checked key by key."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ffc_eval.model.frame import PopulationOfStrata, SingleCluster, WeightingMethod
from ffc_eval.model.instrument import (
    Base,
    Direction,
    Kind,
    Linked,
    Population,
    QuestionType,
    Reason,
)

CLOSED = ("single", "multi", "grid_item", "ranking")


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return [value] if value else []
    return value


def _labelled(value: Any) -> Any:
    return {"label": value} if isinstance(value, str) else value


def _headed(value: Any) -> Any:
    if isinstance(value, str):
        return {"wave": "", "heading": value}
    if isinstance(value, dict) and len(value) == 1:
        wave, heading = next(iter(value.items()))
        return {"wave": wave, "heading": heading}
    return value


def _alternatives(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _codes(value: Any) -> Any:
    return {"any_of": value} if isinstance(value, str | list) else value


Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[^\s\[\]|]+$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
People = Annotated[int, Field(ge=0)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Form(BaseModel):
    """A part of a file; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionForm(Form):
    """An answer: its label alone, or the label with details."""

    label: Words
    score: Number | None = None
    reason: Reason | None = None
    group: str = ""
    exclusive: bool = False


class HeadingForm(Form):
    """A heading of an export, of every wave or of one."""

    wave: str
    heading: Words


class WaveForm(Form):
    """A round of fieldwork."""

    id: Name
    label: Words
    start: date | None = None
    end: date | None = None
    asked: People | None = None
    frame: People | None = None
    mode: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> WaveForm:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError(
                "range-order",
                "The wave ends before it starts.",
                {"found": f"{self.start} to {self.end}", "do": "Correct one of the two dates."},
            )
        return self


Options = dict[Words, Annotated[OptionForm, BeforeValidator(_labelled)]]


class ScaleForm(Form):
    """Answers that several questions share, from the top of the scale to its bottom."""

    options: Options = Field(min_length=2)
    top: Texts = ()
    bottom: Texts = ()
    top_label: str = ""
    bottom_label: str = ""

    @model_validator(mode="after")
    def _ends_are_options(self) -> ScaleForm:
        strange = [code for code in (*self.top, *self.bottom) if code not in self.options]
        if strange or set(self.top) & set(self.bottom):
            raise PydanticCustomError(
                "scale-ends",
                "Top and bottom of a scale are codes of its options, none in both.",
                {"found": ", ".join((*self.top, *self.bottom)), "do": "Correct top or bottom."},
            )
        return self


class ConditionForm(Form):
    """Answers to an earlier question: one of these codes, or none of those."""

    any_of: Texts = ()
    none_of: Texts = ()

    @model_validator(mode="after")
    def _one_list(self) -> ConditionForm:
        if bool(self.any_of) == bool(self.none_of):
            raise PydanticCustomError(
                "asked-if",
                "A condition names codes of an earlier question: any of them, or none of them.",
                {"do": "Write  asked_if: {heard: [1, 2]}  or  asked_if: {heard: {none_of: [3]}}."},
            )
        return self


Conditions = dict[Name, Annotated[ConditionForm, BeforeValidator(_codes)]]


class QuestionForm(Form):
    """A question, one version of its wording."""

    id: Name
    text: str
    type: QuestionType
    stem: str = ""
    scale: str = ""
    also: Options = Field(default_factory=dict)
    options: Options = Field(default_factory=dict)
    routing: str = ""
    asked_if: Annotated[tuple[Conditions, ...], BeforeValidator(_alternatives)] = ()
    direction: Direction = "none"
    base: Base = "answered"
    strands: Texts = ()
    evidences: Texts = ()
    headings: Annotated[
        tuple[Annotated[HeadingForm, BeforeValidator(_headed)], ...], BeforeValidator(_listed)
    ] = ()
    split: bool = False
    recall: bool = False
    unit: str = ""
    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _answers_suit_the_type(self) -> QuestionForm:
        offered = bool(self.scale or self.options)
        if offered != (self.type in CLOSED):
            raise PydanticCustomError(
                "options-and-type",
                "A question to choose from has a scale or options; any other has neither.",
                {
                    "found": f"type {self.type}, {'options' if offered else 'no options'}",
                    "do": "Add or take out options, or change the type.",
                },
            )
        if self.also and (self.options or not self.scale):
            raise PydanticCustomError(
                "also-without-scale",
                '"also" adds answers to those of a scale.',
                {"do": 'Name the scale, or write the answers under "options".'},
            )
        return self

    @model_validator(mode="after")
    def _low_is_below_high(self) -> QuestionForm:
        if self.low is not None and self.high is not None and self.high < self.low:
            raise PydanticCustomError(
                "range-order",
                "The highest number allowed is below the lowest.",
                {"found": f"{self.low:g} to {self.high:g}", "do": "Correct low or high."},
            )
        return self


class SamplingForm(Form):
    """Questions that hold the design of a sample."""

    weight: str = ""
    stratum: str = ""
    cluster: str = ""
    population: PopulationOfStrata = ""
    single_cluster: SingleCluster = "leave_out"


Pair = Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)]


class WeightingForm(Form):
    """How answers are weighted to the list."""

    method: WeightingMethod
    to: Annotated[Texts, Field(min_length=1)]
    trim: Pair | None = None
    bounds: Pair | None = None


class InstrumentForm(Form):
    """A whole questionnaire or audit tool."""

    id: Name | None = None
    title: Words
    version: str = "1"
    population: Population = "public"
    kind: Kind = "self_selected"
    linked: Linked = "anonymous"
    audience: str = ""
    platform: str = ""
    zone: str = ""
    synthetic: bool = False
    codebook: bool = False
    consent_quote: str = ""
    consent_contact: str = ""
    domains: Texts = ()
    strata: Texts = ()
    primary: Texts = ()
    personal: Texts = ()
    holds_out: Texts = ("blank", "duplicate", "test", "no_consent")
    notes: Texts = ()
    sampling: SamplingForm | None = None
    weighting: WeightingForm | None = None
    waves: tuple[WaveForm, ...] = ()
    scales: dict[Name, ScaleForm] = Field(default_factory=dict)
    questions: tuple[QuestionForm, ...]


class ScalesForm(Form):
    """The shared scales of a project."""

    scales: dict[Name, ScaleForm]


class CodeForm(Form):
    """A code: what a comment can be about."""

    id: Name
    name: Words
    definition: Words
    include: str = ""
    exclude: str = ""
    example: str = ""
    phrases: Texts = ()
    not_phrases: Texts = ()


class ThemeForm(Form):
    """A theme with its codes."""

    id: Name
    name: Words
    codes: tuple[CodeForm, ...] = Field(min_length=1)


class CodebookForm(Form):
    """Codes in themes, and the flags that are not themes."""

    version: Words
    themes: tuple[ThemeForm, ...]
    flags: tuple[CodeForm, ...] = ()
