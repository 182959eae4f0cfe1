"""The steps from responses to results, in one dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.records import Records
from ffc_eval.project.answering import response, weights
from ffc_eval.project.audit_steps import AUDIT_STEPS, SHOWN, STANDING_FOR
from ffc_eval.project.caching import Step
from ffc_eval.project.case_audit.markings import is_audit
from ffc_eval.project.grouping import WIDER, grouped

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.analyse.compare.linkage import Kind
    from ffc_eval.model.codebook import Codings
    from ffc_eval.model.instrument import Instrument
    from ffc_eval.model.responses import Responses
    from ffc_eval.project.evidence import Evidence


def items(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Estimate every closed and number question of the latest wave, whole and by one split."""
    from ffc_eval.analyse.estimate import item_block

    instrument = evidence.instrument(survey)
    asked = [q.id for q in instrument if q.closed or q.type == "number"]
    measured = [name for name in asked if name != split.removesuffix(WIDER)]
    by = ((), (split,)) if split else ((),)
    return item_block(grouped(evidence, survey, split), evidence.design(survey), measured, by=by)


def change(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Compare the two latest waves; pseudonyms decide whether people are compared in pairs.

    Statements that are good or bad news for families; where the instrument says of none which it
    is, every scale that does not ask people to look back.
    """
    from ffc_eval.analyse.compare import headline_change

    instrument = evidence.instrument(survey)
    if not (judged := _judged(instrument)):
        return Estimates.from_rows([])
    waves = (instrument.waves[-2].id, instrument.waves[-1].id)
    return headline_change(evidence.responses(survey), evidence.design(survey), judged, waves=waves)


def mix(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Compare the two latest waves as if the same groups had answered in the same proportions."""
    from ffc_eval.analyse.compare import linkage, standardised_change

    instrument, responses = evidence.instrument(survey), evidence.responses(survey)
    if not (judged := _judged(instrument)) or not instrument.domains:
        return Estimates.from_rows([])
    waves = (instrument.waves[-2].id, instrument.waves[-1].id)
    if linkage(responses, waves).kind != "cross_section":
        return Estimates.from_rows([])
    design = evidence.design(survey)
    return standardised_change(responses, design, judged, waves=waves, mix=instrument.domains)


def attrition(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Count who answered both of the two latest waves, and who only one."""
    from ffc_eval.analyse.compare import attrition as count

    instrument = evidence.instrument(survey)
    waves = (instrument.waves[-2].id, instrument.waves[-1].id)
    return count(evidence.responses(survey), waves)


def linked(evidence: Evidence, survey: str) -> Kind:
    """Return how the two latest waves are compared; one wave, and case audits, are not linked."""
    waves = [wave.id for wave in evidence.instrument(survey).waves]
    if len(waves) < 2 or is_audit(evidence.instrument(survey)):
        return "cross_section"
    return evidence.once(f"linked {survey}", lambda: _kind(evidence.responses(survey), waves))


def _kind(responses: Responses, waves: Sequence[str]) -> Kind:
    from ffc_eval.analyse.compare import linkage

    return linkage(responses, (waves[-2], waves[-1])).kind


def _judged(instrument: Instrument) -> list[str]:
    """Return the scales that two waves are compared on; none where there is one wave."""
    if len(instrument.waves) < 2:
        return []
    scales = [q for q in instrument if q.scale is not None and q.scale.top and not q.recall]
    return [q.id for q in scales if q.direction != "none"] or [q.id for q in scales]


def tests(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Test whether the groups of a split differ on each statement, for the appendix."""
    from ffc_eval.analyse.compare import group_tests

    scales = [q.id for q in evidence.instrument(survey) if q.scale is not None and q.scale.top]
    if not scales or not split:
        return Estimates.from_rows([])
    return group_tests(grouped(evidence, survey, split), evidence.design(survey), scales, by=split)


def themes(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Count the people whose comments touch each theme, matched by the machine."""
    from ffc_eval.analyse.coding import themes as count

    by = ((), (split,)) if split else ()
    responses = evidence.responses(survey)
    return count(
        codings(evidence, survey), responses.of_wave(responses.waves[-1]), by=by, level="theme"
    )


def phrases(evidence: Evidence, survey: str, split: str) -> Records:
    """Find the phrases that many people used."""
    from ffc_eval.analyse.coding import frequent_phrases

    return frequent_phrases(
        comments(evidence, survey), people=evidence.project.settings.thresholds.phrase_from
    )


def dates(evidence: Evidence, survey: str, split: str) -> Records:
    """Summarise the dates that people gave: how many, the middle one, the middle half.

    The first and the last date are each one person's and are not given; nor is anything where
    too few answered for a percentage.
    """
    import pandas as pd

    responses = evidence.responses(survey)
    latest = responses.of_wave(responses.waves[-1])
    least = evidence.project.settings.thresholds.percent_from
    rows = []
    for question in responses.instrument:
        if question.type == "date":
            given = latest.values[question.id].dropna()
            ends = given.quantile([0.25, 0.5, 0.75]) if len(given) >= least else None
            days = [f"{day:%Y-%m-%d}" for day in ends] if ends is not None else ["", "", ""]
            half = " to ".join(filter(None, days[::2]))
            rows.append((question.wording, len(given), days[1], half))
    definition = (
        ("question", "Question"),
        ("people", "People"),
        ("middle", "Middle date"),
        ("half", "Half of the dates lie between"),
    )
    frame = pd.DataFrame(rows, columns=[name for name, _ in definition])
    return Records(frame, definition, latest.provenance)


def quality(evidence: Evidence, survey: str, split: str) -> Records:
    """Make the data-quality card."""
    from ffc_eval.collect.ingest import quality_card

    return quality_card(evidence.responses(survey))


STEPS: dict[str, Step] = {
    "items": items,
    "response": response,
    "weights": weights,
    "change": change,
    "attrition": attrition,
    "mix": mix,
    "tests": tests,
    "themes": themes,
    "phrases": phrases,
    "dates": dates,
    "quality": quality,
}
"""Name of a step and what makes it. "rows" needs no step: it is part of the responses."""


def steps_of(evidence: Evidence, survey: str) -> dict[str, Step]:
    """Return the steps that a survey, or a case audit, has."""
    if is_audit(evidence.instrument(survey)):
        return {**AUDIT_STEPS, **STANDING_FOR, "quality": quality}
    return STEPS


def result_names(evidence: Evidence, survey: str) -> tuple[str, ...]:
    """Return the names of all results of a survey, "survey.step" or "survey.step.question"."""
    instrument = evidence.instrument(survey)
    if is_audit(instrument):
        return tuple(f"{survey}.{step}" for step in SHOWN)
    several, weighting = len(instrument.waves) > 1, instrument.weighting
    there = {
        "items": True,
        "quality": True,
        **{f"items.{name}": True for name in instrument.domains},
        **{f"tests.{name}": True for name in instrument.domains},
        **{f"response.{name}": True for name in evidence.framed(survey)},
        "weights": weighting is not None,
        **{f"weights.{name}": True for name in (weighting.margins if weighting else ())},
        "change": several,
        "attrition": several,
        "mix": several and bool(instrument.domains),
        "themes": instrument.codebook,
        "dates": any(question.type == "date" for question in instrument),
        "phrases": evidence.has_comments(survey),
    }
    return tuple(f"{survey}.{name}" for name, so in there.items() if so)


APPENDIX = ("phrases", "mix", "weights", "attrition")
"""Steps that a report makes where it shows them, and not before."""


def comments(evidence: Evidence, survey: str) -> pd.DataFrame:
    """Return the redacted comments of the latest wave, one row a comment."""
    import pandas as pd

    responses = evidence.responses(survey)
    latest = responses.of_wave(responses.waves[-1])
    texts = [q for q in responses.instrument if q.type == "text"]
    parts = [
        latest.values[q.id]
        .dropna()
        .rename("text")
        .rename_axis("response")
        .reset_index()
        .assign(question=q.id)
        for q in texts
        if q.id in latest.values.columns
    ]
    empty = pd.DataFrame({"response": [], "question": [], "text": []}, dtype="str")
    return pd.concat([empty, *parts], ignore_index=True)[["response", "question", "text"]]


def codings(evidence: Evidence, survey: str) -> Codings:
    """Return the codes that the machine suggests for the comments; nobody has reviewed them."""
    from ffc_eval.analyse.coding import match

    return evidence.once(
        f"codings {survey}", lambda: match(comments(evidence, survey), evidence.codebook)
    )
