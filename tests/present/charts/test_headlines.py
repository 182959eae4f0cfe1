"""Headlines: the statements of a survey, whichever survey it is."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.model.blocks import Figure
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale
from ffc_eval.present.charts import headlines
from ffc_eval.release import Policy, protect

SCALE = Scale("a", (Option("1", "Agree", 1), Option("0", "Disagree", 0)), ("1",), ("0",), "agree")
FAIR = Question("fair", "It was fair.", "single", SCALE.options, SCALE, direction="good")
HEARD = replace(FAIR, id="heard", text="I was heard.")
BETTER = replace(FAIR, id="better", text="It is better than before.", recall=True)
ROLE = Question("role", "Who are you?", "single", SCALE.options)


def charts(*questions: Question) -> list[str]:
    rows = [
        {
            "indicator": question.id,
            "question": question.text,
            "period": "w",
            "unit": "share",
            "statistic": statistic,
            "option": option,
            "estimate": count / 60,
            "count": count,
            "n": 60,
        }
        for question in questions
        for statistic, option, count in (
            ("share", "Agree", 40),
            ("share", "Disagree", 20),
            *((("top_box", "Agree", 40), ("bottom_box", "Disagree", 20)) if question.scale else ()),
        )
    ]
    instrument = Instrument("s", "S", questions)
    released = protect(Estimates.from_rows(rows), Policy("partners"))
    return [block.alt for block in headlines(released, instrument) if isinstance(block, Figure)]


def test_statements_of_one_scale_stand_in_one_chart_without_looking_back():
    (alt,) = charts(FAIR, HEARD, BETTER, ROLE)
    assert "better than before" not in alt
    assert alt.startswith("Diverging bars.")


def test_a_survey_without_statements_gives_its_topline():
    (alt,) = charts(ROLE)
    assert alt.startswith("Bars. Highest: Agree, 40 of 60")
