"""Headline change: one difference a question, and what could have been seen."""

from __future__ import annotations

import pandas as pd
import pytest

from ffc_eval.analyse.compare import change, headline_change, smallest_detectable
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Instrument, Option, Question, Scale, Wave
from ffc_eval.model.responses import Responses, RowAccount

SCALE = Scale(
    "s", (Option("2", "Yes", 2), Option("1", "So-so", 1), Option("0", "No", 0)), ("2",), ("0",)
)


def two_waves(before: str, after: str) -> Responses:
    """One letter a person: y, s or n."""
    labels = {"y": "Yes", "s": "So-so", "n": "No"}
    answers = [labels[letter] for letter in before + after]
    index = pd.Index([f"a:{row}" for row in range(len(answers))], name="response")
    kinds = pd.CategoricalDtype(["Yes", "So-so", "No"], ordered=True)
    values = pd.DataFrame({"q": pd.Series(answers, index=index).astype(kinds)})
    waves = ["w1"] * len(before) + ["w2"] * len(after)
    context = pd.DataFrame({"wave": waves, "person": ""}, index=index)
    question = Question("q", "Was it fair?", "single", SCALE.options, SCALE, direction="good")
    instrument = Instrument("s", "S", (question,), waves=(Wave("w1", "One"), Wave("w2", "Two")))
    rows = {name: RowAccount(waves.count(name), waves.count(name), {}) for name in ("w1", "w2")}
    reasons = values.astype("object").map(lambda _: "")
    return Responses(instrument, values, reasons, context, rows)


def test_each_question_has_both_sides_one_difference_and_what_would_show():
    made = headline_change(two_waves("yysn" * 10, "yyys" * 10), Design(), ["q"], waves=("w1", "w2"))
    assert made.frame["statistic"].tolist() == [
        "top_box",
        "top_box",
        "difference",
        "smallest_detectable",
    ]
    assert made.frame["estimate"].iloc[:3].tolist() == pytest.approx([0.5, 0.75, 0.25])


def test_the_difference_is_that_of_the_whole_comparison():
    responses = two_waves("yysn" * 10, "yyys" * 10)
    ours = headline_change(responses, Design(), ["q"], waves=("w1", "w2"))
    every = change(responses, Design(), ["q"], waves=("w1", "w2")).frame
    tops = every[every["statistic"] == "top_box"]["option"].iloc[0]
    theirs = every[(every["statistic"] == "difference") & (every["option"] == tops)].iloc[0]
    row = ours.where(statistic="difference").frame.iloc[0]
    columns = ["estimate", "conf_low", "conf_high", "p_value"]
    assert row[columns].tolist() == pytest.approx(theirs[columns].tolist())


def test_the_smallest_change_is_that_of_the_effective_sizes():
    made = headline_change(two_waves("yysn" * 10, "yyys" * 20), Design(), ["q"], waves=("w1", "w2"))
    tops = made.where(statistic="top_box").frame
    expected = smallest_detectable(*tops["n_effective"], tops["estimate"].iloc[0])
    assert made.where(statistic="smallest_detectable").frame["estimate"].iloc[0] == expected
