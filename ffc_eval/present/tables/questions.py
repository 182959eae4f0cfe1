"""Questions: one closed question, several statements of one scale, or numbers, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.model.blocks import Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.findings import statements_title
from ffc_eval.present.tables.lines import (
    Line,
    distinct,
    first,
    lines,
    options_of,
    periods,
    question_of,
    top_words,
    under_stem,
    wave_label,
    where,
    wording,
)
from ffc_eval.present.tables.words import capital

SEVERAL = "People could choose several answers, so the percentages add up to more than 100."


def distribution(released: Released[Estimates], instrument: Instrument, question: str) -> Table:
    """Return the answers of one closed question: people, per cent, likely range.

    Multi-selects are counted by people, the answer chosen most first. Several waves stand one
    below the other.
    """
    found = [line for line in lines(released, (question,)) if not line.by]
    shares = where(found, statistic="share")
    asked = question_of(instrument, question)
    waves = periods(shares, instrument)
    rows: list[tuple[Cell, ...]] = []
    groups: list[tuple[int, str]] = []
    for wave in waves:
        groups.append((len(rows), wave_label(instrument, wave)))
        rows += [_answer(line) for line in _ordered(where(shares, period=wave), asked)]
    titles = cells.columns("Answer", "People", "Per cent", "Likely range")
    table = cells.table_of(_title(shares, question), *cells.without_empty(titles, rows))
    notes = (SEVERAL,) if asked is not None and asked.type == "multi" else ()
    return replace(table, notes=notes, groups=tuple(groups) if len(waves) > 1 else ())


def _answer(line: Line) -> tuple[Cell, ...]:
    return (Cell(line.option), cells.people(line), cells.share(line), cells.likely(line))


def _ordered(shares: Sequence[Line], asked: Question | None) -> list[Line]:
    found = (first(shares, option=option) for option in options_of(asked, shares))
    return [line for line in found if line is not None]


def _title(found: Sequence[Line], question: str) -> str:
    return wording(found[0]) if found else question


def statements(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str]
) -> Table:
    """Return several statements answered on one scale: those agreeing, per cent, likely range."""
    asked = [line for line in lines(released, questions) if not line.by]
    found, _ = under_stem(asked, instrument)
    tops = where(found, statistic="top_box")
    waves = periods(tops, instrument)
    rows: list[tuple[Cell, ...]] = []
    groups: list[tuple[int, str]] = []
    for wave in waves:
        groups.append((len(rows), wave_label(instrument, wave)))
        for line in where(tops, period=wave):
            low = first(found, indicator=line.indicator, period=wave, statistic="bottom_box")
            rows.append(
                (
                    Cell(wording(line)),
                    cells.people(line),
                    cells.share(line),
                    cells.likely(line),
                    cells.short(low) if low else Cell(""),
                )
            )
    head = capital(top_words(question_of(instrument, tops[0].indicator), tops[0])) if tops else ""
    opposite = distinct(where(found, statistic="bottom_box"), "option")
    titles = cells.columns(
        "Statement",
        head,
        "Per cent",
        "Likely range",
        opposite[0] if len(opposite) == 1 else "The opposite",
    )
    title = statements_title(tops, instrument)
    table = cells.table_of(title, *cells.without_empty(titles, rows))
    return replace(table, groups=tuple(groups) if len(waves) > 1 else ())


def scale_block(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str]
) -> Table:
    """Return every answer of several statements: the table behind a chart of bars."""
    asked = [line for line in lines(released, questions) if not line.by]
    found, _ = under_stem(asked, instrument)
    tops = where(found, statistic="top_box")
    options = distinct(where(found, statistic="share"), "option")
    rows = []
    for line in tops:
        shares = where(found, indicator=line.indicator, period=line.period, statistic="share")
        each = [cells.short(first(shares, option=option)) for option in options]
        rows.append(
            (
                Cell(wording(line)),
                *each,
                cells.people(line, flagged=False),
                cells.likely(line),
                cells.answers(line),
            )
        )
    head = capital(top_words(question_of(instrument, tops[0].indicator), tops[0])) if tops else ""
    titles = cells.columns("Statement", *options, f"{head}, in all", "Likely range", "Answers")
    title = statements_title(tops, instrument)
    return cells.table_of(title, *cells.without_empty(titles, rows))


def number_summary(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str]
) -> Table:
    """Return numbers or dates summarised: median, middle half, mean, with how many answered."""
    found = [line for line in lines(released, questions) if not line.by]
    rows: list[tuple[Cell, ...]] = []
    for indicator in distinct(found, "indicator"):
        asked = question_of(instrument, indicator)
        own = where(found, indicator=indicator)
        waves = periods(own, instrument)
        rows += [_summary(where(own, period=wave), asked) for wave in waves]
    titles = cells.columns("Question", "Answers", "Median", "Middle half", "Mean")
    title = rows[0][0].text if len(rows) == 1 else "Numbers given in answer"
    return cells.table_of(title, *cells.without_empty(titles, rows))


def _summary(found: Sequence[Line], asked: Question | None) -> tuple[Cell, ...]:
    quantiles = {float(line.option): line for line in where(found, statistic="quantile")}
    low, high = quantiles.get(0.25), quantiles.get(0.75)
    half = Cell("")
    if low is not None and high is not None:
        ends = cells.amount(low).text, cells.amount(high).text
        half = Cell(f"{ends[0]} to {ends[1]}" if low.drawn and high.drawn else ends[0])
    unit = asked.unit if asked is not None else ""
    said = unit.lower() in found[0].question.lower()
    return (
        Cell(wording(found[0]) + ("" if said else f" ({unit})")),
        cells.answers(found[0]),
        cells.amount(quantiles.get(0.5)),
        half,
        cells.amount(first(found, statistic="mean")),
    )
