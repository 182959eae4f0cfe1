"""The same matter as two groups of people see it, side by side and never subtracted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ffc_eval.model.blocks import Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import Line, lines, where, wording


class View(NamedTuple):
    """What one group of people said: its results, its instrument and one question of it."""

    whose: str
    released: Released[Estimates]
    instrument: Instrument
    question: str


def side_by_side(views: Sequence[View], title: str) -> Table:
    """Return one row a group: the wording it was asked, people, per cent, likely range.

    The surveys are separate and worded apart, so no difference is given.
    """
    rows = [_row(view.whose, line) for view in views for line in _tops(view)]
    titles = cells.columns("Who", "People", "%", "Likely range")
    columns = (titles[0], cells.columns("Asked")[0], *titles[1:])
    made = cells.table_of(title, *cells.without_empty(columns, rows))
    return replace(
        made,
        subtitle="Share agreeing; separate surveys, worded apart, so no difference is given",
        notes=tuple(note for view in views for note in _second_hand(view)),
        synthetic=any(view.released.synthetic for view in views),
    )


def _tops(view: View) -> list[Line]:
    return where(lines(view.released, (view.question,)), statistic="top_box", by="")[-1:]


def _row(whose: str, line: Line) -> tuple[Cell, ...]:
    return (
        Cell(whose),
        Cell(wording(line)),
        cells.people(line),
        cells.share(line),
        cells.likely(line),
    )


def _second_hand(view: View) -> list[str]:
    if view.instrument.population != "partners":
        return []
    return [f"What {view.whose.lower()} say about families is second-hand."]
