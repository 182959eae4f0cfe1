"""Every form in which Qualtrics writes one survey gives the same questions and answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ffc_eval.collect.ingest import inspect, read_export


class Asked(NamedTuple):
    """A column: its name in each download, its import id, its wording, an answer a person."""

    legacy: str
    current: str
    inner: str
    text: str
    answers: Sequence[str]


VISITS = "When did somebody visit?"
ROOMS = "How was each room, side-by-side?"
TAGGED = "Which of these did you use?"
GRID = "How often does each happen in your family?"
COLUMNS = (
    Asked("Q1", "Q1", "QID1", "How was the meeting?", ("1", "-1", "2", "1")),
    Asked("Q2_1", "Q2_10", "QID2-1", "What helped? - say all-Phone", ("1", "", "1", "")),
    Asked("Q2_2", "Q2_-1", "QID2-2", "What helped? - say all-None of these", ("", "1", "", "1")),
    Asked("Q2_2_TEXT", "Q2_-1_TEXT", "QID2-2-TEXT", "What helped? - say all-None of these",
          ("", "Nobody rang us back", "", "")),
    Asked("Q3_1_1", "Q3_Q3_1_1", "QID3-1-1", f"{VISITS}-Mother-Last week", ("1", "", "1", "1")),
    Asked("Q3_1_2", "Q3_Q3_1_-1", "QID3-1-2", f"{VISITS}-Mother-Never", ("", "1", "", "")),
    Asked("Q3_2_1", "Q3_Q3_2_1", "QID3-2-1", f"{VISITS}-Father-Last week", ("", "", "1", "1")),
    Asked("Q3_2_2", "Q3_Q3_2_-1", "QID3-2-2", f"{VISITS}-Father-Never", ("1", "1", "", "")),
    Asked("by_letter", "Q4_by-letter", "QID4-1", f"{TAGGED}-Letter", ("1", "", "", "1")),
    Asked("by_phone", "Q4_by-phone", "QID4-2", f"{TAGGED}-Phone", ("1", "1", "", "1")),
    Asked("meals_at_home", "Q5_meals_at_home", "QID5-1", f"{GRID}-Meals", ("1", "3", "2", "1")),
    Asked("bed", "Q5_bed", "QID5-2", f"{GRID}-Bedtime", ("3", "3", "1", "2")),
    Asked("meals_at_home", "Q6_meals_at_home", "QID6-1", f"And now? {GRID}-Meals",
          ("2", "2", "2", "3")),
    Asked("bed", "Q6_bed", "QID6-2", f"And now? {GRID}-Bedtime", ("1", "2", "", "1")),
    Asked("Q7#1_1", "Q7#1_1", "QID7#1-1", f"{ROOMS} : Clean?-Hall", ("1", "2", "1", "1")),
    Asked("Q7#1_2", "Q7#1_2", "QID7#1-2", f"{ROOMS} : Clean?-Garden", ("2", "2", "1", "2")),
    Asked("Q7#2_1_1", "Q7#2_1_1", "QID7#2-1-1", f"{ROOMS} : Used for-Hall-Play",
          ("1", "1", "", "")),
    Asked("Q7#2_1_2", "Q7#2_1_2", "QID7#2-1-2", f"{ROOMS} : Used for-Hall-Talk",
          ("1", "", "1", "")),
    Asked("Q8_1", "Q8_1", "QID8-1", "Put in order-Home", ("1", "2", "1", "2")),
    Asked("Q8_2", "Q8_2", "QID8-2", "Put in order-School", ("2", "1", "2", "1")),
    Asked("Q9_1", "Q9_1", "QID9-1", "Do you agree...-Yes", ("1", "1", "", "1")),
    Asked("Q10", "Q10", "QID10-TEXT", "Anything else?", ("All good there", "", "Too far", "")),
)  # fmt: skip
PEOPLE = range(4)


def table(*rows: Sequence[str], bom: bool = False) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()


def transition() -> bytes:
    meta = {"ResponseID": "responseId", "Status": "status", "Finished": "finished",
            "RecipientEmail": "panel-RecipientEmail"}  # fmt: skip
    return table(
        [*meta, *(c.current for c in COLUMNS)],
        [*meta, *(c.text.replace(" : ", "-") for c in COLUMNS)],
        [str({"ImportId": one}) for one in (*meta.values(), *(c.inner for c in COLUMNS))],
        *([f"R_{n}", "2", "1", "", *(c.answers[n] for c in COLUMNS)] for n in PEOPLE),
    )


def current() -> bytes:
    meta = {"ResponseId": "_recordId", "Status": "status", "Finished": "finished",
            "Progress": "progress"}  # fmt: skip
    texts = [c.text.replace(" : ", "-").replace("-", " - ") for c in COLUMNS]
    return table(
        [*meta, *(c.current for c in COLUMNS)],
        ["Antwort-ID", "Antworttyp", "Fertig", "Fortschritt", *texts],
        [json.dumps({"ImportId": one.replace("-", "_")})
         for one in (*meta.values(), *(c.inner for c in COLUMNS))],
        *([f"R_{n}", "Survey Preview", "True", "100", *(c.answers[n] for c in COLUMNS)]
          for n in PEOPLE),
    )  # fmt: skip


def legacy() -> bytes:
    meta = ["ResponseID", "ResponseSet", "Name", "EmailAddress", "Status", "Finished"]
    texts = [c.text + ("-TEXT" if c.legacy == "Q2_2_TEXT" else "") for c in COLUMNS]
    return table(
        [*(f"V{n}" for n in range(1, 7)), *(c.legacy for c in COLUMNS), "LocationLatitude", ""],
        [*meta, *texts, "LocationLatitude", ""],
        *([f"R_{n}", "Default", "Anonymous", "", "2", "1", *(c.answers[n] for c in COLUMNS),
           "51.4", ""] for n in PEOPLE),
        bom=True,
    )  # fmt: skip


FORMS: dict[str, Callable[[], bytes]] = {
    "transition": transition, "current": current, "legacy": legacy,
}  # fmt: skip


def said(folder: Path, data: bytes, definition: str = "") -> dict[str, Any]:
    path = folder / "export.csv"
    path.write_bytes(data)
    if definition:
        (folder / "asked.qsf").write_text(definition, encoding="utf-8")
    return inspect(read_export(path, definition=folder / "asked.qsf" if definition else None))


def answers(found: dict[str, Any]) -> list[tuple[str, str, dict[str, int], int]]:
    return [
        (q["type"], q["text"].replace(" : ", "-").replace(" - ", "-"),
         {o["label"]: o["n_selected"] for o in q["options"]}, q["n_answered"])
        for q in found["questions"]
    ]  # fmt: skip


def problems(found: dict[str, Any]) -> dict[str, str]:
    return {problem["slug"]: problem["found"] for problem in found["problems"]}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_questions_and_counts(form: str, tmp_path: Path):
    found = said(tmp_path, FORMS[form]())
    assert (found["platform"], found["people"], found["held_out"]["test"]) == ("qualtrics", 4, 4)
    assert answers(found) == [
        ("single", "How was the meeting?", {"-1": 1, "1": 2, "2": 1}, 4),
        ("multi", "What helped?-say all", {"Phone": 2, "None of these": 2}, 4),
        ("text", "What helped?-say all-None of these", {}, 1),
        ("multi", "Mother", {"Last week": 3, "Never": 1}, 4),
        ("multi", "Father", {"Last week": 2, "Never": 2}, 4),
        ("multi", TAGGED, {"Letter": 2, "Phone": 3}, 3),
        ("grid_item", "Meals", {"1": 2, "2": 1, "3": 1}, 4),
        ("grid_item", "Bedtime", {"1": 1, "2": 1, "3": 2}, 4),
        ("grid_item", "Meals", {"1": 0, "2": 3, "3": 1}, 4),
        ("grid_item", "Bedtime", {"1": 2, "2": 1, "3": 0}, 3),
        ("grid_item", "Clean?-Hall", {"1": 3, "2": 1}, 4),
        ("grid_item", "Clean?-Garden", {"1": 1, "2": 3}, 4),
        ("multi", "Used for-Hall", {"Play": 2, "Talk": 2}, 3),
        ("ranking", "Put in order", {"Home": 4, "School": 4}, 4),
        ("multi", "Do you agree...", {"Yes": 3}, 3),
        ("text", "Anything else?", {}, 2),
    ]
    groups = [q["group"] for q in found["questions"]]
    assert len(set(groups)) == 10
    assert groups[3] == groups[4] != groups[5]
    assert groups[6] == groups[7] != groups[8] == groups[9]


@pytest.mark.parametrize("form", ["transition", "current"])
def test_questions_are_named_as_in_qualtrics_whatever_the_rows_are_called(
    form: str, tmp_path: Path
):
    found = said(tmp_path, FORMS[form]())
    assert list(dict.fromkeys(q["group"] for q in found["questions"])) == [
        f"Q{n}" for n in range(1, 11)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_all_test_rows_and_bare_codes_are_said(form: str, tmp_path: Path):
    found = problems(said(tmp_path, FORMS[form]()))
    assert found["all-rows-are-tests"] == "4 rows"
    assert found["codes-without-labels"] == "7 questions"


def qsf() -> str:
    def asked(inner: str, name: str, text: str, kind: str, selector: str, **more: Any) -> object:
        return {"Element": "SQ", "Payload": {
            "QuestionID": inner, "DataExportTag": name, "QuestionText": text, "QuestionType": kind,
            "Selector": selector, **more}}  # fmt: skip

    def shown(*labels: str) -> dict[str, dict[str, str]]:
        return {str(n): {"Display": label} for n, label in enumerate(labels, 1)}

    often = {"Answers": shown("Often", "Rarely", "Never"), "SubSelector": "SingleAnswer",
             "Choices": shown("Meals", "Bedtime"), "RecodeValues": []}  # fmt: skip
    blocks = [
        {"Type": "Default", "BlockElements": [
            {"Type": "Question", "QuestionID": f"QID{n}"} for n in range(1, 11)]},
        {"Type": "Trash", "BlockElements": [{"Type": "Question", "QuestionID": "QID77"}]},
    ]  # fmt: skip
    elements = [
        {"Element": "BL", "Payload": blocks},
        asked("QID1", "Q1", "How was the meeting?", "MC", "SAVR",
              Choices=shown("Good", "Bad", "No view"), RecodeValues={"3": "-1"}),
        asked("QID77", "Q2", "An older question of that name", "TE", "SL"),
        asked("QID2", "Q2", "What helped? - say all", "MC", "MAVR",
              Choices=shown("Phone", "None of these"), RecodeValues={"1": "10", "2": "-1"}),
        asked("QID4", "Q4", f"<b>{TAGGED}</b>", "MC", "MAVR", Choices=shown("Letter", "Phone"),
              ChoiceDataExportTags={"1": "by-letter", "2": "by-phone"}),
        asked("QID5", "Q5", GRID, "Matrix", "Likert", **often),
        asked("QID6", "Q6", f"And now? {GRID}", "Matrix", "Likert", **often),
        asked("QID9", "Q9", "Do you agree...", "MC", "MAVR", Choices=shown("Yes")),
    ]  # fmt: skip
    return json.dumps({"SurveyEntry": {"SurveyName": "x"}, "SurveyElements": elements})


@pytest.mark.parametrize("form", FORMS)
def test_a_questionnaire_names_codes_in_every_form(form: str, tmp_path: Path):
    found = said(tmp_path, FORMS[form](), qsf())
    assert answers(found)[0][2] == {"Good": 2, "Bad": 1, "No view": 1}
    assert answers(found)[1][:3] == (
        "multi", "What helped?-say all", {"Phone": 2, "None of these": 2},
    )  # fmt: skip
    assert answers(found)[6:10] == [
        ("grid_item", "Meals", {"Often": 2, "Rarely": 1, "Never": 1}, 4),
        ("grid_item", "Bedtime", {"Often": 1, "Rarely": 1, "Never": 2}, 4),
        ("grid_item", "Meals", {"Often": 0, "Rarely": 3, "Never": 1}, 4),
        ("grid_item", "Bedtime", {"Often": 2, "Rarely": 1, "Never": 0}, 3),
    ]
    assert {q["group"] for q in found["questions"][6:10]} == {"Q5", "Q6"}


def header(*columns: tuple[str, str, str | dict[str, str]]) -> list[list[str]]:
    """Three heading rows: name, label, import id."""
    return [
        ["ResponseId", "Finished", "Status", *(name for name, *_ in columns)],
        ["Response ID", "Finished", "Response Type", *(label for _, label, _ in columns)],
        [json.dumps({"ImportId": one} if isinstance(one, str) else one)
         for one in ("_recordId", "finished", "status", *(inner for *_, inner in columns))],
    ]  # fmt: skip


def rows(*answers: str, finished: str = "True", status: str = "IP Address") -> list[list[str]]:
    return [[f"R_{n}", finished, status, *line.split("|")] for n, line in enumerate(answers)]


def question(found: dict[str, Any], id: str) -> dict[str, Any]:
    return next(q for q in found["questions"] if q["id"] == id)


def counts(found: dict[str, Any], id: str) -> dict[str, int]:
    return {o["label"]: o["n_selected"] for o in question(found, id)["options"]}


def test_seen_but_unanswered_is_no_option_and_no_answer(tmp_path: Path):
    found = said(tmp_path, table(
        *header(("Q1", "How was it?", "QID1"), ("Q2_1", "Used - Bus", {"ImportId": "QID2",
                "choiceId": "1"}), ("Q2_2", "Used - Car", {"ImportId": "QID2", "choiceId": "2"}),
                ("Q3_1", "Order - A", "QID3_1"), ("Q3_2", "Order - B", "QID3_2"),
                ("Q4", "Why?", "QID4_TEXT")),
        *rows("1|1|0|1|2|Well run", "2|0|1|2|1|-99", "-99|-99|-99|-99|-99|-99", "1|1|1|1|2|"),
    ))  # fmt: skip
    assert counts(found, "Q1") == {"1": 2, "2": 1}
    assert (counts(found, "Q2"), question(found, "Q2")["n_answered"]) == ({"Bus": 2, "Car": 2}, 3)
    assert question(found, "Q3")["type"] == "ranking"
    assert (counts(found, "Q3"), question(found, "Q4")["n_answered"]) == ({"A": 3, "B": 3}, 1)


def test_zero_is_an_answer_where_the_questionnaire_offers_it(tmp_path: Path):
    data = table(
        *header(("Q1_1", "Is it - Near", "QID1_1"), ("Q1_2", "Is it - Open", "QID1_2")),
        *rows("1|0", "0|0", "1|1"),
    )
    assert said(tmp_path, data)["questions"][0]["type"] == "multi"
    elements = [{"Element": "SQ", "Payload": {
        "QuestionID": "QID1", "DataExportTag": "Q1", "QuestionText": "Is it",
        "QuestionType": "Matrix", "Selector": "Likert", "SubSelector": "SingleAnswer",
        "Choices": {"1": {"Display": "Near"}, "2": {"Display": "Open"}},
        "Answers": {"1": {"Display": "Yes"}, "2": {"Display": "No"}},
        "RecodeValues": {"1": "1", "2": "0"}}}]  # fmt: skip
    found = said(tmp_path, data, json.dumps({"SurveyElements": elements}))
    assert counts(found, "Q1_1") == {"Yes": 2, "No": 1}
    assert counts(found, "Q1_2") == {"Yes": 1, "No": 2}


@pytest.mark.parametrize(
    ("cells", "labels"),
    [(("1,3", "1", "3,2", "2,1"), None), (("Bus, or tram,Car", "Car", "Walk,Car", "Walk"), 3)],
)
def test_several_answers_left_in_one_cell_are_taken_apart(
    cells: tuple[str, ...], labels: int | None, tmp_path: Path
):
    again = (*cells, *cells, "Bus, or tram" if labels else "3")
    found = said(tmp_path, table(*header(("Q1", "How?", "QID1")), *rows(*again)))
    assert question(found, "Q1")["type"] == "multi"
    assert counts(found, "Q1") == (
        {"Bus, or tram": 3, "Car": 6, "Walk": 4} if labels else {"1": 6, "2": 4, "3": 5}
    )


def test_what_was_not_asked_is_no_question(tmp_path: Path):
    found = said(tmp_path, table(
        *header(("Q1", "How was it? - Selected Choice", "QID1"),
                ("Q1_4_TEXT", "How was it? - Other - Text", "QID1_4_TEXT"),
                ("Q1_DO_1", "How was it? - Display Order", {"ImportId": "QID1_DO",
                                                            "choiceId": "1"}),
                ("FL_7_DO", "FL_7 - Block Randomizer - Display Order", "FL_7_DO"),
                ("Q2_First Click", "Timing - First Click", "QID9_FIRST_CLICK"),
                ("Q3", "Why? ", "QID3_TEXT"), ("Q3 - Topics", "Why? - Topics",
                                               "QID3_TEXT_5d3c2c0aa1b2c3d4e5f6a7b8Topics"),
                ("Q3 - Sentiment Score", "Why? - Sentiment Score", "Q3sentiment"),
                ("Q8", "Would you recommend us?", "QID8"),
                ("Q8_NPS_GROUP", "Would you recommend us? - Group", "QID8_NPS_GROUP"),
                ("Name", "Name of the centre?", "QID11"),
                ("team", "team", "team"), ("SC0", "Score", "SC_2bA1"),
                ("1_Q5", "Child one - Age band", "1_QID5"), ("2_Q5", "Child two - Age", "2_QID5")),
        *rows("Good||1|2|0.2|Near us|[]|0|9|Promoter|North|red|3|Under 5|5 to 10",
              "Other|Loud|2|1|0.4|Far off|[]|1|8|Passive|South|blue|4|5 to 10|Under 5"),
    ))  # fmt: skip
    assert [q["id"] for q in found["questions"]] == [
        "Q1", "Q1_4_TEXT", "Q3", "Q8", "Name", "1_Q5", "2_Q5",
    ]  # fmt: skip
    assert question(found, "Q1")["text"] == "How was it?"
    assert question(found, "Q8")["type"] == "single"
    assert found["metadata"] == ["ResponseId", "Finished", "Status", "team"]
    assert problems(found)["embedded-data"] == "team"


@pytest.mark.parametrize(
    ("written", "partial"),
    [(("True", "False"), 1), (("1", "0"), 1), (("TRUE", "FALSE"), 1), (("Wahr", "Falsch"), 1)],
)
def test_who_stopped_half_way_is_read_in_every_spelling(
    written: tuple[str, str], partial: int, tmp_path: Path
):
    done, not_done = written
    found = said(tmp_path, table(
        *header(("Q1", "How?", "QID1")),
        *rows("Well", "Badly", finished=done), ["R_9", not_done, "IP Address", "Well"],
    ))  # fmt: skip
    assert found["held_out"]["partial"] == partial


def test_progress_tells_where_finished_is_in_another_language(tmp_path: Path):
    heads = header(("Progress", "Fortschritt", "progress"), ("Q1", "Wie?", "QID1"))
    found = said(tmp_path, table(*heads, *rows("100|Gut", "35|", finished="Kyllä")))
    assert found["held_out"]["partial"] == 1


def test_spam_is_kept_and_said(tmp_path: Path):
    data = table(*header(("Q1", "How?", "QID1")), *rows("Well", "Badly", status="Spam"))
    found = said(tmp_path, data)
    assert (found["people"], found["held_out"]["test"]) == (2, 0)
    assert problems(found)["marked-as-spam"] == "2 rows"


def test_a_tab_separated_download_in_utf_16_reads_as_the_csv_does(tmp_path: Path):
    as_csv = said(tmp_path, current())
    lines = csv.reader(io.StringIO(current().decode()))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="\t").writerows(lines)
    as_tsv = said(tmp_path, text.getvalue().encode("utf-16"))
    assert as_tsv == as_csv


def test_a_workbook_reads_as_the_csv_does(tmp_path: Path):
    from openpyxl import Workbook

    as_csv = said(tmp_path, current())
    book = Workbook()
    for line in csv.reader(io.StringIO(current().decode())):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in line])
    book.save(tmp_path / "export.xlsx")
    as_xlsx = inspect(read_export(tmp_path / "export.xlsx"))
    assert answers(as_xlsx) == answers(as_csv)
    assert as_xlsx["held_out"] == as_csv["held_out"]


def test_a_question_that_asks_for_a_person_is_put_away_by_its_wording(tmp_path: Path):
    found = said(tmp_path, table(
        *header(("Q7", "Your <b>postcode</b>", "QID7_TEXT"), ("Q8", "What is your name?", "QID8"),
                ("Q9", "Was <em>it</em>, on the whole, good?", "QID9")),
        *rows("AB1 2CD|Ann|Yes", "AB2 3CD|Jo|No", "AB2 3CD|Jo|No"),
    ))  # fmt: skip
    assert found["personal"] == ["Q7", "Q8"]
    assert all(question(found, name)["options"] == [] for name in ("Q7", "Q8"))
    assert question(found, "Q9")["text"] == "Was it, on the whole, good?"
