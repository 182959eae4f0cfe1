"""Indicators of a quarter: extracts read, counted, released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.quarter import Quarter
from ffc_eval.model.released import Released
from ffc_eval.project.reading import secret_key, source_path
from ffc_eval.project.results import cached
from ffc_eval.store import sha256_file

if TYPE_CHECKING:
    from ffc_eval.analyse.kpis import Definitions
    from ffc_eval.analyse.kpis.periods import Period
    from ffc_eval.project.cut import Cut

EXTRACTS = "kpis"
"""Sources of this name are tables of a case-management extract; their "wave" is the table."""

FIRST_MONTH = "2023-04"


def definitions(cut: Cut) -> Definitions:
    """Return the definitions of the project's indicators."""
    from ffc_eval.analyse.kpis import read_definitions

    return read_definitions(cut.project.folder.surveys / EXTRACTS / "definitions.yaml")


def counts(cut: Cut) -> Released[Estimates]:
    """Return every indicator by month with its control chart, released."""
    return _released(cut, _counted(cut))


def care_and_plans(cut: Cut) -> Released[Estimates]:
    """Return children in care and on plans now and a year ago, side by side, released."""
    from ffc_eval.analyse.kpis import care_and_plans as compare

    earlier, later = year_apart(cut.quarter)
    whole = _counted(cut).where(by="", statistic="count")
    return _released(cut, compare(definitions(cut), whole, earlier, later))


def year_apart(quarter: Quarter) -> tuple[Period, Period]:
    """Return the quarter's last month and the same month a year before, the earlier first."""
    from ffc_eval.analyse.kpis.periods import month

    end = quarter.end
    return month(end.year - 1, end.month), month(end.year, end.month)


def last_year(quarter: Quarter) -> tuple[Period, ...]:
    """Return the four quarters that end with this one."""
    from ffc_eval.analyse.kpis import periods

    names = [quarter]
    while len(names) < 4:
        names.insert(0, names[0].previous)
    return tuple(periods.quarter(name) for name in names)


def _counted(cut: Cut) -> Estimates:
    found = cached(cut, "indicators", "", _inputs(cut), lambda: _count(cut))
    assert isinstance(found, Estimates)
    return found


def _count(cut: Cut) -> Estimates:
    from ffc_eval.analyse.kpis import Span, compute, read_extract

    tables = {}
    for source in cut.project.sources(EXTRACTS):
        cut.tell("read", f"extract {source.wave}")
        secret, _ = secret_key(cut.project, synthetic=bool(source.file))
        path = source_path(cut.project, source)
        tables[source.wave] = read_extract(path, source.wave, key=secret)
    cut.tell("analyse", "indicators")
    dates = cut.project.settings.dates(cut.quarter)
    span = Span(first=FIRST_MONTH, last=cut.quarter, cut=dates.cut)
    return compute(definitions(cut), tables, span)


def _inputs(cut: Cut) -> dict[str, str]:
    found = {
        source.wave: source.sha256 or sha256_file(source_path(cut.project, source))
        for source in cut.project.sources(EXTRACTS)
    }
    return {**found, "definitions": repr(definitions(cut))}


def _released(cut: Cut, estimates: Estimates) -> Released[Estimates]:
    from ffc_eval.release import Policy, Thresholds, protect

    limits = Thresholds(**cut.project.settings.thresholds.model_dump())
    policy = Policy("service_users", synthetic=cut.synthetic, thresholds=limits)
    return protect(estimates, policy)
