"""Rows of a typed-in table that are no people: totals, headings again, a person as headings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.errors import ExportError

EXPORTS = Path(__file__).parents[2] / "exports"
HEAD = "Form no,Hub,Staff listened (1-5),Knows where to get help,Comments\n"
PEOPLE = ["1,North,5,4,lovely", "2,South,4,n/k,", "3,North,3,2,Ms Vole rang", "4,South,1,1,",
          "5,North,5,5,", "6,South,nk,3,thanks"]  # fmt: skip


def said(folder: Path, *rows: str, head: str = HEAD) -> dict[str, Any]:
    path = folder / "typed.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return inspect(read_export(path))


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([*PEOPLE[:3], "Subtotal North,,12,6,", *PEOPLE[3:]], 5),
        ([*PEOPLE[:3], ",Total so far,12,6,", *PEOPLE[3:]], 5),
        ([*PEOPLE, ",,18,15,"], 8),
    ],
)
def test_totals_are_refused_wherever_they_stand(rows: list[str], row: int, tmp_path: Path):
    with pytest.raises(ExportError) as error:
        said(tmp_path, *rows)
    assert error.value.problems[0].slug == "totals-row"
    assert error.value.problems[0].where.endswith(f"row {row}")


@pytest.mark.parametrize(
    "row", ["7,Total place of play,5,4,", ",,5,4,", ",,18,14,", "7,Totally,2,2,fine"]
)
def test_a_person_who_is_no_total_is_counted(row: str, tmp_path: Path):
    assert said(tmp_path, *PEOPLE, row, "8,North,2,2,")["people"] == 8


def test_a_first_row_of_answers_is_not_taken_as_headings(tmp_path: Path):
    with pytest.raises(ExportError) as error:
        said(tmp_path, "2,No,South,3", "3,Yes,North,5", head="1,Yes,North,4\n")
    assert error.value.problems[0].slug == "no-headings"


def test_headings_that_stand_again_are_no_person(tmp_path: Path):
    with pytest.raises(ExportError) as error:
        said(tmp_path, *PEOPLE[:2], HEAD.strip(), *PEOPLE[2:])
    assert error.value.problems[0].slug == "headings-again"


def test_points_typed_from_paper_are_numbers_though_some_are_not_known(tmp_path: Path):
    found = said(tmp_path, *PEOPLE)
    assert [(q["text"], q["type"]) for q in found["questions"][1:3]] == [
        ("Staff listened (1-5)", "number"),
        ("Knows where to get help", "number"),
    ]


def test_the_number_of_a_form_is_no_question(tmp_path: Path):
    assert "Form no" in said(tmp_path, *PEOPLE)["metadata"]


def test_ids_that_a_spreadsheet_rounded_are_named_though_no_response_id(tmp_path: Path):
    rows = ["1.2E+11,Yes", "1.2E+11,No", "1.3E+11,Yes"]
    found = said(tmp_path, *rows, head="Case,Would you come again?\n")
    (problem,) = [p for p in found["problems"] if p["slug"] == "ids-changed-by-spreadsheet"]
    assert problem["where"].endswith("column 1")


@pytest.mark.parametrize(
    "name", ["redcap/checkboxes-1_dictionary.csv", "ona_odk/childrens_survey_xlsform.xlsx"]
)
def test_the_questions_of_a_questionnaire_are_not_counted_as_people(name: str):
    with pytest.raises(ExportError) as error:
        read_export(EXPORTS / name)
    assert error.value.problems[0].slug == "questionnaire-given"


def test_the_rows_of_a_repeat_group_alone_are_said_to_be_no_people(tmp_path: Path):
    for name, alone in (("children.csv", True), ("childrens_survey.csv", False)):
        path = tmp_path / name
        path.write_bytes((EXPORTS / "ona_odk" / name).read_bytes())
        problems = inspect(read_export(path))["problems"]
        assert ("repeat-group-alone" in {problem["slug"] for problem in problems}) is alone
        path.unlink()
