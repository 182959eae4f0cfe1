"""SmartSurvey in both layouts, and Citizen Space: what their files can and cannot say."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import draft_instrument, inspect, read_export, to_responses

HOW, USED, EASY, VISITS = "How was it?", "What helped?", "How easy to", "Who came when?"
WHEN = [f"2025-05-{n + 13} 10:00:00" for n in range(4)]
PEOPLE = (
    ("Good", ("Phone",), "", ("Easy", "Hard"), ("Morning", "Night")),
    ("Bad", ("Phone", "Letter"), "My sister's car", ("Easy", ""), ("", "Morning")),
    ("Good", (), "", ("Hard", "Easy"), ("Morning", "")),
    ("Bad", ("Letter",), "", ("", ""), ("Night", "Night")),
)
EXPECTED = [
    ("single", HOW, {"Bad": 2, "Good": 2}, 4),
    ("multi", USED, {"Letter": 2, "Phone": 2}, 3),
    ("grid_item", "park", {"Easy": 2, "Hard": 1}, 3),
    ("grid_item", "find us", {"Easy": 1, "Hard": 1}, 2),
]


def table(*rows: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def said(folder: Path, data: bytes) -> dict[str, Any]:
    (folder / "export.csv").write_bytes(data)
    return inspect(read_export(folder / "export.csv"))


def answers(found: dict[str, Any]) -> list[tuple[str, str, dict[str, int], int]]:
    return [
        (q["type"], q["text"], dict(sorted((o["label"], o["n_selected"]) for o in q["options"])),
         q["n_answered"])
        for q in found["questions"] if q["type"] != "text"
    ]  # fmt: skip


def question(found: dict[str, Any], id: str) -> dict[str, Any]:
    return next(q for q in found["questions"] if q["id"] == id)


def problems(found: dict[str, Any]) -> dict[str, str]:
    return {problem["slug"]: problem["found"] for problem in found["problems"]}


def raw(*, blank: str) -> bytes:
    own = ["UserID", "UserNo", "Name", "Email", "Started", "Ended"]
    return table(
        [*own, HOW, USED, "", "", EASY, "", VISITS, "", "", ""],
        [*[""] * 6, "Answer", "Phone", "Letter", "Other (please specify)", "park", "find us",
         "Mother", "", "Father", ""],
        [*[""] * 12, "Morning", "Night", "Morning", "Night"],
        *([str(900 + n), str(n), "-", "-", WHEN[n], WHEN[n] if n else "", p[0],
           *(tool if tool in p[1] else blank for tool in ("Phone", "Letter")),
           p[2].replace("'", "@SQ@") or blank, *(one or blank for one in p[3]),
           *(time if time in who else blank for who in p[4] for time in ("Morning", "Night"))]
          for n, p in enumerate(PEOPLE)),
    )  # fmt: skip


@pytest.mark.parametrize("blank", ["", "-", "."])
def test_smartsurvey_raw_data_with_any_mark_of_emptiness(blank: str, tmp_path: Path):
    found = said(tmp_path, raw(blank=blank))
    assert (found["platform"], found["verified"], found["people"]) == ("smartsurvey", False, 4)
    assert (found["header_rows"], found["held_out"]["partial"]) == (3, 1)
    assert answers(found) == [
        *EXPECTED,
        ("multi", "Mother", {"Morning": 2, "Night": 1}, 3),
        ("multi", "Father", {"Morning": 1, "Night": 2}, 3),
    ]
    assert [q["n_answered"] for q in found["questions"] if q["type"] == "text"] == [1]


def test_the_wording_says_that_people_wrote_where_the_heading_below_is_only_answer(tmp_path: Path):
    found = said(tmp_path, table(
        ["UserID", "UserNo", "Started", "Ended", "Anything else?", "Where?"],
        ["", "", "", "", "Answer", "Answer"],
        ["", "", "", "", "", ""],
        *([str(n), str(n), WHEN[0], WHEN[0], "Mrs Vole never rang", "Hub"] for n in range(6)),
    ))  # fmt: skip
    assert [(q["type"], len(q["options"])) for q in found["questions"]] == [
        ("text", 0),
        ("single", 1),
    ]


def test_smartsurvey_with_one_heading_row_and_numbered_options(tmp_path: Path):
    found = said(tmp_path, table(
        ["UserID", "UserNo", "Started", "Ended", f"Q1. {HOW}", "Q2.1. Phone", "Q2.2. Letter",
         "Q2.3. Other (please specify)", "Q3.1. park", "Q3.2. find us"],
        *([str(900 + n), str(n), WHEN[n], WHEN[n], p[0],
           *(tool if tool in p[1] else "" for tool in ("Phone", "Letter")), p[2], *p[3]]
          for n, p in enumerate(PEOPLE)),
    ))  # fmt: skip
    assert found["header_rows"] == 1
    assert [(kind, counts, n) for kind, _, counts, n in answers(found)] == [
        (kind, counts, n) for kind, _, counts, n in EXPECTED
    ]
    assert found["personal"] == []


def grid(answers: dict[str, Sequence[str]]) -> str:
    return "; ".join(
        json.dumps({"type": "matrix_row", "row_title": row, "column_title": answer})
        for row, given in answers.items() for answer in given if answer
    )  # fmt: skip


def wide(*, last: str = "") -> bytes:
    typed = [f"Other / {p[2]}" if p[2] else "" for p in PEOPLE]
    return table(
        ["Response_ID", "Completion_Status", "Date_Ended", f"Q_11_{HOW}", "Q_12_What_helped?",
         f"Q_13_{EASY}", f"Q_14_{VISITS}"],
        *([str(n), "Partial" if n == 0 else "Complete", WHEN[n], p[0],
           "; ".join(filter(None, [*p[1], typed[n]])),
           grid({"park": [p[3][0]], "find us": [p[3][1]]}) or last,
           grid({"Mother": [p[4][0], "Noon"], "Father": [p[4][1]]})]
          for n, p in enumerate(PEOPLE)),
    )  # fmt: skip


def test_smartsurvey_responses_wide_gives_the_same_counts(tmp_path: Path):
    found = said(tmp_path, wide())
    assert found["held_out"]["partial"] == 1
    assert answers(found)[0] == EXPECTED[0]
    assert answers(found)[2:4] == EXPECTED[2:]
    used = question(found, "Q_12")
    assert {o["label"]: o["n_selected"] for o in used["options"]} == {
        "Phone": 2, "Letter": 2, "Other": 1,
    }  # fmt: skip
    assert question(found, "Q_12_other")["n_answered"] == 1
    mother, father = found["questions"][-2:]
    assert (mother["type"], mother["text"], mother["stem"]) == ("multi", "Mother", VISITS)
    assert {o["label"]: o["n_selected"] for o in mother["options"]} == {
        "Morning": 2, "Night": 1, "Noon": 4,
    }  # fmt: skip
    assert father["n_answered"] == 3


def test_a_grid_cell_cut_short_is_said(tmp_path: Path):
    assert "grid-cell-unreadable" not in problems(said(tmp_path, wide()))
    found = said(tmp_path, wide(last='{"type":"matrix_row","row_ti'))
    assert problems(found)["grid-cell-unreadable"] == "1 cell"


def citizen_space(encoding: str) -> bytes:
    text = table(
        ["Response ID", "Date submitted", "What is your name? - Name",
         "How can we reach you? - Email address", "Do you agree – overall?",
         "Do you agree – overall? - Why - Text", f"{USED} - Phone", f"{USED} - Letter"],
        *([f"ANON-AB{n}D-1234-E", WHEN[n], "Ann", "a@example.org", p[0],
           "Because._x000D_\nReally." if n else "-",
           *(tool if tool in p[1] else "-" for tool in ("Phone", "Letter"))]
          for n, p in enumerate(PEOPLE)),
    ).decode()  # fmt: skip
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_citizen_space_as_downloaded_and_as_saved_by_excel(encoding: str, tmp_path: Path):
    found = said(tmp_path, citizen_space(encoding))
    assert (found["platform"], found["people"], found["header_rows"]) == ("citizen_space", 4, 1)
    assert found["personal"] == [
        "What is your name? - Name", "How can we reach you? - Email address",
    ]  # fmt: skip
    texts = {q["text"]: q["n_answered"] for q in found["questions"]}
    assert texts["Do you agree – overall? - Why"] == 3
    assert all(q["type"] != "multi" for q in found["questions"])
    assert (texts[f"{USED} - Phone"], texts[f"{USED} - Letter"]) == (2, 2)
    assert {"channel-unknown", "columns-not-gathered"} <= set(problems(found))


def test_words_typed_beside_an_option_are_told_from_the_question_in_the_instrument(tmp_path: Path):
    path = tmp_path / "export.csv"
    path.write_bytes(raw(blank=""))
    export = read_export(path)
    instrument = draft_instrument(export, survey="s", answers={})
    texts = [question.text for question in instrument if question.text.startswith(USED)]
    assert texts == [USED, f"{USED}: other, in people's own words"]
    responses = to_responses(export, instrument, instrument.waves[0].id, key=b"k" * 32)
    (typed,) = [question.id for question in instrument if question.text == texts[1]]
    assert responses.values[typed].notna().sum() == sum(bool(person[2]) for person in PEOPLE)
