"""Read an export: the grids of a file, the layout they have, the questions it asks."""

from __future__ import annotations

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
from ffc_eval.collect.ingest.definitions.registry import read_definition, triple_s_definition
from ffc_eval.collect.ingest.definitions.routes import with_routes
from ffc_eval.collect.ingest.delimited import read_delimited
from ffc_eval.collect.ingest.export import Export
from ffc_eval.collect.ingest.layout import Layout, Reading
from ffc_eval.collect.ingest.layouts.odk import has_parent, names_parent, of_main_table
from ffc_eval.collect.ingest.layouts.registry import LAST_RESORT, LAYOUTS, platforms
from ffc_eval.collect.ingest.opening import bytes_of, open_book, triple_s_book
from ffc_eval.collect.ingest.sheet import FILE, Book, Sheet
from ffc_eval.collect.ingest.spreadsheet_marks import with_marks
from ffc_eval.collect.ingest.times import with_zone
from ffc_eval.collect.ingest.triple_s import is_triple_s
from ffc_eval.errors import ExportError, nearest

_MOST_SHEETS = 10
_ODK = ("ona_odk", "odk_central")


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
    layout, rule = layout_of(book, platform)
    asked = _definition(book, definition)
    reading = layout.read(replace(book, sheets=(*book.sheets, *_companions(path, book, layout))))
    tables = {
        name: layout.read(replace(book, sheets=(sheet,))) for name, sheet in reading.tables.items()
    }
    main = of_main_table(reading, book) if layout.platform in _ODK else reading
    export = _assembled(book, layout, rule, main, asked)
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


def _assembled(
    book: Book, layout: Layout, rule: str, reading: Reading, asked: Definition | None
) -> Export:
    whole = reading if asked is None else with_definition(reading, asked)
    export = with_marks(assemble(book, layout, rule, whole), whole, book.container)
    export = with_zone(export, whole)
    return export if asked is None else with_routes(export, whole.columns, asked)


def _companions(path: Path, book: Book, layout: Layout) -> tuple[Sheet, ...]:
    """Return the repeat tables that lie beside a main table as files of their own."""
    if layout.platform not in _ODK or book.container != "csv" or len(book.sheets) > 1:
        return ()
    if has_parent(book.first):
        return ()
    beside = [other for other in sorted(path.parent.glob("*.csv")) if other != path]
    return tuple(
        read_delimited(decode(other.read_bytes()).utf8)[0]
        for other in beside
        if names_parent(other)
    )


def layout_of(book: Book, platform: str | None) -> tuple[Layout, str]:
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
