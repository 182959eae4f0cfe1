"""Snap and EngagementHQ, from documentation: kinds of missing, grids in a cell, doubts said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.collect.ingest.reading_answers import read_answers

TITLE: list[list[str]] = [["", "", "", "Town plan"], [], ["", "", "Date of contribution", "Survey"]]
HEAD = ["Login (Screen name)", "Contributor Summary (age)", "", "Response ID", "Email",
        "How did you travel?", "How good is", "Anything else?"]  # fmt: skip


def by_text(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {question["text"]: question for question in said["questions"]}


def counts(question: dict[str, Any]) -> dict[str, int]:
    """Return how many chose each option that anybody chose."""
    return {o["label"]: o["n_selected"] for o in question["options"] if o["n_selected"]}


def snap(path: Path, *rows: str, encoding: str = "utf-16-le") -> Path:
    text = "\r\n".join(row.replace("|", "\t") for row in rows) + "\r\n"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16", "utf-8-sig"])
def test_snap_has_two_heading_rows_and_three_kinds_of_missing(encoding: str, tmp_path: Path):
    path = snap(
        tmp_path / "x.txt",
        "ID.name|ID.endDate|ID.completed|V1|V2.1|V2.2|V3",
        "Name|End date|Completed|Did it help?|Used: Phone|Used: Letters|Comments",
        "c1|2025-05-01 10:00:00|1|Yes|1|0|It was good for us",
        "c2|2025-05-02 10:00:00|1|No|1|1|No Reply",
        "c3|2025-05-03 10:00:00|1|Not Asked|Not Asked|Not Asked|Not Asked",
        "c4||0|Error|No Reply|No Reply|No Reply",
        encoding=encoding,
    )
    export = read_export(path)
    said = inspect(export)
    assert (said["platform"], said["verified"], said["header_rows"]) == ("snap", False, 2)
    assert (said["people"], said["held_out"]["partial"]) == (4, 1)
    found = by_text(said)
    assert counts(found["Did it help?"]) == {"Yes": 1, "No": 1}
    assert (found["Used"]["type"], found["Used"]["n_answered"]) == ("multi", 2)
    assert counts(found["Used"]) == {"Phone": 2, "Letters": 1}
    assert found["Comments"]["n_answered"] == 1
    block = export.block("V1")
    why = read_answers(block.question, block, export).reasons["V1"]
    assert list(why) == ["", "", "not_asked", "unreadable"]
    assert "ID.name" in said["personal"]


def workbook(path: Path, *rows: list[str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([*TITLE, HEAD, *rows]):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write(number, place, cell)
    return path


def test_engagement_hq_has_headings_in_row_4_and_a_grid_in_a_cell(tmp_path: Path):
    path = workbook(
        tmp_path / "x.xlsx",
        ["ann", "30", "2025-05-01", "1", "a@example.org", "Bus,Walk",
         "the park : Good, the pool : Poor", "More trees, please"],
        ["bob", "40", "2025-05-02", "2", "b@example.org", "Walk", "the park : Good", ""],
        ["ann", "30", "2025-05-03", "3", "a@example.org", "Bus,Car",
         "the park : Poor, the pool : Good", "Nothing"],
        ["cat", "", "2025-05-03", "4", "", "Car", "", ""],
    )  # fmt: skip
    export = read_export(path)
    said = inspect(export)
    assert (said["platform"], said["verified"], said["header_rows"]) == ("engagement_hq", False, 4)
    assert (said["people"], export.person.nunique()) == (4, 3)
    found = by_text(said)
    assert counts(found["How did you travel?"]) == {"Bus": 2, "Walk": 2, "Car": 2}
    assert found["the park"]["type"] == "grid_item"
    assert counts(found["the park"]) == {"Good": 2, "Poor": 1}
    assert counts(found["the pool"]) == {"Good": 1, "Poor": 1}
    assert str(export.dates.iloc[0].date()) == "2025-05-01"
    assert {"Login (Screen name)", "Email", "Contributor Summary (age)"} <= set(said["personal"])


def test_engagement_hq_says_where_options_cannot_be_told_apart(tmp_path: Path):
    path = workbook(
        tmp_path / "x.xlsx",
        ["ann", "", "2025-05-01", "1", "", "Bus, train,Walk", "", ""],
        ["bob", "", "2025-05-02", "2", "", "Bus, train", "", ""],
        ["cat", "", "2025-05-03", "3", "", "Bus, train", "", ""],
        ["dee", "", "2025-05-03", "4", "", "Walk", "", ""],
    )
    said = inspect(read_export(path))
    problem = next(p for p in said["problems"] if p["slug"] == "options-not-told-apart")
    assert "How did you travel?" in problem["where"]
    assert by_text(said)["How did you travel?"]["type"] != "multi"
