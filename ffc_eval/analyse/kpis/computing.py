"""All indicators of a project from its extracts, month by month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ffc_eval.analyse.kpis import caseloads, timeliness
from ffc_eval.analyse.kpis.care import (
    Population,
    episodes,
    exits_by_reason,
    plans,
    reconcile,
    stock,
)
from ffc_eval.analyse.kpis.control import control_chart
from ffc_eval.analyse.kpis.extracts import Extract
from ffc_eval.analyse.kpis.indicator import Definitions, Indicator
from ffc_eval.analyse.kpis.periods import Period, financial_year, months, quarter
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.quarter import Quarter


@dataclass(frozen=True)
class Span:
    """What is counted: every month, quarter and whole financial year from a first month on.

    Parameters
    ----------
    first
        First month, "2023-04".
    last
        Quarter with which it ends.
    cut
        Day on which the data were frozen.
    """

    first: str
    last: Quarter
    cut: date

    @property
    def months(self) -> tuple[Period, ...]:
        """Every month."""
        return months(self.first, self.last.end.isoformat()[:7])

    @property
    def quarters(self) -> tuple[Period, ...]:
        """Every quarter of which all months are counted."""
        made: list[Period] = []
        name = self.last
        while name.start >= self.months[0].start:
            made.append(quarter(name))
            name = name.previous
        return tuple(reversed(made))

    @property
    def years(self) -> tuple[Period, ...]:
        """Every financial year of which all months are counted."""
        first = self.months[0].start
        starts = range(first.year + (first > date(first.year, 4, 1)), self.last.end.year + 1)
        return tuple(year for year in map(financial_year, starts) if year.end <= self.last.end)


Tables = Mapping[str, Extract]
Counting = Callable[[Indicator, Tables, Span], Estimates]


def compute(definitions: Definitions, tables: Tables, span: Span) -> Estimates:
    """Count every indicator whose tables are there, with its control chart.

    Parameters
    ----------
    definitions
        What is counted.
    tables
        Extracts by the name of their table.
    span
        Months, quarters and years.

    Returns
    -------
    Estimates
        Rows of each indicator, monthly and where apt by quarter and year, then the rows of its
        chart. An indicator without its tables has no rows: ``not_counted`` names it.
    """
    made = []
    for indicator in definitions.indicators:
        if indicator.id in COUNTINGS and not _lacking(indicator, tables):
            rows = COUNTINGS[indicator.id](indicator, tables, span)
            rows = replace(rows, provenance=_provenance(indicator, tables, definitions))
            made += [_with_marks(rows, indicator, span), control_chart(rows, indicator)]
    return Estimates.concat(made)


def not_counted(definitions: Definitions, tables: Tables) -> tuple[str, ...]:
    """Return a sentence for each defined indicator that has no rows."""
    sentences = []
    for indicator in definitions.indicators:
        lacking = _lacking(indicator, tables)
        if indicator.id not in COUNTINGS:
            sentences.append(f"{indicator.id} {indicator.name}: not counted by this version.")
        elif lacking:
            sentences.append(f"{indicator.id} {indicator.name}: no extract {', '.join(lacking)}.")
    return tuple(sentences)


def _early_help(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    dates = timeliness.early_help_dates(tables["early_help_assessments"])
    return timeliness.timeliness(indicator, dates, (*span.months, *span.quarters), cut=span.cut)


def _child_in_need(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    dates = timeliness.child_in_need_dates(
        tables["ssd_cin_assessments"], tables["ssd_cin_episodes"]
    )
    return timeliness.timeliness(indicator, dates, (*span.months, *span.quarters), cut=span.cut)


def _mean_caseload(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    return caseloads.mean_caseload(indicator, tables["caseload_snapshots"], span.months)


def _highest_caseload(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    return caseloads.highest_caseload(indicator, tables["caseload_snapshots"], span.months)


def _both_caseloads(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    return caseloads.both_caseloads(indicator, tables["caseload_snapshots"], span.months)


def _above_threshold(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    return caseloads.share_above_threshold(indicator, tables["caseload_snapshots"], span.months)


def _in_care(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    spells = episodes(tables["ssd_cla_episodes"])
    return stock(indicator, spells, Population.of(tables["population"]), span.months)


def _exits(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    spells = episodes(tables["ssd_cla_episodes"])
    return exits_by_reason(indicator, spells, (*span.quarters, *span.years))


def _flows(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    spells = episodes(tables["ssd_cla_episodes"])
    return reconcile(indicator, spells, (*span.months, *span.quarters, *span.years))


def _on_plans(indicator: Indicator, tables: Tables, span: Span) -> Estimates:
    spells = plans(tables["ssd_cp_plans"])
    return stock(indicator, spells, Population.of(tables["population"]), span.months)


COUNTINGS: Mapping[str, Counting] = {
    "K01": _early_help,
    "K02": _child_in_need,
    "K04": _mean_caseload,
    "K05": _highest_caseload,
    "K06": _both_caseloads,
    "K07": _above_threshold,
    "K08": _in_care,
    "K10": _exits,
    "K11": _flows,
    "K12": _on_plans,
}
"""How each indicator is counted."""


def _lacking(indicator: Indicator, tables: Tables) -> Sequence[str]:
    return [name for name in indicator.source if name not in tables]


def _provenance(indicator: Indicator, tables: Tables, definitions: Definitions) -> Provenance:
    made = Provenance(settings={"indicator definitions": definitions.version})
    for name in indicator.source:
        made = made.joined(tables[name].records.provenance)
    return made


def _with_marks(rows: Estimates, indicator: Indicator, span: Span) -> Estimates:
    """Say beside each number of two definitions that it is one."""
    mixed = {
        period.label
        for period in (*span.months, *span.quarters, *span.years)
        if indicator.mixed(period)
    }
    frame = rows.frame.copy()
    across = frame["period"].isin(mixed)
    words = "Counted across a change of definition: compare with no other period."
    frame.loc[across, "note"] = (frame.loc[across, "note"] + " " + words).str.strip()
    return replace(rows, frame=frame)
