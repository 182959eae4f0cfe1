"""Citizen Space (Delib): question and component joined by " - "; nothing about them inferred."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_ID = re.compile(r"(?:ANON|[A-Z0-9]{4})-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]")
_JOIN = " - "
_ENDING = re.compile(r"\s*-\s*Text$")
_DATED = ("date submitted", "submitted", "submission date", "response date", "date")
_OTHER_METADATA = ("submission method", "response type", "status", "published")
_MODE = ("submission method", "response type", "channel")


def matches(book: Book) -> str:
    """Look for response ids such as ANON-ABCD-1234-E."""
    if book.container not in ("csv", "xlsx"):
        return ""
    return (
        "a column of response ids such as ANON-ABCD-1234-E, as Citizen Space gives them"
        if _id_place(book) is not None
        else ""
    )


def _id_place(book: Book) -> int | None:
    for place in range(min(10, book.first.width)):
        cells = [str(cell).strip() for cell in book.first.rows[place].iloc[1:200]]
        filled = [cell for cell in cells if cell]
        if filled and all(_ID.fullmatch(cell) for cell in filled):
            return place
    return None


def read(book: Book) -> Reading:
    """Read one heading row; several answers in a cell are never inferred."""
    headings = book.first.row(0)
    data = _without_marks(book.first.below(1))
    identity = _id_place(book)
    ids = unique([_ENDING.sub("", plain(heading)) for heading in headings])
    columns: list[Column] = []
    number = 0
    for place, heading in enumerate(headings):
        name = compared(heading)
        if place == identity or name in (*_DATED, *_OTHER_METADATA, *_MODE):
            columns.append(Column(place, ids[place], heading, "metadata"))
            continue
        number += 1
        columns.append(
            Column(place, ids[place], heading, question=f"q{number}", text=ids[place],
                   names=_personal_parts(ids[place], data[place]), numbered=True)
        )  # fmt: skip
    named = {compared(column.heading): column.id for column in columns if column.role == "metadata"}
    return Reading(
        header_rows=1,
        columns=tuple(columns),
        identity=(ids[identity],) if identity is not None else (),
        dated=tuple(named[name] for name in _DATED if name in named),
        mode=next((named[name] for name in _MODE if name in named), ""),
        partial=False,
        blanks={"-": "blank"},
        separator=None,
        data=data,
        notes=dict.fromkeys(ids, EMPTY_UNTOLD),
        problems=(
            *((_NO_CHANNEL,) if not any(name in named for name in _MODE) else ()),
            *_not_gathered([c.text for c in columns if c.role == "answer"]),
        ),
    )


def _personal_parts(heading: str, cells: pd.Series) -> tuple[str, ...]:
    """Return what of "question - component" asks for a person; a tick beside "Phone" does not."""
    from ffc_eval.collect.privacy import personal_columns

    parts = heading.split(_JOIN)
    ticked = set(map(compared, distinct(cells))) <= {compared(parts[-1]), "-"}
    return personal_columns(parts) if len(parts) > 1 and not ticked else ()


def _not_gathered(headings: list[str]) -> tuple[Problem, ...]:
    stems = Counter(heading.rpartition(_JOIN)[0] for heading in headings if _JOIN in heading)
    several = sum(times > 1 for times in stems.values())
    if not several:
        return ()
    return (
        Problem(
            "columns-not-gathered",
            "Columns of one wording may be the options of one question; that is not guessed.",
            FILE,
            f"{several} wordings with more than one column",
            "In the instrument, write such a question once, with its options.",
        ),
    )


def _without_marks(data: pd.DataFrame) -> pd.DataFrame:
    """Take out what an XML round trip leaves in the place of a carriage return."""
    return data.replace("_x000D_", "", regex=True)


_NO_CHANNEL = Problem(
    "channel-unknown",
    "The export does not say which answers came on paper or by e-mail and were keyed in.",
    FILE,
    do="Ask who runs the consultation, and write the mode into the wave of the instrument.",
)

LAYOUT = Layout("citizen_space", "Citizen Space", verified=False, matches=matches, read=read)
