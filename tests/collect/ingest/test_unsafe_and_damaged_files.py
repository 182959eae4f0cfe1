"""A damaged or unsafe file is refused with a reason, or read right; it is never silently wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from damaged_small import MS_FORMS, repacked

from ffc_eval.collect.ingest import Export, inspect, read_export
from ffc_eval.collect.ingest.redacted_copy import neutral, redacted_copy
from ffc_eval.errors import ExportError

GOOD = "Response ID,It helped,Comment\n1,Yes,ok\n2,No,fine\n3,Yes,good\n"


def read(folder: Path, data: bytes | str, name: str = "ann-smith.csv") -> Export:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_export(path)


def workbook(folder: Path, *rows: list[object], formula: str = "", value: object = 0) -> bytes:
    path = folder / "made.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Smith family")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        if formula:
            sheet.write_formula(len(rows), 0, formula, value=value)
    return path.read_bytes()


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "empty-file", "the file you named"),
    "NUL": (b"a,b\n1,\x002\n", "nul-byte", "line 2"),
    "an encoding unknown": (b"a,b\n1,\x81\x8d\xff\n", "unknown-encoding", "line 2"),
    "UTF-16 cut in a letter": ("a,b\n1,2\n".encode("utf-16")[:-1], "unknown-encoding", "line"),
    "one cell too many": (b"a,b\n1,2\n1,2,3\n4,5\n", "ragged-row", "row 3"),
    "an unquoted comma in row 1": (b"a,b\n1,x, y\n2,z\n3,z\n", "ragged-row", "row 2"),
    "a cut row": (b"a,b,c\n1,2,3\n4,5,6\n7,8", "ragged-row", "row 4"),
    "an open quotation mark": (b'a,b\n1,"x\n2,y\n', "broken-quotes", "row"),
    "a quotation mark inside": (b'a,b\n1,"x"y"\n2,z\n', "broken-quotes", "row 2"),
    "totals": (b"Area,Yes\nNorth,4\nSouth,5\nTotal,9\n", "totals-row", "row 4"),
    "no zip behind a zip's first letters": (b"PK\x03\x04 and no more", "damaged-workbook", ""),
    "no sav behind a sav's first letters": (
        b"$FL2 and no more" * 20,
        "damaged-statistical-file",
        "",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_with_its_place(kind: str, tmp_path: Path):
    data, slug, where = REFUSED[kind]
    with pytest.raises(ExportError) as caught:
        read(tmp_path, data)
    problem = caught.value.problems[0]
    assert problem.slug == slug
    assert where in problem.where
    assert problem.do
    assert "smith" not in str(caught.value)


@pytest.mark.parametrize(
    "encoded",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be").join([b"\xfe\xff", b""]),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.encode().removesuffix(b"\n"),
        b"Our survey,,\n,,\n" + GOOD.encode(),
        b"Our survey\n" + GOOD.encode(),
        GOOD.replace("\n", ",\n").encode(),
        GOOD.encode() + b"\n\n\n",
    ],
)
def test_the_same_table_in_another_dress_reads_the_same(encoded: bytes, tmp_path: Path):
    export = read(tmp_path, encoded)
    assert export.people.sum() == 3
    assert [list(export.cells[c])[:3] for c in ("It helped", "Comment")] == [
        ["Yes", "No", "Yes"],
        ["ok", "fine", "good"],
    ]


def test_a_windows_file_keeps_its_apostrophes_and_says_so(tmp_path: Path):
    export = read(tmp_path, GOOD.replace("fine", "it’s £5").encode("cp1252"))
    assert export.cells["Comment"].iloc[1] == "it’s £5"
    assert [problem.slug for problem in export.problems] == ["read-as-windows-1252"]


def test_a_line_break_in_a_comment_is_no_new_person(tmp_path: Path):
    export = read(tmp_path, GOOD.replace("fine", '"fine,\n\nreally ""so"""'))
    assert export.cells["Comment"].iloc[1] == 'fine,\n\nreally "so"'
    assert len(export) == 3


def test_words_that_other_readers_take_for_missing_stay_words(tmp_path: Path):
    words = ["NA", "N/A", "nan", "None", "null", "-", "TRUE", "1e5", "007", "05/06/2025"]
    table = "ref,Word\n" + "".join(f"{n},{word}\n" for n, word in enumerate(words))
    assert list(read(tmp_path, table).cells["Word"]) == words


def test_repeated_and_blank_headings_are_kept_and_named(tmp_path: Path):
    export = read(tmp_path, "ref,Why,Why,\n1,a b,c d,e f\n2,g,h,i\n")
    assert [b.columns[0] for b in export][-3:] == ["Why", "Why (2)", "column"]
    assert [p.slug for p in export.problems] == ["repeated-heading", "blank-heading"]


def test_ids_that_excel_rounded_make_no_duplicates(tmp_path: Path):
    export = read(tmp_path, "Response ID,It helped\n1.23E+11,Yes\n1.23E+11,No\n")
    assert export.people.sum() == 2
    assert [p.slug for p in export.problems] == ["ids-changed-by-spreadsheet"]


def test_control_and_bidirectional_characters_do_not_hide_a_heading(tmp_path: Path):
    export = read(tmp_path, "ref,It \u202ehelped\u202c\u200b\n1,Yes\n2,No\n")
    assert export.block("q1").question.text == "It helped"


def test_a_workbook_reads_like_its_csv(tmp_path: Path):
    data = workbook(tmp_path, ["Response ID", "It helped", "Comment"], [1, "Yes", "=1+1"],
                    [2, "No", 0.5], [3, "Yes", True])  # fmt: skip
    export = read(tmp_path, data, "smith.xlsx")
    assert list(export.cells["Comment"]) == ["=1+1", "0.5", "TRUE"]
    assert list(export.identity) == ["1", "2", "3"]
    assert "Smith" not in repr(export) + str(inspect(export))


def test_a_formula_without_a_value_is_refused_and_one_with_a_value_is_named(tmp_path: Path):
    rows = [["ref", "n"], [1, 2], [2, 2], [3, 4]]
    read_right = read(tmp_path, workbook(tmp_path, *rows, formula="=1+3", value=4), "a.xlsx")
    assert [problem.slug for problem in read_right.problems] == ["formulas-as-saved"]
    data = workbook(tmp_path, *rows, formula="=1+3", value="")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").replace(b"<v></v>", b"")
    uncalculated = repacked(data, add={"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(ExportError, match="formula-without-value"):
        read(tmp_path, uncalculated, "b.xlsx")


def test_a_workbook_that_would_unpack_to_a_flood_is_not_opened(tmp_path: Path):
    bomb = repacked(MS_FORMS.read_bytes(), add={"xl/media/x.bin": b"\0" * (60 << 20)})
    assert len(bomb) < 1 << 20
    with pytest.raises(ExportError, match="archive-too-large"):
        read(tmp_path, bomb, "x.xlsx")


def test_entities_in_a_workbook_are_refused(tmp_path: Path):
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><sst>&a;</sst>'
    data = repacked(MS_FORMS.read_bytes(), add={"xl/sharedStrings.xml": laughs})
    with pytest.raises(ExportError, match="xml-entities"):
        read(tmp_path, data, "x.xlsx")


def test_a_protected_workbook_is_named_as_such(tmp_path: Path):
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(ExportError, match="password-protected"):
        read(tmp_path, locked, "x.xlsx")


def test_macros_are_named_and_not_run(tmp_path: Path):
    data = repacked(MS_FORMS.read_bytes(), add={"xl/vbaProject.bin": b"macro"})
    assert [p.slug for p in read(tmp_path, data, "x.xlsm").problems] == ["macros-not-run"]


def test_names_that_climb_out_of_the_archive_write_nothing(tmp_path: Path):
    data = repacked(MS_FORMS.read_bytes(), add={"../../outside.txt": b"x"})
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    assert read(inside, data, "x.xlsx").people.sum() == 10
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["x.xlsx"]


def test_an_unknown_platform_is_answered_with_the_nearest(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(GOOD)
    with pytest.raises(ExportError, match="no-such-platform") as caught:
        read_export(path, platform="qualtrix")
    assert "qualtrics" in str(caught.value)


def test_a_redacted_copy_changes_one_column_and_neutralises_formulas(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,Comment,n\n1,Ring me on 07700 900123,-5\n2,=cmd,+3\n")
    data, changed = redacted_copy(path, ["comment"])
    text = data.decode("utf-8-sig")
    assert changed == 1
    assert "900123" not in text
    assert text.splitlines()[2] == "2,'=cmd,+3"
    assert (neutral("-5"), neutral("-x"), neutral("@x")) == ("-5", "'-x", "'@x")
    with pytest.raises(ExportError, match="no-such-column"):
        redacted_copy(path, ["coment"])
