"""Financial-year quarters: 2025-Q1 is April to June 2025."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ffc_eval.errors import SettingsError

_MONTHS = ("April to June", "July to September", "October to December", "January to March")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the financial year that starts in April of ``year``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read "2025-Q1".

        Raises
        ------
        SettingsError
            The text is not a year, a hyphen, Q and 1 to 4.
        """
        match = re.fullmatch(r"(\d{4})-Q([1-4])", text.strip())
        if match is None:
            raise SettingsError(
                "quarter-name",
                "A quarter is written as a financial year and a number.",
                found=text[:20],
                do="Write for example 2025-Q1, which is April to June 2025.",
            )
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def start(self) -> date:
        """First day."""
        month = 3 * self.number + 1
        return date(self.year + (month > 12), (month - 1) % 12 + 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year + (self.number == 4), self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def months(self) -> str:
        """The months in words, "April to June 2025"."""
        return f"{_MONTHS[self.number - 1]} {self.start.year}"

    @property
    def label(self) -> str:
        """How readers see it, "Quarter 1 of 2025-26 (April to June 2025)"."""
        years = f"{self.year}-{(self.year + 1) % 100:02d}"
        return f"Quarter {self.number} of {years} ({self.months})"
