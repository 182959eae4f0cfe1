"""Numbers taken from a document: only those with a denominator become values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.analyse.kpis.shares import share_row
from ffc_eval.analyse.kpis.stocks import count_row
from ffc_eval.errors import IndicatorError

_VAGUE = re.compile(
    r"\b(about|almost|approximately|approx|around|circa|c\.|less than|more than|nearly|over|"
    r"roughly|some|under|up to|upwards of)(?=\s|\d)|[~≈<>+]",
    re.IGNORECASE,
)
_K_OF_N = re.compile(r"(\d[\d,]*)\s*(?:of|out of|/)\s*(\d[\d,]*)")
_PERCENT = re.compile(r"\d+(\.\d+)?\s*(%|per\s?cent)", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class QuotedContext:
    """What somebody else published, quoted and never counted with.

    Parameters
    ----------
    words
        As published, for example "65% in June".
    source
        Document and paragraph.

    Raises
    ------
    IndicatorError
        There is no source.
    """

    words: str
    source: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise IndicatorError(
                "quotation-without-source",
                "A quoted number needs the document it stands in.",
                do="Name the document and the paragraph.",
            )

    def __str__(self) -> str:
        return f"“{self.words}” ({self.source}); published without what is needed to check it."


def read_value(indicator: Indicator, period: Period, words: str) -> dict[str, Any]:
    """Return the row of a value that somebody wrote: a share as "26 of 40", a count as "661".

    Raises
    ------
    IndicatorError
        A percentage stands without its denominator, a number is approximate, or there is none.
    """
    text = words.strip()
    if _VAGUE.search(text):
        raise _refusal(
            "approximate-value",
            f"{indicator.id} for {period.label} is approximate and cannot be a value.",
            text,
        )
    pair = _K_OF_N.search(text)
    if pair and indicator.unit == "share":
        return share_row(indicator, period.label, *map(_whole, pair.groups()))
    if _PERCENT.search(text) or (indicator.unit == "share" and _COUNT.search(text)):
        raise _refusal(
            "percentage-without-denominator",
            f"{indicator.id} for {period.label} has no denominator: {indicator.denominator}.",
            text,
        )
    if not _COUNT.fullmatch(text):
        raise _refusal(
            "value-not-read", f"{indicator.id} for {period.label} holds no number.", text
        )
    return count_row(indicator, period.label, _whole(text))


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def _refusal(slug: str, what: str, text: str) -> IndicatorError:
    number = _PERCENT.search(text) or _COUNT.search(text)
    return IndicatorError(
        slug,
        what,
        found=number[0] if number else "",
        do='Write how many of how many, "26 of 40", or quote it as context with its source.',
    )
