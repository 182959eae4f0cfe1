"""Microsoft Forms: one heading row; who and when first, in the language of the owner."""

from __future__ import annotations

import re

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import Book, Sheet

_ENGLISH = ("id", "start time", "completion time", "email", "name")
_MODIFIED = ("last modified time", "hora de la última modificación")
_TYPES = ("number", "datetime", "datetime")
_QUIZ = re.compile(
    r"(?:total points|quiz feedback|total de puntos|comentarios del cuestionario"
    r"|(?:points|feedback|puntos|comentarios) ?[-:–] .*)",
)


def matches(book: Book) -> str:
    """Look at the first five headings, or at what stands below them."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = tuple(compared(heading) for heading in book.first.row(0)[:5])
    if headings == _ENGLISH:
        return "the first five headings are ID, Start time, Completion time, Email and Name"
    if _typed_like_forms(book.first):
        return "the first five columns are a number, two date-times and two texts, as in Forms"
    return ""


def _typed_like_forms(sheet: Sheet) -> bool:
    if sheet.width < 6 or sheet.kinds[:3] != _TYPES or "@" not in "".join(_column(sheet, 3)):
        return False
    ids = _column(sheet, 0)
    return ids == [str(n) for n in range(int(ids[0]), int(ids[0]) + len(ids))] if ids else False


def _column(sheet: Sheet, place: int) -> list[str]:
    return [str(cell) for cell in sheet.rows[place].iloc[1:]]


def read(book: Book) -> Reading:
    """Read one heading row; the sixth column is when the answer was edited, in newer files."""
    sheet = book.first
    headings = sheet.row(0)
    ids = unique([plain(heading) for heading in headings])
    metadata = 6 if _has_modified(sheet, headings) else 5
    columns: list[Column] = []
    number = 0
    for place, heading in enumerate(headings):
        if place < metadata:
            columns.append(Column(place, ids[place], heading, "metadata", names=_personal(place)))
        elif _QUIZ.fullmatch(compared(heading)):
            columns.append(Column(place, ids[place], heading, "derived"))
        else:
            number += 1
            question = f"q{number}"
            columns.append(
                Column(place, ids[place], heading, question=question, text=heading, numbered=True)
            )
    data = sheet.below(1)
    email = data[3].str.strip().str.casefold()
    named = email[~email.isin(["", "anonymous"])]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=(ids[0],),
        person=ids[3] if len(named) and named.is_unique else "",
        dated=(ids[2], ids[1]),
        partial=False,
        separator=";",
        other_replaces=True,
        notes=dict.fromkeys(ids[metadata:], EMPTY_UNTOLD),
    )


def _personal(place: int) -> tuple[str, ...]:
    """Name the two columns that hold a person, whatever language their headings are in."""
    return {3: ("Email",), 4: ("Name",)}.get(place, ())


def _has_modified(sheet: Sheet, headings: tuple[str, ...]) -> bool:
    if len(headings) < 6:
        return False
    if compared(headings[5]) in _MODIFIED:
        return True
    return compared(headings[0]) != "id" and sheet.kinds[5:6] in (("datetime",), ("empty",))


LAYOUT = Layout("ms_forms", "Microsoft Forms", verified=True, matches=matches, read=read)
