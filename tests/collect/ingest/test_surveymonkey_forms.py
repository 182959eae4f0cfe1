"""Every form in which SurveyMonkey, or who published its file, writes one survey."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import inspect, read_export

HOW, USED, EASY, ORDER = "How was it?", "What helped you?", "How easy was it to", "Put in order"
TOOLS = ("Phone", "Letter", "None of these")
VISITS = "Who came, and when?"
PEOPLE: tuple[tuple[str, tuple[str, ...], str, tuple[str, str], tuple[str, str, str]], ...] = (
    ("Good", ("Phone",), "", ("Very easy", "Fairly easy"), ("1", "2", "3")),
    ("Bad", ("Phone", "Letter"), "", ("Very easy", "N/A"), ("2", "1", "3")),
    ("Good", (), "A neighbour drove us", ("Fairly hard", "Very easy"), ("1", "2", "N/A")),
    ("Other (please specify)", ("None of these",), "", ("", "Fairly easy"), ("2", "1", "")),
)
SAID = ("", "", "", "Loud, but kind")


def table(*rows: Sequence[str], end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def ticks(chosen: Sequence[str], *, numbers: bool = False) -> list[str]:
    return [(str(n) if numbers else tool) if tool in chosen else "" for n, tool in
            enumerate(TOOLS, 1)]  # fmt: skip


def two_rows(*, numbers: bool = False) -> list[list[str]]:
    return [
        ["Respondent ID", "Collector ID", "End Date", "Email Address", HOW, "",
         f"<strong>{USED}</strong>", "", "", "", f"{EASY}&nbsp;", "", ORDER, "", ""],
        ["", "", "", "", "Response", "Other (please specify)", *TOOLS, "Other (please specify)",
         "park", "find us", "Home", "School", "Club"],
        *([str(n), "7", f"05/{n + 12}/2025 10:00:00 AM" if n else "", "", p[0], SAID[n],
           *ticks(p[1], numbers=numbers), p[2], *p[3], *p[4]] for n, p in enumerate(PEOPLE)),
    ]  # fmt: skip


def one_row() -> list[list[str]]:
    return [
        ["Respondent ID", "End Date", HOW, f"{HOW} - Other (please specify)",
         *(f"{USED} - {tool}" for tool in TOOLS), f"{USED} - Other (please specify)",
         *(f"{EASY} - {item}" for item in ("park", "find us")),
         *(f"{ORDER} - {item}" for item in ("Home", "School", "Club"))],
        *([str(n), f"05/{n + 12}/2025 10:00:00 AM" if n else "", p[0], SAID[n], *ticks(p[1]), p[2],
           *p[3], *p[4]] for n, p in enumerate(PEOPLE)),
    ]  # fmt: skip


def published() -> list[list[str]]:
    """Without what names people, and with "-" in every empty cell."""
    rows = two_rows()
    kept = [[row[0].replace(" ", ""), *row[4:]] for row in rows]
    return [*kept[:2], *([cell or "-" for cell in row] for row in kept[2:])]


FORMS: dict[str, Callable[[], list[list[str]]]] = {
    "two rows": two_rows,
    "numbers": lambda: two_rows(numbers=True),
    "one row": one_row,
    "published": published,
}


def said(folder: Path, data: bytes) -> dict[str, Any]:
    (folder / "export.csv").write_bytes(data)
    return inspect(read_export(folder / "export.csv"))


def answers(found: dict[str, Any]) -> list[tuple[str, str, dict[str, int], int]]:
    return [
        (q["type"], q["text"], {o["label"]: o["n_selected"] for o in q["options"]}, q["n_answered"])
        for q in found["questions"]
        if q["type"] != "text"
    ]


EXPECTED = [
    ("single", HOW, {"Good": 2, "Bad": 1, "Other (please specify)": 1}, 4),
    ("multi", USED, {"Phone": 2, "Letter": 1, "None of these": 1}, 3),
    ("grid_item", "park", {"Very easy": 2, "Fairly easy": 0, "Fairly hard": 1, "N/A": 0}, 3),
    ("grid_item", "find us", {"Very easy": 1, "Fairly easy": 2, "Fairly hard": 0, "N/A": 1}, 4),
    ("ranking", ORDER, {"Home": 4, "School": 4, "Club": 2}, 4),
]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_people_and_counts(form: str, tmp_path: Path):
    found = said(tmp_path, table(*FORMS[form]()))
    assert (found["platform"], found["people"]) == ("surveymonkey", 4)
    by_label = [(kind, text, dict(sorted(n.items())), of) for kind, text, n, of in answers(found)]
    assert by_label == [(k, text, dict(sorted(n.items())), of) for k, text, n, of in EXPECTED]
    typed = [q["n_answered"] for q in found["questions"] if q["type"] == "text"]
    assert typed == [1, 1]
    assert len({q["group"] for q in found["questions"]}) == 4


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_machine_and_two_bytes_that_are_not_utf_8(end: str, tmp_path: Path):
    data = table(*two_rows(), end=end).replace(b"Put in order", b"Put in order?\x8c\xe6")
    found = said(tmp_path, data)
    assert found["people"] == 4
    assert answers(found)[4][1] == "Put in order?Œæ"
    assert "read-as-windows-1252" in {problem["slug"] for problem in found["problems"]}


def test_who_has_no_end_date_stopped_half_way(tmp_path: Path):
    assert said(tmp_path, table(*two_rows()))["held_out"]["partial"] == 1
    assert said(tmp_path, table(*published()))["held_out"]["partial"] is None


def test_a_question_that_asks_for_a_name_is_a_question_and_not_the_platforms_column(
    tmp_path: Path,
):
    found = said(tmp_path, table(
        ["Respondent ID", "Email Address", HOW, "First Name"],
        ["", "", "Response", "Open-Ended Response"],
        ["1", "", "Good", "Ann"], ["2", "", "Bad", ""], ["3", "", "Good", "Jo"],
    ))  # fmt: skip
    assert (found["header_rows"], found["people"]) == (2, 3)
    assert found["metadata"] == ["Respondent ID", "Email Address"]
    assert "First Name" in found["personal"]


def test_a_grid_of_checkboxes_is_a_tick_list_a_row(tmp_path: Path):
    found = said(tmp_path, table(
        ["Respondent ID", VISITS, "", "", ""],
        ["", "Mother - Morning", "Mother - Night", "Father - Morning", "Father - Night"],
        ["1", "Morning", "Night", "", ""], ["2", "", "Night", "Morning", ""], ["3", "", "", "", ""],
    ))  # fmt: skip
    assert answers(found) == [
        ("multi", "Mother", {"Morning": 1, "Night": 2}, 2),
        ("multi", "Father", {"Morning": 1, "Night": 0}, 1),
    ]
    assert {(q["stem"], q["group"]) for q in found["questions"]} == {(VISITS, "q1")}


def test_what_was_typed_under_an_answer_named_in_the_heading_is_beside_its_question(
    tmp_path: Path,
):
    app = "A website or app (please provide the answer)"
    found = said(tmp_path, table(
        ["RespondentID", "How do you hear of us?", app, "Would you come again - ever?"],
        *([str(n), [app, "Radio", "-"][n % 3], "Kind site" if n % 3 == 0 else "-", "Yes"]
          for n in range(9)),
    ))  # fmt: skip
    hear, typed, again = found["questions"]
    assert (hear["n_answered"], typed["type"], typed["n_answered"]) == (6, "text", 3)
    assert hear["group"] == typed["group"] != again["group"]
    assert again["text"] == "Would you come again - ever?"


def test_an_option_called_other_that_is_only_ticked_stays_an_option(tmp_path: Path):
    other = f"{USED} - Other (please specify)"
    found = said(tmp_path, table(
        ["Respondent ID", f"{USED} - Phone", other, other],
        ["1", "Phone", "Other (please specify)", "A friend"], ["2", "Phone", "", ""],
        ["3", "", "Other (please specify)", "The school"],
    ))  # fmt: skip
    assert answers(found) == [("multi", USED, {"Phone": 2, "Other (please specify)": 2}, 3)]
    assert [q["n_answered"] for q in found["questions"]] == [3, 2]


def test_ticks_joined_in_one_cell_count_as_the_ticks_in_columns(tmp_path: Path):
    chosen = [TOOLS[:2], TOOLS[:1], TOOLS[1:2], TOOLS[:2], (TOOLS[1], "Web"), ("Web", "Phone")]
    chosen += [("Web, or by e-mail",), ("Phone", "Web, or by e-mail")]
    options = ("Phone", "Letter", "Web", "Web, or by e-mail")
    joined = said(tmp_path, table(
        ["Respondent ID", USED],
        *([str(n), ", ".join(sorted(ticked, key=options.index))]
          for n, ticked in enumerate(chosen)),
    ))  # fmt: skip
    spread = said(tmp_path, table(
        ["Respondent ID", USED, "", ""], ["", *options],
        *([str(n), *(o if o in ticked else "" for o in options)]
          for n, ticked in enumerate(chosen)),
    ))  # fmt: skip
    assert answers(joined) == answers(spread)


def test_contact_details_are_put_away_and_offer_no_answers(tmp_path: Path):
    found = said(tmp_path, table(
        ["Respondent ID", "Your contact details", "", HOW],
        ["", "Name", "Postcode", "Response"],
        *([str(n), "Ann Lee", "AB1 2CD", "Good"] for n in range(3)),
    ))  # fmt: skip
    assert len(found["personal"]) == 2
    assert [(q["type"], q["options"]) for q in found["questions"][:2]] == [("text", [])] * 2


def test_a_workbook_reads_as_the_csv_does(tmp_path: Path):
    from openpyxl import Workbook

    as_csv = said(tmp_path, table(*two_rows()))
    book = Workbook()
    for line in two_rows():
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in line])
    book.save(tmp_path / "export.xlsx")
    assert inspect(read_export(tmp_path / "export.xlsx"))["questions"] == as_csv["questions"]


def test_a_question_with_typed_words_beside_it_counts_as_what_it_is(tmp_path: Path):
    from ffc_eval.app.cli.survey_words import inspected_lines

    lines = inspected_lines({**said(tmp_path, table(*two_rows())), "platform_count": ""})
    assert any("4 questions: 1 with one answer, 1 tick-all, 1 grids, 1 rankings" in line
               for line in lines)  # fmt: skip
