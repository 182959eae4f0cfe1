from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.ingest import read_export, to_responses
from ffc_eval.collect.privacy import pseudonym
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument, Option, Question, Scale
from ffc_eval.model.responses import Responses

GRADES = (
    Option("4", "Strong", 4.0),
    Option("3", "Meets", 3.0),
    Option("2", "Partly", 2.0),
    Option("1", "Does not", 1.0),
    Option("NE", "Not evidenced"),
    Option("NA", "Not applicable", reason="not_applicable"),
)
SCALE = Scale("G", GRADES, ("4", "3"), ("2", "1"))
TOOL = Instrument(
    "audit",
    "Audit",
    tuple(
        Question(f"AUD-0{n}", text, "single", GRADES, SCALE)
        for n, text in ((1, "The child was seen, and alone"), (2, "The plan is clear"))
    ),
)
HEADINGS = 'Case,Reader,Marking,Locality,"AUD-01 The child was seen, and alone",AUD-02 The plan\n'
ROWS = """X100,R1,first,North,4,NE
X100,R2,second,North,3,NE
X100,R1,moderated,North,4,NE
'=X1,Jo Bloggs,First,North,NA,2
,,,,,
"""
KEY = b"k" * 32


def marked(tmp_path: Path, rows: str = ROWS) -> Responses:
    path = tmp_path / "marks.csv"
    path.write_text(HEADINGS + rows, encoding="utf-8")
    export = read_export(path)
    assert export.platform == "case_audit"
    return to_responses(export, TOOL, "w1", key=KEY)


def test_a_marking_is_a_row_and_says_which_it_is(tmp_path: Path):
    found = marked(tmp_path)
    assert found.context["mode"].tolist() == ["first R1", "second R2", "moderated R1", "first"]
    assert found.rows["w1"].held_out == {"blank": 1}


def test_grades_are_values_and_not_applicable_is_a_reason(tmp_path: Path):
    found = marked(tmp_path)
    seen = found.values["AUD-01"].astype("object")
    assert seen.tolist()[:3] == ["Strong", "Meets", "Strong"]
    assert found.reasons["AUD-01"].tolist() == ["", "", "", "not_applicable"]
    assert found.values["AUD-02"].tolist() == [*["Not evidenced"] * 3, "Partly"]


def test_case_numbers_become_pseudonyms_and_stand_nowhere_else(tmp_path: Path):
    found = marked(tmp_path)
    assert found.context["person"].tolist() == [
        *[pseudonym(KEY, "X100")] * 3,
        pseudonym(KEY, "=X1"),
    ]
    shown = found.frame.to_csv() + found.reasons.to_csv()
    assert "X100" not in shown
    export = read_export(tmp_path / "marks.csv")
    assert "X100" not in export.cells.to_csv()


def test_a_readers_name_is_not_kept(tmp_path: Path):
    assert "Bloggs" not in marked(tmp_path).frame.to_csv()
    assert "Bloggs" not in read_export(tmp_path / "marks.csv").cells.to_csv()


def test_the_same_marking_twice_counts_once_the_last_stands(tmp_path: Path):
    found = marked(tmp_path, ROWS + "X100,R9,first,North,1,1\n")
    assert found.rows["w1"].held_out == {"blank": 1, "duplicate": 1}
    assert found.context["mode"].tolist().count("first R1") == 0


def test_a_row_that_does_not_say_its_marking_is_refused_without_its_words(tmp_path: Path):
    with pytest.raises(ExportError, match="marking-unknown") as refused:
        marked(tmp_path, ROWS + "X200,R1,third,North,1,1\n")
    assert "rows 6" in str(refused.value)
    assert "X200" not in str(refused.value)
    assert "third" not in str(refused.value)
