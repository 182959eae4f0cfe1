"""Dates as text: the order of day and month is found from all values of a column, never one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Order = Literal["year first", "day first", "month first", "either", "mixed", "none"]
"""either: no value tells day from month; mixed: values contradict one another."""

_CLOCK = r"(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(?:Z|[A-Z]{2,5})?(?:[+-]\d{1,2}(?::?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}{_ZONE}")
_PARTS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}")
_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[- ]+([A-Za-z]{{3,9}})[- ,]+(\d{{4}}){_CLOCK}{_ZONE}"
)
_MONTH_WORDS = re.compile(
    rf"([A-Za-z]{{3,9}})\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_CLOCK}{_ZONE}"
)
_SAID_ZONE = (
    r":\d{2}(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?\s*)?"
    r"(Z|UTC|(?:GMT|BST)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})$"
)
_ZONES = {"Z": "UTC", "GMT": "UTC", "+00:00": "UTC", "+0000": "UTC", "GMT+0": "UTC"}
_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s*[AaPp]\.?[Mm]\.?)?")
_PLAIN_ISO = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}:\d{2})?"
_PLAIN = re.compile(_PLAIN_ISO, re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class DateStyle:
    """How a column writes dates, and how many of its values are dates at all."""

    order: Order
    read: int
    unread: int


def is_time(text: str) -> bool:
    """Say whether a text is a time of day."""
    return _TIME.fullmatch(text) is not None


def style_of(values: Iterable[str]) -> DateStyle:
    """Find how the values of a column write dates."""
    orders: set[Order] = set()
    read = unread = 0
    for value in values:
        order = _order(value.strip())
        read, unread = read + (order != "none"), unread + (order == "none")
        orders.add(order)
    return DateStyle(_joint(orders - {"none"}), read, unread)


def style_of_column(cells: pd.Series) -> DateStyle:
    """Find how a whole column writes dates; the usual ISO form is counted all at once."""
    import pandas as pd

    texts = pd.Series(cells.unique(), dtype="str").str.strip()
    texts = texts[texts != ""]
    iso = texts.str.fullmatch(_PLAIN_ISO)
    rest = style_of(texts[~iso].tolist())
    count = int(iso.sum())
    if not count:
        return rest
    order: Order = "year first" if rest.order in ("none", "year first", "either") else "mixed"
    return DateStyle(order, rest.read + count, rest.unread)


def _order(text: str) -> Order:
    if _ISO.fullmatch(text):
        return "year first"
    if _WORDS.fullmatch(text):
        return "day first"
    if _in_words(text):
        return "month first"
    match = _PARTS.fullmatch(text)
    if match is None:
        return "none"
    first, second = int(match[1]), int(match[2])
    if first > 31 or second > 31 or min(first, second) < 1 or min(first, second) > 12:
        return "none"
    if first > 12:
        return "day first"
    return "month first" if second > 12 else "either"


def _joint(orders: set[Order]) -> Order:
    certain = orders - {"either"}
    if not orders:
        return "none"
    if len(certain) > 1:
        return "mixed"
    return certain.pop() if certain else "either"


def parse_date(text: str, order: str) -> datetime | None:
    """Return the date and time that a text says, or None.

    ``order`` is "day first", "month first" or "" (unknown: a date that reads differently in the
    two orders is None). A zone is dropped: times stay as the clock of the platform showed them.
    """
    if _PLAIN.fullmatch(text):
        return _of_iso(text)
    match = _ISO.fullmatch(text)
    if match:
        return _made((match[1], match[2], match[3]), match.groups()[3:])
    match = _WORDS.fullmatch(text)
    if match:
        return _made((match[3], _month(match[2]), match[1]), match.groups()[3:])
    match = _in_words(text)
    if match:
        return _made((match[3], _month(match[1]), match[2]), match.groups()[3:])
    match = _PARTS.fullmatch(text)
    return None if match is None else _of_parts(match, order)


def _in_words(text: str) -> re.Match[str] | None:
    """Return the parts of a date that begins with the name of its month: "Jan 5, 2018"."""
    match = _MONTH_WORDS.fullmatch(text)
    return match if match and _month(match[1]) != "0" else None


def _month(name: str) -> str:
    """Return the number of a month by its name, "0" where it is none."""
    start = name[:3].casefold()
    return str(_MONTHS.index(start) + 1 if start in _MONTHS else 0)


def _of_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _of_parts(match: re.Match[str], order: str) -> datetime | None:
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first > 12:
        day, month = first, second
    elif second > 12 or order == "month first":
        day, month = second, first
    elif order == "day first" or first == second:
        day, month = first, second
    else:
        return None
    if (order == "day first" and second > 12) or (order == "month first" and first > 12):
        return None
    year = year if len(year) == 4 else f"20{year}"
    return _made((year, str(month), str(day)), match.groups()[3:])


def _made(day: tuple[str, str, str], clock: Sequence[str | None]) -> datetime | None:
    hour, minute, second = (int(part or 0) for part in clock[:3])
    half = (clock[3] or "").replace(".", "").casefold()
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    try:
        return datetime.combine(
            datetime(int(day[0]), int(day[1]), int(day[2])), time(hour, minute, second)
        )
    except ValueError:
        return None


def zone_of(cells: pd.Series) -> str:
    """Return the time zone that the times of a column say themselves; "" where one says none.

    "UTC" for Z and its like, an offset where all rows share it, else that rows have their own.
    """
    found = cells.drop_duplicates().str.strip()
    found = found[found != ""]
    said = found.str.extract(_SAID_ZONE, expand=False)
    if not len(said) or said.isna().any():
        return ""
    zones = sorted({_ZONES.get(zone, zone) for zone in said.unique()})
    return zones[0] if len(zones) == 1 else "an offset in each row"


def parse_dates(cells: pd.Series, order: str) -> pd.Series:
    """Return a column of texts as dates; what is no date is missing."""
    import pandas as pd

    codes, unique = pd.factorize(cells)
    days = parse_texts(pd.Series(unique, dtype="str").str.strip(), order)
    return pd.Series(days.to_numpy()[codes], index=cells.index, name=cells.name)


def parse_texts(texts: pd.Series, order: str) -> pd.Series:
    """Return texts as dates; the usual ISO form is read all at once, others one by one."""
    import pandas as pd

    days = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us]")
    iso = texts.str.fullmatch(_PLAIN_ISO).to_numpy(dtype=bool)
    days[iso] = pd.to_datetime(texts[iso], format="ISO8601", errors="coerce")
    read = partial(parse_date, order=order)
    days[~iso] = pd.Series(
        [read(text) for text in texts[~iso].tolist()],
        dtype="datetime64[us]",
        index=texts.index[~iso],
    )
    return days
