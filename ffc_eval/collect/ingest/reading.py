"""Read an export: bytes, hash, decode, grid, layout, questions."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ffc_eval.collect.ingest.assembling import assemble
from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.definitions.definition import (
    Definition,
    differences,
    with_definition,
)
from ffc_eval.collect.ingest.definitions.lss import read_lss
from ffc_eval.collect.ingest.definitions.registry import SAV, read_definition, triple_s_definition
from ffc_eval.collect.ingest.definitions.routes import with_routes
from ffc_eval.collect.ingest.delimited import read_delimited
from ffc_eval.collect.ingest.export import Export
from ffc_eval.collect.ingest.file_kinds import refuse_other_kinds
from ffc_eval.collect.ingest.layout import Layout, Reading
from ffc_eval.collect.ingest.layouts.odk import has_parent, names_parent
from ffc_eval.collect.ingest.layouts.registry import LAST_RESORT, LAYOUTS, platforms
from ffc_eval.collect.ingest.sheet import FILE, Book, Sheet
from ffc_eval.collect.ingest.spreadsheet_marks import with_marks
from ffc_eval.collect.ingest.statistical_files import read_statistical
from ffc_eval.collect.ingest.times import with_zone
from ffc_eval.collect.ingest.triple_s import is_triple_s, read_triple_s
from ffc_eval.collect.ingest.workbooks import read_workbook
from ffc_eval.collect.ingest.zipped_exports import is_zipped, read_zipped
from ffc_eval.errors import ExportError, nearest

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DTA = b"<stata_dta>"
_OLD_DTA = tuple(bytes([version]) for version in range(104, 116))
_MOST_BYTES = 400 << 20
_MOST_SHEETS = 10


def read_export(
    path: Path, *, platform: str | None = None, definition: Path | None = None
) -> Export:
    """Read an export of a survey platform, or any table with one heading row.

    Parameters
    ----------
    path
        CSV, TSV, Excel workbook, SPSS or Stata file, triple-S description, LimeSurvey archive, or
        a zip file of one export.
    platform
        Name of the platform, where the content fits more than one or none.
    definition
        Questionnaire as the platform exports it, which names types, options and routing.

    Returns
    -------
    Export
        Every cell as text, questions drafted, personal columns put away. The name of the file is
        nowhere in it.

    Raises
    ------
    ExportError
        The file is damaged, unsafe to open, holds no table, or fits two layouts.
    """
    book = _answers_first(_book(path, definition))
    layout, rule = recognise(book, platform)
    asked = _definition(book, definition)
    reading = layout.read(replace(book, sheets=(*book.sheets, *_companions(path, book, layout))))
    tables = {
        name: layout.read(replace(book, sheets=(sheet,))) for name, sheet in reading.tables.items()
    }
    export = _assembled(book, layout, rule, reading, asked)
    return replace(
        export,
        tables={
            name: _assembled(
                replace(book, sheets=(reading.tables[name],)), layout, rule, part, asked
            )
            for name, part in tables.items()
        },
        definition_differences=differences([reading, *tables.values()], asked) if asked else (),
    )


def _book(path: Path, definition: Path | None) -> Book:
    """Return the grids of a file; triple-S data may be named with their description or by it."""
    data = bytes_of(path)
    said = definition.read_bytes() if definition is not None else b""
    if definition is not None and is_triple_s(said) and not is_triple_s(data):
        return triple_s_book(definition, said, data)
    return triple_s_book(path, data) if is_triple_s(data) else open_book(data, path)


def _definition(book: Book, path: Path | None) -> Definition | None:
    """Return the questionnaire that was named, or that the file itself holds."""
    if path is not None:
        return read_definition(path)
    if book.container == "triple_s":
        return triple_s_definition(book.dictionary["variables"])
    if "lss" in book.dictionary:
        return read_lss(book.dictionary["lss"])
    return None


def triple_s_book(path: Path, data: bytes, body: bytes | None = None) -> Book:
    """Return the book of a triple-S description and of its data, beside it or given."""
    sheet, words, body = read_triple_s(path, data, body)
    sha = hashlib.sha256(data + body).hexdigest()
    return Book(sha, "triple_s", words["encoding"], (sheet,), words)


def _assembled(
    book: Book, layout: Layout, rule: str, reading: Reading, asked: Definition | None
) -> Export:
    whole = reading if asked is None else with_definition(reading, asked)
    export = with_marks(assemble(book, layout, rule, whole), whole, book.container)
    export = with_zone(export, whole)
    return export if asked is None else with_routes(export, whole.columns, asked)


def _companions(path: Path, book: Book, layout: Layout) -> tuple[Sheet, ...]:
    """Return the repeat tables that lie beside a main table as files of their own."""
    odk = layout.platform in ("ona_odk", "odk_central")
    if not odk or book.container != "csv" or len(book.sheets) > 1:
        return ()
    if has_parent(book.first):
        return ()
    beside = [other for other in sorted(path.parent.glob("*.csv")) if other != path]
    return tuple(
        read_delimited(decode(other.read_bytes()).utf8)[0]
        for other in beside
        if names_parent(other)
    )


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, unless it is larger than any export.

    Raises
    ------
    ExportError
        It is; nothing of it was read.
    """
    _refuse_large(path.stat().st_size)
    return path.read_bytes()


def _refuse_large(size: int) -> None:
    if size > _MOST_BYTES:
        raise ExportError(
            "export-too-large",
            "The file is larger than a survey export can be.",
            where=FILE,
            found=f"{size / 2**20:.0f} MB",
            do="Give the export itself, or split it by year.",
        )


def open_book(data: bytes, path: Path | None = None) -> Book:
    """Return the grids of a file, whatever kind of file it is.

    Raises
    ------
    ExportError
        The file cannot be opened safely, or holds no text.
    """
    _refuse_large(len(data))
    sha = hashlib.sha256(data).hexdigest()
    if is_zipped(data):
        return _zipped_book(data, sha)
    if data.startswith((_ZIP, _OLE)):
        sheets, problems = read_workbook(data)
        return Book(sha, "xlsx", "", sheets, problems=problems)
    if data.startswith(SAV):
        sheet, words = read_statistical(data, "sav", path)
        return Book(sha, "sav", words["encoding"], (sheet,), words)
    if data.startswith(_DTA) or (data[:1] in _OLD_DTA and b"\0" in data[:200]):
        sheet, words = read_statistical(data, "dta", path)
        return Book(sha, "dta", words["encoding"], (sheet,), words)
    refuse_other_kinds(data)
    decoded = decode(data)
    sheet, problems = read_delimited(decoded.utf8)
    problems = (*decoded.problems, *problems)
    return Book(sha, "csv", decoded.encoding, (sheet,), problems=problems)


def _zipped_book(data: bytes, sha: str) -> Book:
    """Return the book of a zip file: of the one export in it, or of its tables."""
    zipped = read_zipped(data)
    if zipped.alone:
        return replace(open_book(zipped.alone), sha256=sha)
    return Book(sha, "csv", zipped.encoding, zipped.sheets, zipped.dictionary, zipped.problems)


def recognise(book: Book, platform: str | None) -> tuple[Layout, str]:
    """Return the one layout that a file matches, and the rule that says so.

    Raises
    ------
    ExportError
        Two layouts match, or the platform named is unknown or does not match.
    """
    wanted = [layout for layout in LAYOUTS if platform in (None, layout.platform)]
    found = [(layout, rule) for layout in wanted if (rule := layout.matches(book))]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        names = dict.fromkeys(layout.name for layout, _ in found)
        raise ExportError(
            "two-layouts-match",
            "The file looks like an export of more than one platform.",
            where=FILE,
            found="; ".join(names),
            do="Say which: --platform "
            + " or --platform ".join(dict.fromkeys(layout.platform for layout, _ in found)),
        )
    if platform in (None, LAST_RESORT.platform):
        rule = LAST_RESORT.matches(book)
        if rule:
            return LAST_RESORT, rule
    raise _no_layout(book, platform)


def _answers_first(book: Book) -> Book:
    """Put a longer sheet that a platform wrote before a first one that none did, as notes are."""
    if any(layout.matches(book) for layout in LAYOUTS):
        return book
    for sheet in book.sheets[1:_MOST_SHEETS]:
        rest = tuple(other for other in book.sheets if other is not sheet)
        turned = replace(book, sheets=(sheet, *rest))
        longer = len(sheet.rows) > len(book.first.rows)
        if longer and any(layout.matches(turned) for layout in LAYOUTS):
            return turned
    return book


def _no_layout(book: Book, platform: str | None) -> ExportError:
    if platform is not None and platform not in platforms():
        return ExportError(
            "no-such-platform",
            f'There is no platform "{platform}".',
            found="known are " + ", ".join(platforms()),
            do=nearest(platform, platforms()),
        )
    fitting = dict.fromkeys(layout.platform for layout in LAYOUTS if layout.matches(book))
    return ExportError(
        "no-layout-matches",
        "The file does not look like an export of that platform, or of any that is known.",
        where=FILE,
        found=f"it looks like {' or '.join(fitting)}" if fitting else "",
        do='Leave out --platform, or take "--platform plain" for a table with one heading row.',
    )
