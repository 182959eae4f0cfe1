"""Marks: what a chart is made of beyond plain shapes."""

from __future__ import annotations

import math
from typing import NamedTuple

from ffc_eval.model.instrument import Direction
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.tables.words import ChangeWord


class Ink(NamedTuple):
    """Fill of a bar, the colour of its hatch ("" for none), and its edge where it is hollow."""

    fill: str
    hatch: str
    edge: str


STRONG_GOOD = Ink(palette.BLUE, "", palette.BLUE)
PLAIN_GOOD = Ink(palette.BLUE_2, "", palette.BLUE)
STRONG_BAD = Ink(palette.RUST, "", palette.RUST)
PLAIN_BAD = Ink(palette.RUST_2, palette.RUST, palette.RUST)
STRONG_PLAIN = Ink(palette.INK_2, "", palette.INK_2)
PLAIN = Ink(palette.LINE, "", palette.INK_2)
MIDDLE = Ink(palette.GREY, "", palette.LINE)
HATCHED_BAD = Ink(palette.RUST, palette.RUST_HATCH, palette.RUST)

_SIDES: dict[Direction, tuple[tuple[Ink, Ink], tuple[Ink, Ink]]] = {
    "good": ((STRONG_GOOD, PLAIN_GOOD), (STRONG_BAD, PLAIN_BAD)),
    "bad": ((STRONG_BAD, PLAIN_BAD), (STRONG_GOOD, PLAIN_GOOD)),
    "none": ((STRONG_PLAIN, PLAIN), (STRONG_PLAIN, PLAIN)),
}


def ink_of(direction: Direction, *, top: bool, strongest: bool) -> Ink:
    """Return the ink of an answer: blue where it is good news, rust where it is not."""
    strong, plain = _SIDES[direction][0 if top else 1]
    return strong if strongest else plain


def block(
    canvas: Canvas, box: tuple[float, float, float, float], ink: Ink, *, hollow: bool = False
) -> None:
    """Draw a bar in an ink; hollow where the base is very small."""
    if hollow:
        canvas.outline(box, ink.edge, ink.hatch)
    else:
        canvas.bar(box, ink.fill, ink.hatch)


def whisker(
    canvas: Canvas, ends: tuple[float, float], y: float, colour: str = palette.INK, *, halo: bool
) -> None:
    """Draw an interval with caps 4 units either way; with a white halo where it lies on a bar."""
    low, high = ends
    if math.isnan(low) or math.isnan(high):
        return
    for shade, width, cap in ((palette.WHITE, 4.6, 5.0), (colour, 1.6, 4.0)):
        if shade == palette.WHITE and not halo:
            continue
        canvas.line((low, y), (high, y), shade, width)
        for end in ends:
            canvas.line((end, y - cap), (end, y + cap), shade, width)


def word_sign(canvas: Canvas, x: float, y: float, word: ChangeWord) -> None:
    """Draw a triangle up for rose or higher, down for fell or lower, a ring for chance."""
    colour = palette.TONES[word.tone]
    if word.word in ("Rose", "Higher"):
        canvas.shape([(x, y - 1), (x + 10, y - 1), (x + 5, y - 10)], colour)
    elif word.word in ("Fell", "Lower"):
        canvas.shape([(x, y - 10), (x + 10, y - 10), (x + 5, y - 1)], colour)
    else:
        canvas.dot((x + 5, y - 5), 4, palette.WHITE, colour)


class Scale(NamedTuple):
    """Where a value stands: ``start`` plus ``unit`` a point of per cent."""

    start: float
    unit: float

    def at(self, share: float) -> float:
        """Return the place of a share (0 to 1)."""
        return self.start + self.unit * share * 100


def step_up(share: float, step: int) -> int:
    """Return the next multiple of ``step`` per cent that is not below a share."""
    return max(step, math.ceil(round(share * 100, 6) / step) * step)


def step_down(share: float, step: int) -> int:
    """Return the last multiple of ``step`` per cent that is not above a share."""
    return math.floor(round(share * 100, 6) / step) * step
