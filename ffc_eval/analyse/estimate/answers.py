"""Answers: the items that a question gives, by its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.estimate.items import Item, Meaning
from ffc_eval.errors import EstimateError
from ffc_eval.model.estimates import UNITS
from ffc_eval.model.instrument import Option, Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
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
    answered: Bools
    eligible: Bools

    def item(self, meaning: Meaning, scores: tuple[float, ...], base: Bools | None = None) -> Item:
        """Return an item that gives each option a number."""
        who = self.answered if base is None else base
        return Item(meaning, self.codes, (*scores, 0.0), who, self.eligible)

    @property
    def base(self) -> Bools:
        """Who a share is of: everybody asked where the question says so, else who answered."""
        return self.eligible if self.question.base == "asked" else self.answered


def questions_of(responses: Responses, names: str | Sequence[str]) -> list[Question]:
    """Return the questions of one name or several."""
    every = [names] if isinstance(names, str) else names
    return [responses.instrument.question(name) for name in every]


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
    answered: Bools = codes >= 0
    return Choices(question, options, codes, answered, eligible(responses, question.id, answered))


def eligible(responses: Responses, column: str, answered: Bools) -> Bools:
    """Return who was asked: all but those routed past the question."""
    import numpy as np

    everybody: Bools = np.broadcast_to(np.True_, answered.shape)
    if answered.all():
        return everybody
    reasons = responses.reasons[column].array[~answered]
    routed_past = np.logical_or(*(np.asarray(reasons == reason) for reason in NOT_ELIGIBLE))
    if not routed_past.any():
        return everybody
    found = everybody.copy()
    found[~answered] = ~routed_past
    return found


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
    if question.closed:
        return _option_items(choices(responses, question))
    raise EstimateError(
        "question-not-closed",
        f'Question "{question.id}" offers no options, so it has no shares.',
        found=question.type,
        do="Ask for its mean or quantiles if it is a number, or for the themes of a text.",
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

        base = np.isin(found.codes, scored)
    about = meaning(found.question, "mean", "", "score")
    if about.base == "asked":
        about = replace(about, base="answered")
    return found.item(about, tuple(score or 0.0 for score in scores), base)


def _multi_items(responses: Responses, question: Question) -> list[Item]:
    """Return one item an option, counted by people."""
    import numpy as np

    columns = [responses.values[name] for name in question.columns]
    chosen = [column.to_numpy(dtype=float, na_value=np.nan) for column in columns]
    answered = ~np.isnan(np.column_stack(chosen)).all(axis=1)
    asked = eligible(responses, question.columns[0], answered)
    base = answered
    if question.base == "asked":
        base = asked
    elif question.base == "mentioned":
        base = np.nansum(np.column_stack(chosen), axis=1) > 0
    return [
        Item(
            meaning(question, "share", option.label, "share"),
            np.where(base, np.nan_to_num(values), -1).astype(np.int8),
            (0.0, 1.0, 0.0),
            base,
            asked,
        )
        for option, values in zip(question.options, chosen, strict=True)
    ]


def ranks(responses: Responses, question: Question) -> list[pd.Series]:
    """Return the rank column of each item of a ranking, as floats."""
    import numpy as np
    import pandas as pd

    return [
        pd.Series(responses.values[name].to_numpy(dtype=float, na_value=np.nan))
        for name in question.columns
    ]


def _first_place_items(responses: Responses, question: Question) -> list[Item]:
    import numpy as np

    places = [column.to_numpy() for column in ranks(responses, question)]
    answered = ~np.isnan(np.column_stack(places)).all(axis=1)
    asked = eligible(responses, question.columns[0], answered)
    return [
        Item(
            meaning(question, "share", option.label, "share", note="ranked first"),
            np.where(answered, place == 1, -1).astype(np.int8),
            (0.0, 1.0, 0.0),
            answered,
            asked,
        )
        for option, place in zip(question.options, places, strict=True)
    ]


def mean_rank_items(responses: Responses, question: Question) -> list[Item]:
    """Return the mean rank of each item of a ranking, among those who ranked it."""
    import numpy as np

    found = []
    for option, name, column in zip(
        question.options, question.columns, ranks(responses, question), strict=True
    ):
        values = column.to_numpy()
        answered = ~np.isnan(values)
        about = meaning(question, "mean", option.label, "none", note="mean rank, 1 is first")
        asked = eligible(responses, name, answered)
        found.append(Item(about, values, None, answered, asked))
    return found


def number_item(responses: Responses, question: Question, statistic: str = "mean") -> Item:
    """Return the number that a question asks for."""
    import numpy as np

    values = responses.values[question.id].to_numpy(dtype=float, na_value=np.nan)
    answered = ~np.isnan(values)
    asked = eligible(responses, question.id, answered)
    about = meaning(question, statistic, "", unit_of(question))
    return Item(about, values, None, answered, asked)


def unit_of(question: Question) -> str:
    """Return the unit of a number question as ``Estimates`` names it."""
    return question.unit if question.unit in UNITS else "none"


def meaning(
    question: Question, statistic: str, option: str, unit: str, *, note: str = ""
) -> Meaning:
    """Return the text columns of one estimate of a question."""
    return Meaning(question.id, question.wording, option, statistic, unit, question.base, note)
