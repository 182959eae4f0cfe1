"""Trigger words: what says more than a count, the level it needs, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_COUNTS = "“there were” or “x of y said”, with the count and its base"
_SAME_TIME = "“and in the same months there were”, with the count and its base"


@dataclass(frozen=True)
class Trigger:
    """A word that only a claim of some level may use.

    Parameters
    ----------
    pattern
        Regular expression of the word and its forms.
    level
        The step of the ladder that allows it.
    instead
        Wording of level 1.
    """

    pattern: str
    level: int
    instead: str


TRIGGERS = (
    Trigger(r"impact(?:s|ed|ful|ing)?(?! assessment)", 5, _COUNTS),
    Trigger(r"(?:led|leads|leading) to", 5, _SAME_TIME),
    Trigger(r"result(?:ed|s|ing) in", 5, _SAME_TIME),
    Trigger(r"because of", 5, _SAME_TIME),
    Trigger(r"as a result(?: of)?", 5, _SAME_TIME),
    Trigger(r"due to", 5, _SAME_TIME),
    Trigger(r"thanks to", 5, _SAME_TIME),
    Trigger(r"caus(?:ed|es|ing)", 5, _SAME_TIME),
    Trigger(r"reduc(?:ed|es)", 5, "“was lower”, with both counts and their bases"),
    Trigger(r"demonstrat(?:e|es|ed|ing)", 5, _COUNTS),
    Trigger(r"prov(?:en|es|ed)", 5, _COUNTS),
    Trigger(r"improved outcomes?", 5, "the outcome itself as a count, “x of y were in school”"),
    Trigger(r"robust(?:ly)?", 5, "how many were asked and answered, and the likely range"),
    Trigger(r"overwhelming(?:ly)?", 5, "“x of y said”"),
    Trigger(r"contribut(?:ed|es) to", 4, _SAME_TIME),
    Trigger(r"(?:associated with|linked to)", 3, "“was”, with the count of each group"),
    Trigger(r"(?:higher|lower) where", 3, "“was”, with the count of each group"),
    Trigger(
        r"(?:rose|risen|fell|fallen|increased|decreased|grew|declined|dropped|worsened"
        r"|improved(?! outcomes?))",
        2,
        "“was”, with the counts of both times",
    ),
)


class Hit(NamedTuple):
    """A trigger found in a text, at a place, as it was written."""

    start: int
    word: str
    trigger: Trigger


def hits(text: str) -> Iterator[Hit]:
    """Give every trigger in a text, in order of place."""
    for match in _ANY.finditer(text):
        number = next(place for place, found in enumerate(match.groups()) if found)
        yield Hit(match.start(), match[0], TRIGGERS[number])


_ANY = re.compile(rf"\b(?:{'|'.join(f'({one.pattern})' for one in TRIGGERS)})\b", re.IGNORECASE)
