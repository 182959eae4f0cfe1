"""Ranks as platforms write them: "1", "1st", "Best", "Second best"."""

from __future__ import annotations

import re

_WORDS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_DIGITS = re.compile(r"(\d{1,2})(?:\.0+)?(?:st|nd|rd|th)?(?: best| choice)?")


def rank_of(text: str) -> float | None:
    """Return the rank that a text says, 1 for the best, or None."""
    words = text.strip().casefold()
    if words in ("best", "top", "most important"):
        return 1.0
    digits = _DIGITS.fullmatch(words)
    if digits:
        return float(digits[1]) or None
    first = words.split(" ")[0]
    rest = words[len(first) :].strip()
    if first in _WORDS and rest in ("", "best", "choice", "place", "most important"):
        return float(_WORDS.index(first) + 1)
    return None
