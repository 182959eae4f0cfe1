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

    Where the split was left out, the sentence that says so. The latest wave is shown. Questions
    that needed other (wider) groups than most stand in the notes.
    """
    found = [line for line in lines(released, questions) if not line.contrast]
    split = [line for line in found if line.by and line.domain]
    if not any(line.shown != "hidden" for line in split):
        return split_passage(released)
    latest = periods(split, instrument)[-1]
    whole = [line for line in found if not line.by and line.period == latest]
    split = where(split, period=latest)
    main, *others = _by_most(split)
    rows = _rows(where(split, by=main), whole, instrument, codebook)
    apart = [
        _in_words(row, _by_words(by, instrument))
        for by in others
        for row in _rows(where(split, by=by), whole, instrument, codebook)
    ]
    return replace(
        cells.table_of("", *_laid_out(rows)),
        title=_title(where(split, by=main), instrument),
        notes=(*apart, *released.notes),
        synthetic=released.synthetic,
    )


def _by_most(split: Sequence[Line]) -> list[str]:
    """Return the groupings, the one of most questions first."""
    questions = {
        by: len(distinct(where(split, by=by), "indicator")) for by in distinct(split, "by")
    }
    return sorted(questions, key=lambda by: -questions[by])


def _in_words(row: dict[str, Cell], by: str) -> str:
    """Return a row as a sentence: "“Was it fair?”, by area: North 79% of 72; South 78% of 70."."""
    heading, *results = row.items()
    said = []
    for group, cell in results:
        share, *base = cell.text.split("\n")
        said.append(
            f"{group} {' '.join([share, *base[:1]])}" + (f", {base[1]}" if base[1:] else "")
        )
    return f"“{heading[1].text}”, by {by}: {'; '.join(said)}."


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
    """Return the questions that divide people; ":wider" marks joined groups."""
    words = []
    for name in by.split(" | "):
        code, _, wider = name.partition(":")
        asked = question_of(instrument, code)
        words.append(f"“{asked.text if asked else code}”" + (" in wider groups" if wider else ""))
    return " and ".join(words)


def _title(split: Sequence[Line], instrument: Instrument) -> str:
    by = _by_words(split[0].by, instrument)
    indicators = distinct(split, "indicator")
    if len(indicators) == 1:
        return f"{wording(split[0])}, by {by}"
    tops = where(split, statistic="top_box")
    if tops and len(distinct(tops, "option")) == 1:
        scale = top_words(question_of(instrument, tops[0].indicator), tops[0])
        return f"{capital(scale)}, by {by}"
    return f"Results by {by}"
