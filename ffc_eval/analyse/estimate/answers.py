"""Answers: the items that a question gives, by its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.items import Item, Meaning
from ffc_eval.analyse.weights.row_blocks import Column, Rows, Worked, blocks, numbers
from ffc_eval.errors import EstimateError
from ffc_eval.model.estimates import UNITS
from ffc_eval.model.instrument import Option, Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Codes = NDArray[np.integer[Any]]

NOT_ELIGIBLE = ("not_asked", "not_applicable")


@dataclass(frozen=True)
class Choices:
    """Answers to a single-choice question: codes, the options they stand for, who was asked."""

    question: Question
    options: tuple[Option, ...]
    codes: Codes
    answered: Column
    eligible: Column

    def item(self, meaning: Meaning, scores: tuple[float, ...], base: Column | None = None) -> Item:
        """Return an item that gives each option a number."""
        who = self.answered if base is None else base
        return Item(meaning, self.codes, (*scores, 0.0), who, self.eligible)

    @property
    def base(self) -> Column:
        """Who a share is of: everybody asked where the question says so, else who answered."""
        return self.eligible if self.question.base == "asked" else self.answered


def questions_of(responses: Responses, names: str | Sequence[str]) -> list[Question]:
    """Return the questions of one name or several."""
    every = [names] if isinstance(names, str) else names
    return [question_of(responses, name) for name in every]


def question_of(responses: Responses, name: str) -> Question:
    """Return a question; a number of the context, as a data frame gives, asks for itself."""
    from pandas.api.types import is_numeric_dtype

    asked = any(question.id == name for question in responses.instrument)
    if not asked and name in responses.context and is_numeric_dtype(responses.context[name]):
        return Question(name, name, "number")
    return responses.instrument.question(name)


def choices(responses: Responses, question: Question) -> Choices:
    """Return the answers to a single-choice question or grid item."""
    import pandas as pd

    column = responses.values[question.columns[0]]
    if not isinstance(column.dtype, pd.CategoricalDtype):
        labels = [option.label for option in question.values]
        column = column.astype(pd.CategoricalDtype(labels or sorted(column.dropna().unique())))
    known = {option.label: option for option in question.options}
    answers = pd.Categorical(column, copy=False)
    labels = [str(label) for label in answers.categories]
    options = tuple(known.get(label, Option(label, label)) for label in labels)
    codes = answers.codes
    answered = Worked(lambda rows: codes[rows] >= 0)
    return Choices(question, options, codes, answered, eligible(responses, question.id, answered))


def eligible(responses: Responses, column: str, answered: Column) -> Column:
    """Return who was asked: all but those routed past the question."""
    import numpy as np

    size = len(responses)
    if column not in responses.reasons:
        return np.broadcast_to(np.True_, size)
    reasons = responses.reasons[column].array

    def asked(rows: Rows) -> Bools:
        found = answered[rows].copy()
        why = reasons[rows][~found]
        found[~found] = ~np.logical_or(*(np.asarray(why == reason) for reason in NOT_ELIGIBLE))
        return found

    for rows in blocks(size):
        if not answered[rows].all() and not asked(rows).all():
            return Worked(asked)
    return np.broadcast_to(np.True_, size)


def share_items(responses: Responses, question: Question) -> list[Item]:
    """Return one item an option: who chose it; of a ranking, who put it first.

    Raises
    ------
    EstimateError
        The question is not closed.
    """
    if question.type == "multi":
        return _multi_items(responses, question)
    if question.type == "ranking":
        return _first_place_items(responses, question)
    found = choices(responses, question) if question.closed else None
    if found and found.options:
        return _option_items(found)
    raise EstimateError(
        "question-not-closed",
        f'Question "{question.id}" offers no options, so it has no shares.',
        found=question.type,
        do="Ask for its mean or quantiles if it is a number, or for the themes of a text; in a "
        "data frame make codes categories.",
    )


def _option_items(found: Choices) -> list[Item]:
    places = range(len(found.options))
    return [
        found.item(
            meaning(found.question, "share", found.options[place].label, "share"),
            tuple(float(place == other) for other in places),
            found.base,
        )
        for place in places
    ]


def box_items(found: Choices) -> list[Item]:
    """Return top box, bottom box and their net, where the scale has them."""
    scale = found.question.scale
    if scale is None or not scale.top or not scale.bottom:
        return []
    top = tuple(float(option.code in scale.top) for option in found.options)
    bottom = tuple(float(option.code in scale.bottom) for option in found.options)
    net = tuple(a - b for a, b in zip(top, bottom, strict=True))
    question = found.question
    top_label = scale.top_label or _joined(found.options, scale.top)
    bottom_label = scale.bottom_label or _joined(found.options, scale.bottom)
    return [
        found.item(meaning(question, "top_box", _sentence(top_label), "share"), top, found.base),
        found.item(
            meaning(question, "bottom_box", _sentence(bottom_label), "share"), bottom, found.base
        ),
        found.item(meaning(question, "net", "", "points"), net, found.base),
    ]


def _joined(options: tuple[Option, ...], codes: tuple[str, ...]) -> str:
    return " or ".join(option.label.lower() for option in options if option.code in codes)


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def score_item(found: Choices) -> Item | None:
    """Return the mean score of a scale; None where fewer than two options have a score."""
    scores = [option.score for option in found.options]
    if sum(score is not None for score in scores) < 2:
        return None
    scored = [place for place, score in enumerate(scores) if score is not None]
    base = found.answered
    if len(scored) < len(scores):
        import numpy as np

        known = np.isin(np.arange(len(scores) + 1), scored)
        base = Worked(lambda rows: known[found.codes[rows]])
    about = meaning(found.question, "mean", "", "score")
    if about.base == "asked":
        about = replace(about, base="answered")
    return found.item(about, tuple(score or 0.0 for score in scores), base)


def _multi_items(responses: Responses, question: Question) -> list[Item]:
    """Return one item an option, counted by people."""
    ticks = [numbers(responses.values[name]) for name in question.columns]
    answered = _any(ticks)
    asked = eligible(responses, question.columns[0], answered)
    base = answered
    if question.base == "asked":
        base = asked
    elif question.base == "mentioned":
        base = Worked(lambda rows: np.any([tick[rows] > 0 for tick in ticks], axis=0))
    import numpy as np

    return [
        _ones(
            meaning(question, "share", option.label, "share"),
            tick,
            base,
            asked,
        )
        for option, tick in zip(question.options, ticks, strict=True)
    ]


def _any(columns: Sequence[Column]) -> Column:
    """Return who has a number in any of some columns."""
    import numpy as np

    return Worked(lambda rows: ~np.all([np.isnan(column[rows]) for column in columns], axis=0))


def _ones(about: Meaning, column: Column, base: Column, asked: Column) -> Item:
    """Return the share of a base with 1 in a column: ticked, or ranked first."""
    import numpy as np

    codes = Worked(lambda rows: np.where(base[rows], column[rows] == 1, np.int8(-1)))
    return Item(about, codes, (0.0, 1.0, 0.0), base, asked)


def _first_place_items(responses: Responses, question: Question) -> list[Item]:
    ranks = [numbers(responses.values[name]) for name in question.columns]
    answered = _any(ranks)
    asked = eligible(responses, question.columns[0], answered)
    return [
        _ones(
            meaning(question, "share", option.label, "share", note="ranked first"),
            rank,
            answered,
            asked,
        )
        for option, rank in zip(question.options, ranks, strict=True)
    ]


def mean_rank_items(responses: Responses, question: Question) -> list[Item]:
    """Return the mean rank of each item of a ranking, among those who ranked it."""
    return [
        _number(
            responses,
            name,
            meaning(question, "mean", option.label, "none", note="mean rank, 1 is first"),
        )
        for option, name in zip(question.options, question.columns, strict=True)
    ]


def number_item(responses: Responses, question: Question, statistic: str = "mean") -> Item:
    """Return the number that a question asks for."""
    about = meaning(question, statistic, "", unit_of(question))
    return _number(responses, question.id, about)


def _number(responses: Responses, column: str, about: Meaning) -> Item:
    values = numbers(responses.column(column))
    answered = _any([values])
    return Item(about, values, None, answered, eligible(responses, column, answered))


def unit_of(question: Question) -> str:
    """Return the unit of a number question as ``Estimates`` names it."""
    return question.unit if question.unit in UNITS else "none"


def meaning(
    question: Question, statistic: str, option: str, unit: str, *, note: str = ""
) -> Meaning:
    """Return the text columns of one estimate of a question."""
    return Meaning(question.id, question.wording, option, statistic, unit, question.base, note)
