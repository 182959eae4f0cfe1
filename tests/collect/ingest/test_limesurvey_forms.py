"""LimeSurvey: codes and full answers of every kind of question give the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import Export, inspect, read_export
from ffc_eval.collect.ingest.reading_answers import read_answers

WORDING = {
    "A1": ("L", "Colour?"), "M": ("M", "Drinks?"), "P": ("P", "Why?"), "D": ("1", "Both"),
    "T": (":", "Table"), "R": ("R", "Rank them"), "K": ("K", "Numbers"), "S": ("Q", "Shorts"),
}  # fmt: skip
BELOW = {
    "M": [("SQ001", "Tea", 0), ("SQ002", "Milk", 0)],
    "P": [("SQ001", "Talk", 0)],
    "D": [("SQ001", "Park", 0), ("SQ002", "Pool", 0)],
    "T": [("Y1", "Mon", 0), ("X1", "Hours", 1), ("X2", "People", 1)],
    "K": [("a", "Height", 0), ("b", "Width", 0)],
    "S": [("a", "First", 0), ("b", "Second", 0)],
}
CHOICES = {
    "A1": [("A1", "Red", 0), ("A2", "Blue", 0)],
    "D": [("A1", "Good", 0), ("A2", "Bad", 0), ("B1", "Near", 1), ("B2", "Far", 1)],
    "R": [("a", "Apple", 0), ("b", "Pear", 0), ("c", "Fig", 0)],
}
DAY = "1980-01-01 00:00:00"
Row = tuple[str, str, str, str]
COLUMNS: tuple[Row, ...] = (
    ("id", "3", "5", "6"),
    ("submitdate", DAY, DAY, ""),
    ("lastpage", "4", "4", "2"),
    ("startlanguage", "en", "en", "en"),
    ("token", "t1", "t2", "t3"),
    ("A1", "A1", "-oth-", "A2"),
    ("A1[other]", "", "own words", ""),
    ("M[SQ001]", "Y", "", ""),
    ("M[SQ002]", "", "Y", ""),
    ("M[other]", "", "tea", ""),
    ("P[SQ001]", "Y", "", ""),
    ("P[SQ001comment]", "nice", "", ""),
    ("D[SQ001][1]", "A1", "A1", ""),
    ("D[SQ001][2]", "B2", "B1", ""),
    ("D[SQ002][1]", "A2", "A1", ""),
    ("D[SQ002][2]", "B1", "B1", ""),
    ("T[Y1_X1]", "1", "3", ""),
    ("T[Y1_X2]", "2", "2", ""),
    ("R[1]", "c", "a", ""),
    ("R[2]", "a", "b", ""),
    ("R[3]", "b", "c", ""),
    ("K[a]", "12.5", "11", ""),
    ("K[b]", "3", "4", ""),
    ("S[a]", "Ann", "Bob", ""),
    ("S[b]", "in town", "more", ""),
    ("interviewtime", "600", "500", "50"),
    ("groupTime1", "300", "200", "20"),
    ("A1Time", "20", "10", "10"),
)
FULL: dict[str, tuple[str, str, str]] = {
    "A1": ("Red", "Other", "Blue"),
    "M[SQ001]": ("Yes", "No", "N/A"),
    "M[SQ002]": ("No", "Yes", "N/A"),
    "P[SQ001]": ("Yes", "N/A", "N/A"),
    "D[SQ001][1]": ("Good", "Good", ""),
    "D[SQ001][2]": ("Far", "Near", ""),
    "D[SQ002][1]": ("Bad", "Good", ""),
    "D[SQ002][2]": ("Near", "Near", ""),
    "R[1]": ("Fig", "Apple", ""),
    "R[2]": ("Apple", "Pear", ""),
    "R[3]": ("Pear", "Fig", ""),
}


def structure() -> str:
    def rows(parts: list[str]) -> str:
        return (
            f"<rows>{''.join(f'<row>{part}<language>en</language></row>' for part in parts)}</rows>"
        )

    ids = {title: number for number, title in enumerate(WORDING, start=1)}
    questions = [
        f"<qid>{ids[title]}</qid><parent_qid>0</parent_qid><type>{kind}</type>"
        f"<title>{title}</title><question><![CDATA[<p>{text}</p>]]></question>"
        f"<other>{'Y' if kind in 'LM' else 'N'}</other>"
        for title, (kind, text) in WORDING.items()
    ]
    below = [
        f"<qid>{100 * ids[title] + n}</qid><parent_qid>{ids[title]}</parent_qid>"
        f"<title>{code}</title><question>{text}</question><scale_id>{scale}</scale_id>"
        f"<question_order>{n}</question_order>"
        for title, parts in BELOW.items()
        for n, (code, text, scale) in enumerate(parts)
    ]
    answers = [
        f"<qid>{ids[title]}</qid><code>{code}</code><answer>{text}</answer>"
        f"<scale_id>{scale}</scale_id><sortorder>{n}</sortorder>"
        for title, parts in CHOICES.items()
        for n, (code, text, scale) in enumerate(parts)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey'
        "</LimeSurveyDocType><languages><language>en</language></languages>"
        f"<questions>{rows(questions)}</questions><subquestions>{rows(below)}</subquestions>"
        f"<answers>{rows(answers)}</answers></document>"
    )


def written(path: Path, delimiter: str = ",", *, full: bool = False) -> Path:
    """Write the file as LimeSurvey does: a mark, quotes, CRLF, and a last line that is empty."""
    columns = [(h, *(FULL.get(h, cells) if full else cells)) for h, *cells in COLUMNS]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in zip(*columns, strict=True)]
    path.write_text("\r\n".join([*lines, "", ""]), encoding="utf-8-sig", newline="")
    return path


def counted(export: Export) -> dict[str, Any]:
    return {
        question["id"]: (
            question["text"],
            question["type"],
            question["n_answered"],
            {option["label"]: option["n_selected"] for option in question["options"]},
        )
        for question in inspect(export)["questions"]
    }


@pytest.fixture
def lss(tmp_path: Path) -> Path:
    path = tmp_path / "s.lss"
    path.write_text(structure(), encoding="utf-8")
    return path


def test_codes_and_full_answers_give_the_same_answers_to_every_kind(tmp_path: Path, lss: Path):
    codes = read_export(written(tmp_path / "c.csv", ";"), definition=lss)
    full = read_export(written(tmp_path / "f.csv", full=True), definition=lss)
    said = counted(codes)
    assert said == counted(full)
    assert said["A1"][1:] == ("single", 3, {"Red": 1, "Blue": 1, "Other": 1})
    assert said["M"][1:] == ("multi", 2, {"Tea": 1, "Milk": 1})
    assert said["D_SQ001_2"] == ("Park", "grid_item", 2, {"Near": 1, "Far": 1})
    assert said["D_SQ002_1"] == ("Pool", "grid_item", 2, {"Good": 1, "Bad": 1})
    assert said["T_Y1_X2"][:3] == ("Mon: People", "number", 2)
    assert said["K_b"][:3] == ("Width", "number", 2)
    assert said["S_a"][:3] == ("First", "text", 2)
    for export in (codes, full):
        block = export.block("R")
        ranks = read_answers(block.question, block, export).values
        first = {o.label: ranks[f"R[{o.code}]"].iloc[0] for o in block.question.options}
        assert first == {"Fig": 1, "Apple": 2, "Pear": 3}
        assert export.definition_differences == ()


def test_a_file_without_structure_tells_kinds_of_question_from_its_codes(tmp_path: Path):
    export = read_export(written(tmp_path / "c.csv", ";"))
    said = counted(export)
    assert said["A1"][1:] == ("single", 3, {"A1": 1, "A2": 1, "Other": 1})
    assert said["R"][1] == "ranking"
    assert said["D_SQ001_2"][3] == {"B1": 1, "B2": 1}
    assert said["M"][1:] == ("multi", 2, {"SQ001": 1, "SQ002": 1})
    assert [block.columns[0] for block in export if block.other] == [
        "A1[other]", "M[other]", "P[SQ001comment]"]  # fmt: skip
    assert export.derived[-3:] == ("interviewtime", "groupTime1", "A1Time")


def test_the_day_of_an_anonymous_survey_is_no_day(tmp_path: Path):
    export = read_export(written(tmp_path / "c.csv"))
    assert export.dates.isna().all()
    assert inspect(export)["held_out"]["partial"] == 1
    assert "token" in export.personal


def test_a_file_with_only_the_id_and_answers_is_known_by_its_first_heading(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        '"id. Response ID","T01. It helps","T02. It is fair"\n"1","Agree","Disagree"\n'
        '"2","Strongly agree","Agree"\n"4","",""\n',
        encoding="utf-8-sig",
    )
    said = inspect(read_export(path))
    assert (said["platform"], said["people"]) == ("limesurvey", 3)
    assert said["held_out"]["partial"] is None
    assert [q["text"] for q in said["questions"]] == ["It helps", "It is fair"]


def test_an_array_whose_rows_are_numbered_is_no_ranking(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "id,submitdate,lastpage,Q[1],Q[2]\n1,2025-01-01 10:00:00,1,A1,A2\n"
        "2,2025-01-01 10:00:00,1,A2,A2\n3,2025-01-01 10:00:00,1,A1,A1\n"
    )
    assert [q["type"] for q in inspect(read_export(path))["questions"]] == ["grid_item"] * 2
