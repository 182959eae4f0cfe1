"""Damaged and hostile files, large: each is made by a generator so that the maker stays small."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from damaged_small import GOOD, MS_FORMS, SHEET1, Case

MB = 1 << 20
ROW = b'%d,Yes,"it was good, really",2025-05-01,5,Agree\n'
HEAD = b"ref,It helped,Comment,Visited,How many,View\n"


def written(chunks: Iterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)


def made(chunks: Iterable[bytes], ending: str = ".csv", slug: str = "") -> Case:
    """A file of chunks; a tuple, since a case can be written twice."""
    return Case(lambda path: written(chunks, path), ending, slug)


def rows(megabytes: int, start: int = 0) -> Iterator[bytes]:
    block = b"".join(ROW % (start + n) for n in range(20_000))
    for _ in range(megabytes * MB // len(block)):
        yield block


def beside(chunks: Iterable[bytes], ending: str) -> Case:
    """A good export with a large definition."""

    def write(path: Path) -> None:
        path.write_text(GOOD)
        written(chunks, path.parent / f"definition{ending}")

    return Case(write, ".csv", "x", "", (), ("--definition", f"HERE/definition{ending}"))


def packed(parts: dict[str, Iterable[bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> Case:
    """The Microsoft Forms workbook with parts taken by others."""

    def write(path: Path) -> None:
        with (
            zipfile.ZipFile(MS_FORMS) as old,
            zipfile.ZipFile(path, "w", method, compresslevel=1) as new,
        ):
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, chunks in parts.items():
                with new.open(name, "w", force_zip64=True) as part:
                    for chunk in chunks:
                        part.write(chunk)

    return Case(write, ".xlsx", "x")


def lying(part: str, chunks: Iterable[bytes], claimed: int) -> Case:
    """A workbook one part of which says it is small and inflates to much."""

    def write(path: Path) -> None:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = b"".join(squeeze.compress(chunk) for chunk in chunks) + squeeze.flush()
        with zipfile.ZipFile(MS_FORMS) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
            new.writestr(part, body)
        data = bytearray(path.read_bytes())
        for mark, method, sizes, label in (
            (b"PK\x03\x04", 8, 22, 30),
            (b"PK\x01\x02", 10, 24, 46),
        ):
            at = data.find(mark)
            while at >= 0:
                if data[at + label : at + label + len(part)] == part.encode():
                    data[at + method] = 8
                    data[at + sizes : at + sizes + 4] = claimed.to_bytes(4, "little")
                at = data.find(mark, at + 4)
        path.write_bytes(data)

    return Case(write, ".xlsx", "x")


def sheet(*, height: int, width: str, cells: Iterable[bytes] = ()) -> Iterator[bytes]:
    yield b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns='
    yield b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    yield f'<dimension ref="A1:{width}{height}"/><sheetData>'.encode()
    yield from cells
    yield b"</sheetData></worksheet>"


def _corner(height: int, width: str) -> list[bytes]:
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    return [cell.format(1, "A").encode(), cell.format(height, width).encode()]


def _sheet_rows(count: int) -> Iterator[bytes]:
    head = "".join(f'<c r="{c}1" t="inlineStr"><is><t>q {c}</t></is></c>' for c in "ABCDEFGHIJ")
    yield f'<row r="1">{head}</row>'.encode()
    for n in range(2, count + 2):
        yield (f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>5</v></c>' for c in "ABCDEFGHIJ")
               + "</row>").encode()  # fmt: skip


def _strings(count: int) -> Iterator[bytes]:
    yield b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    block = b"<si><t>" + b"ha" * 500 + b"</t></si>"
    for _ in range(count):
        yield block * 1000
    yield b"</sst>"


def _noise_strings(count: int) -> Iterator[bytes]:
    """Different texts, so that they do not pack to nothing."""
    import random

    chance = random.Random(3)
    yield b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    for _ in range(count):
        yield b"".join(
            b"<si><t>%s</t></si>" % (chance.randbytes(4).hex().encode() * 60) for _ in range(1000)
        )
    yield b"</sst>"


def _nested(levels: int) -> bytes:
    import io

    body = b"\0" * (10 * MB)
    for level in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{level}_{copy}.zip", body)
        body = out.getvalue()
    return body


def _qsf(megabytes: int) -> Iterator[bytes]:
    one = {
        "Element": "SQ",
        "Payload": {
            "QuestionType": "MC",
            "Selector": "SAVR",
            "DataExportTag": "Q1",
            "QuestionID": "QID1",
            "QuestionText": "How was it?",
            "Choices": {str(n): {"Display": f"Answer {n}"} for n in range(10)},
        },
    }
    text = json.dumps(one).encode()
    yield b'{"SurveyElements": [' + text
    for _ in range(megabytes):
        yield (b"," + text) * (MB // len(text))
    yield b"]}"


def _texts_of(kinds: dict[str, Case]) -> dict[str, Case]:
    return kinds


def cases() -> dict[str, Case]:
    """Every large file by what it is."""
    return {**_delimited(), **_workbooks(), **_others()}


def _delimited() -> dict[str, Case]:
    million = b",".join(b"q%d" % n for n in range(1_000_000))
    return {
        "LARGE one open quote at row 2": made((HEAD, b'1,"Yes,x,y,z,a\n', *rows(200))),
        "LARGE one open quote at the last row": made((HEAD, *rows(200), b'1,"Yes,x,y,z,a\n')),
        "LARGE nothing but NUL": made((bytes(MB),) * 200),
        "LARGE a cell of 100 MB": made((b"ref,Why\n1,", *(b"x" * MB,) * 100, b"\n2,y\n")),
        "LARGE a quoted cell of 100 MB with line ends": made(
            (b'ref,Why\n1,"', *(b"line of words\n" * 75_000,) * 100, b'"\n2,y\n')
        ),
        "LARGE 1 row of a million columns": made((million, b"\n", b"1," * 999_999, b"1\n")),
        "LARGE 1 line without line ends": made((b"abc," * (MB // 4),) * 200),
        "LARGE no delimiter, no line end": made((b"x" * MB,) * 200),
        "LARGE only quotation marks": made((b'"' * MB,) * 200),
        "LARGE only line ends": made((b"\n" * MB,) * 200),
        "LARGE only commas": made((b"," * MB,) * 200),
        "LARGE every row ragged": made(
            (HEAD, *((b"1,2\n1,2,3\n1,2,3,4\n" * 50_000),) * 200)
        ),
        "LARGE one row ragged at the end": made((HEAD, *rows(200), b"1,2\n")),
        "LARGE a broken quote in the middle of every cell": made(
            (HEAD, *((b'1,Y"es,x,y,z,a\n' * 70_000),) * 200)
        ),
        "LARGE two million rows": made((HEAD, *rows(100))),
        "LARGE random bytes": Case(_random, ".csv", "x"),
        "LARGE Windows-1252": made((HEAD, *((b"1,Yes,it\x92s,2025-05-01,5,No\n" * 36_000),) * 200)),
        "LARGE one bad byte at the end": made((HEAD, *rows(200), b"1,Yes,\x81\x8d,x,5,No\n")),
        "LARGE UTF-16": made(
            (b"\xff\xfe", HEAD.decode().encode("utf-16-le"),
             *(x.decode().encode("utf-16-le") for x in rows(60)))
        ),
        "LARGE 20,000 columns x 500 rows": made(
            (b",".join(b"q%d" % n for n in range(20_000)), b"\n", b"1," * 19_999 + b"1\n") * 1
            + ((b"1," * 19_999 + b"1\n"),) * 500
        ),
        "LARGE repeated headings 10,000": made((b",".join([b"Why"] * 10_000), b"\n",
                                                *((b"1," * 9_999 + b"1\n"),) * 5)),
        "LARGE 1.2 GB": made((HEAD, *((b"1,Yes,a,2025-05-01,5,No\n" * 43_000),) * 1200)),
    }  # fmt: skip


def _random(path: Path) -> None:
    import random

    chance = random.Random(5)
    written((chance.randbytes(MB) for _ in range(200)), path)


def _workbooks() -> dict[str, Case]:
    return {
        "LARGE a sheet that claims 1,048,576 x 16,384": packed(
            {SHEET1: tuple(sheet(height=1_048_576, width="XFD"))}
        ),
        "LARGE a sheet with cells at both far corners": packed(
            {SHEET1: tuple(sheet(height=1_048_576, width="XFD",
                                 cells=_corner(1_048_576, "XFD")))}
        ),
        "LARGE a sheet with one cell far below": packed(
            {SHEET1: tuple(sheet(height=1_048_576, width="A", cells=_corner(1_048_576, "A")))}
        ),
        "LARGE a sheet with 19 columns, a million rows claimed by two cells": packed(
            {SHEET1: tuple(sheet(height=1_048_576, width="S", cells=_corner(1_048_576, "S")))}
        ),
        "LARGE 1,000,000 x 10 numbers": packed(
            {SHEET1: tuple(sheet(height=1_000_001, width="J", cells=_sheet_rows(1_000_000)))}
        ),
        "LARGE shared strings that inflate to 2 GB": packed(
            {"xl/sharedStrings.xml": _strings(2000)}
        ),
        "LARGE shared strings of 500 MB, packed 20 to 1": packed(
            {"xl/sharedStrings.xml": _noise_strings(1000)}
        ),
        "LARGE shared strings that say 1,000 bytes and inflate to 1 GB": lying(
            "xl/sharedStrings.xml", _strings(1000), 1000
        ),
        "LARGE a sheet that says 1,000 bytes and inflates to 1 GB": lying(
            SHEET1, sheet(height=10, width="A", cells=(b" " * MB,) * 1000), 1000
        ),
        "LARGE nested archives": Case(lambda path: path.write_bytes(_nested(4)), ".xlsx", "x"),
        "LARGE 70,000 parts": Case(_parts, ".xlsx", "x"),
        "LARGE XML nested a million deep": packed(
            {SHEET1: (b"<a>" * 1_000_000,)}
        ),
        "LARGE one cell of 90 MB": packed(
            {SHEET1: (*sheet(height=1, width="A", cells=(
                b'<row r="1"><c r="A1" t="inlineStr"><is><t>',
                *((b"words and so on %d " * 50_000) % ((7,) * 50_000),) * 90,
                b"</t></is></c></row>")),)}
        ),
        "LARGE a formula of 90 MB": packed(
            {SHEET1: (*sheet(height=1, width="A", cells=(
                b'<row r="1"><c r="A1"><f>1', *(b"+<f>1 " * 170_000,) * 90,
                b"</f></c></row>")),)}
        ),
    }  # fmt: skip


def _parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(70_000):
            archive.writestr(f"xl/worksheets/s{n}.xml", b"<a/>")


def _others() -> dict[str, Case]:
    from damaged_small import LAUGHS, SSS

    def big_triple_s(path: Path) -> None:
        path.write_text(SSS.format("", "x" * (100 * MB)))
        path.with_suffix(".asc").write_text("1\n2\n")

    def wide_triple_s(path: Path) -> None:
        path.write_text(SSS.format("", "Helped").replace('finish="1"', 'finish="2000000000"'))
        path.with_suffix(".asc").write_text("1\n2\n")

    laughs = LAUGHS.replace("&a;&a;", "&a;" * 10)
    return {
        "LARGE a QSF of 100 MB": beside(tuple(_qsf(100)), ".qsf"),
        "LARGE a QSF nested 50,000,000 deep": beside((b'{"a":' * 200_000,) * 100, ".qsf"),
        "LARGE an LSS of 100 MB": beside((b"<document>", *(b"<a>x</a>" * 130_000,) * 100,
                                          b"</document>"), ".lss"),
        "LARGE an LSS nested 30,000,000 deep": beside((b"<a>" * 300_000,) * 100, ".lss"),
        "LARGE an LSS with laughs": beside((laughs.encode(), b"<document>&b;</document>"), ".lss"),
        "LARGE triple-S with a label of 100 MB": Case(big_triple_s, ".sss", "x"),
        "LARGE triple-S with a variable 2,000,000,000 wide": Case(wide_triple_s, ".sss", "x"),
        "LARGE an XLSForm of 1,000,000 rows": Case(_xlsform, ".csv", "x", "", (),
                                                   ("--definition", "HERE/definition.xlsx")),
        "LARGE an answers file of 100 MB": _answers((b"key: value\n" * 95_000,) * 100),
        "LARGE an answers file nested 1,000,000 deep": _answers((b"[" * 1_000_000,)),
        "LARGE an answers file with laughs": _answers((_yaml_laughs(),)),
        "LARGE a sav of 200 MB of nothing": Case(_hollow_sav, ".sav", "x"),
    }  # fmt: skip


def _hollow_sav(path: Path) -> None:
    from damaged_small import SAV

    with path.open("wb") as file:
        file.write(SAV.read_bytes()[:2000])
        for _ in range(200):
            file.write(bytes(MB))


def _answers(chunks: Iterable[bytes]) -> Case:
    def write(path: Path) -> None:
        path.write_text(GOOD)
        written(chunks, path.parent / "answers.yaml")

    return Case(write, ".csv", "x", "", (), ("--answers", "HERE/answers.yaml"))


def _yaml_laughs() -> bytes:
    lines = [
        f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" if n else "a0: &a0 ha"
        for n in range(30)
    ]
    return "\n".join(lines).encode()


def _xlsform(path: Path) -> None:
    import xlsxwriter

    path.write_text(GOOD)
    with xlsxwriter.Workbook(path.parent / "definition.xlsx", {"constant_memory": True}) as book:
        survey = book.add_worksheet("survey")
        survey.write_row(0, 0, ["type", "name", "label"])
        for n in range(1, 200_000):
            survey.write_row(n, 0, ["select_one a", f"q{n}", "How was it?"])
        choices = book.add_worksheet("choices")
        choices.write_row(0, 0, ["list_name", "name", "label"])
        for n in range(1, 200_000):
            choices.write_row(n, 0, ["a", str(n), "Answer"])
