"""Mentions: shares of ticks, which add up to one, with people as the unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analyse.survey_tables import responses_of
from golden.survey import HERE, values, worst

from ffc_eval.analyse.estimate import mentions
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Option, Question

HELPED = Question("m", "What helped?", "multi", tuple(Option(code, code.upper()) for code in "abc"))
DESIGNS = {
    "srs": Design(),
    "clustered": Design(weight="weight", stratum="stratum", cluster="cluster"),
}


def ticked(answers: pd.DataFrame, **context: pd.Series):
    lines = "\n".join(["| ok |", "|-|", *["| Yes |"] * len(answers)])
    plain = responses_of(lines)
    index = plain.values.index
    values = answers.astype("boolean").set_axis([f"m[{code}]" for code in "abc"], axis=1)
    blank = values.isna().replace({True: "blank", False: ""}).astype("str")
    return replace(
        plain,
        instrument=replace(plain.instrument, questions=(HELPED,)),
        values=values.set_axis(index),
        reasons=blank.set_axis(index),
    ).with_context(**{name: column.set_axis(index) for name, column in context.items()})


def golden_ticks():
    data = pd.read_csv(HERE / "ticks.csv")
    return ticked(data[list("abc")], **{name: data[name] for name in data.columns[3:]})


@pytest.mark.parametrize("name", list(DESIGNS))
def test_shares_of_ticks_agree_with_svyratio(name):
    table = mentions(golden_ticks(), DESIGNS[name], "m")
    for row in table.frame.to_dict("records"):
        assert worst(row, values("mentions")[f"{name}:{row['option'].lower()}"]) < 1e-9


def test_shares_of_ticks_add_up_to_one_and_say_what_they_are_of():
    frame = mentions(golden_ticks(), Design(), "m").frame
    assert frame["estimate"].sum() == pytest.approx(1)
    assert set(frame["base"]) == {"mentioned"}
    people, ticks = int(frame["n"].iloc[0]), int(frame["count"].sum())
    assert (frame["note"] == f"share of {ticks} ticks by {people} people, not of people").all()


def test_an_option_that_nobody_ticked_keeps_an_interval():
    answers = pd.DataFrame({"a": [1] * 12, "b": [0, 1] * 6, "c": [0] * 12})
    never = mentions(ticked(answers), Design(), "m").where(option="C").frame.iloc[0]
    assert (never["estimate"], never["conf_low"], never["count"]) == (0, 0, 0)
    assert 0.1 < never["conf_high"] < 0.4


def test_people_who_ticked_nothing_are_not_in_the_base():
    answers = pd.DataFrame({"a": [1, 0, 1], "b": [1, 0, np.nan], "c": [0, 0, np.nan]})
    assert (mentions(ticked(answers), Design(), "m").frame["n"] == 2).all()


def test_a_question_of_one_answer_is_refused():
    with pytest.raises(EstimateError) as error:
        mentions(responses_of("| ok |\n|-|\n| Yes |"), Design(), "ok")
    assert error.value.problems[0].slug == "not-a-multiple-choice"
