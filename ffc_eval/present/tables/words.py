"""Words bound to numbers: rose, fell, could be chance; few, most, nearly all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from ffc_eval.model.instrument import Direction

Tone = Literal["good", "bad", "neither", "chance"]

_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RANGES = (
    (0.25, "few"),
    (0.50, "some"),
    (0.75, "most"),
    (0.90, "a large majority"),
    (1.01, "nearly all"),
)
_LEAST_BASE = 20


@dataclass(frozen=True)
class ChangeWord:
    """What a difference may be called.

    Parameters
    ----------
    word
        "Rose", "Fell", "Could be chance" or "Not tested".
    tone
        Good or bad news for families, neither, or chance.
    """

    word: str
    tone: Tone

    @property
    def text(self) -> str:
        """The word, with the news where the word alone would mislead."""
        misleading = {("Rose", "bad"): " (bad news)", ("Fell", "good"): " (good news)"}
        return self.word + misleading.get((self.word, self.tone), "")


def change_word(low: float, high: float, direction: Direction) -> ChangeWord:
    """Return the word for a difference: rose and fell only where the interval leaves zero.

    Examples
    --------
    >>> change_word(0.07, 0.21, "bad").text
    'Rose (bad news)'
    >>> change_word(-0.02, 0.10, "good").text
    'Could be chance'
    """
    if math.isnan(low) or math.isnan(high):
        return ChangeWord("Not tested", "chance")
    if low <= 0 <= high:
        return ChangeWord("Could be chance", "chance")
    rose = low > 0
    word = "Rose" if rose else "Fell"
    if direction == "none":
        return ChangeWord(word, "neither")
    return ChangeWord(word, "good" if rose == (direction == "good") else "bad")


def quantifier(share: float, n: float) -> str:
    """Return the vague word that a share allows; "" under a base of 20.

    Examples
    --------
    >>> quantifier(0.81, 57), quantifier(0.24, 40), quantifier(0.8, 10)
    ('a large majority', 'few', '')
    """
    if n < _LEAST_BASE or math.isnan(share):
        return ""
    return next(word for limit, word in _RANGES if share < limit)


def number_word(number: int) -> str:
    """Return "four" up to ten, digits from there on."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def listed(parts: list[str]) -> str:
    """Return "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
