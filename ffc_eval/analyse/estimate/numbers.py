"""Means, totals and ratios of numbers, scores and counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate import answers
from ffc_eval.analyse.estimate.answers import questions_of
from ffc_eval.analyse.estimate.cells import Cells, Number
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.items import Item, Meaning
from ffc_eval.analyse.estimate.one_pass import WavePass, estimate, waves_of
from ffc_eval.analyse.estimate.variance import Ratios, ratio_of, totals_of, variances
from ffc_eval.analyse.weights.row_blocks import Column, Rows, Worked
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def mean(
    responses: Responses,
    design: Design,
    question: str | Sequence[str],
    *,
    by: By = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the mean of a number, of a scale's scores, or of the ranks in a ranking.

    Parameters
    ----------
    responses, design, by, conf_level
        As for ``proportion``.
    question
        A number question, a scale whose options have scores, or a ranking; or several, which
        are estimated in one pass.

    Returns
    -------
    Estimates
        One row per wave and domain (of a ranking also per item); t interval.

    Raises
    ------
    EstimateError
        The question has no numbers.

    Notes
    -----
    Where everybody gave the same answer there is no interval: nothing in the data says how far
    others might differ. Checked by ``tests/golden/mean.R``.
    """
    asked = questions_of(responses, question)

    def source(wave: Responses) -> list[Item]:
        return [item for one in asked for item in mean_items(wave, one)]

    return estimate(responses, design, source, by=by, conf_level=conf_level)


def mean_items(responses: Responses, question: Question) -> list[Item]:
    """Return the items whose means answer for the question."""
    if question.type == "number":
        return [answers.number_item(responses, question)]
    if question.type == "ranking":
        return answers.mean_rank_items(responses, question)
    score = None
    if question.type in ("single", "grid_item"):
        score = answers.score_item(answers.choices(responses, question))
    if score is None:
        raise EstimateError(
            "question-without-numbers",
            f'Question "{question.id}" has no numbers to take a mean of.',
            found=question.type,
            do="Give its options scores in the instrument, or ask for shares.",
        )
    return [score]


def total(
    responses: Responses,
    design: Design,
    question: str,
    *,
    by: By = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the total of a number, or how many people chose each option.

    Parameters
    ----------
    responses, design, by, conf_level
        As for ``proportion``.
    question
        A number question, or a closed one (people by option).

    Returns
    -------
    Estimates
        One row per wave, domain and option. Without weights or a population size it is the
        total of those who answered, and ``note`` says so.

    Notes
    -----
    People who did not answer add nothing: a total is too low where many are missing
    (``n_missing``). Checked by ``tests/golden/total.R``.
    """
    asked = answers.question_of(responses, question)
    rows = []
    for wave in waves_of(responses, design, by):
        rows += _linear_rows(wave, _totals(wave.responses, asked, design), conf_level)
    return Estimates.from_rows(rows, responses.provenance.then("Estimated totals."))


def ratio(
    responses: Responses,
    design: Design,
    numerator: str,
    denominator: str,
    *,
    by: By = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the total of one number for each one of another.

    Parameters
    ----------
    responses, design, by, conf_level
        As for ``proportion``.
    numerator, denominator
        Number questions. People who answered both are in the base.

    Returns
    -------
    Estimates
        One row per wave and domain; ``indicator`` is "numerator / denominator".

    Notes
    -----
    Linearised (Binder 1983). Checked by ``tests/golden/ratio.R``.
    """
    above = answers.question_of(responses, numerator)
    below = answers.question_of(responses, denominator)
    rows = []
    for wave in waves_of(responses, design, by):
        rows += _linear_rows(wave, _ratio(wave.responses, above, below), conf_level)
    return Estimates.from_rows(rows, responses.provenance.then("Estimated ratios."))


@dataclass(frozen=True)
class _Linear:
    """Weighted totals of one base, or weighted totals by another."""

    meanings: list[Meaning]
    top: Callable[[Rows], Floats]
    bottom: Callable[[Rows], Floats] | None
    base: Column
    eligible: Column


def _totals(responses: Responses, question: Question, design: Design) -> _Linear:
    import numpy as np

    if question.type == "number":
        items = [answers.number_item(responses, question)]
    else:
        items = answers.share_items(responses, question)
    unit = answers.unit_of(question) if question.type == "number" else "people"
    return _Linear(
        [replace(item.meaning, statistic="total", unit=unit, note=_whom(design)) for item in items],
        lambda rows: np.column_stack([item.numbers(rows) for item in items]),
        None,
        items[0].base,
        items[0].eligible,
    )


def _whom(design: Design) -> str:
    known = design.weight is not None or design.fpc is not None
    return "" if known else "total of those who answered, not weighted up"


def _ratio(responses: Responses, above: Question, below: Question) -> _Linear:
    import numpy as np

    top = answers.number_item(responses, above)
    bottom = answers.number_item(responses, below)
    base = Worked(lambda rows: top.base[rows] & bottom.base[rows])
    about = Meaning(
        f"{above.id} / {below.id}", f"{above.text} / {below.text}", "", "ratio", "none", "answered"
    )
    return _Linear(
        [about],
        lambda rows: np.where(base[rows], top.numbers(rows), 0.0)[:, None],
        lambda rows: np.where(base[rows], bottom.numbers(rows), 0.0)[:, None],
        base,
        Worked(lambda rows: top.eligible[rows] & bottom.eligible[rows]),
    )


def _linear_rows(wave: WavePass, linear: _Linear, conf_level: float) -> list[dict[str, object]]:
    import numpy as np

    def read(rows: Rows) -> tuple[Floats, Floats | None]:
        return linear.top(rows), linear.bottom(rows) if linear.bottom else None

    ratios = Ratios(wave.domains, len(linear.meanings), read)
    above, below = totals_of(wave.sampling, ratios)
    std_error = np.sqrt(variances(wave.sampling, ratios, (above, below)))
    value = ratio_of((above, below))
    cells = Cells(wave, linear.base, linear.eligible)
    half = cells.critical(conf_level)[:, None] * std_error
    low, high = value - half, value + half
    found = []
    for at, place in np.ndindex(value.T.shape):
        number = Number.at((place, at), (value, std_error, low, high), "t interval")
        found.append(cells.row(place, linear.meanings[at], number, conf_level))
    return found
