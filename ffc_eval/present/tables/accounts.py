"""Accounts: who answered, frequent phrases, the data-quality card, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.model.responses import HOLD_OUTS, RowAccount
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import wave_label
from ffc_eval.present.tables.numbers import decimal, out_of, percent, whole
from ffc_eval.present.tables.words import capital

if TYPE_CHECKING:
    import pandas as pd

HELD_OUT = {
    "blank": "Held out: nothing answered",
    "duplicate": "Held out: sent twice",
    "test": "Held out: test",
    "no_consent": "Held out: no consent",
    "partial": "Held out: not finished",
}


def who_answered(rows: Mapping[str, RowAccount], instrument: Instrument) -> Table:
    """Return the account of rows, one column a wave: rows in = used in this report + held out.

    Counts of rows, not of answers: nothing in it is released or hidden.
    """
    waves = [wave.id for wave in instrument.waves if wave.id in rows]
    waves += [wave for wave in rows if wave not in waves]
    reasons = [why for why in HOLD_OUTS if any(rows[wave].held_out.get(why) for wave in waves)]
    body = [
        _row("People asked", [_asked(instrument, wave) for wave in waves]),
        _row("Rows in the export", [rows[wave].rows_in for wave in waves]),
        *(
            _row(HELD_OUT[why], [rows[wave].held_out.get(why, 0) for wave in waves])
            for why in reasons
        ),
        _row("Used in this report", [rows[wave].kept for wave in waves]),
    ]
    rate = [_rate(rows[wave].kept, _asked(instrument, wave)) for wave in waves]
    if any(cell.text for cell in rate):
        body.append((Cell("Response rate"), *rate))
    heads = [capital(wave_label(instrument, wave)) for wave in waves]
    if len(heads) == 1:
        heads = ["Number"]
    body = [row for row in body if any(cell.text for cell in row[1:])]
    made = cells.table_of("Who answered", cells.columns("", *heads), body)
    return replace(made, synthetic=instrument.synthetic)


def _asked(instrument: Instrument, wave: str) -> int | None:
    return next((known.asked for known in instrument.waves if known.id == wave), None)


def _row(head: str, numbers: list[int | None] | list[int]) -> tuple[Cell, ...]:
    return (Cell(head), *(Cell("") if n is None else Cell(whole(n), float(n)) for n in numbers))


def _rate(kept: int, asked: int | None) -> Cell:
    return Cell(percent(kept / asked), kept / asked) if asked else Cell("")


def record_table(released: Released[Records], title: str, subtitle: str = "") -> Table:
    """Return released rows as they are: phrases, a quality card, any register.

    Column heads are the definition's words; a column of numbers is aligned as numbers.
    """
    frame = released.frame
    words = dict(released.content.definition)
    heads = [
        Column(_head(name, words), "number" if _is_number(frame[name]) else "text")
        for name in frame.columns
    ]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    table = cells.table_of(title, heads, rows, subtitle)
    return replace(table, notes=released.notes, synthetic=released.synthetic)


def phrase_table(released: Released[Records], instrument: Instrument) -> Table | Passage:
    """Return frequent phrases with how many people used each, question by question."""
    frame = released.frame
    if frame.empty:
        return Passage("notice", released.notes, synthetic=released.synthetic)
    wording = {question.id: question.wording for question in instrument}
    groups = [
        (place, wording.get(question, question))
        for place, question in enumerate(frame["question"])
        if place == 0 or question != frame["question"].iloc[place - 1]
    ]
    body = [
        (Cell(str(phrase)), Cell(out_of(people, wrote), float(people)))
        for phrase, people, wrote in frame[["phrase", "people", "wrote"]].itertuples(index=False)
    ]
    made = cells.table_of("Words that many people used", cells.columns("Words", "People"), body)
    return replace(made, groups=tuple(groups), notes=released.notes, synthetic=released.synthetic)


def date_table(released: Released[Records]) -> Table:
    """Return the middle of the dates that people gave."""
    return record_table(released, "Dates")


def quality_table(released: Released[Records], instrument: Instrument) -> list[Table]:
    """Return the data-quality card: a table a wave, one row a question, one column a reason."""
    frame = released.frame
    asked = frame[frame["about"] == "question"]
    wording = {question.id: question.wording for question in instrument}
    made = []
    for wave in dict.fromkeys(asked["wave"]):
        rows = asked[asked["wave"] == wave]
        measures = [name for name in _MEASURES if (rows["measure"] == name).any()]
        counts = {(row.item, row.measure): row.count_ for row in _named(rows)}
        body = [
            (
                Cell(wording.get(item, item)),
                *(_count(counts.get((item, measure))) for measure in measures),
            )
            for item in dict.fromkeys(rows["item"])
        ]
        heads = cells.columns("Question", *(_MEASURES[name] for name in measures))
        title = (
            f"{instrument.title}, {wave_label(instrument, wave)}: answers, and why there is none"
        )
        made.append(replace(cells.table_of(title, heads, body), synthetic=released.synthetic))
    return made


_MEASURES = {
    "answered": "Answered",
    "not_asked": "Not asked",
    "not_applicable": "Does not apply",
    "dont_know": "Do not know",
    "refused": "Preferred not to say",
    "blank": "Blank",
    "unreadable": "Unreadable",
    "unknown": "Not an option",
}
"""Measures of the data-quality card, in the order of its columns."""


class _Counted(NamedTuple):
    item: str
    measure: str
    count_: int


def _named(rows: pd.DataFrame) -> list[_Counted]:
    return [_Counted(*row) for row in rows[["item", "measure", "count"]].itertuples(index=False)]


def _count(count: int | None) -> Cell:
    return Cell("0", 0.0) if count is None else Cell(whole(count), float(count))


def _head(name: str, words: Mapping[str, str]) -> str:
    meaning = words.get(name, "")
    return capital(meaning if 0 < len(meaning) <= 60 else name.replace("_", " "))


def _is_number(column: pd.Series) -> bool:
    return bool(column.dtype.kind in "iuf")


def _cell(value: object) -> Cell:
    import pandas as pd

    if value is None or value is pd.NA:
        return Cell("")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        return Cell("" if value != value else decimal(float(value)), float(value))
    return Cell("" if value != value else str(value))
