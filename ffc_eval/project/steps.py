"""The steps from responses to results, and their release: one dictionary of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffc_eval.errors import ReportError, nearest
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.project.case_audit.markings import is_audit
from ffc_eval.project.case_audit.steps import AUDIT_STEPS, STANDING_FOR
from ffc_eval.store import Cache, Kept, content_key

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.model.instrument import Instrument
    from ffc_eval.model.responses import Responses
    from ffc_eval.project.cut import Cut

Step = Callable[["Cut", str, str], "Estimates | Records"]
"""Cut, survey and, for a split, the question it is by."""

WIDER = ":wider"
"""Ending of the context column that holds the wider groups of a question's options."""


def items(cut: Cut, survey: str, split: str) -> Estimates:
    """Estimate every closed and number question of the latest wave, whole and by one split."""
    from ffc_eval.analyse.estimate import item_block

    instrument = cut.instrument(survey)
    asked = [q.id for q in instrument if q.closed or q.type == "number"]
    measured = [name for name in asked if name != split.removesuffix(WIDER)]
    by = ((), (split,)) if split else ((),)
    return item_block(_grouped(cut, survey, split), cut.design(survey), measured, by=by)


def _grouped(cut: Cut, survey: str, split: str) -> Responses:
    """Return the responses of the latest wave, with the wider groups that a split asks for."""
    responses = cut.responses(survey)
    if split.endswith(WIDER):
        responses = responses.with_context(**{split: _wider(cut, survey, split)})
    return responses.of_wave(responses.waves[-1])


def change(cut: Cut, survey: str, split: str) -> Estimates:
    """Compare the two latest waves; pseudonyms decide whether people are compared in pairs.

    Statements that are good or bad news for families; where the instrument says of none which it
    is, every scale that does not ask people to look back.
    """
    from ffc_eval.analyse.compare import headline_change

    instrument = cut.instrument(survey)
    if not (judged := _judged(instrument)):
        return Estimates.from_rows([])
    waves = (instrument.waves[-2].id, instrument.waves[-1].id)
    return headline_change(cut.responses(survey), cut.design(survey), judged, waves=waves)


def mix(cut: Cut, survey: str, split: str) -> Estimates:
    """Compare the two latest waves as if the same groups had answered in the same proportions."""
    from ffc_eval.analyse.compare import linkage, standardised_change

    instrument, responses = cut.instrument(survey), cut.responses(survey)
    if not (judged := _judged(instrument)) or not instrument.domains:
        return Estimates.from_rows([])
    waves = (instrument.waves[-2].id, instrument.waves[-1].id)
    if linkage(responses, waves).kind != "cross_section":
        return Estimates.from_rows([])
    design = cut.design(survey)
    return standardised_change(responses, design, judged, waves=waves, mix=instrument.domains)


def _judged(instrument: Instrument) -> list[str]:
    """Return the scales that two waves are compared on; none where there is one wave."""
    if len(instrument.waves) < 2:
        return []
    scales = [q for q in instrument if q.scale is not None and q.scale.top and not q.recall]
    return [q.id for q in scales if q.direction != "none"] or [q.id for q in scales]


def tests(cut: Cut, survey: str, split: str) -> Estimates:
    """Test whether the groups of a split differ on each statement, for the appendix."""
    from ffc_eval.analyse.compare import group_tests

    scales = [q.id for q in cut.instrument(survey) if q.scale is not None and q.scale.top]
    if not scales or not split:
        return Estimates.from_rows([])
    return group_tests(_grouped(cut, survey, split), cut.design(survey), scales, by=split)


def themes(cut: Cut, survey: str, split: str) -> Estimates:
    """Count the people whose comments touch each theme, matched by the machine."""
    from ffc_eval.analyse.coding import themes as count

    by = ((), (split,)) if split else ()
    responses = cut.responses(survey)
    return count(cut.codings(survey), responses.of_wave(responses.waves[-1]), by=by, level="theme")


def phrases(cut: Cut, survey: str, split: str) -> Records:
    """Find the phrases that many people used."""
    from ffc_eval.analyse.coding import frequent_phrases

    return frequent_phrases(
        comments(cut, survey), people=cut.project.settings.thresholds.phrase_from
    )


def dates(cut: Cut, survey: str, split: str) -> Records:
    """Summarise the dates that people gave: how many, the middle one, the middle half.

    The first and the last date are each one person's and are not given; nor is anything where
    too few answered for a percentage.
    """
    import pandas as pd

    responses = cut.responses(survey)
    latest = responses.of_wave(responses.waves[-1])
    least = cut.project.settings.thresholds.percent_from
    rows = []
    for question in responses.instrument:
        if question.type == "date":
            given = latest.values[question.id].dropna()
            ends = given.quantile([0.25, 0.5, 0.75]) if len(given) >= least else None
            days = [f"{day:%Y-%m-%d}" for day in ends] if ends is not None else ["", "", ""]
            rows.append((question.text, len(given), days[1], " to ".join(filter(None, days[::2]))))
    definition = (
        ("question", "Question"),
        ("people", "People"),
        ("middle", "Middle date"),
        ("half", "Half of the dates lie between"),
    )
    frame = pd.DataFrame(rows, columns=[name for name, _ in definition])
    return Records(frame, definition, latest.provenance)


def quality(cut: Cut, survey: str, split: str) -> Records:
    """Make the data-quality card."""
    from ffc_eval.collect.ingest import quality_card

    return quality_card(cut.responses(survey))


STEPS: dict[str, Step] = {
    "items": items,
    "change": change,
    "mix": mix,
    "tests": tests,
    "themes": themes,
    "phrases": phrases,
    "dates": dates,
    "quality": quality,
}
"""Name of a step and what makes it. "rows" needs no step: it is part of the responses."""


def steps_of(cut: Cut, survey: str) -> dict[str, Step]:
    """Return the steps that a survey, or a case audit, has."""
    if is_audit(cut.instrument(survey)):
        return {**AUDIT_STEPS, **STANDING_FOR, "quality": quality}
    return STEPS


def comments(cut: Cut, survey: str) -> pd.DataFrame:
    """Return the redacted comments of the latest wave, one row a comment."""
    import pandas as pd

    responses = cut.responses(survey)
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


def result(cut: Cut, survey: str, step: str, split: str = "") -> Estimates | Records:
    """Return the result of a step, from the cache where nothing it depends on has changed."""
    inputs = {
        "split": split,
        "responses": asdict(cut.responses(survey).provenance),
        "instrument": repr(cut.instrument(survey)),
        "codebook": repr(cut.codebook) if step == "themes" else "",
    }
    what = " ".join(part for part in (survey, step, split) if part)
    make = steps_of(cut, survey)[step]
    return cached(cut, step, what, inputs, lambda: make(cut, survey, split))


def cached(
    cut: Cut,
    step: str,
    what: str,
    inputs: Mapping[str, object],
    make: Callable[[], Estimates | Records],
) -> Estimates | Records:
    """Return what a step makes of its inputs, from the cache where these are the same.

    Parameters
    ----------
    step
        Name of the step.
    what
        What to tell that is being made; "" where ``make`` tells itself.
    inputs
        Everything the step depends on beside quarter, thresholds and the program itself.
    make
        Makes it.
    """
    key = content_key(
        step=step,
        code=cut.code,
        quarter=str(cut.quarter),
        thresholds=cut.project.settings.thresholds.model_dump(),
        **inputs,
    )
    cache = Cache(cut.project.folder.derived / "cache")
    kept = cache.load(key)
    if kept is None:
        if what:
            cut.tell("analyse", what)
        made = make()
        cache.save(key, _packed(made))
        return made
    return _unpacked(kept)


def release(cut: Cut, name: str) -> Released[Any]:
    """Release the result named "survey.step" or "survey.step.question"."""
    from ffc_eval.release import protect, release_records, widest_safe

    survey, step, split = _parts(cut, name)
    policy = cut.policy(survey)
    if split:
        finer = result(cut, survey, step, split)
        wider = result(cut, survey, step, split + WIDER) if _has_wider(cut, survey, split) else None
        whole = [table for table in (finer, wider) if isinstance(table, Estimates)]
        tops = [table.where(statistic="top_box") for table in whole]
        return widest_safe([*whole, *(table for table in tops if len(table))], policy)
    made = result(cut, survey, step)
    return protect(made, policy) if isinstance(made, Estimates) else release_records(made, policy)


def _parts(cut: Cut, name: str) -> tuple[str, str, str]:
    survey, _, rest = name.partition(".")
    step, _, split = rest.partition(".")
    steps = steps_of(cut, survey)
    if step not in steps:
        raise ReportError(
            "no-such-step",
            f'There is no result "{name}".',
            do=f"{nearest(step, list(steps))} A result is named survey.step, as in staff.items.",
        )
    return survey, step, split


def _has_wider(cut: Cut, survey: str, split: str) -> bool:
    return any(option.group for option in cut.instrument(survey).question(split).options)


def _wider(cut: Cut, survey: str, split: str) -> Any:
    """Return the wider group of each response's answer to the question of a split."""
    question = cut.instrument(survey).question(split.removesuffix(WIDER))
    groups = {option.label: option.group or option.label for option in question.values}
    ordered = list(dict.fromkeys(groups.values()))
    answers = cut.responses(survey).values[question.id].astype("object").map(groups)
    import pandas as pd

    return pd.Series(pd.Categorical(answers, ordered, ordered=True), index=answers.index)


def _packed(made: Estimates | Records) -> Kept:
    definition = list(made.definition) if isinstance(made, Records) else None
    meta = {"provenance": asdict(made.provenance), "definition": definition}
    return Kept({"frame": made.frame}, meta)


def _unpacked(kept: Kept) -> Estimates | Records:
    told = dict(kept.meta["provenance"])
    provenance = Provenance(**{**told, "steps": tuple(told["steps"])})
    frame = kept.frames["frame"]
    if kept.meta["definition"] is None:
        return Estimates(frame, provenance)
    definition = tuple((name, meaning) for name, meaning in kept.meta["definition"])
    return Records(frame, definition, provenance)
