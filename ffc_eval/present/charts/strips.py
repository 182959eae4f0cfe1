"""Strips: where half of the numbers given lie, with the median."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.charts.marks import Scale
from ffc_eval.present.tables.lines import Line
from ffc_eval.present.tables.numbers import decimal


class Strip(NamedTuple):
    """One question of numbers: lower quarter, median and upper quarter."""

    label: str
    low: Line
    median: Line
    high: Line


def draw(canvas: Canvas, shown: Sequence[Strip]) -> float:
    """Draw one strip a question, all from zero on one scale."""
    scale, ticks = _scale(canvas, shown)
    top = 22.0
    y = top
    places = []
    for strip in shown:
        places.append(y)
        y += _height(canvas, strip)
    head = (scale.at(0), 14)
    canvas.text(head, "half of the answers lie in the bar", palette.LABEL, palette.INK_2)
    for place, strip in zip(places, shown, strict=True):
        rows = _label(canvas, strip)
        middle = place + _height(canvas, strip) - 25.0
        first = place + 18 if canvas.narrow else middle + 5 - 9 * (len(rows) - 1)
        canvas.paragraph((0, first), rows)
        for tick in ticks:
            canvas.down(scale.at(tick / 100), (middle - 16, middle + 25), zero=tick == 0)
        _mark(canvas, scale, middle, strip)
    for tick in ticks:
        place_of = (scale.at(tick / 100), y + 18)
        canvas.text(place_of, str(tick), palette.LABEL, palette.INK_2, anchor="center")
    return y + 24


def _mark(canvas: Canvas, scale: Scale, y: float, strip: Strip) -> None:
    low, middle, high = (
        scale.at(line.estimate / 100) for line in (strip.low, strip.median, strip.high)
    )
    canvas.bar((low, y - 10, high - low, 20), palette.GREY)
    canvas.line((middle, y - 13), (middle, y + 13), palette.INK, 3)
    words = f"median {decimal(strip.median.estimate)}"
    canvas.text((high + 8, y + 5), words, palette.BODY, weight=600)


def _label(canvas: Canvas, strip: Strip) -> list[str]:
    return wrapped(strip.label, 350 if canvas.narrow else 250, palette.BODY)


def _height(canvas: Canvas, strip: Strip) -> float:
    rows = len(_label(canvas, strip))
    return 18.0 * rows + 44 if canvas.narrow else max(50.0, 18.0 * rows + 14)


def _scale(canvas: Canvas, shown: Sequence[Strip]) -> tuple[Scale, list[int]]:
    most = max(strip.high.estimate for strip in shown)
    size = 10 ** math.floor(math.log10(most)) if most >= 1 else 1
    step = next(size * k // 2 or 1 for k in (1, 2, 4, 10) if most <= 4 * (size * k / 2))
    high = math.ceil(most * 1.05 / step) * step
    start, end = (8.0, 250.0) if canvas.narrow else (276.0, 740.0)
    return Scale(start, (end - start) / high), list(range(0, high + 1, step))
