"""Spreadsheets as services and providers send them: titles, tiers, gaps, several sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import inspect, read_export, to_responses
from ffc_eval.model.instrument import Instrument

HEADINGS = ["Ref", "Channel", "Do you agree with the plan?", "Tell us why", "Postcode"]
PLEA = ("Please keep the centre on the hill open, it is the only one that families here can "
        "reach on foot.")  # fmt: skip
ROWS = [
    [n, ("Paper", "Online", "E-mail")[n % 3], ("Agree", "Disagree")[n % 2],
     PLEA if n % 2 else f"My own words, number {n}", "AB1 2CD"]
    for n in range(1, 9)
]  # fmt: skip


def said(folder: Path, *sheets: tuple[str, Sequence[Sequence[object]]], merged: str = "") -> Any:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        if merged:
            sheet.merge_cells(merged)
    book.save(folder / "export.xlsx")
    return inspect(read_export(folder / "export.xlsx"))


def slugs(found: dict[str, Any]) -> dict[str, str]:
    return {problem["slug"]: problem["found"] for problem in found["problems"]}


def agreed(found: dict[str, Any]) -> dict[str, int]:
    question = next(q for q in found["questions"] if q["text"] == HEADINGS[2])
    return {o["label"]: o["n_selected"] for o in question["options"] if o["n_selected"]}


@pytest.mark.parametrize(
    ("above", "header_rows"),
    [
        ([HEADINGS], 1),
        ([["Consultation on the centres"], ["Downloaded in May"], [""], HEADINGS], 4),
        ([["Ident 1", "Ident 2", "Ident 3", "Ident 4", "Ident 5"], HEADINGS], 2),
        ([["ref", "channel", "Q1", "Q2", "Q3a"], HEADINGS], 2),
        ([["Who", "", "", "What", ""], HEADINGS], 2),
    ],
)
@pytest.mark.parametrize("gap", [True, False])
def test_titles_and_tiers_and_a_blank_row_below_make_no_people(
    above: list[list[str]], header_rows: int, gap: bool, tmp_path: Path
):
    found = said(tmp_path, ("Sheet1", [*above, *([[""] * 5] if gap else []), *ROWS]))
    assert (found["header_rows"], found["people"]) == (header_rows, 8)
    assert (found["rows_in"], found["held_out"]["blank"]) == ((9, 1) if gap else (8, 0))
    assert (agreed(found), found["personal"]) == ({"Agree": 4, "Disagree": 4}, ["Postcode"])
    assert found["metadata"] == ["Ref", "Channel"]


def test_codes_above_wordings_name_the_questions(tmp_path: Path):
    found = said(tmp_path, ("S", [["ref", "channel", "Q1", "Q2", "Q3a"], HEADINGS, *ROWS]))
    assert [(q["id"], q["text"]) for q in found["questions"]] == [
        ("Q1", HEADINGS[2]), ("Q2", HEADINGS[3]), ("Q3a", HEADINGS[4]),
    ]  # fmt: skip


def test_a_first_answer_below_coded_headings_is_a_person(tmp_path: Path):
    found = said(
        tmp_path,
        (
            "S",
            [
                ["Q1", "Q2", "Q3"],
                ["Agree", "Often", "A long first comment"],
                ["Agree", "Never", "Another one"],
                ["No", "Often", "x"],
            ],
        ),
    )
    assert (found["header_rows"], found["people"]) == (1, 3)


def test_sheets_with_the_same_headings_are_read_together_and_others_are_said(tmp_path: Path):
    found = said(
        tmp_path,
        ("About", [["Keyed in by the team"], ["Ask before use"]]),
        ("Online", [HEADINGS, *([n, "", *row[2:]] for n, row in enumerate(ROWS[:5], 1))]),
        (
            "Paper",
            [["Sent by post"], HEADINGS, *([n, "", *row[2:]] for n, row in enumerate(ROWS[5:], 1))],
        ),
        ("Codes", [["Code", "Meaning"], ["1", "Agree"]]),
    )
    assert (found["people"], found["held_out"]["duplicate"]) == (8, 0)
    assert agreed(found) == {"Agree": 4, "Disagree": 4}
    assert found["metadata"] == ["Ref", "Channel", "Sheet"]
    assert slugs(found)["sheets-not-read"] == "1 sheet"


def test_the_sheet_is_how_people_answered_where_nothing_else_says_so(tmp_path: Path):
    blank = [[n, "", *row[2:]] for n, row in enumerate(ROWS, 1)]
    said(tmp_path, ("Online", [HEADINGS, *blank[:5]]), ("Paper", [HEADINGS, *blank[5:]]))
    export = read_export(tmp_path / "export.xlsx")
    assert export.mode.value_counts().to_dict() == {"Online": 5, "Paper": 3}
    responses = to_responses(export, Instrument("c", "C", export.questions[:1]), "w", key=b"k")
    assert len(responses.values) == 8


def test_a_text_that_many_sent_is_said_and_kept(tmp_path: Path):
    found = said(tmp_path, ("Sheet1", [HEADINGS, *ROWS]))
    assert slugs(found)["same-words-many-times"] == "4 people, 1 different texts"
    why = next(q for q in found["questions"] if q["text"] == "Tell us why")
    assert why["n_answered"] == 8


def test_an_export_behind_a_sheet_of_notes_is_found(tmp_path: Path):
    forms = ["ID", "Start time", "Completion time", "Email", "Name", HEADINGS[2]]
    rows = [[n, "2025-05-13 10:00:00", "2025-05-13 10:05:00", "anonymous", "", "Agree"]
            for n in range(1, 9)]  # fmt: skip
    notes = ("Notes", [["What", "Who"], ["Downloaded", "By the team"]])
    found = said(tmp_path, notes, ("Sheet1", [forms, *rows]))
    assert (found["platform"], found["people"]) == ("ms_forms", 8)


def test_a_wrong_platform_is_answered_with_those_that_there_are(tmp_path: Path):
    from ffc_eval.errors import ExportError

    (tmp_path / "export.csv").write_text("Respondent ID,How was it?\n1,Good\n2,Bad\n")
    with pytest.raises(ExportError, match="no-layout-matches") as caught:
        read_export(tmp_path / "export.csv", platform="qualtrics")
    assert "it looks like surveymonkey" in str(caught.value)
    with pytest.raises(ExportError, match="no-such-platform") as caught:
        read_export(tmp_path / "export.csv", platform="doodle")
    assert all(name in str(caught.value) for name in ("smartsurvey", "citizen_space", "plain"))
