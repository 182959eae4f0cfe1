"""Results as reports may show them: made by their step, released."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ffc_eval.errors import ReportError, nearest
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import Released
from ffc_eval.project.caching import made_once
from ffc_eval.project.grouping import WIDER, has_wider
from ffc_eval.project.steps import steps_of

if TYPE_CHECKING:
    from ffc_eval.project.evidence import Evidence


def published(evidence: Evidence, name: str) -> Released[Any]:
    """Return the result named "survey.step" or "survey.step.question", released.

    Raises
    ------
    ReportError
        There is no such survey or step; the nearest is named.
    """
    return evidence.once(f"published {name}", lambda: _released(evidence, name))


def _released(evidence: Evidence, name: str) -> Released[Any]:
    from ffc_eval.release import protect, release_records, widest_safe

    survey, step, split = _parts(evidence, name)
    policy, make = evidence.policy(survey), steps_of(evidence, survey)[step]
    result = partial(made_once, evidence, survey, step, make)
    if split:
        finer = result(split)
        wider = result(split + WIDER) if has_wider(evidence, survey, split) else None
        whole = [table for table in (finer, wider) if isinstance(table, Estimates)]
        tops = [table.where(statistic="top_box") for table in whole]
        return widest_safe([*whole, *(table for table in tops if len(table))], policy)
    made = result()
    return protect(made, policy) if isinstance(made, Estimates) else release_records(made, policy)


def _parts(evidence: Evidence, name: str) -> tuple[str, str, str]:
    survey, _, rest = name.partition(".")
    step, _, split = rest.partition(".")
    steps = steps_of(evidence, survey)
    if step not in steps:
        raise ReportError(
            "no-such-step",
            f'There is no result "{name}".',
            do=f"{nearest(step, list(steps))} A result is named survey.step, as in staff.items.",
        )
    return survey, step, split
