"""Letters: differences between groups, tested, for the appendix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.base_line import base_line
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import (
    Line,
    distinct,
    first,
    lines,
    periods,
    question_of,
    where,
    wording,
)
from ffc_eval.present.tables.numbers import points, rounded
from ffc_eval.present.tables.splits import split_passage

LETTERS = (
    "A letter beside a share names a group that it lies above by more than chance would explain "
    "(p below 0.05, adjusted by Holm within the statement)."
)
TEST = (
    "The last column is the Rao-Scott test of whether the groups differ at all, p adjusted by "
    "Holm within the statements of this table. A high p is not \u201cno difference\u201d."
)
NOT_TESTED = "Differences between groups are not tested: nobody was drawn by chance."
_SURE = 0.05


def letters_tables(released: Released[Estimates], instrument: Instrument) -> list[Table | Passage]:
    """Return statements by groups: the largest difference first, letters, p last.

    Parameters
    ----------
    released
        What the gate gave of ``group_tests`` (the step ``tests`` of a survey).
    instrument
        Words and waves.

    Returns
    -------
    list[Table or Passage]
        A table a grouping, of the latest wave; a passage where none may be shown, or nothing
        was tested.
    """
    found = [line for line in lines(released) if line.shown != "hidden"]
    groups = [line for line in found if line.by and line.domain]
    if not groups:
        return [split_passage(released)]
    if not where(found, statistic="rao_scott"):
        return [Passage("notice", (NOT_TESTED,), synthetic=released.synthetic)]
    latest = where(found, period=periods(groups, instrument)[-1])
    base = base_line(released, instrument)
    made = [_table(where(latest, by=by), by, instrument) for by in distinct(groups, "by")]
    notes = (LETTERS, TEST, *released.notes)
    return [
        replace(table, base_line=base, notes=notes, synthetic=released.synthetic) for table in made
    ]


def _table(found: Sequence[Line], by: str, instrument: Instrument) -> Table:
    groups = [line for line in found if line.domain]
    columns = (
        Column("Statement"),
        Column("Largest difference"),
        *(Column(_head(line), align="number") for line in _one_each(groups)),
        Column("p", align="number"),
    )
    rows = [_row(where(found, indicator=name)) for name in distinct(found, "indicator")]
    return cells.table_of(_title(found, by, instrument), columns, rows)


def _one_each(groups: Sequence[Line]) -> list[Line]:
    return [line for name in distinct(groups, "domain") if (line := first(groups, domain=name))]


def _head(line: Line) -> str:
    letter = re.match(r"(?:.*; )?column (\w+)", line.note)
    return f"{letter[1]}: {line.domain}" if letter else line.domain


def _title(found: Sequence[Line], by: str, instrument: Instrument) -> str:
    tests = where(found, statistic="rao_scott")
    differ = sum(line.p_adjusted < _SURE for line in tests)
    asked = question_of(instrument, by.partition(":")[0])
    groups = f"\u201c{asked.text}\u201d" if asked else by
    return f"Tests by {groups}: groups differ on {differ or 'none'} of {len(tests)} statements"


def _row(found: Sequence[Line]) -> tuple[Cell, ...]:
    test = first(found, statistic="rao_scott")
    gaps = [line for line in where(found, statistic="difference") if line.drawn]
    largest = max(gaps, key=lambda line: abs(line.estimate), default=None)
    groups = [line for line in found if line.domain]
    p = test.p_adjusted if test else float("nan")
    return (
        Cell(wording(found[0])),
        Cell(_said(largest) if largest else ""),
        *(_lettered(line) for line in groups),
        cells.number(p, _chance(p)),
    )


def _said(gap: Line) -> str:
    """Return "Saltmarsh above Ashbrook: +23 points (5 to 41)"."""
    later, _, earlier = gap.contrast.partition(" - ")
    if not rounded(gap.estimate * 100):
        return f"{later} level with {earlier}"
    if gap.estimate < 0:
        size = points(-gap.estimate, -gap.conf_high, -gap.conf_low)
        return f"{earlier} above {later}: {size}"
    return f"{later} above {earlier}: {points(gap.estimate, gap.conf_low, gap.conf_high)}"


def _lettered(line: Line) -> Cell:
    cell = cells.short(line)
    above = line.note.partition("higher than ")[2]
    return cell._replace(text=f"{cell.text} {above}") if above else cell


def _chance(p: float) -> str:
    if p != p:
        return "not tested"
    return "<0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
