"""Tests of groups in the appendix: the difference first, letters, p last."""

from __future__ import annotations

from dataclasses import replace

from analyse.compare.test_panel import SCALE
from analyse.survey_tables import responses_of

from ffc_eval.analyse.compare import group_tests
from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.design import Design
from ffc_eval.present.tables import letters_tables
from ffc_eval.release import Policy, protect

SIMPLE = Design()
HEAD = "| ok | area |\n|-|-|\n"
APART = (
    HEAD
    + "| Yes | A |\n" * 28
    + "| No | A |\n" * 2
    + "| Yes | B |\n" * 8
    + "| No | B |\n" * 22
    + "| Yes | C |\n" * 26
    + "| No | C |\n" * 4
)


def appendix(text: str, design: Design = SIMPLE, population: str = "partners"):
    responses = responses_of(text, ok={"scale": SCALE}, kind=design.kind)
    instrument = replace(responses.instrument, population=population)
    made = group_tests(responses, design, ["ok"], by="area")
    return letters_tables(protect(made, Policy.of(instrument)), instrument)


def test_the_largest_difference_comes_first_and_p_last():
    (made,) = appendix(APART)
    assert isinstance(made, Table)
    assert [column.title for column in made.columns] == [
        "Statement",
        "Largest difference",
        "A: A",
        "B: B",
        "C: C",
        "p",
    ]
    row = made.rows[0]
    assert row[1].startswith("A above B: +67 points (")
    assert row[2:] == ("93% B", "27%", "87% B", "<0.001")
    assert "groups differ on 1 of 1 statements" in made.title


def test_a_group_too_small_to_show_takes_letters_and_p_with_it():
    (made,) = appendix(APART + "| Yes | D |\n" * 3, population="staff")
    assert isinstance(made, Passage)
    assert "fewer than 10 people" in made.paragraphs[0]


def test_self_selected_answers_are_not_tested():
    (made,) = appendix(APART, Design(kind="self_selected"))
    assert made.paragraphs == (
        "Differences between groups are not tested: nobody was drawn by chance.",
    )


def test_p_is_adjusted_for_the_number_of_statements():
    responses = responses_of(APART, ok={"scale": SCALE})
    two = replace(
        responses,
        instrument=replace(
            responses.instrument,
            questions=(
                *responses.instrument.questions,
                replace(responses.instrument.questions[0], id="again"),
            ),
        ),
        values=responses.values.assign(again=responses.values["ok"]),
        reasons=responses.reasons.assign(again=responses.reasons["ok"]),
    )
    tests = group_tests(two, Design(), ["ok", "again"], by="area").where(statistic="rao_scott")
    assert (tests.frame["p_adjusted"] == 2 * tests.frame["p_value"]).all()
    assert tests.frame["note"].str.contains("Holm within 2 tests of top boxes by area").all()
