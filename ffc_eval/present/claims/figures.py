"""Figures in sentences: points against per cent, percentages without a base, averages of few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ffc_eval.present.claims.finding import Finding
from ffc_eval.present.claims.sentences import Sentence

_LEAST_FOR_AVERAGE = 10
_ROUNDING = 0.11
_PER_CENT = r"(?P<size>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_PERCENTAGE = re.compile(rf"{_PER_CENT}(?!\s*(?:likely|interval|confidence|level))", re.IGNORECASE)
_UP = r"(?:increased?|rise|risen|rose|grew|growth|up|improve(?:d|ment)|higher|more)"
_DOWN = r"(?:decreased?|reduc(?:ed|tion)|fall|fallen|fell|drop(?:ped)?|down|lower|less|fewer)"
_CHANGE = re.compile(
    rf"\b{_PER_CENT}\s+(?:{_UP}|{_DOWN})\b|\b(?:{_UP}|{_DOWN})\s+by\s+(?P<by>\d+(?:\.\d+)?)"
    r"\s?(?:%|per\s?cent\b)",
    re.IGNORECASE,
)
_FROM_COUNT = re.compile(
    r"\bfrom\s+£?\d[\d,.]*\d?(?!\s?%|\s?per\s?cent|[\d.,]*\d)[^.%]*?\bto\s+£?\d", re.IGNORECASE
)
_AVERAGE = re.compile(r"\b(?:on average|an average of|the average|a mean of|the mean)\b", re.I)


def figure_findings(sentence: Sentence) -> Iterator[Finding]:
    """Give what is advised about the figures of a sentence."""
    yield from _points(sentence)
    yield from _unbased(sentence)
    yield from _averages(sentence)


def _points(sentence: Sentence) -> Iterator[Finding]:
    """A difference of two percentages is points; a change of counts may be per cent."""
    for match in _CHANGE.finditer(sentence.text):
        size = match["size"] or match["by"]
        if _FROM_COUNT.search(sentence.text):
            continue
        sides = [
            float(one["size"])
            for one in _PERCENTAGE.finditer(sentence.text)
            if not match.start() <= one.start() < match.end()
        ]
        apart = any(abs(abs(a - b) - float(size)) < _ROUNDING for a, b in combinations(sides, 2))
        points = f"{size} point{'' if size == '1' else 's'}"
        yield Finding(
            match.start(),
            "points-not-per-cent",
            "The difference of two percentages is in points, not per cent."
            if apart
            else "A change in per cent hides what it is of.",
            match[0],
            f"Write “{points}”, with both percentages and their bases."
            if apart
            else f"If both sides are percentages, write “{points}” and give both; if they are "
            "counts, give the two counts.",
        )


def _unbased(sentence: Sentence) -> Iterator[Finding]:
    """A percentage needs its denominator in the same sentence."""
    if sentence.bases:
        return
    changes = [(match.start(), match.end()) for match in _CHANGE.finditer(sentence.text)]
    for match in _PERCENTAGE.finditer(sentence.text):
        if any(start <= match.start() < end for start, end in changes):
            continue
        yield Finding(
            match.start(),
            "percentage-without-denominator",
            "A percentage stands without its denominator.",
            match[0],
            "Write how many of how many in the same sentence: “26 of 40 (65%)”.",
        )


def _averages(sentence: Sentence) -> Iterator[Finding]:
    """An average of fewer than ten hides each of them."""
    most = max((base.n or 0 for base in sentence.bases), default=0)
    if most >= _LEAST_FOR_AVERAGE:
        return
    for match in _AVERAGE.finditer(sentence.text):
        yield Finding(
            match.start(),
            "average-of-few",
            f"An average of fewer than {_LEAST_FOR_AVERAGE} says little."
            if most
            else "An average stands without saying of how many.",
            match[0],
            "Give the lowest and the highest, or each value; with ten or more, say of how many.",
        )
