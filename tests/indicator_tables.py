"""Small indicators, series and extracts for tests, written as Markdown tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ffc_eval.analyse.kpis.extracts import Extract, read_extract
from ffc_eval.analyse.kpis.indicator import Indicator, Marker
from ffc_eval.analyse.kpis.periods import Period, months
from ffc_eval.analyse.kpis.shares import share_row
from ffc_eval.analyse.kpis.stocks import count_row
from ffc_eval.analyse.kpis.tables import TABLES
from ffc_eval.model.estimates import Estimates

KEY = bytes(32)
DEFINITIONS = Path(__file__).parents[1] / "surveys" / "kpis" / "definitions.yaml"
BREAK = Marker(date(2024, 10, 7), "single assessment")
GO_LIVE = Marker(date(2024, 6, 17), "locality teams")

_PLAIN = Indicator(
    id="K01",
    name="Early Help assessments completed in time",
    purpose="",
    strand="FH",
    polarity="up",
    population="service_users",
    numerator="completed in time",
    denominator="Early Help assessments completed in the month",
    source=("early_help_assessments",),
    snapshot="month",
    unit="share",
    chart="p",
    standard=30,
)


def indicator(**changes: Any) -> Indicator:
    return replace(_PLAIN, **changes)


def count_indicator(**changes: Any) -> Indicator:
    stock = {"id": "K08", "name": "Children in care", "snapshot": "last_day", "unit": "people"}
    return replace(_PLAIN, **{**stock, "chart": "xmr", "statistic": "count", **changes})


def spans(first: str, last: str) -> tuple[Period, ...]:
    return months(first, last)


def shares(of: Indicator, first: str, pairs: list[tuple[int, int]]) -> Estimates:
    return _series(of, first, [share_row(of, "", k, n) for k, n in pairs])


def counts(of: Indicator, first: str, numbers: list[int]) -> Estimates:
    return _series(of, first, [count_row(of, "", number) for number in numbers])


def _series(of: Indicator, first: str, rows: list[dict[str, Any]]) -> Estimates:
    periods = months(first, "2030-12")
    named = [{**row, "period": p.label} for row, p in zip(rows, periods, strict=False)]
    return Estimates.from_rows(named)


def table_text(markdown: str) -> str:
    """Return CSV text of a Markdown table; a cell of one dash is empty."""
    lines = [line.strip().strip("|").split("|") for line in markdown.strip().splitlines()]
    cells = [[cell.strip() for cell in line] for line in lines]
    return "".join(",".join("" if c == "-" else c for c in row) + "\n" for row in cells)


def extract(folder: Path, table: str, rows: str) -> Extract:
    """Read rows that stand under the headings of the table, in its order."""
    path = folder / f"{table}.csv"
    head = ",".join(TABLES[table].names) + "\n"
    path.write_text(head + table_text(rows), encoding="utf-8")
    return read_extract(path, table, key=KEY)
