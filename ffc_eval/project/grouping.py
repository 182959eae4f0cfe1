"""Groups of a split: the answers to a question, or the wider groups of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ffc_eval.model.responses import Responses
    from ffc_eval.project.evidence import Evidence

WIDER = ":wider"
"""Ending of the context column that holds the wider groups of a question's options."""


def grouped(evidence: Evidence, survey: str, split: str) -> Responses:
    """Return the responses of the latest wave, with the wider groups that a split asks for."""
    responses = evidence.responses(survey)
    if split.endswith(WIDER):
        responses = responses.with_context(**{split: _wider(evidence, survey, split)})
    return responses.of_wave(responses.waves[-1])


def has_wider(evidence: Evidence, survey: str, split: str) -> bool:
    """Whether the options of a question are joined to wider groups."""
    known = {question.id: question for question in evidence.instrument(survey)}
    return split in known and any(option.group for option in known[split].options)


def wider_groups(evidence: Evidence, survey: str, split: str) -> dict[str, str]:
    """Return the wider group of each answer to the question of a split; none where it is finer."""
    if not split.endswith(WIDER):
        return {}
    question = evidence.instrument(survey).question(split.removesuffix(WIDER))
    return {option.label: option.group or option.label for option in question.values}


def _wider(evidence: Evidence, survey: str, split: str) -> Any:
    """Return the wider group of each response's answer to the question of a split."""
    import pandas as pd

    groups = wider_groups(evidence, survey, split)
    ordered = list(dict.fromkeys(groups.values()))
    name = split.removesuffix(WIDER)
    answers = evidence.responses(survey).values[name].astype("object").map(groups)
    return pd.Series(pd.Categorical(answers, ordered, ordered=True), index=answers.index)
