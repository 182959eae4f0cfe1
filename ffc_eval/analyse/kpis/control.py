"""Control charts: a monthly series cut at its breaks, with limits, a centre, or neither."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.limits import BASELINE, Limits, p_limits, xmr_limits
from ffc_eval.analyse.kpis.periods import Period, is_month, month_named, months
from ffc_eval.analyse.kpis.signals import signals
from ffc_eval.model.estimates import Estimates

RUN_CHART = 6
"""Months of a segment from which a run chart is drawn; below, the numbers stand in a table."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Point:
    """One month of a series; every number is NaN where the month has none."""

    period: Period
    value: float
    count: float
    n: float


@dataclass(frozen=True)
class Segment:
    """Months under one definition, in order and without a gap."""

    points: tuple[Point, ...]

    @property
    def label(self) -> str:
        """First and last month, "2023-04 to 2024-09"."""
        return f"{self.points[0].period.label} to {self.points[-1].period.label}"

    @property
    def known(self) -> tuple[Point, ...]:
        """The months that have a value."""
        return tuple(point for point in self.points if not math.isnan(point.value))


def charted(estimates: Estimates, indicator: Indicator) -> Estimates:
    """Return the monthly rows of an indicator that its chart shows."""
    rows = estimates.where(
        indicator=indicator.id,
        statistic=indicator.statistic,
        option="0.9" if indicator.statistic == "quantile" else "",
        by="",
        contrast="",
    )
    monthly = rows.frame["period"].map(is_month).astype(bool)
    return Estimates(rows.frame[monthly].reset_index(drop=True), rows.provenance)


def segments(series: Estimates, indicator: Indicator) -> tuple[Segment, ...]:
    """Cut a monthly series at the breaks of its definition.

    A month without a row, or with a base under the minimum, has no value. A month in which the
    definition changed belongs to no segment.
    """
    points = _points(series, indicator)
    numbers = [indicator.segment(point.period) for point in points]
    return tuple(
        Segment(tuple(p for p, own in zip(points, numbers, strict=True) if own == number))
        for number in dict.fromkeys(numbers)
        if number is not None
    )


def control_chart(estimates: Estimates, indicator: Indicator) -> Estimates:
    """Return centre, limits and signals of the monthly series of an indicator.

    Parameters
    ----------
    estimates
        Holds the monthly rows of the indicator.
    indicator
        Names the chart (p or xmr), the minimum base and the breaks.

    Returns
    -------
    Estimates
        A segment of 12 months or more: a row centre, limit_low and limit_high (of a p-chart one a
        month, because n differs), and a row signal for each month and rule, the rule in
        ``option``, up or down in ``note``. Of 6 to 11 months: a row centre, their median. Of
        fewer: nothing. ``period`` of a segment is "2023-04 to 2024-09".

    Notes
    -----
    Limits come from the first 12 months of a segment and stay: a later month cannot move the
    limits it is judged by.
    """
    rows: list[Row] = []
    if indicator.chart != "none":
        for segment in segments(charted(estimates, indicator), indicator):
            rows += _segment_rows(segment, indicator)
    return Estimates.from_rows(rows, estimates.provenance)


def _points(series: Estimates, indicator: Indicator) -> list[Point]:
    frame = series.frame
    if frame.empty:
        return []
    given = {
        row["period"]: Point(month_named(row["period"]), row["estimate"], row["count"], row["n"])
        for row in frame.to_dict("records")
        if row["n"] >= indicator.minimum_base
    }
    nothing = math.nan
    return [
        given.get(period.label, Point(period, nothing, nothing, nothing))
        for period in months(min(frame["period"]), max(frame["period"]))
    ]


def _segment_rows(segment: Segment, indicator: Indicator) -> Iterator[Row]:
    if len(segment.known) < RUN_CHART:
        return
    if len(segment.known) < BASELINE:
        yield _run_chart_row(segment, indicator)
        return
    limits = _limits(segment, indicator)
    yield from _limit_rows(segment, limits, indicator)
    yield from _signal_rows(segment, limits, indicator)


def _limits(segment: Segment, indicator: Indicator) -> Limits:
    baseline = _baseline(segment.points)
    if indicator.chart == "p":
        return p_limits(
            [point.count for point in segment.points],
            [point.n for point in segment.points],
            baseline=baseline,
        )
    return xmr_limits([point.value for point in segment.points], baseline=baseline)


def _baseline(points: Sequence[Point]) -> int:
    """Return how many months hold the first 12 values."""
    known = [place for place, point in enumerate(points) if not math.isnan(point.value)]
    return known[BASELINE - 1] + 1


def _run_chart_row(segment: Segment, indicator: Indicator) -> Row:
    return {
        **_common(indicator),
        "period": segment.label,
        "statistic": "centre",
        "estimate": median(point.value for point in segment.known),
        "n": min(point.n for point in segment.known),
        "method": f"run chart: median of {len(segment.known)} months, too few for limits",
    }


def _limit_rows(segment: Segment, limits: Limits, indicator: Indicator) -> Iterator[Row]:
    first = segment.known[:BASELINE]
    name = "p-chart" if indicator.chart == "p" else "XmR chart"
    common = {
        **_common(indicator),
        "method": f"{name}, from the {limits.baseline} months {first[0].period.label} to "
        f"{first[-1].period.label}",
    }
    whole = {**common, "period": segment.label, "n": min(point.n for point in first)}
    yield {**whole, "statistic": "centre", "estimate": limits.centre}
    for place, point in enumerate(segment.points):
        if indicator.chart == "xmr" and place > 0:
            return
        if math.isnan(limits.low[place]):
            continue
        own = {**common, "period": point.period.label, "n": point.n}
        row = own if indicator.chart == "p" else whole
        low, high = _possible(limits.low[place], limits.high[place], indicator)
        yield {**row, "statistic": "limit_low", "estimate": low}
        yield {**row, "statistic": "limit_high", "estimate": high}


def _signal_rows(segment: Segment, limits: Limits, indicator: Indicator) -> Iterator[Row]:
    for signal in signals([point.value for point in segment.points], limits):
        point = segment.points[signal.place]
        yield {
            **_common(indicator),
            "period": point.period.label,
            "statistic": "signal",
            "option": signal.rule,
            "estimate": point.value,
            "count": point.count,
            "n": point.n,
            "method": "control chart signal",
            "note": signal.side,
        }


def _possible(low: float, high: float, indicator: Indicator) -> tuple[float, float]:
    """Return the limits cut at 0, and at 1 for a share."""
    return max(low, 0.0), min(high, 1.0) if indicator.unit == "share" else high


def _common(indicator: Indicator) -> Row:
    return {
        "indicator": indicator.id,
        "question": indicator.name,
        "unit": indicator.unit,
        "base": "events",
    }
