"""Every type of question gives the numbers that a table of it shows, each on its base."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analyse.survey_tables import responses_of
from golden.survey import survey

from ffc_eval.analyse.estimate import item_block, proportion
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Option, Question
from ffc_eval.model.responses import Responses

OPTIONS = (Option("b", "Bus"), Option("t", "Train"), Option("n", "None of these", exclusive=True))


def with_question(question: Question, columns: dict[str, list[float | None]]) -> Responses:
    size = len(next(iter(columns.values())))
    plain = responses_of("| ok |\n|-|\n" + "| Yes |\n" * size)
    kind = "boolean" if question.type == "multi" else "Float64"
    values = pd.DataFrame(columns, index=plain.values.index).astype(kind)
    reasons = values.isna().map(lambda missing: "blank" if missing else "").astype("str")
    instrument = replace(plain.instrument, questions=(question,))
    return replace(plain, instrument=instrument, values=values, reasons=reasons)


def travel(base: str) -> Responses:
    return with_question(
        Question("m", "How do you travel?", "multi", OPTIONS, base=base),
        {"m[b]": [1, 1, 0, 0, None], "m[t]": [1, 0, 0, 0, None], "m[n]": [0, 0, 1, 0, None]},
    )


@pytest.mark.parametrize(
    ("base", "n", "missing"), [("asked", 5, 0), ("answered", 4, 1), ("mentioned", 3, 2)]
)
def test_a_multi_is_counted_by_people_on_the_base_it_names(base, n, missing):
    bus = proportion(travel(base), Design(), "m").where(option="Bus").frame.iloc[0]
    assert (bus["count"], bus["n"], bus["n_missing"]) == (2, n, missing)
    assert bus["estimate"] == 2 / n
    assert bus["base"] == base


def test_options_of_a_multi_are_domains_that_overlap():
    responses = travel("answered")
    table = proportion(responses, Design(), "m", by=("m",)).where(option="Train").frame
    n = table.set_index("domain")["n"].to_dict()
    assert n == {"Bus": 2, "Train": 1, "None of these": 1}


def test_a_ranking_gives_first_places_and_mean_ranks():
    question = Question("r", "Put in order", "ranking", OPTIONS[:2])
    responses = with_question(question, {"r[b]": [1, 2, 1, None], "r[t]": [2, 1, None, None]})
    table = item_block(responses, Design(), ["r"])
    first = table.where(statistic="share").frame.set_index("option")
    ranks = table.where(statistic="mean").frame.set_index("option")
    assert first["estimate"].to_dict() == {"Bus": pytest.approx(2 / 3), "Train": 1 / 3}
    assert first["n"].to_dict() == {"Bus": 3, "Train": 3}
    assert ranks["estimate"].to_dict() == {"Bus": pytest.approx(4 / 3), "Train": 1.5}
    assert ranks["n"].to_dict() == {"Bus": 3, "Train": 2}
    assert set(ranks["note"]) == {"mean rank, 1 is first"}


def test_a_number_gives_its_mean_and_quartiles():
    table = item_block(
        responses_of("| days |\n|-|\n| 1 |\n| 2 |\n| 3 |\n| 10 |"), Design(), ["days"]
    )
    assert table.where(statistic="mean").frame["estimate"].tolist() == [4]
    quartiles = table.where(statistic="quantile").frame
    assert dict(zip(quartiles["option"], quartiles["estimate"], strict=True)) == {
        "0.25": 1,
        "0.5": 2,
        "0.75": 3,
    }


def test_a_likert_block_has_every_number_of_its_table():
    table = item_block(survey(), Design(), ["q1", "q2"]).frame
    counted = table.groupby("indicator")["statistic"].value_counts().unstack().loc["q2"]
    assert counted.to_dict() == {
        "share": 5,
        "top_box": 1,
        "bottom_box": 1,
        "net": 1,
        "mean": 1,
    }
    q2 = table[table["indicator"] == "q2"].set_index("statistic")
    top, bottom = q2.loc["top_box"], q2.loc["bottom_box"]
    assert q2.loc["net", "estimate"] == pytest.approx(top["estimate"] - bottom["estimate"])
    assert (top["option"], q2.loc["net", "unit"]) == ("Agree or strongly agree", "points")
    assert set(table["base"]) == {"opinion"}


def test_an_option_without_a_score_leaves_the_mean_but_not_the_shares():
    responses = survey()
    unscored = tuple(replace(o, score=None) if o.code == "3" else o for o in _q2(responses).options)
    questions = tuple(
        replace(q, options=unscored) if q.id == "q2" else q for q in responses.instrument
    )
    changed = replace(responses, instrument=replace(responses.instrument, questions=questions))
    table = item_block(changed, Design(), ["q2"])
    neither = table.where(statistic="share", option="Neither").frame["count"].iloc[0]
    mean = table.where(statistic="mean").frame.iloc[0]
    scores = responses.values["q2"].map({o.label: o.score for o in unscored}).astype(float)
    assert mean["estimate"] == pytest.approx(np.nanmean(scores))
    assert mean["n"] == table.where(statistic="top_box").frame["n"].iloc[0] - neither


def _q2(responses: Responses) -> Question:
    return responses.instrument.question("q2")


def test_answers_that_are_plain_text_are_put_in_the_order_of_the_options():
    responses = responses_of("| ok |\n|-|\n| No |\n| Yes |\n| Yes |")
    responses.values["ok"] = responses.values["ok"].astype("str")
    shares = proportion(responses, Design(), "ok").frame
    assert dict(zip(shares["option"], shares["count"], strict=True)) == {"Yes": 2, "No": 1}
