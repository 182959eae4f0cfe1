"""Shares of options and whole question blocks: distribution, top box, bottom box, net, mean."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.analyse.estimate.answers import (
    box_items,
    choices,
    mean_rank_items,
    number_item,
    questions_of,
    score_item,
    share_items,
)
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.intervals import Interval
from ffc_eval.analyse.estimate.items import Item
from ffc_eval.analyse.estimate.one_pass import estimate
from ffc_eval.analyse.estimate.quantiles import quantile
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Question
from ffc_eval.model.responses import Responses

QUARTILES = (0.25, 0.5, 0.75)


def proportion(
    responses: Responses,
    design: Design,
    question: str | Sequence[str],
    *,
    by: By = (),
    interval: Interval = "wilson",
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the share of the population choosing each option.

    Parameters
    ----------
    responses
        One row per respondent and wave; each wave is estimated by itself.
    design
        Names the weight, stratum and cluster columns.
    question
        A closed question of the instrument, or several in one pass; of a ranking, the share
        that put an item first.
    by
        Domain columns. The whole design is kept; rows are not dropped. Names are crossed; a
        tuple of tuples gives several sets of domains in one pass.
    interval
        "wilson" on the effective n (sound at 0 and 1), "logit" or "beta".
    conf_level
        Above 0, below 1.

    Returns
    -------
    Estimates
        One row per wave, domain and option; shares, 0 to 1.

    Raises
    ------
    DesignError
        A weight, stratum, cluster or population size cannot be used.
    EstimateError
        The question is not closed.

    Notes
    -----
    Missing answers leave the base and are counted in ``n_missing``. A domain that holds people
    of a stratum with one cluster is left out, with the choices in ``note``.
    Linearised variance: Binder (1983). Checked by ``tests/golden/proportion.R``.

    Examples
    --------
    >>> proportion(staff, design, "q4").frame["estimate"].round(2).tolist()
    [0.25, 0.75]
    """
    asked = questions_of(responses, question)

    def source(wave: Responses) -> list[Item]:
        return [item for one in asked for item in share_items(wave, one)]

    return estimate(responses, design, source, by=by, interval=interval, conf_level=conf_level)


def item_block(
    responses: Responses,
    design: Design,
    questions: Sequence[str],
    *,
    by: By = (),
    interval: Interval = "wilson",
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate everything a table of several questions shows, in one pass.

    Parameters
    ----------
    responses, design, by, interval, conf_level
        As for ``proportion``.
    questions
        Closed or number questions, in the order of the table.

    Returns
    -------
    Estimates
        Of a closed question a ``share`` row an option; of a scale also ``top_box``,
        ``bottom_box``, ``net`` (points) and ``mean`` (score); of a ranking also the mean rank of
        each item; of a number its mean and, after all questions, its quartiles.

    Notes
    -----
    The net's variance has the covariance of both boxes in it; its interval joins their Wilson
    limits (Newcombe 1998; Zou and Donner 2008), so that it holds at 0 and 100 %.
    """
    asked = questions_of(responses, questions)

    def source(wave: Responses) -> list[Item]:
        return [item for question in asked for item in block_items(wave, question)]

    made = estimate(responses, design, source, by=by, interval=interval, conf_level=conf_level)
    quartiles = [
        quantile(
            responses, design, question.id, probabilities=QUARTILES, by=by, conf_level=conf_level
        )
        for question in asked
        if question.type == "number"
    ]
    return Estimates.concat([made, *quartiles]) if quartiles else made


def block_items(responses: Responses, question: Question) -> list[Item]:
    """Return all items of one question."""
    if question.type == "number":
        return [number_item(responses, question)]
    items = share_items(responses, question)
    if question.type == "ranking":
        return [*items, *mean_rank_items(responses, question)]
    if question.type == "multi":
        return items
    found = choices(responses, question)
    score = score_item(found)
    return [*items, *box_items(found), *([score] if score else [])]
