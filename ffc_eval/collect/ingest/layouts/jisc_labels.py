"""JISC Online Surveys (formerly BOS), answers as labels: every heading numbered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, is_number, shape_of
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.options import drafted, joined_order, option
from ffc_eval.collect.ingest.ordinals import rank_of
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.model.instrument import Option

if TYPE_CHECKING:
    import pandas as pd

_NUMBERED = re.compile(r"(\d+)(?:\.(\d+))?(?:\.([a-z]))?(?:\.(\d+))?\.\s+(.*)", re.DOTALL)
_OTHER = re.compile(r"\bother\b|\bspecify\b")
_JOIN = re.compile(r",(?=\S)")
_FEW, _AGAIN, _MOST_OPTIONS, _LONGEST = 2, 0.7, 40, 150
_IDS = ("urn", "unique response number", "response id", "unique id", "uniqueresponsenumber")
_DATES = (
    "response date",
    "submission date",
    "date submitted",
    "completion date",
    "start date",
    "date of response submission",
    "date and time of response submission",
    "response submission date",
    "submission time",
)


def is_metadata(heading: str) -> bool:
    """Say whether a heading is the response number or date that JISC adds where it is asked."""
    return compared(heading) in (*_IDS, *_DATES)


def matches(book: Book) -> str:
    """Look whether every heading is numbered and the numbers go up without a gap."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = book.first.row(0)
    parts = [_NUMBERED.fullmatch(heading) for heading in headings if not is_metadata(heading)]
    if not parts or any(part is None for part in parts):
        return ""
    numbers = list(dict.fromkeys(int(part[1]) for part in parts if part))
    if numbers != list(range(1, len(numbers) + 1)):
        return ""
    return 'every heading is numbered ("3. text", "13.1. item"), from 1 without a gap'


def read(book: Book) -> Reading:
    """Read numbered headings; an empty parent column carries the text of its children."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    found = [_NUMBERED.fullmatch(heading) for heading in headings]
    parts = [part for part in found if part]
    parents = {part[1]: part[5] for part in parts if part[2] is None and part[3] is None}
    nested = {part[1] for part in parts if part[2] or part[3]}
    columns = tuple(
        Column(place, ids[place], headings[place], "metadata")
        if part is None
        else _column(place, ids[place], part, parents, nested, data)
        for place, part in enumerate(found)
    )
    known = {compared(c.heading): c.id for c in columns if c.role == "metadata"}
    return Reading(
        header_rows=1,
        columns=_ranks_or_items(columns, data),
        identity=tuple(known[name] for name in _IDS if name in known)[:1],
        dated=tuple(known[name] for name in _DATES if name in known),
        date_order="day first",
        partial=False,
        separator=",",
        notes=dict.fromkeys(ids, EMPTY_UNTOLD),
    )


def _column(
    place: int,
    id: str,
    part: re.Match[str],
    parents: dict[str, str],
    nested: set[str],
    data: pd.DataFrame,
) -> Column:
    number, row, letter, point, text = part.groups()
    code = "_".join(step for step in (row, letter, point) if step)
    if not code:
        empty = number in nested and not distinct(data[place])
        options = () if empty else ticked(data[place])
        return Column(place, id, part[0], "parent" if empty else "answer", question=f"Q{number}",
                      text=text, shape="joined" if options else "", options=options)  # fmt: skip
    if letter and not row and not _OTHER.search(compared(text)):
        return Column(place, id, part[0], question=f"Q{number}_{code}", text=text)
    shape: Shape = "item" if row else "other"
    return Column(place, id, part[0], question=f"Q{number}", text=parents.get(number, text),
                  label=text, code=code, shape=shape)  # fmt: skip


def ticked(cells: pd.Series) -> tuple[Option, ...]:
    """Return the options of a question that takes several answers, () where it takes one.

    JISC joins them by a comma without a space, in the order of the questionnaire, so options may
    hold ", " themselves. Cells count as joined where their parts come back, always in one order.
    """
    rows = [_JOIN.split(cell) for cell in distinct(cells)]
    several = [row for row in rows if len(row) > 1]
    times = Counter(part for row in rows for part in row)
    if len(several) < _FEW or len(times) > _MOST_OPTIONS:
        return ()
    again = sum(count > 1 for count in times.values())
    if again < _AGAIN * len(times) or all(map(is_number, times)) or any(map(_is_long, times)):
        return ()
    ordered = joined_order(rows)
    place = {part: number for number, part in enumerate(ordered)}
    if any([place[part] for part in row] != sorted(place[part] for part in row) for row in rows):
        return ()
    return tuple(replace(option(str(n), part), reason=None) for n, part in enumerate(ordered, 1))


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST


def _ranks_or_items(columns: tuple[Column, ...], data: pd.DataFrame) -> tuple[Column, ...]:
    """Say which items are ranked; the columns a, b of a grid have answers of their own each."""
    whole: dict[str, list[Column]] = {}
    for column in columns:
        if column.shape == "item":
            whole.setdefault(column.question, []).append(column)
    done: dict[int, Column] = {}
    for items in whole.values():
        values = {value for column in items for value in distinct(data[column.place])}
        if all(map(_is_place, values)):
            done |= {column.place: replace(column, shape="rank") for column in items}
            continue
        letters = {
            letter: [c for c in items if _letter(c) == letter] for letter in map(_letter, items)
        }
        if len(letters) > 1:
            for part in letters.values():
                offered = _offered(part, data)
                done |= {column.place: replace(column, options=offered) for column in part}
    return tuple(done.get(column.place, column) for column in columns)


def _letter(column: Column) -> str:
    return column.code.rpartition("_")[2]


def _offered(columns: list[Column], data: pd.DataFrame) -> tuple[Option, ...]:
    """Return the answers given in one column of a grid, () where people typed in it."""
    import pandas as pd

    joined = pd.concat([data[column.place] for column in columns])
    if shape_of(joined, heading=columns[0].label) != "single":
        return ()
    return drafted(distinct(joined))[0]


def _is_place(text: str) -> bool:
    return rank_of(compared(text)) is not None and not text.strip().isdigit()


LAYOUT = Layout(
    "jisc_online_surveys",
    "JISC Online Surveys, labels",
    verified=True,
    matches=matches,
    read=read,
)
