"""Results of steps: made once, kept in the cache, released."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffc_eval.errors import ReportError, nearest
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.project.grouping import WIDER, has_wider
from ffc_eval.project.steps import steps_of
from ffc_eval.store import Cache, Kept, content_key

if TYPE_CHECKING:
    from ffc_eval.project.cut import Cut


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
        wider = result(cut, survey, step, split + WIDER) if has_wider(cut, survey, split) else None
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
