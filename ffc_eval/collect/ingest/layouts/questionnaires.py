"""A questionnaire given in place of the answers to it: its questions would be counted as people."""

from __future__ import annotations

from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import ExportError

_REDCAP = frozenset(("variable / field name", "form name", "field type", "field label"))
_XLSFORM = frozenset(("type", "name"))


def refuse_questionnaire(book: Book) -> None:
    """Refuse a REDCap dictionary and an XLSForm.

    Raises
    ------
    ExportError
        The table lists questions, not people.
    """
    headings = {sheet.name.casefold(): _headings(sheet.row(0)) for sheet in book.sheets}
    if headings.get(book.first.name.casefold(), frozenset()) >= _REDCAP:
        kind = "a REDCap data dictionary"
    elif headings.get("survey", frozenset()) >= _XLSFORM and headings.keys() & {
        "choices",
        "settings",
    }:
        kind = "an XLSForm"
    else:
        return
    raise ExportError(
        "questionnaire-given",
        "The file is a questionnaire, not the answers to it: its rows are questions, not people.",
        where=FILE,
        found=kind,
        do="Give the export with the answers, and this file after --definition.",
    )


def _headings(cells: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(compared, cells))
