"""Patterns of identifiers in free text: numbers, addresses, dates of the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match, Pattern

_NO_DIGIT = re.compile(r"\D+")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"

_EMAIL = re.compile(r"(?<![\w.+'’-])[\w.+'’-]*\w@\w[\w-]*(?:\.\w[\w-]*)+")
_WEB_PAGE = re.compile(
    r"(?:https?://|www\.)[^\s/?#\[\]]+[/?#][^\s\[\]]*[^\s\[\].,;:!?)'\"]"
    r"|(?<![\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|uk|io|me|info)/[^\s\[\]]*[^\s\[\].,;:!?)'\"]",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<![\w.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-]|\.\d)")
_NI = re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)", re.IGNORECASE)
_POSTCODE = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?) ?"
    r"(?!(?-i:1st|2nd|3rd|\dth))\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w/.£])(?:(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?|\(?0)\d(?:\)?[ .-]{0,2}\d){8,9}(?![\w/])"
)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_DAY}([/.-])(?:0?[1-9]|1[0-2])\1{_YEAR}"
    rf"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-{_DAY}"
    rf"|{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}[,.]?[ -]{_YEAR}"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?,? (?:19|20)\d\d)(?![\w/])",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    rf"(?<!\w)(born(?: on)?|d\.?o\.?b\.?|birth(?:day|date)?|date of birth)"
    rf"((?: (?:is|was|on|the)|[ :=-])+)"
    rf"({_DAY}(?:st|nd|rd|th)?(?: of)?[ /.-](?:{_MONTH}|0?[1-9]|1[0-2])"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?)(?!\w)",
    re.IGNORECASE,
)
_CASE_NUMBER = re.compile(
    r"(?<!\w)((?:case|ref(?:erence)?|mosaic|crime|client|court|hospital|upn|id)"
    r"(?: (?:number|no|num|ref(?:erence)?|id))?[.:#]?(?: (?:is|was))?[ :#]{1,2})"
    r"(?=[A-Z/-]*\d)([A-Z0-9][A-Z0-9/-]{3,})(?!\w)",
    re.IGNORECASE,
)
_LETTERS_DIGITS = re.compile(
    r"(?<![\w£])(?!FY\d{4}\b)(?:[A-Z]{2,6}[-/]?\d{4,}|[A-Z][-/]?\d{5,})\w*"
)
_LONG_NUMBER = re.compile(r"(?<![\w£$€.,])\d{6,}(?![\w%]|[.,]\d)")


def _valid_nhs(digits: str) -> bool:
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10


def _nhs_or_id(match: Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if _valid_nhs(digits):
        return "[NHS number]"
    return match[0] if digits.startswith("0") else "[id]"


_NUMBERS: tuple[tuple[int, Pattern[str], str | Callable[[Match[str]], str]], ...] = (
    (3, _DATE, "[date]"),
    (1, _BIRTH, r"\1\2[date]"),
    (6, _NI, "[NI number]"),
    (2, _POSTCODE, "[postcode]"),
    (10, _NHS, _nhs_or_id),
    (10, _PHONE, "[phone]"),
    (1, _CASE_NUMBER, r"\1[id]"),
    (4, _LETTERS_DIGITS, "[id]"),
    (6, _LONG_NUMBER, "[id]"),
)
"""Fewest digits that the text must hold, pattern, and what stands for it; in this order."""


def redact_identifiers(text: str) -> str:
    """Replace addresses, numbers and dates that point to one person."""
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if "/" in text or "www." in text.lower():
        text = _WEB_PAGE.sub("[id]", text)
    digits = len(_NO_DIGIT.sub("", text))
    for least, pattern, replacement in _NUMBERS:
        if digits >= least:
            text = pattern.sub(replacement, text)
    return text
