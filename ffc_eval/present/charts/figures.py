"""Figures: a drawing in both widths with its words, its legend and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.present.charts.canvas import NARROW, WIDE
from ffc_eval.present.charts.drawing import Draw, png_of, svg_of

Format = Literal["svg", "png"]


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


def figure_of(plan: Plan, formats: Sequence[Format] = ("svg",)) -> Figure:
    """Draw a plan twice, and once more as a picture if a format needs it."""
    table = plan.table
    return Figure(
        title=table.title,
        subtitle=table.subtitle,
        alt=plan.alt,
        wide=svg_of(plan.draw, WIDE, table.title, plan.alt),
        narrow=svg_of(plan.draw, NARROW, table.title, plan.alt),
        png=png_of(plan.draw, WIDE) if "png" in formats else "",
        legend=plan.legend,
        base_line=table.base_line,
        notes=tuple(dict.fromkeys((*table.notes, *plan.notes))),
        table=table,
        synthetic=table.synthetic,
    )
