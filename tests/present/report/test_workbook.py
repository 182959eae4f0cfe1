"""The workbook: numbers are numbers, texts are texts, and nothing said on paper is lost."""

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from present.report.sample import FRONT, TABLE, sample_document

from ffc_eval.model.blocks import Column, Table
from ffc_eval.present.report.document import Document, Part, Section
from ffc_eval.present.report.rendering import render
from ffc_eval.present.report.shown_numbers import ShownNumber, shown_number


def book(document: Document):
    return load_workbook(io.BytesIO(render(document, ["xlsx"])["xlsx"]))


def rows_of(table: Table) -> list[tuple]:
    document = Document(FRONT, (Section("1", "s1", "One", (Part(table, "t1", "Table 1"),)),))
    sheet = book(document)["Table 1"]
    (named,) = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[named.ref]]


def test_the_workbook_has_cover_contents_notes_and_a_sheet_a_table():
    opened = book(sample_document())
    assert opened.sheetnames == ["Cover", "Contents", "Notes", "Table 1", "Figure 1"]
    assert "Synthetic data" in opened["Cover"]["A4"].value
    links = [cell.hyperlink.location for cell in opened["Contents"]["A"] if cell.hyperlink]
    assert links == ["'Notes'!A1", "'Table 1'!A1", "'Figure 1'!A1"]
    assert opened.properties.title == FRONT.name
    assert opened.properties.created.date() == FRONT.issued


def test_numbers_are_as_rounded_as_shown_and_groups_are_a_column():
    assert rows_of(TABLE) == [
        ("Group", "Locality", "Requests", "Approved", "Share approved"),
        ("Inland", "North Vale", 14, "c", "c"),
        ("Inland", "South Vale", 12, 12, "12 of 12, very small base"),
        ("Coast", "Harbour", 27, 24, 0.89),
        ("", "All", 53, 46, 0.87),
    ] or rows_of(TABLE)[-1] == (None, "All", 53, 46, 0.87)


def test_where_a_number_says_less_the_words_stand_beside_it():
    table = Table(
        "t",
        (Column("Statement"), Column("Agree", "number"), Column("Share", "number")),
        (("A", "46 of 57", "81%\nsmall base"), ("B", "c", "50%")),
        values=((None, 46, 0.807), (None, None, 0.5)),
    )
    assert rows_of(table) == [
        ("Statement", "Agree", "Agree, as shown", "Share", "Share, as shown"),
        ("A", 46, "46 of 57", 0.81, "81%, small base"),
        ("B", "c", "c", 0.5, "50%"),
    ]


def test_headings_are_distinct_and_never_empty():
    columns = tuple(Column(title) for title in ("", "Share", "share", " "))
    assert rows_of(Table("t", columns, (("a", "b", "c", "d"),)))[0] == (
        "Column 1",
        "Share",
        "share (3)",
        "Column 4",
    )


def test_a_table_without_rows_still_has_its_headings():
    document = Document(
        FRONT,
        (
            Section(
                "1",
                "s",
                "One",
                (Part(replace(TABLE, rows=(), values=(), groups=(), totals=0), "t1", "Table 1"),),
            ),
        ),
    )
    values = [cell.value for row in book(document)["Table 1"].iter_rows() for cell in row]
    assert "Locality" in values


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "|cmd"])
def test_text_that_could_be_a_formula_is_a_quoted_text(text):
    table = Table("t", (Column("a"), Column("b")), ((text, "x"),))
    document = Document(FRONT, (Section("1", "s", "One", (Part(table, "t1", "Table 1"),)),))
    data = render(document, ["xlsx"])["xlsx"]
    sheet = load_workbook(io.BytesIO(data))["Table 1"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [n for n in archive.namelist() if b"<f>" in archive.read(n)]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("81%", 0.807, ShownNumber(0.81, "0%", whole=True)),
        ("(81%)", 0.807, ShownNumber(0.81, "0%", whole=True)),
        ("<1%", 0.003, ShownNumber(0.01, "0%", whole=False)),
        ("1,234", 1234, ShownNumber(1234, "#,##0", whole=True)),
        ("3.4", 3.44, ShownNumber(3.4, "0.0", whole=True)),
        ("−10 points", -0.1, ShownNumber(-10, "0", whole=True)),
        ("46 of 57", 46, ShownNumber(46, "0", whole=False)),
        ("none", 0, ShownNumber(0, "General", whole=False)),
    ],
)
def test_the_number_in_a_text(text, value, expected):
    assert shown_number(text, value) == expected
