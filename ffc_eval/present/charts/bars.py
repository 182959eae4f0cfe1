"""Bars: the answers of one question, from zero, with likely ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.charts.marks import Ink, Scale, block, step_up, whisker
from ffc_eval.present.tables.lines import Line
from ffc_eval.present.tables.numbers import out_of, percent, span


class Bar(NamedTuple):
    """One answer and the ink of its bar."""

    line: Line
    ink: Ink


def draw(canvas: Canvas, shown: Sequence[Bar]) -> float:
    """Draw one bar an answer: people, per cent and likely range at its right."""
    scale, ticks = _scale(canvas, shown)
    top = 4.0 if canvas.narrow else 27.0
    places, y = [], top
    for bar in shown:
        places.append(y)
        y += _height(canvas, bar)
    if not canvas.narrow:
        for tick in ticks[1:]:
            canvas.down(scale.at(tick / 100), (top, y))
        _heads(canvas, shown)
    for place, bar in zip(places, shown, strict=True):
        (_narrow_row if canvas.narrow else _wide_row)(canvas, scale, place, bar)
    if canvas.narrow:
        return y + 2
    canvas.down(scale.at(0), (top - 4, y), zero=True)
    for tick in ticks:
        place_of = (scale.at(tick / 100), y + 18)
        canvas.text(place_of, f"{tick}%", palette.LABEL, palette.INK_2, anchor="center")
    return y + 24


def _scale(canvas: Canvas, shown: Sequence[Bar]) -> tuple[Scale, list[int]]:
    ends = [
        end
        for bar in shown
        for end in (bar.line.estimate, bar.line.conf_high)
        if not math.isnan(end)
    ]
    high = step_up(max(ends, default=0.25), 25)
    start, end = (0.7, 352.0) if canvas.narrow else (276.0, 628.0)
    return Scale(start, (end - start) / high), list(range(0, high + 1, 25))


def _heads(canvas: Canvas, shown: Sequence[Bar]) -> None:
    quiet = (palette.LABEL, palette.INK_2)
    ranges = any(bar.line.has_interval for bar in shown)
    canvas.text((750 if ranges else 810, 16), "people", *quiet, anchor="right")
    heading = "%, likely range" if ranges else "%"
    canvas.text((880, 16), heading, *quiet, anchor="right")


def _label(bar: Bar, width: float) -> list[str]:
    return wrapped(bar.line.option, width, palette.BODY)


def _height(canvas: Canvas, bar: Bar) -> float:
    if canvas.narrow:
        return 18.0 * len(_label(bar, 350)) + 52
    return max(40.0, 18.0 * len(_label(bar, 250)) + 12)


def _mark(canvas: Canvas, scale: Scale, y: float, bar: Bar, height: float) -> None:
    line = bar.line
    if not line.drawn:
        return
    long = line.estimate * 100 * scale.unit
    hollow = line.flag == "very small base"
    block(canvas, (scale.at(0), y, long, height), bar.ink, hollow=hollow)
    ends = scale.at(line.conf_low), scale.at(line.conf_high)
    if line.has_interval:
        whisker(canvas, ends, y + height / 2, halo=True)
        canvas.dot((scale.at(line.estimate), y + height / 2), 4.2, palette.INK, palette.WHITE)


def _wide_row(canvas: Canvas, scale: Scale, y: float, bar: Bar) -> None:
    line = bar.line
    rows = _label(bar, 250)
    middle = y + _height(canvas, bar) / 2
    canvas.paragraph((0, middle + 5 - 9 * (len(rows) - 1)), rows)
    _mark(canvas, scale, middle - 12, bar, 24)
    people = 750 if line.has_interval or line.shown == "count_of" else 810
    baseline = middle + (-1 if line.flag else 5)
    canvas.text((people, baseline), out_of(line.people, line.n), palette.LABEL, anchor="right")
    if line.flag:
        place = (people, middle + 14)
        canvas.text(place, line.flag, palette.SMALL, palette.RUST, anchor="right")
    if not line.drawn:
        return
    share = percent(line.estimate)
    if not line.has_interval:
        canvas.text((880, middle + 5), share, palette.STRONG, weight=600, anchor="right")
        return
    canvas.text((816, middle + 5), share, palette.STRONG, weight=600, anchor="right")
    ends = span(line.conf_low, line.conf_high)
    canvas.text((880, middle + 5), ends, palette.LABEL, anchor="right")


def _narrow_row(canvas: Canvas, scale: Scale, y: float, bar: Bar) -> None:
    line = bar.line
    rows = _label(bar, 350)
    canvas.paragraph((0, y + 14), rows)
    y += 18 * len(rows)
    if not line.drawn:
        canvas.text((0, y + 16), out_of(line.people, line.n), palette.LABEL)
        return
    _mark(canvas, scale, y + 2, bar, 18)
    x = canvas.text((0, y + 36), percent(line.estimate), palette.BODY, weight=600) + 6
    if line.has_interval:
        ends = f"({span(line.conf_low, line.conf_high)})"
        canvas.text((x, y + 36), ends, palette.LABEL)
    flag = f", {line.flag}" if line.flag else ""
    colour = palette.RUST if line.flag else palette.INK_2
    text = out_of(line.people, line.n) + flag
    canvas.text((360, y + 36), text, palette.LABEL, colour, anchor="right")
