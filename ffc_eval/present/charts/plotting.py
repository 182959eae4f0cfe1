"""One plot of a control chart: scale, band, markers, line and points, inside a box."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ffc_eval.analyse.kpis.indicator import Marker
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Anchor, Canvas
from ffc_eval.present.tables.series import Band, Month, Series, limits_at

_STEPS = tuple(size * 10.0**power for power in range(-2, 6) for size in (1, 2, 2.5, 5))


class Plot(NamedTuple):
    """The box of a plot on the canvas, axis labels outside of it."""

    left: float
    top: float
    width: float
    height: float


class Axes(NamedTuple):
    """Where days and values stand."""

    box: Plot
    days: tuple[date, date]
    values: tuple[float, float]

    def x(self, day: date) -> float:
        """Return the place of a day."""
        return self.box.left + self.day_width * (day - self.days[0]).days

    def y(self, value: float) -> float:
        """Return the height of a value."""
        low, high = self.values
        return self.box.top + self.box.height * (high - value) / (high - low)

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return self.box.width / ((self.days[1] - self.days[0]).days + 1)

    @property
    def foot(self) -> float:
        """Where the plot ends."""
        return self.box.top + self.box.height


def plot(canvas: Canvas, box: Plot, series: Series, *, small: bool) -> float:
    """Draw a series in a box (its labels above push it down); return where it ends."""
    days = (series.months[0].period.start, series.months[-1].period.end)
    ticks = ticks_of(series, 3 if small else 5)
    axes = Axes(box._replace(top=box.top + 22), days, (ticks[0], ticks[-1]))
    for tick in ticks:
        canvas.line(
            (box.left, axes.y(tick)), (box.left + box.width, axes.y(tick)), palette.HAIRLINE
        )
        place = (box.left - 6, axes.y(tick) + 5)
        canvas.text(place, series.text(tick), palette.SMALL, palette.INK_2, anchor="right")
    for band in series.bands:
        _draw_band(canvas, axes, series, band)
        if not (small or canvas.narrow):
            _name_band(canvas, axes, series, band)
    _draw_markers(canvas, axes, series, small=small)
    _draw_line(canvas, axes, series)
    for month in series.months:
        _draw_point(canvas, axes, series, month, small=small)
    canvas.line((box.left, axes.foot), (box.left + box.width, axes.foot), palette.INK, 1.2)
    return _month_labels(canvas, axes, series.months, small=small or canvas.narrow)


def ticks_of(series: Series, most: int) -> list[float]:
    """Return round values around all that is drawn, at most so many."""
    drawn = [month.value for month in series.months]
    for band in series.bands:
        drawn += [band.centre, *band.low.values(), *band.high.values()]
    low, high = min(drawn), max(drawn)
    for step in _STEPS:
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last <= first:
            last = first + 1
        if last - first < most:
            return [round(place * step, 6) for place in range(first, last + 1)]
    return [low, high]


def _draw_band(canvas: Canvas, axes: Axes, series: Series, band: Band) -> None:
    months = [month.period for month in series.months if band.holds(month.period)]
    ends: list[tuple[float, float, float, float]] = []
    for period in months:
        low, high = limits_at(band, period)
        if math.isnan(low):
            continue
        left, right = axes.x(_begins(series, period)), axes.x(period.end) + axes.day_width
        canvas.bar((left, axes.y(high), right - left, axes.y(low) - axes.y(high)), palette.TINT)
        ends.append((left, right, axes.y(low), axes.y(high)))
    for left, right, *limits in ends:
        for limit in limits:
            dashed(canvas, (left, limit), (right, limit), palette.LINE, (4, 3))
    start = axes.x(_begins(series, months[0]))
    end = axes.x(months[-1].end) + axes.day_width
    canvas.line((start, axes.y(band.centre)), (end, axes.y(band.centre)), palette.INK_2, 1.4)


def _begins(series: Series, period: Period) -> date:
    """Return the first day of a month under its definition."""
    changed = [mark.date for mark in series.indicator.breaks if mark.date <= period.end]
    return max([period.start, *changed])


def _name_band(canvas: Canvas, axes: Axes, series: Series, band: Band) -> None:
    left = axes.x(band.first.start) + 6
    if not band.low:
        words = f"median {series.text(band.centre)}: too few months for limits"
        canvas.text((left, axes.foot - 8), words, palette.SMALL, palette.INK_2)
        return
    lowest = axes.y(limits_at(band, band.first)[0])
    words = f"average {series.text(band.centre)}, range expected by chance"
    if lowest - axes.y(band.centre) > 36:
        canvas.text((left, lowest - 8), words, palette.SMALL, palette.INK_2)


def _draw_line(canvas: Canvas, axes: Axes, series: Series) -> None:
    for earlier, later in itertools.pairwise(series.months):
        if series.joined(earlier, later):
            ends = [(axes.x(month.day), axes.y(month.value)) for month in (earlier, later)]
            canvas.line(ends[0], ends[1], palette.BLUE, 1.6)


def _draw_point(canvas: Canvas, axes: Axes, series: Series, month: Month, *, small: bool) -> None:
    x, y = axes.x(month.day), axes.y(month.value)
    size = 2.2 if small else 3.8
    if month.signals:
        canvas.bar((x - size - 0.6, y - size - 0.6, 2 * size + 1.2, 2 * size + 1.2), palette.BLUE)
        return
    alone = series.band(month.period) is None
    canvas.dot((x, y), size, palette.WHITE, palette.RUST if alone else palette.BLUE)


def markers(series: Series) -> list[tuple[Marker, bool]]:
    """Return the days marked, each with whether it is a break, in order and inside the plot."""
    first, last = series.months[0].period.start, series.months[-1].period.end
    marked = [(mark, True) for mark in series.indicator.breaks]
    marked += [(mark, False) for mark in series.indicator.go_lives]
    inside = [one for one in marked if first < one[0].date <= last]
    return sorted(inside, key=lambda one: one[0].date)


def _draw_markers(canvas: Canvas, axes: Axes, series: Series, *, small: bool) -> None:
    for place, (mark, is_break) in enumerate(markers(series)):
        x, top = axes.x(mark.date), axes.box.top - 12
        if is_break:
            for shift in (-1.8, 1.8):
                canvas.line((x + shift, top), (x + shift, axes.foot), palette.RUST, 1.4)
        else:
            dashed(canvas, (x, top), (x, axes.foot), palette.INK, (2, 3))
        words = "new definition" if is_break else "go-live"
        if not (small or canvas.narrow):
            words = f"{words.capitalize()}, {mark.date.day} {mark.date:%B %Y}"
        anchor: Anchor = "left" if place else "right"
        at = (x + (7 if place else -7), axes.box.top - 4)
        colour = palette.RUST if is_break else palette.INK_2
        canvas.text(at, words, palette.SMALL, colour, anchor=anchor)


def _month_labels(canvas: Canvas, axes: Axes, months: Sequence[Month], *, small: bool) -> float:
    """Write the first and the last month, or the first of every quarter; return where they end."""
    if small:
        for month, anchor in ((months[0], "left"), (months[-1], "right")):
            side: Anchor = "left" if anchor == "left" else "right"
            x = axes.box.left + (0 if side == "left" else axes.box.width)
            words = f"{month.period.start:%b %Y}"
            canvas.text((x, axes.foot + 17), words, palette.SMALL, palette.INK_2, anchor=side)
        return axes.foot + 20
    for place, month in enumerate(months):
        start = month.period.start
        if start.month % 3 != 1:
            continue
        x = axes.x(month.period.start.replace(day=15))
        quiet = (palette.LABEL, palette.INK_2)
        canvas.text((x, axes.foot + 18), f"{start:%b}", *quiet, anchor="center")
        if start.month == 1 or place == 0:
            year = (x, axes.foot + 35)
            canvas.text(year, str(start.year), palette.LABEL, weight=600, anchor="center")
    return axes.foot + 39


def dashed(
    canvas: Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    pattern: tuple[float, float],
) -> None:
    """Draw an upright or level line of dashes and gaps."""
    (x, y), (far, foot) = start, end
    length, (dash, gap) = math.hypot(far - x, foot - y), pattern
    along, down = ((far - x) / length, (foot - y) / length) if length else (0.0, 0.0)
    gone = 0.0
    while gone < length:
        stop = min(gone + dash, length)
        first = (x + along * gone, y + down * gone)
        canvas.line(first, (x + along * stop, y + down * stop), colour)
        gone = stop + gap
