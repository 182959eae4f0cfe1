"""EngagementHQ: a title, sections in row 3, headings in row 4, a grid in one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct, joined_by
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_LOGIN, _ID, _WHEN = "login (screen name)", "response id", "date of contribution"
_OWN = (_LOGIN, _ID, _WHEN, "usertype", "user type", "email", "postal code", "postcode")
_SUMMARY = "contributor summary"
_LOOKED_AT = 8
_BETWEEN, _AFTER = " : ", ", "
_FEWEST = 2


def matches(book: Book) -> str:
    """Look for the login and the response id in one of the first rows, below a title."""
    if book.container in ("csv", "xlsx") and _heading_row(book) > 0:
        return "headings Login (Screen name) and Response ID below a title, as EngagementHQ writes"
    return ""


def _heading_row(book: Book) -> int:
    for number in range(min(_LOOKED_AT, len(book.first.rows))):
        names = {compared(cell) for cell in book.first.row(number)}
        if {_LOGIN, _ID} <= names:
            return number
    return 0


def read(book: Book) -> Reading:
    """Read the row of headings; a heading that stands a row above is taken from there."""
    row = _heading_row(book)
    above = book.first.row(row - 1)
    headings = [cell or above[place] for place, cell in enumerate(book.first.row(row))]
    data = book.first.below(row + 1).copy()
    ids = unique([plain(heading) for heading in headings])
    columns: list[Column] = []
    untold: list[str] = []
    separator = _separator(headings, data)
    for place, heading in enumerate(headings):
        column = _column(place, ids[place], heading)
        if column.role == "answer" and _is_grid(data[place]):
            rows = _rows_of(distinct(data[place]))
            if rows:
                columns += _items(column, rows, data)
                continue
            untold.append(ids[place])
        elif column.role == "answer" and _is_untold(data[place], separator):
            untold.append(ids[place])
        columns.append(column)
    named = {compared(column.heading): column.id for column in columns}
    return Reading(
        header_rows=row + 1,
        columns=tuple(columns),
        identity=(named[_ID],),
        person=named[_LOGIN],
        dated=tuple(named[name] for name in (_WHEN,) if name in named),
        partial=False,
        separator=separator,
        other_replaces=True,
        data=data,
        notes=dict.fromkeys((c.id for c in columns if c.role == "answer"), EMPTY_UNTOLD),
        problems=tuple(_cannot_tell(untold)),
    )


def _column(place: int, id: str, heading: str) -> Column:
    name = compared(heading)
    if name in _OWN or name.startswith(_SUMMARY):
        return Column(place, id, heading, "metadata", identifies=name.startswith(_SUMMARY))
    return Column(place, id, heading, question=id, text=heading, numbered=True)


def _separator(headings: Sequence[str], data: pd.DataFrame) -> str:
    """Return what joins the options of the whole file: nothing escapes it inside an option."""
    cells = [data[n] for n, heading in enumerate(headings) if compared(heading) not in _OWN]
    return ";" if any(joined_by(column, ";") for column in cells) else ","


def _is_untold(cells: pd.Series, separator: str) -> bool:
    """Say whether answers look joined, but parts of them may be parts of an option."""
    values = distinct(cells)
    counts = Counter(part.strip() for value in values for part in value.split(separator))
    several = [value for value in values if separator in value]
    again = sum(count > 1 for count in counts.values())
    mixed = bool(joined_by(cells, ";")) and separator != ";"
    looks = len(several) >= _FEWEST and again >= _FEWEST and not joined_by(cells, separator)
    return mixed or (looks and bool(cells[cells != ""].duplicated().any()))


def _is_grid(cells: pd.Series) -> bool:
    values = distinct(cells)
    return len(values) >= 1 and all(_BETWEEN in value for value in values)


def _rows_of(values: Sequence[str]) -> list[str]:
    """Return the statements of a grid, [] where commas in them make the cells unclear."""
    parsed = [list(_answers(value)) for value in values]
    rows = Counter(statement for pairs in parsed for statement, _ in pairs)
    clear = all(len({statement for statement, _ in pairs}) == len(pairs) for pairs in parsed)
    often = max(rows.values(), default=0)
    shared = all(count > 1 or often == 1 for count in rows.values())
    return list(rows) if clear and shared else []


def _answers(cell: str) -> Iterator[tuple[str, str]]:
    """Yield each statement of a cell with its answer."""
    parts = cell.split(_BETWEEN)
    statement = parts[0].strip()
    for part in parts[1:-1]:
        answer, _, following = part.rpartition(_AFTER)
        yield statement, answer.strip()
        statement = following.strip()
    yield statement, parts[-1].strip()


def _items(column: Column, rows: Sequence[str], data: pd.DataFrame) -> Iterator[Column]:
    """Yield a column for each statement, put behind the data, and the cell itself as derived."""
    import pandas as pd

    given = [dict(_answers(str(cell))) if cell else {} for cell in data[column.place]]
    for number, statement in enumerate(rows, start=1):
        place = data.shape[1]
        cells = [answers.get(statement, "") for answers in given]
        data[place] = pd.array(cells, dtype="str")
        yield replace(column, place=place, id=f"{column.id} [{statement}]", label=statement,
                      code=str(number), shape="item")  # fmt: skip
    yield replace(column, role="derived")


def _cannot_tell(names: Sequence[str]) -> Iterator[Problem]:
    if names:
        yield Problem(
            "options-not-told-apart",
            "Some answers look joined, but commas or semicolons inside them hide where one ends.",
            where=f"{FILE}, columns {', '.join(names)}",
            do="Say in the instrument which options the question has; it is read as one text now.",
        )


LAYOUT = Layout("engagement_hq", "EngagementHQ", verified=False, matches=matches, read=read)
