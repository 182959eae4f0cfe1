"""Results made once: kept in the cache for as long as nothing they depend on changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records
from ffc_eval.store import Cache, Kept, content_key

if TYPE_CHECKING:
    from ffc_eval.project.evidence import Evidence

Step = Callable[["Evidence", str, str], "Estimates | Records"]
"""Evidence, survey and, for a split, the question it is by."""


def made_once(
    evidence: Evidence, survey: str, step: str, make: Step, split: str = ""
) -> Estimates | Records:
    """Return the result of a step, from the cache where nothing it depends on has changed."""
    inputs = {
        "split": split,
        "responses": asdict(evidence.responses(survey).provenance),
        "instrument": repr(evidence.instrument(survey)),
        "codebook": repr(evidence.codebook) if step == "themes" else "",
    }
    what = " ".join(part for part in (survey, step, split) if part)
    return cached(evidence, step, what, inputs, lambda: make(evidence, survey, split))


def cached(
    evidence: Evidence,
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
        code=evidence.code,
        quarter=str(evidence.quarter),
        thresholds=evidence.project.settings.thresholds.model_dump(),
        **inputs,
    )
    cache = Cache(evidence.project.folder.derived / "cache")
    kept = cache.load(key)
    if kept is None:
        if what:
            evidence.tell("analyse", what)
        made = make()
        cache.save(key, _packed(made))
        return made
    return _unpacked(kept)


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
