"""Dots with likely ranges: themes by people, or one result by groups of people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import width_of, wrapped
from ffc_eval.present.charts.marks import (
    HATCHED_BAD,
    MIDDLE,
    STRONG_GOOD,
    Ink,
    Scale,
    block,
    step_up,
    whisker,
)
from ffc_eval.present.tables.cells import COUNTS_FIRST
from ffc_eval.present.tables.lines import Line
from ffc_eval.present.tables.numbers import out_of, percent, span, whole

SAID = ((HATCHED_BAD, palette.WHITE), (MIDDLE, palette.INK), (STRONG_GOOD, palette.WHITE))
"""Ink of not good, mixed, good, and the colour of the number on it."""


class Dot(NamedTuple):
    """One row: a label with a code under it, a share, and people who said not good, mixed, good."""

    label: str
    code: str
    line: Line
    said: tuple[float, ...] = ()
    heading: str = ""


def draw(canvas: Canvas, shown: Sequence[Dot], words: str) -> float:
    """Draw one row a dot; ``words`` say what the shares are of, "people mentioning"."""
    barred = any(dot.said for dot in shown)
    scale, ticks = _scale(canvas, shown, barred=barred)
    y = 22.0 if canvas.narrow else 27.0
    _heads(canvas, scale, words, barred=barred, ranges=any(d.line.has_interval for d in shown))
    most = max((sum(dot.said) for dot in shown), default=0)
    first = True
    for dot in shown:
        if dot.heading:
            y = _heading(canvas, y + 10 * (not first), dot.heading)
        elif not first:
            canvas.across(y)
        first = False
        below = y + _height(canvas, dot, barred=barred)
        if canvas.narrow:
            _narrow_row(canvas, scale, y, dot, most)
        else:
            for tick in ticks:
                canvas.down(scale.at(tick / 100), (y, below), zero=tick == 0)
            _wide_row(canvas, scale, (y, below), dot, most)
        y = below
    if canvas.narrow:
        return y + 4
    for tick in ticks:
        place_of = (scale.at(tick / 100), y + 18)
        canvas.text(place_of, f"{tick}%", palette.LABEL, palette.INK_2, anchor="center")
    return y + 24


def _heading(canvas: Canvas, y: float, words: str) -> float:
    rows = wrapped(words, canvas.width - 10, palette.BODY, 600)
    canvas.paragraph((0, y + 16), rows, weight=600)
    return y + 18 * len(rows) + (4 if canvas.narrow else 8)


def _scale(canvas: Canvas, shown: Sequence[Dot], *, barred: bool) -> tuple[Scale, list[int]]:
    ends = [
        end
        for dot in shown
        for end in (dot.line.estimate, dot.line.conf_high)
        if not math.isnan(end)
    ]
    step = 10 if max(ends, default=0.1) <= 0.5 else 25
    high = step_up(max(ends, default=0.1), step)
    start, end = 266.0, 486.0 if barred else 640.0
    if canvas.narrow:
        start, end = 8.0, 190.0
    return Scale(start, (end - start) / high), list(range(0, high + 1, step))


def _heads(canvas: Canvas, scale: Scale, words: str, *, barred: bool, ranges: bool) -> None:
    quiet = (palette.LABEL, palette.INK_2)
    if canvas.narrow:
        canvas.text((0, 14), f"{words}, %", *quiet)
        return
    canvas.text((scale.at(0), 16), f"{words}, %", *quiet)
    right = 638.0 if barred else 880.0
    heading = "people, % (likely range)" if ranges else "people, %"
    canvas.text((right, 16), heading, *quiet, anchor="right")
    if barred:
        canvas.text((664, 16), "of whom: not good, mixed, good", *quiet)


def _label(dot: Dot, width: float) -> list[str]:
    return wrapped(dot.label, width, palette.BODY)


def _height(canvas: Canvas, dot: Dot, *, barred: bool) -> float:
    if canvas.narrow:
        rows = len(wrapped(dot.label, 350, palette.BODY, 600))
        return 18.0 * rows + (58 if barred else 32) + 16 * bool(dot.line.flag)
    rows = len(_label(dot, 246))
    flag = 15 * bool(dot.line.flag)
    return max(46.0 if dot.code or flag else 38.0, 18 * rows + 17 * bool(dot.code) + 14)


def _dot(canvas: Canvas, scale: Scale, y: float, line: Line) -> None:
    if not line.drawn:
        return
    whisker(canvas, (scale.at(line.conf_low), scale.at(line.conf_high)), y, halo=False)
    place = (scale.at(line.estimate), y)
    if line.flag == "very small base":
        canvas.dot(place, 5.4, palette.WHITE, palette.BLUE)
    else:
        canvas.dot(place, 6, palette.BLUE)


def _wide_row(
    canvas: Canvas, scale: Scale, ends: tuple[float, float], dot: Dot, most: float
) -> None:
    rows = _label(dot, 246)
    middle = sum(ends) / 2
    tall = 18 * len(rows) + 16 * bool(dot.code)
    canvas.paragraph((0, middle - tall / 2 + 14), rows)
    if dot.code:
        place = (0.0, middle - tall / 2 + 14 + 18 * len(rows) - 1)
        canvas.text(place, dot.code, palette.SMALL, palette.INK_2)
    _dot(canvas, scale, middle, dot.line)
    right = 638.0 if dot.said else 880.0
    _numbers(canvas, right, middle + (-2 if dot.line.flag else 5), dot.line)
    if dot.line.flag:
        place = (right, middle + 14)
        canvas.text(place, dot.line.flag, palette.SMALL, palette.RUST, anchor="right")
    _said(canvas, (664, middle - 10, 216, 20), dot.said, most)


def _numbers(canvas: Canvas, right: float, y: float, line: Line) -> None:
    if not line.drawn:
        canvas.text((right, y), out_of(line.people, line.n), anchor="right")
        return
    ends = f" ({span(line.conf_low, line.conf_high)})" if line.has_interval else ""
    canvas.text((right, y), percent(line.estimate) + ends, palette.LABEL, anchor="right")
    column = 98.0 if line.has_interval else 50.0
    people = out_of(line.people, line.n) if line.n < COUNTS_FIRST else whole(line.people)
    canvas.text((right - column, y), people, palette.STRONG, weight=600, anchor="right")


def _said(
    canvas: Canvas, box: tuple[float, float, float, float], said: Sequence[float], most: float
) -> None:
    x, y, width, height = box
    known = zip(said, SAID, strict=True) if len(said) == len(SAID) else ()
    for people, (ink, colour) in known:
        if math.isnan(people) or not most:
            continue
        long = people / most * width - 1.2
        block(canvas, (x, y, long, height), Ink(*ink))
        number = whole(people)
        if long >= width_of(number, palette.LABEL, 600) + 6:
            place = (x + long / 2, y + height / 2 + 4.8)
            canvas.text(place, number, palette.LABEL, colour, weight=600, anchor="center")
        x += max(long, 0) + 1.2


def _narrow_row(canvas: Canvas, scale: Scale, y: float, dot: Dot, most: float) -> None:
    rows = wrapped(dot.label, 350, palette.BODY, 600)
    canvas.paragraph((0, y + 18), rows, weight=600)
    middle = y + 18 * len(rows) + 18
    _dot(canvas, scale, middle, dot.line)
    line = dot.line
    text = out_of(line.people, line.n)
    if line.drawn:
        ends = f" ({span(line.conf_low, line.conf_high)})" if line.has_interval else ""
        few = line.n < COUNTS_FIRST
        kind = "person" if line.people == 1 else "people"
        people = text if few else f"{whole(line.people)} {kind}"
        text = f"{people}, {percent(line.estimate)}{ends}"
    canvas.text((360, middle + 5), text, palette.LABEL, anchor="right")
    if line.flag:
        place = (360, middle + 21)
        canvas.text(place, line.flag, palette.SMALL, palette.RUST, anchor="right")
    _said(canvas, (0, middle + 12 + 16 * bool(line.flag), 360, 16), dot.said, most)
