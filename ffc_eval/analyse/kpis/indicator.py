"""Indicators: what is counted over what, and where a series may not be joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.errors import IndicatorError, nearest
from ffc_eval.model.instrument import Population

Polarity = Literal["up", "down", "neither"]
"""Which way is better for families; "neither" is never coloured."""
Snapshot = Literal["month", "last_day"]
Chart = Literal["p", "xmr", "none"]


@dataclass(frozen=True)
class Marker:
    """A day on which something changed, and what."""

    date: date
    reason: str


@dataclass(frozen=True)
class Indicator:
    """One indicator as ``surveys/kpis/definitions.yaml`` defines it.

    Parameters
    ----------
    id
        K01 to K34.
    polarity
        Which way is better; "neither" for numbers of children in care and on plans.
    population
        Whose people the counts are; decides which disclosure rules apply.
    snapshot
        "month" for what happens in a month, "last_day" for what stands on its last day.
    unit
        One of ``ffc_eval.model.estimates.UNITS``.
    statistic
        Of the rows that its chart shows: share, count, mean, quantile.
    standard
        Working days allowed; 0 where there is no such standard.
    role
        Of the workers counted; "" where none are.
    thresholds
        Role, and children above which its full-time caseload is too high.
    groups
        Reason and the codes counted under it, of an indicator that is split by reason.
    minimum_base
        A month with a smaller denominator is counted but not charted.
    safeguard
        Indicator that must be looked at beside it; "" where none is named.
    beside
        Indicator without which it is never shown; "" where it may stand alone.
    caveat
        Printed wherever the indicator is.
    breaks
        Days on which the definition changed: nothing is joined or compared across.
    go_lives
        Days on which practice changed: marked, the line stops, the limits stay.
    """

    id: str
    name: str
    purpose: str
    strand: str
    polarity: Polarity
    population: Population
    numerator: str
    denominator: str
    source: tuple[str, ...]
    snapshot: Snapshot
    unit: str
    exclusions: str = ""
    chart: Chart = "none"
    statistic: str = "share"
    standard: int = 0
    role: str = ""
    thresholds: tuple[tuple[str, int], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    minimum_base: int = 10
    safeguard: str = ""
    beside: str = ""
    caveat: str = ""
    breaks: tuple[Marker, ...] = ()
    go_lives: tuple[Marker, ...] = ()

    def stands_on(self, period: Period) -> date:
        """Return the day a point is drawn at: the middle of a month, or its last day."""
        if self.snapshot == "last_day":
            return period.end
        return period.start + timedelta(days=14)

    def mixed(self, period: Period) -> bool:
        """Whether a period holds days of two definitions, so that it belongs to neither."""
        if self.snapshot == "last_day":
            return False
        return any(period.start < mark.date <= period.end for mark in self.breaks)

    def segment(self, period: Period) -> int | None:
        """Return which definition a period is counted under, from 0; None where it is mixed."""
        if self.mixed(period):
            return None
        return sum(mark.date <= period.end for mark in self.breaks)

    def comparable(self, earlier: Period, later: Period) -> bool:
        """Whether two periods are counted under one definition."""
        one = self.segment(earlier)
        return one is not None and one == self.segment(later)

    def joined(self, earlier: Period, later: Period) -> bool:
        """Whether a line may run from one period to the next: no break and no go-live between."""
        if not self.comparable(earlier, later):
            return False
        first, last = self.stands_on(earlier), self.stands_on(later)
        return not any(first < mark.date <= last for mark in self.go_lives)


@dataclass(frozen=True)
class Definitions:
    """All indicators of a project, with the version of their definition."""

    version: str
    indicators: tuple[Indicator, ...]
    synthetic: bool = False

    def indicator(self, id: str) -> Indicator:
        """Return the indicator of that id.

        Raises
        ------
        IndicatorError
            None has it; the nearest is named.
        """
        for indicator in self.indicators:
            if indicator.id == id:
                return indicator
        raise IndicatorError(
            "no-such-indicator",
            f'No indicator "{id}" is defined.',
            where="surveys/kpis/definitions.yaml",
            do=nearest(id, [indicator.id for indicator in self.indicators]),
        )
