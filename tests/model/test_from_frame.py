"""Any data frame can become responses; nothing in it gets lost."""

from __future__ import annotations

import pandas as pd
import pytest

from ffc_eval.analyse.estimate import proportion
from ffc_eval.errors import ExportError
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Instrument, Option, Question, Wave
from ffc_eval.model.responses import Responses

FRAME = pd.DataFrame(
    {"fair": ["Yes", "No", "Yes", None], "area": ["N", "N", "S", "S"], "weight": [1.0, 1, 2, 1]}
)
FAIR = Question("fair", "Was it fair?", "single", (Option("1", "Yes"), Option("0", "No")))


def test_texts_of_few_values_become_questions_and_numbers_context():
    made = Responses.from_frame(FRAME)
    assert [question.id for question in made.instrument] == ["fair", "area"]
    assert made.context["weight"].tolist() == [1.0, 1.0, 2.0, 1.0]
    assert made.reasons["fair"].tolist() == ["", "", "", "blank"]


def test_a_frame_can_be_estimated_with_its_own_weights():
    made = proportion(Responses.from_frame(FRAME), Design(weight="weight"), "fair").frame
    yes = made[made["option"] == "Yes"].iloc[0]
    assert yes["estimate"] == pytest.approx(0.75)
    assert (yes["n"], yes["n_missing"]) == (3, 1)


def test_codes_and_labels_of_an_instrument_are_both_understood():
    instrument = Instrument("s", "S", (FAIR,), waves=(Wave("w", "W"),))
    frame = pd.DataFrame({"fair": [1, "No", None]})
    made = Responses.from_frame(frame, instrument)
    assert made.values["fair"].tolist()[:2] == ["Yes", "No"]
    assert made.waves == ("w",)


def test_an_answer_that_is_not_offered_is_refused_and_not_lost():
    instrument = Instrument("s", "S", (FAIR,), waves=(Wave("w", "W"),))
    with pytest.raises(ExportError, match="does not offer"):
        Responses.from_frame(pd.DataFrame({"fair": ["Yes", "Perhaps"]}), instrument)
