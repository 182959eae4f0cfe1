"""Damaged and hostile files, small: how each is made and what the tool must say of it."""

from __future__ import annotations

import hashlib
import io
import pickle
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

GOOD = "Response ID,It helped,Comment\n1,Yes,ok\n2,No,fine\n3,Yes,good\n"
EXPORTS = Path(__file__).parent / "exports"
MS_FORMS = EXPORTS / "ms_forms" / "topic_of_talk(1-10).xlsx"
SAV = EXPORTS / "spss" / "simple_alltypes_mrsets.sav"
SHEET1 = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Case:
    """One file: how it is written, and what is said of it.

    Parameters
    ----------
    slug
        Of the one error; "" where the file is read right, with the ``warned`` problems.
    where
        What the place in the message holds.
    options
        Further words of the command; HERE stands for the folder of the file.
    people
        How many are counted where the file is read.
    """

    write: Callable[[Path], object]
    ending: str = ".csv"
    slug: str = ""
    where: str = ""
    warned: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    people: int = 3


def csv_of(
    data: bytes | str, slug: str = "", where: str = "", *warned: str, people: int = 3
) -> Case:
    body = data.encode() if isinstance(data, str) else data
    return Case(lambda path: path.write_bytes(body), ".csv", slug, where, warned, people=people)


def file_of(
    make: Callable[[], bytes], ending: str, slug: str = "", *warned: str, people: int = 10
) -> Case:
    return Case(lambda path: path.write_bytes(make()), ending, slug, "", warned, people=people)


def defined_by(body: bytes | str, ending: str, slug: str) -> Case:
    """A good export whose questionnaire is the bad file."""
    data = body.encode() if isinstance(body, str) else body

    def write(path: Path) -> None:
        path.write_text(GOOD)
        (path.parent / f"definition{ending}").write_bytes(data)

    return Case(write, ".csv", slug, "", (), ("--definition", f"HERE/definition{ending}"))


def book_of(*rows: Sequence[object], merged: str = "", formula: str = "") -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Smith family")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        if merged:
            sheet.merge_range(merged, rows[0][0])
        if formula:
            sheet.write_formula(len(rows), 0, formula, value="")
    return made.getvalue()


def fingerprint(folder: Path) -> str:
    """Of every file below a folder: its place and its bytes."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def repacked(data: bytes, *, add: dict[str, bytes], drop: str = "") -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in add and name != drop:
                new.writestr(name, old.read(name))
        for name, body in add.items():
            new.writestr(name, body)
    return packed.getvalue()


def _with_part(name: str, body: bytes) -> Callable[[], bytes]:
    return lambda: repacked(MS_FORMS.read_bytes(), add={name: body})


def _flagged(data: bytes) -> bytes:
    """The same archive, every part marked as encrypted by a password."""
    body = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + place] |= 1
            at = body.find(mark, at + 4)
    return bytes(body)


def _old_locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode(
        "utf-16-le"
    )  # fmt: skip


def _uncalculated() -> bytes:
    data = book_of(["ref", "n"], [1, 2], [2, 2], formula="=1+3")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read(SHEET1).replace(b"<v></v>", b"")
    return repacked(data, add={SHEET1: sheet})


def _changed_sav(place: int, body: bytes) -> Callable[[], bytes]:
    data = SAV.read_bytes()
    return lambda: data[:place] + body + data[place + len(body) :]


def triple_s(xml: str, slug: str = "xml-entities") -> Case:
    def write(path: Path) -> None:
        path.write_text(xml)
        path.with_suffix(".asc").write_text("1\n2\n")

    return Case(write, ".sss", slug)


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
SSS = (
    '{}<sss version="2.0"><survey><record ident="A"><variable ident="1" type="single">'
    '<name>Q1</name><label>{}</label><position start="1" finish="1"/>'
    '<values><value code="1">Yes</value></values></variable></record></survey></sss>'
)
DATES = "ref,Date,Why\n{}"


def cases() -> dict[str, Case]:
    """Every small file by what it is."""
    return {
        **_texts(),
        **_tables(),
        **_spreadsheet_marks(),
        **_workbooks(),
        **_statistical_and_definitions(),
    }


def _texts() -> dict[str, Case]:
    accents = GOOD.replace("fine", "it’s £5, café").replace("it’s £5, café", '"it’s £5, café"')
    return {
        "an empty file": csv_of(b"", "empty-file", "the file you named"),
        "only line ends": csv_of(b"\n\n\n", "no-table", "row 1"),
        "only a UTF-8 mark": csv_of(b"\xef\xbb\xbf", "empty-file"),
        "UTF-8 with a mark": csv_of(accents.encode("utf-8-sig")),
        "UTF-16 with a mark": csv_of(accents.encode("utf-16")),
        "UTF-16 little-endian without a mark": csv_of(accents.encode("utf-16-le")),
        "UTF-16 big-endian with a mark": csv_of(b"\xfe\xff" + accents.encode("utf-16-be")),
        "UTF-16 big-endian without a mark": csv_of(accents.encode("utf-16-be")),
        "UTF-16 cut in a letter": csv_of(
            GOOD.encode("utf-16")[:-1], "unknown-encoding", "line 5"
        ),
        "UTF-32": csv_of(GOOD.encode("utf-32"), "nul-byte", "line 1"),
        "Windows-1252": csv_of(accents.encode("cp1252"), "", "", "read-as-windows-1252"),
        "an encoding unknown": csv_of(b"a,b\n1,\x81\x8d\xff\n", "unknown-encoding", "line 2"),
        "UTF-8 and Windows-1252 mixed": csv_of(
            accents.encode() + b"4,Yes,it\x92s\n", "unknown-encoding", "line 5"
        ),
        "a NUL byte": csv_of(b"a,b\n1,\x002\n", "nul-byte", "line 2"),
        "a pickle": csv_of(pickle.dumps({"answers": ["Yes", 1]}), "not-a-table"),
        "a picture": csv_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60), "not-a-table"),
        "a PDF": csv_of(
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
            "not-a-table",
        ),
        "a web page": csv_of(
            "<!DOCTYPE html>\n<html><body><p>Log in, please</p></body></html>\n", "not-a-table"
        ),
        "JSON": csv_of('[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]\n', "not-a-table"),
        "control and bidirectional characters": csv_of(
            "ref,It \u202ehelped\u202c\u200b\n1,Y\x07es\u202e\n2,No\n",
            people=2,
        ),
    }  # fmt: skip


def _tables() -> dict[str, Case]:
    return {
        "one cell too many": csv_of("a,b\n1,2\n1,2,3\n4,5\n", "ragged-row", "row 3"),
        "one cell too few": csv_of("a,b,c\n1,2,3\n1,2\n4,5,6\n", "ragged-row", "row 3"),
        "an unquoted comma in the first data row": csv_of(
            "a,b\n1,x, y\n2,z\n3,z\n", "ragged-row", "row 2"
        ),
        "an unquoted comma in the only data row": csv_of("a,b\n1,x, y\n", "ragged-row", "row 2"),
        "an unquoted comma in every data row": csv_of(
            "a,b\n1,x, y\n2,z, w\n3,v, u\n", "ragged-row", "row 1"
        ),
        "a cut row": csv_of("a,b,c\n1,2,3\n4,5,6\n7,8", "ragged-row", "row 4"),
        "a cut in the last cell": csv_of(GOOD[:-3], "", "", "no-last-line-end"),
        "an open quotation mark": csv_of('a,b\n1,"x\n2,y\n', "broken-quotes", "row 2"),
        "a quotation mark inside": csv_of('a,b\n1,"x"y"\n2,z\n', "broken-quotes", "row 2"),
        "a blank and a repeated heading": csv_of(
            "ref,Why,Why,\n1,a b,c d,e f\n2,g,h,i\n",
            "",
            "",
            "repeated-heading",
            "blank-heading",
            people=2,
        ),
        "title rows on top": csv_of("Our survey,,\n,,\n" + GOOD),
        "a merged title in a workbook": file_of(
            lambda: book_of(
                ["Our survey", "", ""], ["ref", "Why", "How"], [1, "a", "b"], merged="A1:C1"
            ),
            ".xlsx",
            people=1,
        ),
        "a row of totals": csv_of("Area,Yes\nNorth,4\nSouth,5\nTotal,9\n", "totals-row", "row 4"),
        "a row of averages": csv_of(
            "Area,Yes\nNorth,4\nSouth,5\nAverage,4.5\n", "totals-row", "row 4"
        ),
        "headings and no rows": csv_of("a,b,c\n", "no-responses", ""),
    }


def _spreadsheet_marks() -> dict[str, Case]:
    long_ids = "".join(f"{n},Yes\n" for n in (104211, 998231, 551200, 423, 702113, 31555))
    return {
        "ids rounded to 1.2E+11": csv_of(
            "Response ID,It helped\n1.23E+11,Yes\n1.23E+11,No\n",
            "", "", "ids-changed-by-spreadsheet", people=2,
        ),
        "ids that lost their noughts": csv_of(
            "Response ID,It helped\n" + long_ids, "", "", "ids-lost-noughts", people=6
        ),
        "dates as serial numbers": csv_of(
            DATES.format("1,45778,a\n2,45779.5,b\n3,45800,c\n"), "", "", "serial-dates"
        ),
        "dates that may be day or month first": csv_of(
            DATES.format("1,03/04/2025,a\n2,05/06/2025,b\n"), "", "", "dates-ambiguous", people=2
        ),
        "dates in both orders": csv_of(
            DATES.format("1,25/04/2025,a\n2,05/26/2025,b\n3,01/02/2025,c\n"),
            "dates-mixed", "column 2",
        ),
        "a number out of range for its scale": csv_of(
            "ref,How good 1-5\n" + "".join(f"{n},{1 + n % 5}\n" for n in range(20)) + "21,55\n",
            people=21,
        ),
        "cells that are formulas as text": csv_of(
            'ref,Why\n1,=1+1\n2,@SUM(A1)\n3,"=HYPERLINK(""http://x"",""y"")"\n'
        ),
    }  # fmt: skip


def _workbooks() -> dict[str, Case]:
    return {
        "no archive behind its first letters": file_of(
            lambda: b"PK\x03\x04 and no more", ".xlsx", "damaged-workbook"
        ),
        "a workbook cut in the middle": file_of(
            lambda: MS_FORMS.read_bytes()[:6000], ".xlsx", "damaged-workbook"
        ),
        "an archive that is no workbook": file_of(
            lambda: repacked(_zip({}), add={"a.txt": b"hello"}), ".zip", "damaged-workbook"
        ),
        "an archive with an export in it": file_of(
            lambda: _zip({"export.csv": GOOD.encode()}), ".zip", people=3
        ),
        "an archive with two exports in it": file_of(
            lambda: _zip({"a.csv": GOOD.encode(), "b.csv": GOOD.encode()}),
            ".zip",
            "several-exports",
        ),
        "an archive of an archive": file_of(
            lambda: _zip({"a.csv": _zip({"b.csv": GOOD.encode()})}), ".zip", "several-exports"
        ),
        "an archive with a 60 MB export of noughts": file_of(
            lambda: _zip({"a.csv": b"0" * (60 << 20)}), ".zip", "archive-too-large"
        ),
        "a workbook with a 60 MB part": file_of(
            _with_part("xl/media/x.bin", bytes(60 << 20)), ".xlsx", "archive-too-large"
        ),
        "a workbook with a password (new)": file_of(_old_locked, ".xlsx", "password-protected"),
        "an archive with a password": file_of(
            lambda: _flagged(MS_FORMS.read_bytes()), ".xlsx", "password-protected"
        ),
        "an old workbook, damaged": file_of(
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), ".xls", "damaged-workbook"
        ),
        "entities in a workbook": file_of(
            _with_part("xl/sharedStrings.xml", (LAUGHS + "<sst>&b;</sst>").encode()),
            ".xlsx",
            "xml-entities",
        ),
        "entities in UTF-16 in a workbook": file_of(
            _with_part("xl/sharedStrings.xml", (LAUGHS + "<sst>&b;</sst>").encode("utf-16")),
            ".xlsx",
            "xml-entities",
        ),
        "entities after 5,000 spaces in a workbook": file_of(
            _with_part("xl/sharedStrings.xml", (LAUGHS[:21] + " " * 5000 + LAUGHS[21:]).encode()),
            ".xlsx",
            "xml-entities",
        ),
        "a formula never calculated": file_of(_uncalculated, ".xlsx", "formula-without-value"),
        "macros": file_of(_with_part("xl/vbaProject.bin", b"macro"), ".xlsm", "", "macros-not-run"),
        "names that climb out of the archive": file_of(
            _with_part("../../outside.txt", b"x"), ".xlsx"
        ),
        "an empty workbook": file_of(lambda: book_of([]), ".xlsx", "empty-file"),
    }


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return made.getvalue()


def _statistical_and_definitions() -> dict[str, Case]:
    count = (2_000_000_000).to_bytes(4, "little")
    deep = "[" * 100_000
    return {
        "no sav behind its first letters": file_of(
            lambda: b"$FL2 and no more" * 20, ".sav", "damaged-statistical-file"
        ),
        "a sav that claims 2,000,000,000 rows": file_of(
            _changed_sav(80, count), ".sav", "damaged-statistical-file"
        ),
        "a sav that claims 2,000,000,000 variables": file_of(
            _changed_sav(68, count), ".sav", people=6
        ),
        "a sav cut in the middle": file_of(
            lambda: SAV.read_bytes()[:1400], ".sav", "damaged-statistical-file"
        ),
        "a Stata file cut in the middle": file_of(
            lambda: b"<stata_dta><header><release>118</release>", ".dta",
            "damaged-statistical-file",
        ),
        "triple-S with entities": triple_s(SSS.format(LAUGHS, "&b;")),
        "triple-S with a place below 1": triple_s(
            SSS.format("", "Helped").replace('start="1"', 'start="-1"'), "definition-unreadable"
        ),
        "triple-S with a place that is no number": triple_s(
            SSS.format("", "Helped").replace('start="1"', 'start=""'), "definition-unreadable"
        ),
        "triple-S with a variable wider than its rows": triple_s(
            SSS.format("", "Helped").replace('finish="1"', 'finish="2000000000"'), "ragged-row"
        ),
        "a QSF nested 100,000 deep": defined_by('{"SurveyElements": ' + deep, ".qsf",
                                                "definition-unreadable"),
        "a QSF that is other JSON": defined_by('{"a": [1, 2]}', ".qsf", "definition-unreadable"),
        "an LSS with entities": defined_by(LAUGHS + "<document>&b;</document>", ".lss",
                                           "xml-entities"),
        "an LSS nested 100,000 deep": defined_by("<a>" * 100_000, ".lss",
                                                 "definition-unreadable"),
        "a REDCap dictionary without a heading": defined_by(
            "Variable / Field Name,Form Name,Field Label\nage,one,Age\n",
            ".csv",
            "definition-unreadable",
        ),
        "an XLSForm without its sheets": defined_by(book_of(["a"], [1]), ".xlsx",
                                                    "definition-unreadable"),
        "an answers file with aliases": answers("a: &x [1]\nb: *x\n", "yaml-alias"),
        "an answers file of 5 MB": answers("key: value\n" * 500_000, "file-too-large"),
        "an answers file nested 1,000 deep": answers("a: " + "[" * 1000, "yaml-syntax"),
        "an answers file with a tag": answers(
            "a: !!python/object/apply:os.system [ls]\n", "yaml-tag"
        ),
    }  # fmt: skip


def answers(text: str, slug: str) -> Case:
    def write(path: Path) -> None:
        path.write_text(GOOD)
        (path.parent / "answers.yaml").write_text(text)

    return Case(write, ".csv", slug, "", (), ("--answers", "HERE/answers.yaml"))
