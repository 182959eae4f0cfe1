"""Text that a spreadsheet could run is neutralised wherever a CSV or workbook is written."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from present.report.sample import FRONT

from ffc_eval.collect.ingest.definitions.xlsform_writing import write_xlsform
from ffc_eval.collect.ingest.redacted_copy import neutral, redacted_copy
from ffc_eval.model.blocks import Column, Table
from ffc_eval.model.formula_like import is_formula_like
from ffc_eval.model.instrument import Instrument, Option, Question, Wave
from ffc_eval.present.claims import Claim, claims_workbook
from ffc_eval.present.report.document import Document, Part, Section
from ffc_eval.present.report.rendering import render
from ffc_eval.project.case_audit.books import workbook

FORMULAS = (
    '=HYPERLINK("http://x.example","y")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＠SUM(A1)",
    " =1+1",
    '"=1+1"',
    "'=1+1",
    "|calc",
    "%0A=1",
)
NUMBERS = ("5", "-5", "+5", "-0.5", "1,234", "-1e3")
WORDS = ("fine", "a = b", "1 - 2 people", "e-mail@example.org", "")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_like_a_formula_begins_with_an_apostrophe(text: str):
    assert is_formula_like(text)
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", [*NUMBERS, *WORDS])
def test_numbers_and_words_stay_as_they_are(text: str):
    assert neutral(text) == text


def test_a_redacted_copy_holds_no_formula_in_any_column_and_keeps_numbers(tmp_path: Path):
    path = tmp_path / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["said", "other", "n"])
        writer.writerows([text, text, "-5"] for text in FORMULAS if "\r" not in text)
    data, _ = redacted_copy(path, ["said"])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
    assert len(rows) == len(FORMULAS) - 1
    assert all(row[0].startswith("'") and row[1].startswith("'") for row in rows)
    assert {row[2] for row in rows} == {"-5"}


def cells_of(data: bytes) -> list[tuple[object, str, bool]]:
    """Value, type and whether Excel keeps it a text, of every filled cell."""
    book = load_workbook(io.BytesIO(data))
    return [
        (cell.value, cell.data_type, bool(cell.quotePrefix))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def written(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(
            archive.read(name).decode() for name in archive.namelist() if "worksheets" in name
        )


def test_a_report_workbook_holds_texts_as_texts_and_negative_numbers_as_numbers():
    table = Table(
        "Changes",
        (Column("@who"), Column("Change", "number")),
        tuple((text.strip(), "-5") for text in FORMULAS),
        values=tuple((None, -5) for _ in FORMULAS),
    )
    document = Document(FRONT, (Section("1", "s1", "One", (Part(table, "t1", "Table 1"),)),))
    data = render(document, ["xlsx"])["xlsx"]
    assert "<f>" not in written(data)
    cells = cells_of(data)
    assert [value for value, kind, _ in cells if kind == "n"] == [-5] * len(FORMULAS)
    said = {text.strip() for text in FORMULAS}
    kept = [quoted for value, _, quoted in cells if value in said]
    assert len(kept) == len(FORMULAS)
    assert all(kept)


def test_the_books_of_a_case_audit_hold_no_formula():
    rows = [["Case", "Note"], *[["C1", text] for text in FORMULAS]]
    data = workbook([("Marks", rows)])
    assert "<f>" not in written(data)
    assert not [value for value, _, _ in cells_of(data) if str(value).startswith(("=", "@", "+"))]


def test_a_claims_sheet_holds_no_formula():
    claims = [Claim(id=f"C{n}", text=text) for n, text in enumerate(FORMULAS)]
    data = claims_workbook(claims, created=datetime(2025, 1, 1))
    assert "<f>" not in written(data)
    assert {kind for _, kind, _ in cells_of(data)} == {"s"}


def test_a_form_to_field_holds_no_formula():
    questions = tuple(
        Question(id=f"q{n}", text=text, type="single", options=(Option("1", text),))
        for n, text in enumerate(FORMULAS)
    )
    instrument = Instrument(
        id="s", title="=1+1", questions=questions, waves=(Wave(id="w1", label="w1"),)
    )
    data = write_xlsform(instrument)
    assert "<f>" not in written(data)
    assert {kind for _, kind, _ in cells_of(data)} == {"s"}
