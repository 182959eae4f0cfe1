"""Figures: a drawing in both widths with its words, its legend and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.present.charts.canvas import NARROW, WIDE
from ffc_eval.present.charts.drawing import Draw, svg_of


@dataclass(frozen=True)
class Plan:
    """What a chart needs beside its caption.

    Parameters
    ----------
    draw
        Draws it on a canvas of either width.
    alt
        Alternative text.
    legend
        Swatch names and words.
    table
        The values behind it.
    notes
        Sentences below it.
    """

    draw: Draw
    alt: str
    table: Table
    legend: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def figure_of(plan: Plan) -> Figure:
    """Draw a plan twice, for wide pages and narrow ones."""
    table = plan.table
    return Figure(
        title=table.title,
        subtitle=table.subtitle,
        alt=plan.alt,
        wide=svg_of(plan.draw, WIDE, table.title, plan.alt),
        narrow=svg_of(plan.draw, NARROW, table.title, plan.alt),
        legend=plan.legend,
        base_line=table.base_line,
        notes=tuple(dict.fromkeys((*table.notes, *plan.notes))),
        table=table,
        synthetic=table.synthetic,
    )
