"""Series: the released months of an indicator with its limits, as charts and tables read them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period, is_month, month_named
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import Released
from ffc_eval.present.tables.lines import Line, lines, where
from ffc_eval.present.tables.numbers import decimal, percent, whole
from ffc_eval.present.tables.words import number_word

NO_LIMITS = "Too few points"


class Month(NamedTuple):
    """One month of a series; ``signals`` are rule and side pairs."""

    period: Period
    day: date
    line: Line
    signals: tuple[tuple[str, str], ...]

    @property
    def value(self) -> float:
        """What the chart shows."""
        return self.line.estimate


class Band(NamedTuple):
    """Centre and limits of one stretch of months; no limits where they are too few."""

    first: Period
    last: Period
    centre: float
    low: Mapping[str, float]
    high: Mapping[str, float]

    def holds(self, period: Period) -> bool:
        """Whether a month belongs to it."""
        return self.first <= period <= self.last


@dataclass(frozen=True)
class Series:
    """What a control chart shows.

    Parameters
    ----------
    indicator
        Its definition: unit, breaks, go-lives.
    months
        In order; only those with a value that may be shown.
    bands
        In order; months outside of all stand alone.
    """

    indicator: Indicator
    months: tuple[Month, ...]
    bands: tuple[Band, ...]

    def text(self, value: float) -> str:
        """Return a value as people read it."""
        if self.indicator.unit == "share":
            return percent(value)
        return whole(value) if self.indicator.statistic == "count" else decimal(value)

    def band(self, period: Period) -> Band | None:
        """Return the centre and limits that a month is seen against."""
        return next((band for band in self.bands if band.holds(period)), None)

    def joined(self, earlier: Month, later: Month) -> bool:
        """Whether the line runs from one month to the next."""
        band = self.band(earlier.period)
        beside = earlier.period.end == later.period.eve
        return (
            beside
            and band is not None
            and band.holds(later.period)
            and self.indicator.joined(earlier.period, later.period)
        )

    def verdict(self, labels: Collection[str] = ()) -> str:
        """Return "Signal, up", "No signal" or "Too few points" of the last definition.

        Parameters
        ----------
        labels
            Only signals in these months; () for all.
        """
        last = self.band(self.months[-1].period) if self.months else None
        if last is None or not last.low:
            return NO_LIMITS
        sides = [
            side
            for month in self._inside(last)
            for _, side in month.signals
            if not labels or month.period.label in labels
        ]
        if not sides:
            return "No signal"
        return "Signal, " + " and ".join(side for side in ("up", "down") if side in sides)

    def findings(self, band: Band) -> str:
        """Return "two months above the expected range, ..." of a band; "" without a signal."""
        counts: dict[tuple[str, str], int] = {}
        for month in self._inside(band):
            for signal in month.signals:
                counts[signal] = counts.get(signal, 0) + 1
        parts = [
            f"{number_word(number)} {'month' if number == 1 else 'months'} {words[side]}"
            for rule, words in _WORDS.items()
            for side in ("up", "down")
            if (number := counts.get((rule, side), 0))
        ]
        return ", ".join(parts[:2])

    def _inside(self, band: Band) -> list[Month]:
        return [month for month in self.months if band.holds(month.period)]


_WORDS = {
    "outside limits": {"up": "above the expected range", "down": "below the expected range"},
    "run on one side": {"up": "in a run above average", "down": "in a run below average"},
    "steady trend": {"up": "in a steady rise", "down": "in a steady fall"},
    "near a limit": {"up": "near the upper limit", "down": "near the lower limit"},
}


def series_of(released: Released[Estimates], indicator: Indicator) -> Series:
    """Return the months, centres and limits of an indicator that may be shown."""
    found = [line for line in lines(released, (indicator.id,)) if line.drawn and not line.by]
    option = "0.9" if indicator.statistic == "quantile" else ""
    own = where(found, statistic=indicator.statistic, option=option, contrast="")
    monthly = [(month_named(line.period), line) for line in own if is_month(line.period)]
    signals: dict[str, list[tuple[str, str]]] = {}
    for line in where(found, statistic="signal"):
        signals.setdefault(line.period, []).append((line.option, line.note))
    months = [
        Month(period, indicator.stands_on(period), line, tuple(signals.get(line.period, ())))
        for period, line in monthly
    ]
    centres = where(found, statistic="centre")
    return Series(indicator, tuple(sorted(months)), tuple(_band(c, found) for c in centres))


def _band(centre: Line, found: Sequence[Line]) -> Band:
    first, last = (month_named(label) for label in centre.period.split(" to "))
    inside = Band(first, last, centre.estimate, {}, {})
    lows, highs = (_limit(found, name, inside, centre) for name in ("limit_low", "limit_high"))
    return inside._replace(low=lows, high=highs)


def _limit(found: Sequence[Line], name: str, band: Band, centre: Line) -> dict[str, float]:
    """Return the limit of each month: one a month, or one for all under ""."""
    rows = where(found, statistic=name)
    whole_band = [line for line in rows if line.period == centre.period]
    if whole_band:
        return {"": whole_band[0].estimate}
    own = [line for line in rows if " to " not in line.period]
    return {line.period: line.estimate for line in own if band.holds(month_named(line.period))}


def limits_at(band: Band, period: Period) -> tuple[float, float]:
    """Return the limits of a month, not a number where it has none."""
    low, high = (side.get(period.label, side.get("", math.nan)) for side in (band.low, band.high))
    return low, high


def refuse_alone(indicators: Sequence[Indicator]) -> None:
    """Refuse to show an indicator without the one that must stand beside it.

    Raises
    ------
    IndicatorError
        Children in care would stand without protection plans, or the other way round.
    """
    ids = {indicator.id for indicator in indicators}
    alone = [one for one in indicators if one.beside and one.beside not in ids]
    if alone:
        raise IndicatorError(
            "care-without-plans",
            "Children in care and children on protection plans are shown together or not at all.",
            found=", ".join(f"{one.id} without {one.beside}" for one in alone),
            do="Show both, in one table or one figure.",
        )
