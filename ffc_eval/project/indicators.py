"""Indicators of a quarter: extracts read, counted, released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.quarter import Quarter
from ffc_eval.model.released import Released
from ffc_eval.project.caching import cached
from ffc_eval.project.reading import secret_key, source_path
from ffc_eval.store import sha256_file

if TYPE_CHECKING:
    from ffc_eval.analyse.kpis import Definitions
    from ffc_eval.analyse.kpis.periods import Period
    from ffc_eval.project.evidence import Evidence

EXTRACTS = "kpis"
"""Sources of this name are tables of a case-management extract; their "wave" is the table."""

FIRST_MONTH = "2023-04"


def definitions(evidence: Evidence) -> Definitions:
    """Return the definitions of the project's indicators."""
    from ffc_eval.analyse.kpis import read_definitions

    path = evidence.project.folder.surveys / EXTRACTS / "definitions.yaml"
    return evidence.once("indicator definitions", lambda: read_definitions(path))


def counts(evidence: Evidence) -> Released[Estimates]:
    """Return every indicator by month with its control chart, released."""
    return evidence.once("published indicators", lambda: _released(evidence, _counted(evidence)))


def care_and_plans(evidence: Evidence) -> Released[Estimates]:
    """Return children in care and on plans now and a year ago, side by side, released."""
    from ffc_eval.analyse.kpis import care_and_plans as compare

    def made() -> Released[Estimates]:
        whole = _counted(evidence).where(by="", statistic="count")
        both = compare(definitions(evidence), whole, *year_apart(evidence.quarter))
        return _released(evidence, both)

    return evidence.once("published care and plans", made)


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


def _counted(evidence: Evidence) -> Estimates:
    found = cached(evidence, "indicators", "", _inputs(evidence), lambda: _count(evidence))
    assert isinstance(found, Estimates)
    return found


def _count(evidence: Evidence) -> Estimates:
    from ffc_eval.analyse.kpis import Span, compute, read_extract

    tables = {}
    for source in evidence.project.sources(EXTRACTS):
        evidence.tell("read", f"extract {source.wave}")
        secret, _ = secret_key(evidence.project, synthetic=bool(source.file))
        path = source_path(evidence.project, source)
        tables[source.wave] = read_extract(path, source.wave, key=secret)
    evidence.tell("analyse", "indicators")
    dates = evidence.project.settings.dates(evidence.quarter)
    span = Span(first=FIRST_MONTH, last=evidence.quarter, cut=dates.cut)
    return compute(definitions(evidence), tables, span)


def _inputs(evidence: Evidence) -> dict[str, str]:
    found = {
        source.wave: source.sha256 or sha256_file(source_path(evidence.project, source))
        for source in evidence.project.sources(EXTRACTS)
    }
    return {**found, "definitions": repr(definitions(evidence))}


def _released(evidence: Evidence, estimates: Estimates) -> Released[Estimates]:
    from ffc_eval.release import Policy, Thresholds, protect

    limits = Thresholds(**evidence.project.settings.thresholds.model_dump())
    policy = Policy("service_users", synthetic=evidence.synthetic, thresholds=limits)
    return protect(estimates, policy)
