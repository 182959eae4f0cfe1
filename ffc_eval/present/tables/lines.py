"""Lines: the rows of released estimates, as tables and charts read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question
from ffc_eval.model.released import Released
from ffc_eval.present.tables.words import capital


class Line(NamedTuple):
    """One released number; what may not be shown is not a number, or empty."""

    indicator: str
    question: str
    option: str
    by: str
    domain: str
    period: str
    contrast: str
    statistic: str
    unit: str
    base: str
    estimate: float
    conf_low: float
    conf_high: float
    people: float
    n: float
    n_missing: float
    note: str
    shown: str
    flag: str
    symbol: str
    p_adjusted: float = math.nan

    @property
    def has_interval(self) -> bool:
        """Whether a likely range is shown."""
        return not math.isnan(self.conf_low)

    @property
    def drawn(self) -> bool:
        """Whether there is a value that a chart can draw."""
        return self.shown == "percent" and not math.isnan(self.estimate)


_COLUMNS = tuple({"people": "count"}.get(name, name) for name in Line._fields)


def lines(released: Released[Estimates], questions: Sequence[str] = ()) -> list[Line]:
    """Return the released rows, of some questions or of all, in their order."""
    frame = released.frame
    if questions:
        frame = frame[frame["indicator"].isin(list(questions))]
    return [Line(*row) for row in frame[list(_COLUMNS)].itertuples(index=False)]


def where(found: Iterable[Line], **wanted: str) -> list[Line]:
    """Return the lines whose fields hold the given texts."""
    return [line for line in found if all(getattr(line, k) == v for k, v in wanted.items())]


def first(found: Iterable[Line], **wanted: str) -> Line | None:
    """Return the first line whose fields hold the given texts, None if there is none."""
    return next(iter(where(found, **wanted)), None)


def distinct(found: Iterable[Line], field: str) -> list[str]:
    """Return the different texts of a field, in order of appearance."""
    return list(dict.fromkeys(getattr(line, field) for line in found))


def question_of(instrument: Instrument, id: str) -> Question | None:
    """Return the question, None where the indicator is not one (a theme)."""
    return next((question for question in instrument if question.id == id), None)


def under_stem(found: Iterable[Line], instrument: Instrument) -> tuple[list[Line], str]:
    """Return the lines of items of one grid without the question above it, and that question.

    Lines of different grids, or of one item alone, keep their whole wording; "" beside them.
    """
    listed = list(found)
    asked = {name: question_of(instrument, name) for name in distinct(listed, "indicator")}
    texts = {name: question.text for name, question in asked.items() if question is not None}
    stems = {question.stem if question is not None else "" for question in asked.values()}
    if len(asked) < 2 or len(stems) > 1 or "" in stems:
        return listed, ""
    return [line._replace(question=texts[line.indicator]) for line in listed], stems.pop()


def wave_label(instrument: Instrument, period: str) -> str:
    """Return how readers name a wave: its label, or its id where it has none."""
    label = next((wave.label for wave in instrument.waves if wave.id == period), "")
    return label or period


def periods(found: Iterable[Line], instrument: Instrument) -> list[str]:
    """Return the waves of the lines, in the instrument's order."""
    present = distinct(found, "period")
    known = [wave.id for wave in instrument.waves if wave.id in present]
    return known + [period for period in present if period not in known]


def options_of(question: Question | None, found: Iterable[Line]) -> list[str]:
    """Return the options of the share rows: in the order asked; of a multi, most chosen first."""
    shares = [line for line in found if line.statistic == "share" and not line.by]
    present = distinct(shares, "option")
    if question is None:
        return present
    asked: dict[str, Option] = {option.label: option for option in question.options}
    order = [label for label in asked if label in present]
    order += [option for option in present if option not in asked]
    if question.type == "multi":
        chosen = {line.option: line.people for line in shares}
        order.sort(key=lambda option: _rank(option, chosen, asked))
    return order


def _rank(option: str, chosen: dict[str, float], asked: dict[str, Option]) -> tuple[bool, float]:
    last = option in asked and asked[option].exclusive
    people = chosen[option]
    return last, 0.0 if math.isnan(people) else -people


def top_words(question: Question | None, line: Line | None) -> str:
    """Return the words for the top of a scale, "agree" or "always or often"."""
    if question is not None and question.scale is not None and question.scale.top_label:
        return question.scale.top_label
    return (line.option if line else "")[:1].lower() + (line.option if line else "")[1:]


def wording(line: Line) -> str:
    """Return the wording of a question without its full stop."""
    return capital(line.question or line.indicator).rstrip(".")
