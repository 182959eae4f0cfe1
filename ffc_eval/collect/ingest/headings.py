"""Headings: compared without what platforms and spreadsheets do to them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|font|a|small|sup|sub|mark)(?:\s[^<>]*)?>", re.IGNORECASE
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), " ")
_CARRIAGE = "_x000D_"
_CUT = ("...", "…")
_SIMPLE = re.compile(r"[ -%'-;=-^`-~]*")
"""Plain English without markup, which almost every text is: nothing is to be taken away."""
_JOINS = (" - ", "-", ": ", " ")
"""Between a stem and its items, the surest first."""

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]"
)


def plain(text: str) -> str:
    """Return a heading as people read it: no markup, no invisible characters, single spaces."""
    if _SIMPLE.fullmatch(text):
        return " ".join(text.split())
    text = text.replace(_CARRIAGE, " ")
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    return " ".join(_CONTROLS.sub("", text).split())


def compared(text: str) -> str:
    """Return a heading as it is compared: plain, without capitals and with plain apostrophes."""
    folded = plain(text).casefold()
    return folded.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def same_heading(one: str, other: str) -> bool:
    """Say whether two headings are one, allowing either to be cut with "..."."""
    one, other = compared(one), compared(other)
    if one == other:
        return bool(one)
    return _is_cut_of(one, other) or _is_cut_of(other, one)


def _is_cut_of(short: str, long: str) -> bool:
    for mark in _CUT:
        start = short.removesuffix(mark).rstrip()
        if short.endswith(mark) and len(start) >= 12 and long.startswith(start):
            return True
    return False


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Number repeated and empty names, so that no column is lost: "x", "x (2)"."""
    seen: dict[str, int] = {}
    taken = set(names)
    result = []
    for name in names:
        stem = name or "column"
        seen[stem] = seen.get(stem, 0) + 1
        numbered = stem if seen[stem] == 1 else f"{stem} ({seen[stem]})"
        while seen[stem] > 1 and numbered in taken:
            seen[stem] += 1
            numbered = f"{stem} ({seen[stem]})"
        result.append(numbered)
    return tuple(result)


def same_start(texts: Sequence[str]) -> str:
    """Return the letters that all texts begin with."""
    first, last = min(texts), max(texts)
    for place, letter in enumerate(first):
        if last[place : place + 1] != letter:
            return first[:place]
    return first


def shared_start(texts: Sequence[str]) -> str:
    """Return what all texts begin with, up to and with a join between stem and item."""
    if len(texts) < 2:
        return ""
    start = same_start(texts)
    for join in _JOINS:
        cut = start.rfind(join)
        if cut > 0:
            return start[: cut + len(join)]
    return ""
