"""What may stand in the file of indicator definitions, checked key by key."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ffc_eval.analyse.kpis.indicator import Chart, Polarity, Snapshot
from ffc_eval.model.instrument import Population

Words = Annotated[str, Field(min_length=1)]
Whole = Annotated[int, Field(ge=0)]
Strand = Literal["FH", "CP", "FN", "SP", "SYS"]
Unit = Literal["share", "days", "people", "per 10,000"]
Statistic = Literal["share", "count", "rate", "mean", "quantile", "difference"]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) and value else value or ()


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Form(BaseModel):
    """A part of a file; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MarkerForm(Form):
    """A day and what changed on it."""

    date: date
    reason: Words


class IndicatorForm(Form):
    """One indicator. Nothing that a reader must know has a default."""

    id: Annotated[str, Field(pattern=r"^K\d\d$")]
    name: Words
    purpose: Words
    strand: Strand
    polarity: Polarity
    population: Population
    numerator: Words
    denominator: Words
    exclusions: Words
    source: Annotated[Texts, Field(min_length=1)]
    snapshot: Snapshot
    unit: Unit
    statistic: Statistic
    chart: Chart
    minimum_base: Annotated[int, Field(ge=1)]
    standard: Whole = 0
    role: str = ""
    thresholds: dict[Words, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    groups: dict[Words, Texts] = Field(default_factory=dict)
    safeguard: str = ""
    beside: str = ""
    caveat: str = ""
    breaks: tuple[MarkerForm, ...] = ()
    go_lives: tuple[MarkerForm, ...] = ()

    @model_validator(mode="after")
    def _chart_suits_the_statistic(self) -> IndicatorForm:
        if self.chart == "p" and self.statistic != "share":
            raise PydanticCustomError(
                "chart-and-statistic",
                "A p-chart shows shares and nothing else.",
                {"found": f"chart p, statistic {self.statistic}", "do": "Write chart: xmr."},
            )
        return self

    @model_validator(mode="after")
    def _breaks_in_order(self) -> IndicatorForm:
        for marks in (self.breaks, self.go_lives):
            dates = [mark.date for mark in marks]
            if dates != sorted(set(dates)):
                raise PydanticCustomError(
                    "markers-in-order",
                    "Breaks and go-lives stand in order of date, each day once.",
                    {"do": "Sort them, and join two reasons of one day."},
                )
        return self


class DefinitionsForm(Form):
    """The whole file."""

    version: Words
    synthetic: bool = False
    indicators: Annotated[tuple[IndicatorForm, ...], Field(min_length=1)]
