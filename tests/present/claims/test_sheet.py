"""The claims sheet: Excel in, all problems at once, the same bytes out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ffc_eval.present.claims import Claim, Reference, claims_workbook, read_claims
from ffc_eval.present.claims.sheet import HEADINGS

CREATED = datetime(2025, 7, 14)
FULL = Claim(
    "C1",
    "Of families 47 of 56 agreed.",
    ("FN", "CP"),
    (Reference("fgc.items", "FGC-12"), Reference("staff.change", "STF-07")),
    support="Asked by somebody else.",
    against="None found",
    rivals="Not examined",
    strength=1,
    kind="Family or child, first-hand",
    theory="Families lead",
    mind="Fewer than half",
    since="New",
    row=2,
)


def sheet_of(folder: Path, *claims: Claim, name: str = "claims.xlsx"):
    (folder / name).write_bytes(claims_workbook(claims, created=CREATED))
    return read_claims(folder)


def written(folder: Path, rows: list[list[str]]):
    """Write a sheet as a person might leave it."""
    import xlsxwriter

    book = xlsxwriter.Workbook(folder / "claims.xlsx")
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return read_claims(folder)


def test_what_is_written_is_read_again(tmp_path):
    found = sheet_of(tmp_path, FULL, replace(FULL, id="C2", strength=None, row=3))
    assert found.claims == (FULL, replace(FULL, id="C2", strength=None, row=3))
    assert found.problems == ()


def test_equal_claims_give_equal_bytes():
    made = claims_workbook([FULL], created=CREATED)
    assert made == claims_workbook([FULL], created=CREATED)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert b"2025-07-14T00:00:00Z" in book.read("docProps/core.xml")


def test_no_sheet_is_no_claim(tmp_path):
    assert read_claims(tmp_path).claims == ()


def test_an_empty_template_has_neither_claims_nor_problems(tmp_path):
    found = sheet_of(tmp_path)
    assert found.claims == found.problems == ()


def test_a_councils_own_sheet_goes_before_the_shipped_one(tmp_path):
    assert sheet_of(tmp_path, FULL, name="synthetic-claims.xlsx").name == "synthetic-claims.xlsx"
    assert sheet_of(tmp_path, FULL).name == "claims.xlsx"


def test_every_problem_comes_at_once_by_row_and_column(tmp_path):
    broken = {
        **dict.fromkeys(HEADINGS, "words"),
        "Strength": "strong",
        "Strands": "FN, XX",
        "Evidence": "staff",
        "Against": "",
    }
    found = written(tmp_path, [list(HEADINGS), list(broken.values()), list(broken.values())])
    assert [(problem.slug, problem.where) for problem in found.problems] == [
        ("claim-incomplete", "claims.xlsx, row 2, Against"),
        ("claim-cell-unfit", "claims.xlsx, row 2, Strength"),
        ("claim-cell-unfit", "claims.xlsx, row 2, Evidence type"),
        ("claim-cell-unfit", "claims.xlsx, row 2, Strands"),
        ("claim-cell-unfit", "claims.xlsx, row 2, Evidence"),
        ("claim-incomplete", "claims.xlsx, row 3, Against"),
        ("claim-id-twice", "claims.xlsx, row 3, Id"),
        ("claim-cell-unfit", "claims.xlsx, row 3, Strength"),
        ("claim-cell-unfit", "claims.xlsx, row 3, Evidence type"),
        ("claim-cell-unfit", "claims.xlsx, row 3, Strands"),
        ("claim-cell-unfit", "claims.xlsx, row 3, Evidence"),
    ]
    assert found.claims[0].strands == ("FN",)


@pytest.mark.parametrize("heading", ["Claim", "Rivals", "Strength"])
def test_a_missing_heading_is_named(tmp_path, heading):
    found = written(tmp_path, [[head for head in HEADINGS if head != heading], ["x"]])
    assert [(p.slug, p.found) for p in found.problems] == [("claims-heading-missing", heading)]
    assert found.claims == ()


def test_further_columns_another_order_and_empty_rows_do_no_harm(tmp_path):
    heads = [*reversed(HEADINGS), "Owner"]
    cells = dict.fromkeys(heads, "x") | {
        "Strands": "CP",
        "Evidence": "fgc.items: FGC-12; staff.items: STF-01",
        "Evidence type": "Promotional",
        "Strength": "Observed",
    }
    found = written(tmp_path, [heads, [""] * len(heads), [cells[head] for head in heads]])
    assert found.problems == ()
    assert found.claims[0].row == 3
    assert found.claims[0].strength == 1
    assert [str(one) for one in found.claims[0].evidence] == [
        "fgc.items: FGC-12",
        "staff.items: STF-01",
    ]


def test_the_sixth_claim_is_left_out_and_said(tmp_path):
    found = sheet_of(tmp_path, *(replace(FULL, id=f"C{number}") for number in range(1, 7)))
    assert [claim.id for claim in found.claims] == ["C1", "C2", "C3", "C4", "C5"]
    assert [problem.slug for problem in found.problems] == ["too-many-claims"]


def test_a_file_that_is_no_workbook_leaves_the_draft_without_claims(tmp_path):
    (tmp_path / "claims.xlsx").write_bytes(b"not a workbook")
    found = read_claims(tmp_path)
    assert [problem.slug for problem in found.problems] == ["claims-not-read"]
