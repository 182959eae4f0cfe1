"""Whom the route led past a question is told apart from who saw it and left it blank."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ffc_eval.collect.ingest import read_export, to_responses
from ffc_eval.model.instrument import Condition, Instrument, Option, Question
from ffc_eval.model.responses import Responses

YES_NO = (Option("1", "Yes"), Option("0", "No"), Option("9", "Don't know", reason="dont_know"))
WHO = (Option("a", "Mum"), Option("b", "Dad"))
ROWS = """ref,heard,who,why,age
1,Yes,Mum;Dad,Kind,4
2,Yes,,,
3,No,Dad,,
4,,,,
5,No,Mum,Rude,5
6,Don't know,Dad;Mum,,
7,Perhaps,,,
"""


def responses(folder: Path, **routes: tuple[tuple[Condition, ...], ...]) -> Responses:
    path = folder / "x.csv"
    path.write_text(ROWS)
    questions = (
        Question("heard", "heard", "single", YES_NO),
        Question("who", "who", "multi", WHO),
        Question("why", "why", "text"),
        Question("age", "age", "number"),
    )
    asked = tuple(replace(one, asked_if=routes.get(one.id, ())) for one in questions)
    return to_responses(read_export(path), Instrument("s", "S", asked), "w", key=b"k")


def yes() -> tuple[tuple[Condition, ...], ...]:
    return ((Condition("heard", ("1",)),),)


def test_a_blank_behind_the_wrong_answer_was_not_asked(tmp_path: Path):
    found = responses(tmp_path, why=yes(), who=yes())
    assert found.reasons["why"].tolist() == ["", "blank", *["not_asked"] * 2, "", "not_asked",
                                             "blank"]  # fmt: skip
    assert found.reasons["who[a]"].tolist()[:4] == ["", "blank", "", "not_asked"]


def test_an_answer_given_against_the_route_is_kept(tmp_path: Path):
    assert responses(tmp_path, why=yes()).values["why"].tolist()[4] == "Rude"


def test_a_route_may_ask_who_did_not_choose_an_answer_or_could_not_say(tmp_path: Path):
    others = ((Condition("heard", ("1",), chosen=False),),)
    assert responses(tmp_path, why=others).reasons["why"].tolist()[1:4] == [
        "not_asked", "blank", "blank"]  # fmt: skip
    unsure = ((Condition("heard", ("9",)),),)
    assert responses(tmp_path, age=unsure).reasons["age"].tolist()[1:6] == [
        "not_asked", "not_asked", "not_asked", "", "blank"]  # fmt: skip


def test_both_conditions_of_an_alternative_hold_and_one_alternative_is_enough(tmp_path: Path):
    both = ((Condition("heard", ("0",)), Condition("who", ("b",))),)
    assert responses(tmp_path, why=both).reasons["why"].tolist()[1:4] == [
        "not_asked", "blank", "not_asked"]  # fmt: skip
    either = (*both, (Condition("heard", ("1",)),))
    assert responses(tmp_path, why=either).reasons["why"].tolist()[1:4] == [
        "blank", "blank", "not_asked"]  # fmt: skip


def test_a_condition_on_a_question_that_the_export_lacks_decides_nothing(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,why\n1,\n2,Kind\n")
    asked = (
        Question("heard", "Did you feel heard?", "single", YES_NO),
        Question("why", "why", "text", asked_if=yes()),
    )
    found = to_responses(read_export(path), Instrument("s", "S", asked), "w", key=b"k")
    assert found.reasons["why"].tolist() == ["blank", ""]
