"""Splits: questions down, groups of people across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import (
    Line,
    distinct,
    first,
    lines,
    options_of,
    periods,
    question_of,
    top_words,
    where,
    wording,
)
from ffc_eval.present.tables.numbers import whole
from ffc_eval.present.tables.themes import theme_name
from ffc_eval.present.tables.words import capital


def split_table(
    released: Released[Estimates],
    instrument: Instrument,
    questions: Sequence[str] = (),
    codebook: Codebook | None = None,
) -> Table | Passage:
    """Return questions by groups: top boxes, or themes, or the answers of one question.

    Where the split was left out, the sentence that says so. The latest wave is shown.
    """
    found = [line for line in lines(released, questions) if not line.contrast]
    split = [line for line in found if line.by and line.domain]
    if not any(line.shown != "hidden" for line in split):
        return split_passage(released)
    latest = periods(split, instrument)[-1]
    whole = [line for line in found if not line.by and line.period == latest]
    split = where(split, period=latest)
    by = distinct(split, "by")
    rows: list[dict[str, Cell]] = []
    groups: list[tuple[int, str]] = []
    for variables in by:
        groups.append((len(rows), _by_words(variables, instrument)))
        rows += _rows(where(split, by=variables), whole, instrument, codebook)
    table = cells.table_of("", *_laid_out(rows))
    return replace(
        table,
        title=_title(split, instrument),
        notes=released.notes,
        groups=tuple(groups) if len(by) > 1 else (),
        synthetic=released.synthetic,
    )


def split_passage(released: Released[Estimates]) -> Passage:
    """Return the sentences that stand where a split is not shown."""
    words = released.notes or ("There are no results for groups of people.",)
    return Passage("notice", words, synthetic=released.synthetic)


def _rows(
    split: Sequence[Line],
    whole: Sequence[Line],
    instrument: Instrument,
    codebook: Codebook | None,
) -> list[dict[str, Cell]]:
    """Return one mapping a row: the heading under "", then a cell a group."""
    rows = []
    for heading, line in _kept(split, instrument, codebook):
        same = where(split, indicator=line.indicator, statistic=line.statistic, option=line.option)
        total = first(whole, indicator=line.indicator, statistic=line.statistic, option=line.option)
        row = {"": Cell(heading), "Everybody": _cell(total)}
        rows.append({**row, **{part.domain: _cell(part) for part in same}})
    return rows


def _kept(
    split: Sequence[Line], instrument: Instrument, codebook: Codebook | None
) -> list[tuple[str, Line]]:
    """Return the heading and first line of each row: what a reader compares groups by."""
    tops = [line for line in split if line.statistic in ("top_box", "mean")]
    boxed = set(distinct(where(split, statistic="top_box"), "indicator"))
    tops = [line for line in tops if line.statistic == "top_box" or line.indicator not in boxed]
    once = {line.indicator: line for line in reversed(tops)}
    if once:
        return [(wording(line), line) for line in reversed(once.values())]
    shares = [line for line in split if line.option in ("any", "")]
    if shares:
        once = {line.indicator: line for line in reversed(shares)}
        return [(theme_name(line.indicator, codebook), line) for line in reversed(once.values())]
    return _answers(split, instrument)


def _answers(split: Sequence[Line], instrument: Instrument) -> list[tuple[str, Line]]:
    indicators = distinct(split, "indicator")
    made = []
    for indicator in indicators:
        own = where(split, indicator=indicator, statistic="share")
        asked = question_of(instrument, indicator)
        order = options_of(asked, own) or distinct(own, "option")
        for option in order:
            line = first(own, option=option)
            if line is not None:
                before = f"{wording(line)}: " if len(indicators) > 1 else ""
                made.append((before + option, line))
    return made


def _cell(line: Line | None) -> Cell:
    if line is None:
        return Cell(":")
    if line.unit in ("share", ""):
        text, value = cells.short(line)
    else:
        text, value = cells.amount(line)
    if line.shown == "percent":
        flag = f"\n{line.flag}" if line.flag else ""
        text = f"{text}\nof {whole(line.n)}{flag}"
    return Cell(text, value)


def _laid_out(rows: Sequence[dict[str, Cell]]) -> tuple[tuple[Column, ...], list[list[Cell]]]:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    columns = cells.columns("Question", *heads[1:])
    return columns, [[row.get(head, Cell("")) for head in heads] for row in rows]


def _by_words(by: str, instrument: Instrument) -> str:
    asked = [question_of(instrument, name) for name in by.split(" | ")]
    names = [question.text for question in asked if question is not None]
    return " and ".join(names) or capital(by)


def _title(split: Sequence[Line], instrument: Instrument) -> str:
    tops = where(split, statistic="top_box")
    if tops:
        words = distinct(tops, "option")
        scale = top_words(question_of(instrument, tops[0].indicator), tops[0])
        return f"{capital(scale)}, by group" if len(words) == 1 else "Results by group"
    indicators = distinct(split, "indicator")
    return f"{wording(split[0])}, by group" if len(indicators) == 1 else "Results by group"
