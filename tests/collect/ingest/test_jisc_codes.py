"""JISC Online Surveys: labels, codes with their key, ranks spread out, .sav: the same answers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.collect.ingest.reading_answers import read_answers

LABELS = Path(__file__).parents[2] / "exports" / "jisc_online_surveys" / "labels.csv"
PETS = ("Dogs", "Cats", "Parrots", "Monkeys", "Whales")
PLACES = ("Best", "Second best", "Third best", "Fourth best", "Fifth best", "Sixth best",
          "Seventh best")  # fmt: skip
LIKELY = ("Very Likely", "Likely", "Unlikely", "Very Unlikely")
OFFERED: dict[str, tuple[str, ...]] = {
    "Q1": ("By clicking this button I consent",), "Q2": PETS, "Q3": PETS,
    "Q4": ("Cheese and Onion", "Prawn Cocktail", "Roast Chicken", "Salt and Vinegar", "Original"),
    "Q7": ("Route A", "Route B"), "Q8": ("Red", "Blue", "Green", "Yellow"),
    "Q9": ("Orange", "Indigo", "White", "Black"),
    **{f"Q13_{item}": PLACES for item in range(1, 8)},
    **{f"Q14_{item}_a": LIKELY for item in range(1, 4)},
    "Q15": ("A", "B", "Don't remember"),
}  # fmt: skip
Rows = list[list[str]]


def labelled() -> tuple[list[str], dict[str, str], Rows]:
    """Return the names of the columns, their wordings, and the rows of the labels export."""
    with LABELS.open(newline="", encoding="utf-8") as file:
        headings, *rows = csv.reader(file)
    names = ["Q" + heading.partition(". ")[0].replace(".", "_") for heading in headings]
    texts = [heading.partition(". ")[2] for heading in headings]
    return names, dict(zip(names, texts, strict=True)), rows


def coded(*, urn: bool = True, spread: bool = False) -> Rows:
    """Return the same answers as codes; a rank spread over a column for each place if asked."""
    names, _, rows = labelled()

    def cells(name: str, cell: str) -> dict[str, str]:
        offered = OFFERED.get(name, ())
        if name == "Q3" or (spread and name.startswith("Q13_")):
            chosen = cell.split(",")
            return {f"{name}_{n}": str(int(o in chosen)) for n, o in enumerate(offered, 1)}
        return {name: str(offered.index(cell) + 1) if offered and cell else cell}

    coded_rows = []
    for number, row in enumerate(rows):
        whole = {"URN": f"356806-356797-{number}"} if urn else {}
        for name, cell in zip(names, row, strict=True):
            whole |= cells(name, cell)
        coded_rows.append(whole)
    return [list(coded_rows[0]), *(list(row.values()) for row in coded_rows)]


def key() -> Rows:
    names, texts, _ = labelled()
    rows = [["URN", "Unique Response Number"]]
    for name in names:
        rows.append([name, texts[name]])
        rows += [[str(n), option] for n, option in enumerate(OFFERED.get(name, ()), 1)]
    return rows


def written(path: Path, rows: Rows) -> Path:
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",").writerows(rows)
    return path


def as_sav(path: Path) -> Path:
    import pandas as pd
    import pyreadstat

    names, texts, _ = labelled()
    headings, *rows = coded()
    frame = pd.DataFrame(rows, columns=headings).drop(columns=["Q13", "Q14"])
    wordings = {name: texts[name] for name in names}
    wordings |= {f"Q3_{n}": f"{texts['Q3']} - {pet}" for n, pet in enumerate(PETS, 1)}
    for name in names:
        question = name.partition("_")[0]
        if "_" in name:
            wordings[name] = f"{texts[question]} - {texts[name]}"
    labels: dict[str, dict[float, str]] = {}
    for name in [c for c in frame if c in OFFERED or c.startswith("Q3_")]:
        frame[name] = pd.to_numeric(frame[name].replace("", "-9"))
        points = ("Not selected", "Selected") if name.startswith("Q3_") else OFFERED[name]
        start = 0 if name.startswith("Q3_") else 1
        labels[name] = {float(n): point for n, point in enumerate(points, start)}
        labels[name][-9.0] = "Not answered"
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=[wordings.get(name, name) for name in frame],
        variable_value_labels=labels,
        missing_ranges={name: [{"lo": -9.0, "hi": -9.0}] for name in labels},
    )
    return path


def answers(said: dict[str, Any], *, blank: Sequence[str] = ("Not answered",)) -> dict[str, Any]:
    """Return what was counted of each question, options that nobody chose left out."""
    return {
        question["id"]: (
            question["type"],
            question["n_answered"],
            {
                option["label"]: option["n_selected"]
                for option in question["options"]
                if option["n_selected"] and option["label"] not in blank
            },
        )
        for question in said["questions"]
    }


@pytest.fixture(scope="module")
def of_labels() -> dict[str, Any]:
    return answers(inspect(read_export(LABELS)))


@pytest.mark.parametrize("form", ["coded.csv", "coded.tsv", "coded.xlsx", "spread.csv", "x.sav"])
def test_every_form_of_one_survey_gives_the_same_answers(
    form: str, tmp_path: Path, of_labels: dict[str, Any]
):
    definition = None
    if form.endswith(".sav"):
        path = as_sav(tmp_path / form)
    else:
        spread = form.startswith("spread")
        path = written(tmp_path / form, coded(urn=not spread, spread=spread))
        definition = written(tmp_path / f"key{path.suffix}", key())
    export = read_export(path, definition=definition)
    assert export.platform == "jisc_online_surveys"
    assert (len(export), int(export.people.sum())) == (13, 13)
    assert answers(inspect(export)) == of_labels
    block = export.block("Q13")
    ranks = read_answers(block.question, block, export).values
    assert [float(column.iloc[0]) for column in ranks.values()] == [7, 6, 5, 4, 3, 2, 1]
    assert export.definition_differences == ()


def test_codes_without_their_key_are_choices_and_the_column_says_so(tmp_path: Path):
    said = inspect(read_export(written(tmp_path / "x.csv", coded())))
    by_id = {question["id"]: question for question in said["questions"]}
    assert [(o["code"], o["n_selected"]) for o in by_id["Q2"]["options"]] == [
        ("1", 1), ("2", 3), ("3", 5), ("4", 4)]  # fmt: skip
    assert by_id["Q5"]["type"] == "number"
    assert (by_id["Q13"]["type"], by_id["Q3"]["type"]) == ("ranking", "multi")
    assert "--definition" in by_id["Q2"]["note"]


def test_ranks_numbered_from_another_end_are_not_taken_for_ranks(tmp_path: Path):
    reverse = [[row[0], PLACES[7 - int(row[0])]] if row[1] in PLACES else row for row in key()]
    path = written(tmp_path / "x.csv", coded())
    definition = written(tmp_path / "key.csv", reverse)
    said = answers(inspect(read_export(path, definition=definition)))
    assert said["Q13_1"][0] == "grid_item"
    assert sum(said["Q13_1"][2].values()) == 12


def test_a_tick_list_may_hold_commas_and_a_question_may_have_one_of_its_own(tmp_path: Path):
    path = written(
        tmp_path / "x.csv",
        [
            ["Unique Response Number", "1. Topics", "2. Tool",
             "2.a. If you selected Other, please specify:", "3. Helpful", "3.a. Please say more",
             "4. Grid", "4.1.a. One", "4.1.b. One", "4.2.a. Two", "4.2.b. Two"],
            ["1-1", "Tools, technologies & methods,Health", "Other", "abacus", "No", "rain, mud",
             "", "Often", "Good", "Never", "Bad"],
            ["1-2", "Health,Law", "Pen", "", "Yes", "it is, so it is", "", "Never", "Good",
             "Often", "Good"],
            ["1-3", "Tools, technologies & methods,Law", "Pen", "", "Yes", "", "", "Often", "Bad",
             "Often", "Good"],
            ["1-4", "Tools, technologies & methods", "Pen", "", "No", "", "", "Often", "Good",
             "Often", "Good"],
        ],
    )  # fmt: skip
    export = read_export(path)
    said = answers(inspect(export))
    assert list(export.identity) == ["1-1", "1-2", "1-3", "1-4"]
    assert said["Q1"] == ("multi", 4, {"Tools, technologies & methods": 3, "Health": 2, "Law": 2})
    assert [block.columns[0][:4] for block in export if block.other] == ["2.a."]
    assert said["Q3_a"][:2] == ("text", 2)
    assert set(said["Q4_1_b"][2]) == {"Good", "Bad"}
    assert set(said["Q4_2_a"][2]) == {"Often", "Never"}


def test_other_programs_that_name_questions_q1_are_not_taken_for_jisc(tmp_path: Path):
    rows = [["Q1", "Q2_1", "Q2_2", "Q3"], *[["1", "0", "1", "text"]] * 5]
    path = written(tmp_path / "x.csv", rows)
    assert read_export(path).platform == "plain"
