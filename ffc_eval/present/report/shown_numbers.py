"""The number in a shown text, for the workbook: as rounded as the text, and no finer."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"[(<>£]*([+−-]?[\d,]*\.?\d+)\s*(%|points?\b)?\)?")


class ShownNumber(NamedTuple):
    """A number, how a workbook shows it, and whether the text says nothing besides."""

    value: float
    format: str
    whole: bool


def shown_number(text: str, value: float) -> ShownNumber:
    """Return the number that the text shows of a value.

    Parameters
    ----------
    text
        "81%", "46 of 57", "+15 points (9 to 21)".
    value
        The number behind it; a share runs from 0 to 1, and so does a difference in points.

    Examples
    --------
    >>> shown_number("81%", 46 / 57)
    ShownNumber(value=0.81, format='0%', whole=True)
    >>> shown_number("46 of 57", 46)
    ShownNumber(value=46.0, format='0', whole=False)
    >>> shown_number("+15 points", 0.152)
    ShownNumber(value=15.0, format='0', whole=True)
    """
    match = _NUMBER.match(text)
    if match is None:
        return ShownNumber(value, "General", whole=False)
    digits = match[1].replace(",", "").replace("−", "-")
    decimals = len(digits.partition(".")[2])
    whole = match[0] == text and not text.startswith(("<", ">"))
    shape = ("#,##0" if "," in match[1] else "0") + ("." + "0" * decimals if decimals else "")
    if match[2] == "%":
        return ShownNumber(round(float(digits) / 100, decimals + 2), shape + "%", whole)
    return ShownNumber(float(digits), shape, whole)
