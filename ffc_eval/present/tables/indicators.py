"""Tables of indicators: this quarter beside last year's, months behind a chart, two stocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.analyse.kpis.indicator import Definitions, Indicator
from ffc_eval.analyse.kpis.periods import Period, month_named, months, quarter
from ffc_eval.model.blocks import Column, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.quarter import Quarter
from ffc_eval.model.released import Released
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.cells import Cell, columns, number, people, table_of
from ffc_eval.present.tables.lines import Line, first, lines, where
from ffc_eval.present.tables.numbers import decimal, out_of, percent, rounded, signed, span, whole
from ffc_eval.present.tables.series import Series, limits_at, refuse_alone, series_of

_CARE_PLANS = ("K08", "K12", "K08 + K12")


def indicator_table(
    released: Released[Estimates],
    indicators: Sequence[Indicator],
    name: Quarter,
    *,
    caption: Caption | None = None,
) -> Table:
    """Return one row an indicator: counts, value, same time last year, signal, safeguard.

    Parameters
    ----------
    released
        Months, quarters and chart rows.
    indicators
        In the order shown; those without rows, and those that are flows, are left out.
    name
        The quarter; what is counted on a day is that of its last month.

    Raises
    ------
    IndicatorError
        Children in care would stand without protection plans, or the other way round.
    """
    found = {one.id: lines(released, (one.id,)) for one in indicators}
    shown = [one for one in indicators if found[one.id] and one.chart != "none"]
    refuse_alone(shown)
    rows = [_quarter_row(released, one, found[one.id], name) for one in shown]
    heads = columns("Indicator", "Count", "Value", "Same time last year")
    words = caption or Caption()
    table = table_of(
        words.title or "Indicators this quarter, each beside its safeguard",
        (*heads, Column("Signal"), Column("Safeguard")),
        rows,
        words.subtitle or f"{name.months}; 95% likely range in brackets",
    )
    notes = dict.fromkeys(f"{one.name}: {one.caveat}" for one in shown if one.caveat)
    return replace(
        table,
        base_line=words.base_line,
        notes=(*table.notes, *notes, *released.notes),
        synthetic=released.synthetic,
    )


def series_table(series: Series, caption: Caption, *, synthetic: bool) -> Table:
    """Return the months behind a control chart: counts, value, average, range, signal."""
    share = series.indicator.unit == "share"
    heads = columns("Month", *(("Count",) if share else ()), "Value", "Average", "Expected range")
    rows = []
    for month in series.months:
        band = series.band(month.period)
        low, high = limits_at(band, month.period) if band else (float("nan"),) * 2
        rows.append(
            (
                Cell(month_name(month.period)),
                *((people(month.line, flagged=False),) if share else ()),
                number(month.value, series.text(month.value)),
                number(band.centre, series.text(band.centre)) if band else Cell(""),
                Cell(f"{series.text(low)} to {series.text(high)}" if low == low else ""),
                Cell(", ".join(f"{rule}, {side}" for rule, side in month.signals)),
            )
        )
    title = caption.title or series.indicator.name
    table = table_of(title, (*heads, Column("Signal")), rows, caption.subtitle)
    return replace(table, base_line=caption.base_line, synthetic=synthetic)


def stocks_table(all_series: Sequence[Series], caption: Caption, *, synthetic: bool) -> Table:
    """Return the months of several indicators side by side, with the signal of each."""
    heads = columns("Month", *(series.indicator.name for series in all_series))
    by_month = [{month.period: month for month in series.months} for series in all_series]
    rows = [
        (
            Cell(month_name(period)),
            *(
                number(months_of[period].value, series.text(months_of[period].value))
                if period in months_of
                else Cell(":")
                for series, months_of in zip(all_series, by_month, strict=True)
            ),
        )
        for period in sorted({period for months_of in by_month for period in months_of})
    ]
    verdicts = (Cell("Signal"), *(Cell(series.verdict()) for series in all_series))
    title = caption.title or "Indicators by month"
    table = table_of(title, heads, [*rows, verdicts], caption.subtitle)
    return replace(table, totals=1, base_line=caption.base_line, synthetic=synthetic)


def care_table(
    released: Released[Estimates],
    definitions: Definitions,
    earlier: Period,
    later: Period,
    *,
    caption: Caption | None = None,
) -> Table:
    """Return children in care and on plans at two dates, each change both ways, and together.

    Parameters
    ----------
    released
        What ``care_and_plans`` gave, released.
    definitions
        For the caveats.
    earlier, later
        The two dates.
    """
    refuse_alone([definitions.indicator(one) for one in _CARE_PLANS[:2]])
    found = lines(released)
    rows = [_stock_row(where(found, indicator=one), (earlier, later)) for one in _CARE_PLANS]
    heads = columns("", day_name(earlier), day_name(later), "Change", "Change, %")
    words = caption or Caption()
    title = words.title or "Children in care and on protection plans, side by side"
    table = table_of(title, heads, rows, words.subtitle)
    notes = tuple(dict.fromkeys(line.note for line in found if line.note))
    return replace(
        table, totals=1, base_line=words.base_line, notes=notes, synthetic=released.synthetic
    )


def flow_table(
    released: Released[Estimates], periods: Sequence[Period], *, caption: Caption | None = None
) -> Table:
    """Return opening, entries, exits and closing a period, and the difference between them."""
    found = lines(released, ("K11",))
    options = ("opening", "entries", "exits", "closing", "difference")
    rows = []
    for period in periods:
        own = where(found, period=period.label)
        cells = [first(own, option=option) for option in options]
        rows.append((Cell(period_name(period)), *(_amount(line, signed_=False) for line in cells)))
    words = caption or Caption()
    title = words.title or "Children in care: opening, entries, exits and closing"
    heads = columns("", "At the start", "Came", "Left", "At the end", "Not explained")
    note = "Not explained: closing less what opening, entries and exits lead to."
    table = table_of(title, heads, rows, words.subtitle)
    return replace(table, base_line=words.base_line, notes=(note,), synthetic=released.synthetic)


def month_name(period: Period) -> str:
    """Return "June 2024"."""
    return f"{period.start:%B %Y}"


def day_name(period: Period) -> str:
    """Return the last day, "30 June 2024"."""
    return f"{period.end.day} {period.end:%B %Y}"


def period_name(period: Period) -> str:
    """Return the words of a month, a quarter or a financial year."""
    if "-Q" in period.label:
        return Quarter.parse(period.label).months
    return period.label if period.start.month != period.end.month else month_name(period)


def _quarter_row(
    released: Released[Estimates], one: Indicator, found: Sequence[Line], name: Quarter
) -> tuple[Cell, ...]:
    now, before = (
        _line_of(one, found, Quarter(year, name.number)) for year in (name.year, name.year - 1)
    )
    series = series_of(released, one)
    inside = {period.label for period in months(f"{name.start:%Y-%m}", f"{name.end:%Y-%m}")}
    return (
        Cell(f"{one.name} {one.id}"),
        _count(one, now),
        _value(one, now, found),
        _last_year(one, now, before),
        Cell(series.verdict(inside)),
        Cell(one.safeguard),
    )


def _line_of(one: Indicator, found: Sequence[Line], name: Quarter) -> Line | None:
    option = "0.9" if one.statistic == "quantile" else ""
    label = f"{name.end:%Y-%m}" if one.snapshot == "last_day" else str(name)
    own = where(found, statistic=one.statistic, option=option, by="", contrast="")
    return first(own, period=label)


def _count(one: Indicator, line: Line | None) -> Cell:
    if line is None:
        return Cell(":")
    if one.unit == "share":
        return people(line)
    return number(line.n, f"{whole(line.n)} workers") if one.population == "staff" else Cell("")


def _value(one: Indicator, line: Line | None, found: Sequence[Line]) -> Cell:
    if line is None:
        return Cell(":")
    if not line.drawn:
        return Cell(line.symbol or "z")
    if one.unit == "share":
        range_ = f" ({span(line.conf_low, line.conf_high)})" if line.has_interval else ""
        return number(line.estimate, percent(line.estimate) + range_)
    if one.statistic != "count":
        return number(line.estimate, decimal(line.estimate))
    rate = first(where(found, period=line.period), statistic="rate")
    per = f", {decimal(rate.estimate)} per 10,000" if rate is not None and rate.drawn else ""
    return number(line.estimate, whole(line.estimate) + per)


def _last_year(one: Indicator, now: Line | None, before: Line | None) -> Cell:
    if now is None or before is None or not before.drawn:
        return Cell("Not available")
    periods = [_period(line) for line in (before, now)]
    if not one.comparable(*periods):
        return Cell("Other definition")
    if one.unit == "share":
        return Cell(f"{out_of(before.people, before.n)}, {percent(before.estimate)}")
    return number(before.estimate, decimal(before.estimate))


def _period(line: Line) -> Period:
    return quarter(Quarter.parse(line.period)) if "-Q" in line.period else month_named(line.period)


def _stock_row(found: Sequence[Line], dates: tuple[Period, Period]) -> tuple[Cell, ...]:
    counts = [first(found, statistic="count", period=period.label) for period in dates]
    relative = first(found, statistic="relative_difference")
    change = Cell(":")
    if relative is not None and relative.drawn:
        tenths = rounded(relative.estimate * 1000) / 10
        text = f"{'+' if tenths > 0 else ''}{decimal(tenths)}%"
        change = number(relative.estimate, text)
    return (
        Cell(found[0].question if found else ""),
        *(_amount(line, signed_=False) for line in counts),
        _amount(first(found, statistic="difference"), signed_=True),
        change,
    )


def _amount(line: Line | None, *, signed_: bool) -> Cell:
    if line is None:
        return Cell(":")
    if not line.drawn:
        return Cell(line.symbol or ":")
    text = signed(rounded(line.estimate)) if signed_ else whole(line.estimate)
    return number(line.estimate, text)
