"""Diverging bars: those who agree to the right of zero, those who disagree to its left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Direction, Instrument, Question
from ffc_eval.model.released import Released
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.charts.marks import (
    MIDDLE,
    Ink,
    Scale,
    block,
    ink_of,
    step_up,
    whisker,
)
from ffc_eval.present.tables.cells import COUNTS_FIRST
from ffc_eval.present.tables.lines import (
    Line,
    first,
    lines,
    periods,
    question_of,
    under_stem,
    where,
    wording,
)
from ffc_eval.present.tables.numbers import out_of, percent, span, whole
from ffc_eval.present.tables.words import capital

HEADINGS: dict[Direction, str] = {
    "good": "Worded so that agreeing is good news",
    "bad": "Worded so that agreeing is bad news",
    "none": "Neither good news nor bad",
}
_TALL, _BAR = 42.0, 24.0
Axis = tuple[Scale, list[int]]


class Part(NamedTuple):
    """One answer of a bar: its share and its ink."""

    share: float
    ink: Ink


class Item(NamedTuple):
    """One statement: parts from zero outwards to either side, the middle, the top box."""

    top: Line
    direction: Direction
    right: tuple[Part, ...]
    left: tuple[Part, ...]
    middle: Line | None


def items(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str]
) -> list[Item]:
    """Return the statements of the latest wave: good news first, each group from the top down."""
    every = [line for line in lines(released, questions) if not line.by and not line.contrast]
    found, _ = under_stem(every, instrument)
    tops = where(found, statistic="top_box")
    latest = periods(tops, instrument)[-1]
    made = []
    for line in where(tops, period=latest):
        asked = question_of(instrument, line.indicator)
        if asked is None or asked.scale is None or line.shown in ("number", "hidden"):
            continue
        own = where(found, indicator=line.indicator, period=latest, statistic="share")
        made.append(_item(line, asked, own))
    order = tuple(HEADINGS)
    return sorted(made, key=lambda item: (order.index(item.direction), -item.top.estimate))


def _item(top: Line, asked: Question, shares: Sequence[Line]) -> Item:
    assert asked.scale is not None
    labels = {option.code: option.label for option in asked.scale.options}
    sides = []
    for codes, is_top in ((asked.scale.top, True), (tuple(reversed(asked.scale.bottom)), False)):
        parts = []
        for place, code in enumerate(codes):
            line = first(shares, option=labels[code])
            if line is not None and line.drawn:
                ink = ink_of(asked.direction, top=is_top, strongest=place == 0)
                parts.append(Part(line.estimate, ink))
        sides.append(tuple(reversed(parts)))
    ends = {*asked.scale.top, *asked.scale.bottom}
    between = [option.label for option in asked.values if option.code not in ends]
    middle = first(shares, option=between[0]) if len(between) == 1 else None
    return Item(top, asked.direction, sides[0], sides[1], middle)


def draw(canvas: Canvas, shown: Sequence[Item], words: tuple[str, str, str]) -> float:
    """Draw the statements; ``words`` are those for the top, the bottom and the middle."""
    grouped = len({item.direction for item in shown}) > 1
    scale, ticks = _scale(canvas, shown)
    top = 34.0 if not canvas.narrow else 22.0
    y = top + (2 if grouped else 8)
    rows: list[tuple[float, Item]] = []
    heads: list[tuple[float, str]] = []
    before = None
    for item in shown:
        if grouped and item.direction != before:
            y += 14 * bool(before)
            heads.append((y + 16, HEADINGS[item.direction]))
            y += 26
        before = item.direction
        rows.append((y, item))
        y += _height(canvas, item)
    bottom = y + (2 if canvas.narrow else 4)
    if not canvas.narrow:
        _grid(canvas, scale, ticks, (top, bottom))
    _head(canvas, scale, words, shown)
    for place, text in heads:
        canvas.text((0, place), text, weight=600)
    for place, item in rows:
        (_narrow_row if canvas.narrow else _wide_row)(canvas, (scale, ticks), place, item, words)
    if not canvas.narrow:
        canvas.down(scale.at(0), (top - 10, bottom), zero=True)
    for tick in ticks:
        place_of = (scale.at(tick / 100), bottom + 18)
        canvas.text(place_of, f"{abs(tick)}%", palette.LABEL, palette.INK_2, anchor="center")
    return bottom + 24


def _grid(canvas: Canvas, scale: Scale, ticks: Sequence[int], ends: tuple[float, float]) -> None:
    for tick in ticks:
        canvas.down(scale.at(tick / 100), ends)


def _height(canvas: Canvas, item: Item) -> float:
    if not canvas.narrow:
        return _TALL + 18 * max(0, len(_label(item, 250)) - 2)
    return 18.0 * len(_label(item, 350)) + 58


def _label(item: Item, width: float) -> list[str]:
    return wrapped(wording(item.top), width, palette.BODY)


def _scale(canvas: Canvas, shown: Sequence[Item]) -> tuple[Scale, list[int]]:
    left = step_up(max(sum(part.share for part in item.left) for item in shown), 25)
    highest = [max(item.top.conf_high, item.top.estimate) for item in shown if item.top.drawn]
    right = step_up(max((high for high in highest if high == high), default=0.25), 25)
    if any(not item.top.has_interval for item in shown if item.top.drawn):
        right = max(right, step_up(max(item.top.estimate for item in shown), 25))
    first_x, last_x = (16.0, 344.0) if canvas.narrow else (276.0, 612.0)
    unit = min(2.4, (last_x - first_x) / (left + right))
    start = first_x + left * unit if canvas.narrow else last_x - right * unit
    return Scale(start, unit), list(range(-left, right + 1, 25))


def _head(canvas: Canvas, scale: Scale, words: tuple[str, str, str], shown: Sequence[Item]) -> None:
    top, bottom, middle = words
    quiet = (palette.LABEL, palette.INK_2)
    baseline = 14 if canvas.narrow else 16
    canvas.text((scale.at(0) - 8, baseline), bottom, *quiet, anchor="right")
    canvas.text((scale.at(0) + 8, baseline), top, *quiet)
    if canvas.narrow:
        return
    name = top if len(top) <= 6 else "%"
    if middle:
        canvas.text((650, baseline), middle, *quiet)
    canvas.text((752, baseline), name, *quiet, anchor="right")
    if any(item.top.has_interval for item in shown):
        canvas.text((810, baseline), "range", *quiet, anchor="right")
    canvas.text((880, baseline), "answers", *quiet, anchor="right")


def _bars(canvas: Canvas, scale: Scale, item: Item, y: float, height: float) -> None:
    hollow = item.top.flag == "very small base"
    for parts, side in ((item.right, 1), (item.left, -1)):
        edge = scale.at(0) + side
        for part in parts:
            long = max(part.share * 100 * scale.unit - 1, 0)
            box = (edge if side > 0 else edge - long, y, long, height)
            block(canvas, box, part.ink, hollow=hollow)
            edge += side * (long + 1)
    ends = scale.at(item.top.conf_low), scale.at(item.top.conf_high)
    if item.top.has_interval:
        whisker(canvas, ends, y + height / 2, halo=True)
        place = (scale.at(item.top.estimate), y + height / 2)
        canvas.dot(place, 4.2, palette.INK, palette.WHITE)


def _wide_row(
    canvas: Canvas, axis: Axis, y: float, item: Item, words: tuple[str, str, str]
) -> None:
    scale = axis[0]
    rows = _label(item, 250)
    middle = y + _height(canvas, item) / 2
    canvas.paragraph((0, middle + 5 - 9 * (len(rows) - 1)), rows)
    line = item.top
    if not line.drawn:
        canvas.text((scale.at(0) + 8, middle + 5), out_of(line.people, line.n) + f" {words[0]}")
        return
    _bars(canvas, scale, item, middle - _BAR / 2, _BAR)
    if item.middle is not None and item.middle.drawn and words[2]:
        share = item.middle.estimate
        long = min(share * 150, 36.0)
        canvas.bar((650, middle - 7, long, 14), MIDDLE.fill)
        canvas.text((655 + long, middle + 5), percent(share), palette.LABEL, palette.INK_2)
    baseline = middle + (-2 if line.flag else 5)
    whole_share = percent(line.estimate)
    canvas.text((752, baseline), whole_share, palette.STRONG, weight=600, anchor="right")
    canvas.text((810, baseline), span(line.conf_low, line.conf_high), palette.LABEL, anchor="right")
    few = line.n < COUNTS_FIRST
    answers = out_of(line.people, line.n) if few else whole(line.n)
    canvas.text((880, baseline), answers, anchor="right")
    if line.flag:
        place = (880, middle + 15)
        canvas.text(place, line.flag, palette.SMALL, palette.RUST, anchor="right")


def _narrow_row(
    canvas: Canvas, axis: Axis, y: float, item: Item, words: tuple[str, str, str]
) -> None:
    scale, ticks = axis
    rows = _label(item, 350)
    canvas.paragraph((0, y + 14), rows)
    y += 18 * len(rows) + 4
    line = item.top
    if not line.drawn:
        canvas.text((scale.at(0) + 8, y + 12), out_of(line.people, line.n) + f" {words[0]}")
        return
    _grid(canvas, scale, ticks, (y - 3, y + 23))
    _bars(canvas, scale, item, y, 20)
    canvas.down(scale.at(0), (y - 3, y + 23), zero=True)
    baseline = y + 37
    name = f"{capital(words[0])} " if len(words[0]) <= 6 else ""
    x = canvas.text((0, baseline), name, palette.LABEL, palette.INK_2) + 4 * bool(name)
    x += canvas.text((x, baseline), percent(line.estimate), palette.BODY, weight=600) + 6
    if line.has_interval:
        canvas.text((x, baseline), f"({span(line.conf_low, line.conf_high)})", palette.LABEL)
    rest = out_of(line.people, line.n)
    if line.flag:
        rest += f", {line.flag}"
    elif item.middle is not None and item.middle.drawn and words[2]:
        rest += f"; {words[2]} {percent(item.middle.estimate)}"
    colour = palette.RUST if line.flag else palette.INK_2
    canvas.text((360, baseline), rest, palette.LABEL, colour, anchor="right")


def scale_words(asked: Question) -> tuple[str, str, str]:
    """Return the words over the right, over the left, and of the middle answer."""
    assert asked.scale is not None
    ends = {*asked.scale.top, *asked.scale.bottom}
    between = [option.label for option in asked.values if option.code not in ends]
    middle = between[0] if len(between) == 1 else ""
    short = "neither" if middle.lower().startswith("neither") else middle.lower()
    return asked.scale.top_label, asked.scale.bottom_label, short


def legend(shown: Sequence[Item], words: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    """Return swatches and their words."""
    made = []
    if any(item.direction != "none" for item in shown):
        plain = all(len(item.right) < 2 for item in shown)
        strongly = "" if plain else " (dark: strongly)"
        made.append(("blue" if plain else "blue blue-2", f"favourable{strongly}"))
        made.append(("rust" if plain else "rust rust-2", f"unfavourable{strongly}"))
    if words[2] and any(item.middle is not None for item in shown):
        made.append(("grey", words[2]))
    if any(item.top.has_interval for item in shown):
        made.append(("whisker", f"all who answered “{words[0]}”, likely range"))
    return tuple(made)
