"""The steps from audited cases to results: agreement first, percentages only where it allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.records import Records
from ffc_eval.project.caching import Step, made_once
from ffc_eval.project.case_audit.markings import graded_items, marked

if TYPE_CHECKING:
    from ffc_eval.model.responses import Responses
    from ffc_eval.project.evidence import Evidence

_SHARES = ("share", "top_box", "bottom_box")


def agreement(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Estimate how far two readers agree, for each wave and item."""
    from ffc_eval.analyse import case_sampling

    markings, instrument = evidence.markings(survey), evidence.instrument(survey)
    tables = []
    for wave in markings.waves:
        first, second = (marked(markings, as_=one, wave=wave) for one in ("first", "second"))
        marks = case_sampling.marks_of(first, second)
        tables.append(case_sampling.agreement(marks, instrument, period=wave))
    return Estimates.concat(tables)


def reportable(found: Estimates, items: Sequence[str], waves: Sequence[str]) -> tuple[str, ...]:
    """Return the items that may carry a percentage: marked twice, kappa not under 0.4.

    Parameters
    ----------
    found
        Agreement by wave.
    waves
        An item must stand in every one of them.
    """
    from ffc_eval.analyse.case_sampling import trust

    allowed = set(items)
    for wave in waves:
        here = found.where(period=wave)
        exact = here.where(statistic="exact").frame
        twice = set(exact["indicator"][exact["n"] > 0])
        text_only = {item for item, word in trust(here).items() if word == "text only"}
        allowed &= twice - text_only
    return tuple(item for item in items if item in allowed)


def grades(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Estimate the share of every grade and of those at the standard, latest wave."""
    from ffc_eval.analyse.estimate import item_block

    cases = evidence.responses(survey)
    latest = cases.waves[-1:]
    items = _items(evidence, survey, latest)
    if not items:
        return Estimates.from_rows([])
    by = ((), (split,)) if split else ((),)
    found = item_block(cases.of_wave(latest[0]), evidence.design(survey), items, by=by)
    return found.where(statistic=_SHARES)


def comparison(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Compare the two latest waves, the primary items of the instrument tested."""
    from ffc_eval.analyse.case_sampling import compare_waves

    cases, waves, items = _compared(evidence, survey)
    if not items:
        return Estimates.from_rows([])
    primary = [item for item in evidence.instrument(survey).primary if item in items]
    return compare_waves(cases, items, waves=waves, primary=primary)


def drift(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Estimate how far marking moved, on cases of the earlier wave marked again in the later."""
    from ffc_eval.analyse import case_sampling

    cases, waves, items = _compared(evidence, survey)
    if not items:
        return Estimates.from_rows([])
    again = marked(evidence.markings(survey), as_="again", wave=waves[1])
    marks = case_sampling.marks_of(cases.of_wave(waves[0]), again)
    marks = marks[marks["item"].isin(items)]
    return case_sampling.drift(marks, evidence.instrument(survey), period=waves[1])


def sensitivity(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Compare the two latest waves again under other assumptions."""
    from ffc_eval.analyse import case_sampling

    cases, waves, items = _compared(evidence, survey)
    if not items:
        return Estimates.from_rows([])
    moved = drift(evidence, survey, split)
    return case_sampling.sensitivity(cases, items, waves=waves, drift=moved if len(moved) else None)


def pairs(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Count the cases read in both waves that were graded higher, the same or lower."""
    from ffc_eval.analyse import case_sampling

    cases, waves, items = _compared(evidence, survey)
    return case_sampling.pairs(cases, items, waves=waves) if items else Estimates.from_rows([])


def sample(evidence: Evidence, survey: str, split: str) -> Records:
    """Say what was sampled and what else differed between the waves."""
    from ffc_eval.project.audit_facts import sample_facts

    return sample_facts(evidence, survey)


AUDIT_STEPS: dict[str, Step] = {
    "agreement": agreement,
    "grades": grades,
    "comparison": comparison,
    "drift": drift,
    "sensitivity": sensitivity,
    "pairs": pairs,
    "sample": sample,
}
"""Steps of a case audit; "items" and "change" of a survey are its grades and its comparison."""

STANDING_FOR = {"items": grades, "change": comparison}

SHOWN = ("agreement", "grades", "comparison", "drift", "sample", "quality")
"""Steps that reports show; the others are made when they are asked for."""


def _items(evidence: Evidence, survey: str, waves: Sequence[str]) -> tuple[str, ...]:
    found = made_once(evidence, survey, "agreement", agreement)
    assert isinstance(found, Estimates)
    return reportable(found, graded_items(evidence.instrument(survey)), waves)


class Compared(NamedTuple):
    """Audited cases, the two latest waves and the items that may carry a percentage in both."""

    cases: Responses
    waves: tuple[str, str]
    items: tuple[str, ...]


def _compared(evidence: Evidence, survey: str) -> Compared:
    cases = evidence.responses(survey)
    if len(cases.waves) < 2:
        return Compared(cases, ("", ""), ())
    waves = (cases.waves[-2], cases.waves[-1])
    return Compared(cases, waves, _items(evidence, survey, waves))
