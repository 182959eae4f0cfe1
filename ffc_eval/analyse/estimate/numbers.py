"""Means, totals and ratios of numbers, scores and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate import answers
from ffc_eval.analyse.estimate.answers import questions_of
from ffc_eval.analyse.estimate.cells import Cell, Number
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.items import Item, Meaning
from ffc_eval.analyse.estimate.one_pass import WavePass, estimate, waves_of
from ffc_eval.analyse.estimate.variance import ratio_variances, total_variances
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


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
    asked = responses.instrument.question(question)
    rows = []
    for wave in waves_of(responses, design, by):
        for number in _total_columns(wave.responses, asked, design):
            rows += _linear_rows(wave, number, conf_level)
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
    above = responses.instrument.question(numerator)
    below = responses.instrument.question(denominator)
    rows = []
    for wave in waves_of(responses, design, by):
        column = _ratio_column(wave.responses, above, below)
        rows += _linear_rows(wave, column, conf_level)
    return Estimates.from_rows(rows, responses.provenance.then("Estimated ratios."))


@dataclass(frozen=True)
class _Linear:
    """A weighted total, or a weighted total by another."""

    meaning: Meaning
    top: Floats
    bottom: Floats | None
    base: Bools
    eligible: Bools


def _total_columns(responses: Responses, question: Question, design: Design) -> list[_Linear]:
    if question.type == "number":
        items = [answers.number_item(responses, question)]
    else:
        items = answers.share_items(responses, question)
    unit = answers.unit_of(question) if question.type == "number" else "people"
    return [
        _Linear(
            replace(item.meaning, statistic="total", unit=unit, note=_whom(design)),
            item.numbers,
            None,
            item.base,
            item.eligible,
        )
        for item in items
    ]


def _whom(design: Design) -> str:
    known = design.weight is not None or design.fpc is not None
    return "" if known else "total of those who answered, not weighted up"


def _ratio_column(responses: Responses, above: Question, below: Question) -> _Linear:
    import numpy as np

    top = answers.number_item(responses, above)
    bottom = answers.number_item(responses, below)
    base = top.base & bottom.base
    about = Meaning(
        f"{above.id} / {below.id}", f"{above.text} / {below.text}", "", "ratio", "none", "answered"
    )
    return _Linear(
        about,
        np.where(base, top.numbers, 0.0),
        np.where(base, bottom.numbers, 0.0),
        base,
        top.eligible & bottom.eligible,
    )


def _linear_rows(wave: WavePass, column: _Linear, conf_level: float) -> list[dict[str, object]]:
    found = []
    for place in range(len(wave.domains)):
        cell = Cell(wave, place, column.base, column.eligible)
        number = _linear_number(cell, column, cell.critical(conf_level))
        found.append(cell.row(column.meaning, number, conf_level))
    return found


def _linear_number(cell: Cell, column: _Linear, crit: float) -> Number:
    import numpy as np

    rows, sampling = cell.rows, cell.wave.sampling
    value = float(cell.weight @ column.top[rows])
    top = column.top[rows][:, None]
    if column.bottom is None:
        variance = total_variances(sampling, rows, top)
    else:
        below = float(cell.weight @ column.bottom[rows])
        value = value / below if below else np.nan
        variance = ratio_variances(sampling, rows, top, column.bottom[rows][:, None])
    half = crit * float(np.sqrt(variance[0]))
    return Number(value, float(np.sqrt(variance[0])), value - half, value + half, "t interval")
