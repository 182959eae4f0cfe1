"""A narrative file as sentences that know their line, and the bases that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_END = re.compile(
    r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(]?[A-Z0-9])"  # the next sentence
    r"|\n\s*\n"  # the next paragraph
    r"|\n(?=\s*(?:#|[-*] |\d+\. ))"  # a heading, or the next point of a list
)
_BASE = re.compile(
    r"\b(?P<count>\d[\d,]*)\s+(?:out )?of\s+(?:(?:the|those|all|these) )?(?P<of>\d[\d,]*)\b"
    r"|\bn\s*=\s*(?P<n>\d[\d,]*)"
    r"|\b(?:of|among|for|across|from)\s+(?:(?:the|those|all|these) )?(?P<among>\d[\d,]*)"
    r"\s+(?!per\b|points?\b|to\b)[a-z]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a file, line ends in it as spaces.

    ``first`` is the line of the file on which it starts, ``breaks`` the places of its line ends.
    """

    text: str
    first: int = 1
    breaks: tuple[int, ...] = ()

    def line(self, place: int) -> int:
        """Return the line of the file on which a character stands."""
        return self.first + sum(end < place for end in self.breaks)

    @property
    def bases(self) -> tuple[Base, ...]:
        """The bases that stand in it, in order."""
        return tuple(
            Base(match.start(), _number(match["count"]), _number(_of(match)))
            for match in _BASE.finditer(self.text)
        )


class Base(NamedTuple):
    """A base as written: "46 of 57", "n = 57" or "among 57 families"; ``people`` may be missing."""

    start: int
    people: int | None
    n: int | None


def sentences(text: str) -> Iterator[Sentence]:
    """Give the sentences of a Markdown text; comments of the template are left out."""
    shown = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    ends = [(match.start(), match.end()) for match in _END.finditer(shown)]
    start = 0
    for end, following in [*ends, (len(shown), len(shown))]:
        piece = shown[start:end]
        if piece.strip():
            breaks = tuple(place for place, letter in enumerate(piece) if letter == "\n")
            yield Sentence(piece.replace("\n", " "), shown.count("\n", 0, start) + 1, breaks)
        start = following


def _of(match: re.Match[str]) -> str | None:
    return match["of"] or match["n"] or match["among"]


def _number(digits: str | None) -> int | None:
    return int(digits.replace(",", "")) if digits else None
