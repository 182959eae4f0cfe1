"""The least favourable answers are found by rule and never left out."""

from __future__ import annotations

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale
from ffc_eval.present.tables import not_good
from ffc_eval.release import Policy, protect

AGREE = Scale(
    "a",
    (Option("1", "Agree", 1), Option("0", "Disagree", 0)),
    ("1",),
    ("0",),
    top_label="agree",
    bottom_label="disagree",
)
FAIR = Question("fair", "It was fair.", "single", AGREE.options, AGREE, direction="good")
BLAMED = Question("blamed", "I felt blamed.", "single", AGREE.options, AGREE, direction="bad")
INSTRUMENT = Instrument("s", "S", (FAIR, BLAMED))


def row(question: str, statistic: str, count: int, n: int) -> dict[str, object]:
    shared = {"unit": "share", "base": "opinion", "period": "w", "option": "x"}
    named = {"indicator": question, "question": INSTRUMENT.question(question).text}
    return {
        **shared,
        **named,
        "statistic": statistic,
        "estimate": count / n,
        "count": count,
        "n": n,
    }


def said(*rows: dict[str, object]) -> str:
    released = protect(Estimates.from_rows(rows), Policy("partners"))
    return not_good([(released, INSTRUMENT)]).paragraphs[0]


def test_disagreeing_with_good_news_and_agreeing_with_bad_news_are_both_unfavourable():
    text = said(
        row("fair", "top_box", 40, 60),
        row("fair", "bottom_box", 20, 60),
        row("blamed", "top_box", 30, 60),
        row("blamed", "bottom_box", 30, 60),
    )
    assert text.index("“I felt blamed”: 30 of 60 (50%) answered “agree”") < text.index(
        "“It was fair”: 20 of 60 (33%) answered “disagree”"
    )
    assert "40 of 60" not in text


def test_where_nobody_said_anything_bad_the_number_asked_is_said():
    text = said(row("fair", "bottom_box", 0, 60), row("blamed", "top_box", 0, 58))
    assert text == "60 people were asked, and none gave an unfavourable answer."


def test_what_may_not_be_shown_is_not_said():
    text = said(row("fair", "bottom_box", 3, 4))
    assert text == "Too few people answered to say what was not good."
