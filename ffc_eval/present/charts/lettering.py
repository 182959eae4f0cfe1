"""Lettering: how wide a text is in the shipped fonts, and where its lines break."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

Weight = Literal[400, 600]

FAMILY = "Source Sans 3"
FONTS = Path(__file__).parent / "fonts"
_FILES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-Semibold.ttf"}
_MEASURED_AT = 100.0


def font(size: float, weight: Weight = 400) -> FontProperties:
    """Return the shipped font in a size and weight."""
    from matplotlib.font_manager import FontProperties

    file = str(FONTS / _FILES[weight])
    return FontProperties(family=FAMILY, weight=weight, size=size, fname=file)


def width_of(text: str, size: float, weight: Weight = 400) -> float:
    """Return the width of one line in units of the drawing."""
    return _measured(text, weight) * size / _MEASURED_AT


@cache
def _measured(text: str, weight: Weight) -> float:
    measure = _face(weight)
    measure.set_text(text)
    return float(measure.get_width_height()[0]) / 64


@cache
def _face(weight: Weight) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(FONTS / _FILES[weight]))
    face.set_size(_MEASURED_AT, 72)
    return face


def wrapped(text: str, width: float, size: float, weight: Weight = 400) -> list[str]:
    """Break a text at its spaces so that no line is wider than ``width``, evenly if on two.

    A single word wider than that stays whole.
    """
    rows = _broken(text, width, size, weight)
    if len(rows) != 2:
        return rows
    narrow = width
    while narrow > width / 2 and len(_broken(text, narrow * 0.97, size, weight)) == 2:
        narrow *= 0.97
    return _broken(text, narrow, size, weight)


def _broken(text: str, width: float, size: float, weight: Weight) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width_of(longer, size, weight) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows
