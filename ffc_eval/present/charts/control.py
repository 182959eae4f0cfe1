"""Control charts: months against the range that chance makes, cut where the meaning changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import Released
from ffc_eval.present.charts import alt, palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.drawing import Draw
from ffc_eval.present.charts.figures import Plan, figure_of
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.charts.plotting import Plot, markers, plot, ticks_of
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.indicators import month_name, series_table, stocks_table
from ffc_eval.present.tables.series import Band, Series, refuse_alone, series_of

_COLUMNS = 3
_GAP = 24.0


def control_chart(
    released: Released[Estimates],
    indicator: Indicator,
    *,
    caption: Caption | None = None,
) -> Figure | Table:
    """Return the control chart of one indicator, with the table behind it.

    Parameters
    ----------
    released
        Its months and the rows of its chart.
    indicator
        Unit, breaks and go-lives.
    caption
        Words in place of those written by the program.

    Returns
    -------
    Figure or Table
        The table where no stretch of months is long enough for a line.

    Raises
    ------
    IndicatorError
        The indicator is never shown without another: use ``control_charts``.
    """
    refuse_alone([indicator])
    series = series_of(released, indicator)
    behind = series_table(series, caption or Caption(), synthetic=released.synthetic)
    if not series.bands:
        return behind
    return figure_of(_plan(partial(_draw_one, series=series), [series], behind))


def control_charts(
    released: Released[Estimates],
    indicators: Sequence[Indicator],
    *,
    caption: Caption | None = None,
) -> Figure | Table:
    """Return small control charts side by side, each on its own scale.

    Parameters
    ----------
    released
        Months and chart rows of all of them.
    indicators
        In the order shown.
    caption
        Words in place of those written by the program.

    Raises
    ------
    IndicatorError
        An indicator is never shown without another that is not among them.
    """
    refuse_alone(indicators)
    all_series = [series_of(released, indicator) for indicator in indicators]
    behind = stocks_table(all_series, caption or Caption(), synthetic=released.synthetic)
    drawn = [series for series in all_series if series.bands]
    if not drawn:
        return behind
    return figure_of(_plan(partial(_draw_many, drawn=drawn), drawn, behind))


def _plan(draw: Draw, drawn: Sequence[Series], behind: Table) -> Plan:
    return Plan(draw, _alt(drawn), behind, _legend(drawn), _notes(drawn))


def _draw_one(canvas: Canvas, series: Series) -> float:
    height = 170.0 if canvas.narrow else 218.0
    return plot(canvas, Plot(44, 0, canvas.width - 52, height), series, small=False)


def _draw_many(canvas: Canvas, drawn: Sequence[Series]) -> float:
    columns = 1 if canvas.narrow else min(_COLUMNS, len(drawn))
    width = (canvas.width - _GAP * (columns - 1)) / columns
    top = 0.0
    for start in range(0, len(drawn), columns):
        row = drawn[start : start + columns]
        heads = [
            _heading(canvas, series, (place, top), width) for place, series in _across(row, width)
        ]
        under = max(heads)
        feet = [
            _panel(canvas, series, (place, under), width) for place, series in _across(row, width)
        ]
        top = max(feet) + _GAP
    return top - _GAP + 4


def _across(row: Sequence[Series], width: float) -> list[tuple[float, Series]]:
    return [(place * (width + _GAP), series) for place, series in enumerate(row)]


def _heading(canvas: Canvas, series: Series, at: tuple[float, float], width: float) -> float:
    """Write name and latest value; return where they end."""
    left, y = at
    name = wrapped(series.indicator.name, width, palette.BODY, 600)
    canvas.paragraph((left, y + 14), name, weight=600)
    y += 18 * len(name)
    for line in wrapped(_latest(series), width, palette.LABEL):
        canvas.text((left, y + 14), line, palette.LABEL, palette.INK_2)
        y += 17
    return y + 6


def _panel(canvas: Canvas, series: Series, at: tuple[float, float], width: float) -> float:
    left, y = at
    foot = plot(canvas, Plot(left + 36, y, width - 42, 96), series, small=True)
    verdict = series.verdict()
    strong = verdict.startswith("Signal")
    colour = palette.BLUE if strong else palette.INK_2
    words = f"{verdict}: {series.findings(series.bands[-1])}" if strong else verdict
    for line in wrapped(words, width, palette.LABEL, 600 if strong else 400):
        canvas.text((left, foot + 16), line, palette.LABEL, colour, weight=600 if strong else 400)
        foot += 17
    return foot + 4


def _latest(series: Series) -> str:
    last = series.months[-1]
    text = f"{month_name(last.period)} {series.text(last.value)}"
    band = series.band(last.period)
    if band is not None and band.low:
        text += f", average {series.text(band.centre)}"
    return text


def _alt(drawn: Sequence[Series]) -> str:
    said = []
    for series in drawn:
        last = series.months[-1]
        said.append(
            f"{series.indicator.name}: {month_name(last.period)} {series.text(last.value)}."
        )
        said += [_reading(series, band) for band in series.bands]
    return alt.alt_text("Control chart", said, *marker_notes(drawn))


def _reading(series: Series, band: Band) -> str:
    """Say what one stretch of months shows."""
    stretch = f"{month_name(band.first)} to {month_name(band.last)}"
    if not band.low:
        return f"{stretch}: too few points for limits, median {series.text(band.centre)}."
    found = series.findings(band) or "no signal"
    return f"{stretch}: average {series.text(band.centre)}, {found}."


def marker_notes(drawn: Sequence[Series]) -> tuple[str, ...]:
    """Say what each marked day was, and that nothing is joined across it."""
    marked = sorted(
        {one for series in drawn for one in markers(series)}, key=lambda one: one[0].date
    )
    return tuple(
        f"{'Double line' if is_break else 'Dotted line'}, {mark.date.day} {mark.date:%B %Y}: "
        f"{mark.reason}. " + ("Nothing is joined across it." if is_break else "The limits go on.")
        for mark, is_break in marked
    )


def _legend(drawn: Sequence[Series]) -> tuple[tuple[str, str], ...]:
    months = [month for series in drawn for month in series.months]
    alone = any(series.band(month.period) is None for series in drawn for month in series.months)
    limits = any(band.low for series in drawn for band in series.bands)
    legend = [("month", "month")]
    legend += [("signal", "part of a signal")] if any(month.signals for month in months) else []
    legend += [("break", "new or mixed definition, not joined")] if alone else []
    legend += [("limits", "average and range expected by chance")] if limits else []
    return tuple(legend)


def _notes(drawn: Sequence[Series]) -> tuple[str, ...]:
    """Say where the scale starts, what was marked, what a signal is, and every caveat."""
    one = len(drawn) == 1
    starts = [ticks_of(series, 5 if one else 3)[0] for series in drawn]
    scale = "" if one else "Each has its own scale."
    if one and starts[0]:
        scale = f"The scale starts at {drawn[0].text(starts[0])}."
    elif all(starts):
        scale = "Each has its own scale, and none starts at zero."
    limits = any(band.low for series in drawn for band in series.bands)
    range_ = "Average and range come from the first 12 months of a definition." if limits else ""
    caveats = [series.indicator.caveat for series in drawn]
    parts = (scale, range_, *marker_notes(drawn), "A signal is a reason to look, not proof.")
    return tuple(part for part in (*parts, *dict.fromkeys(caveats)) if part)
