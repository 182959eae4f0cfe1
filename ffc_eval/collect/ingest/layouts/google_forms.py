"""Google Forms: a timestamp first, grids as "stem [row]", several answers joined by ", "."""

from __future__ import annotations

import re

from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import Book

_STAMPS = ("timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora")
_EMAIL = re.compile(r"(?:email address|username|e-mail-adresse|adresse e-mail|correo electrónico)")
_ROW = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)


def matches(book: Book) -> str:
    """Look for the timestamp in the first column, with dates and times below it."""
    if book.container not in ("csv", "xlsx"):
        return ""
    first = book.first.row(0)
    if not first or compared(first[0]) not in _STAMPS:
        return ""
    below = [str(cell) for cell in book.first.rows[0].iloc[1:200] if cell]
    style = style_of(below)
    if below and style.unread == 0 and all(":" in cell for cell in below):
        return "the first column is Timestamp, with a date and time in every row"
    return ""


def read(book: Book) -> Reading:
    """Read one heading row; rows of one grid share a stem."""
    headings = book.first.row(0)
    ids = unique([plain(heading) for heading in headings])
    columns: list[Column] = []
    stems: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if place == 0 or _EMAIL.fullmatch(compared(heading)):
            names = ("Email Address",) if place else ()
            columns.append(Column(place, ids[place], heading, "metadata", names=names))
            continue
        row = _ROW.fullmatch(heading)
        stem = plain(row[1]) if row else ids[place]
        number = stems.setdefault(stem, len(stems) + 1)
        columns.append(
            Column(
                place,
                ids[place],
                heading,
                question=f"q{number}",
                text=stem,
                label=plain(row[2]) if row else "",
                code=str(place) if row else "",
                shape="item" if row else "",
                numbered=True,
            )
        )
    person = [column.id for column in columns[1:] if column.role == "metadata"]
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        person=person[0] if person else "",
        dated=(ids[0],),
        partial=False,
        separator=", ",
        other_replaces=True,
        notes=dict.fromkeys(ids[1:], EMPTY_UNTOLD),
    )


LAYOUT = Layout("google_forms", "Google Forms", verified=False, matches=matches, read=read)
