"""Periods that indicators are counted over: months, quarters, financial years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ffc_eval.model.quarter import Quarter


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole days; ``label`` is its name in ``Estimates.period``."""

    start: date
    end: date
    label: str

    @property
    def eve(self) -> date:
        """The day before it starts: where its opening count is taken."""
        return self.start - timedelta(days=1)


def month(year: int, number: int) -> Period:
    """Return the calendar month, labelled "2024-06"."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return Period(date(year, number, 1), following - timedelta(days=1), f"{year}-{number:02d}")


def month_named(label: str) -> Period:
    """Return the month of a label such as "2024-06"."""
    year, number = label.split("-")
    return month(int(year), int(number))


def is_month(label: str) -> bool:
    """Whether a label is that of a month, not of a quarter, a year or a stretch of months."""
    return len(label) == len("2024-06") and label.replace("-", "").isdigit()


def months(first: str, last: str) -> tuple[Period, ...]:
    """Return every month from "2023-04" to "2025-06", both included."""
    start, end = month_named(first), month_named(last)
    return tuple(
        month(start.start.year + place // 12, place % 12 + 1)
        for place in range(start.start.month - 1, _months_between(start, end) + start.start.month)
    )


def quarter(name: Quarter) -> Period:
    """Return the financial quarter, labelled "2025-Q1"."""
    return Period(name.start, name.end, str(name))


def financial_year(year: int) -> Period:
    """Return April of ``year`` to March, labelled "2024-25"."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31), f"{year}-{(year + 1) % 100:02d}")


def _months_between(first: Period, last: Period) -> int:
    return 12 * (last.start.year - first.start.year) + last.start.month - first.start.month
