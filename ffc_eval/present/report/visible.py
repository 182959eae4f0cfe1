"""Characters that deceive the eye, or that a format forbids, shown by their number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, apart from tab and line end
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # direction and zero width
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"  # half pairs, no characters
    "\U000e0000-\U000e0fff]"  # tags
)

T = TypeVar("T")


def visible(text: str) -> str:
    r"""Return the text with every unseen character written as its number.

    Notes
    -----
    A right-to-left override in an answer turns the words after it round; XML forbids most control
    characters, so that one of them would spoil a whole Word file.

    Examples
    --------
    >>> visible("fine\u202e.txt")
    'fine[U+202E].txt'
    """
    text = text.replace("\r\n", "\n")
    return _UNSEEN.sub(lambda match: numbered(match[0]), text)


def escaped(json: str) -> str:
    """Return JSON with every unseen character as its escape: the same data, harmless to print."""
    return _UNSEEN.sub(lambda match: _in_json(match[0]), json)


def _in_json(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair):04x}" for pair in pairs)


def numbered(character: str) -> str:
    """Return "[U+202E]" for the character of that number."""
    return f"[U+{ord(character):04X}]"


def all_visible(value: T, show: Callable[[str], str] = visible) -> T:
    """Return a frozen object, or tuple, with ``show`` applied to every text in it.

    Drawings are texts too: their labels hold the same words.
    """
    shown: object = value
    if isinstance(value, str):
        shown = show(value)
    elif isinstance(value, tuple):
        shown = tuple(all_visible(item, show) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        words = {field.name: getattr(value, field.name) for field in fields(value)}
        shown = replace(value, **{name: all_visible(word, show) for name, word in words.items()})
    return cast("T", shown)
