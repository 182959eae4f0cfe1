"""KoboToolbox, ODK Central and Ona: groups joined to names, repeats in tables of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.odk_names import (
    EMPTY,
    blank_mark,
    places_on_map,
    role_of,
    ticked,
)
from ffc_eval.collect.ingest.layouts.odk_repeats import flat_repeats, group_of
from ffc_eval.collect.ingest.sheet import FILE, Book, Sheet
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_TAG_ROW = 2
_OTHER = "other"
_ALONE = Problem(
    "repeat-group-alone",
    "The rows are those of a repeat group, so they are not people.",
    where=FILE,
    do="Give the main table; tables of repeat groups beside it are read with it.",
)


def matches_kobo(book: Book) -> str:
    """Look for the columns that KoboToolbox and Ona add at the end."""
    names = _names(book)
    if "_uuid" in names and "_submission_time" in names:
        return "columns _uuid and _submission_time, as KoboToolbox and Ona add them"
    return ""


def matches_central(book: Book) -> str:
    """Look for the columns that ODK Central adds."""
    names = _names(book)
    if "key" in names and ("submissiondate" in names or "parent_key" in names):
        return "columns KEY and SubmissionDate, as ODK Central adds them"
    return ""


def _names(book: Book) -> set[str]:
    if book.container not in ("csv", "xlsx"):
        return set()
    return {heading.casefold() for heading in book.first.row(0)}


def read(book: Book, *, central: bool = False) -> Reading:
    """Read the first sheet; other sheets are repeat groups, of which rows are counted."""
    headings = book.first.row(0)
    first = _TAG_ROW if _are_tags(book.first.row(1)) else 1
    data = book.first.below(first)
    repeats, inside = flat_repeats(book.first)
    ids = unique([plain(heading) for heading in headings])
    ticks = {
        parent: [place for place in part if place not in inside]
        for parent, part in ticked(headings, data).items()
    }
    naming = _Naming(headings, data, ticks, places_on_map(headings), central=central)
    columns = tuple(
        replace(column, role="derived") if column.place in inside else column
        for place, heading in enumerate(headings)
        for column in [naming.column(place, ids[place], heading)]
    )
    named = {column.heading.casefold(): column for column in columns}
    keys = [name for name in ("_uuid", "key", "_id") if _filled(named, name, data)]
    marked = blank_mark(headings, data, central=central)
    return Reading(
        header_rows=first,
        columns=columns,
        identity=(named[keys[0]].id,) if keys else (),
        dated=tuple(named[n].id for n in ("_submission_time", "submissiondate", "end", "start")
                    if n in named),
        date_order="year first",
        partial=False,
        test=False,
        separator=None,
        blanks={EMPTY: "not_asked"} if marked else {},
        data=data if first > 1 else None,
        tables={group_of(s): s for s in book.sheets[1:] if has_parent(s)} | repeats,
    )  # fmt: skip


def _are_tags(cells: Sequence[str]) -> bool:
    """Say whether a row below the headings holds HXL tags and nobody's answers."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def _filled(named: Mapping[str, Column], name: str, data: pd.DataFrame) -> bool:
    return name in named and bool(distinct(data[named[name].place]))


@dataclass(frozen=True)
class _Naming:
    """What the columns of one table are, from their names and from the ticks among them."""

    headings: Sequence[str]
    data: pd.DataFrame
    ticks: Mapping[str, Sequence[int]]
    places: set[str]
    central: bool

    def column(self, place: int, id: str, heading: str) -> Column:
        parent, _, last = heading.rpartition("/")
        role = role_of(heading, self.headings, central=self.central)
        if role == "answer" and place in self.ticks.get(parent, ()):
            return Column(place, id, heading, question=parent, text=parent, label=last, code=last,
                          shape="option", names=self._path(parent))  # fmt: skip
        if heading in self.ticks:
            return Column(place, id, heading, "derived", question=heading)
        asked = self._beside(heading) if role == "answer" else ""
        if asked:
            return Column(place, id, heading, question=asked, text=asked, label=last,
                          code=_OTHER, shape="other")  # fmt: skip
        return Column(place, id, heading, role, question=id, text=last or heading,
                      names=self._path(heading), identifies=heading in self.places)  # fmt: skip

    def _path(self, heading: str) -> tuple[str, ...]:
        """Return the name as a form has it: Central joins groups by a hyphen."""
        return (heading.replace("-", "/"),) if self.central and "-" in heading else ()

    def _beside(self, heading: str) -> str:
        """Return the question beside which the text of a column was typed, "" where there is none.

        A list with "or other" writes the option "other" and a column of the same name and "_other".
        """
        asked = heading.removesuffix(f"_{_OTHER}")
        if asked == heading or asked not in self.headings:
            return ""
        cells = distinct(self.data[self.headings.index(asked)])
        return asked if any(_OTHER in cell.split() for cell in cells) else ""


def of_main_table(reading: Reading, book: Book) -> Reading:
    """Return the reading, which says so where the table is a repeat group given alone."""
    alone = book.container == "csv" and has_parent(book.first)
    return replace(reading, problems=(*reading.problems, _ALONE)) if alone else reading


def has_parent(sheet: Sheet) -> bool:
    """Say whether a table is a repeat group: its rows belong to rows of another table."""
    headings = [heading.casefold() for heading in sheet.row(0)]
    if "parent_key" in headings:
        return True
    if "_parent_index" not in headings:
        return False
    place = headings.index("_parent_index")
    return distinct(sheet.rows[place].iloc[1:]) not in (["-1"], [])


def names_parent(path: Path) -> bool:
    """Say whether the first line of a file names the columns of a repeat group."""
    with path.open("rb") as file:
        first = file.readline(1 << 16)
    return b"_parent_index" in first or b"PARENT_KEY" in first


LAYOUT_KOBO = Layout(
    "ona_odk", "KoboToolbox or Ona", verified=True, matches=matches_kobo, read=read
)
LAYOUT_CENTRAL = Layout(
    "odk_central",
    "ODK Central",
    verified=False,
    matches=matches_central,
    read=partial(read, central=True),
)
