"""SmartSurvey "raw data": question, sub-item and grid column in three heading rows, or in one."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import EMPTY_UNTOLD, Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.tiers import shapes
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_METADATA = frozenset(
    (
        "userid",
        "userno",
        "name",
        "email",
        "ip address",
        "unique id",
        "started",
        "ended",
        "tracking link",
        "tracking link id",
        "collector",
        "device",
        "language",
        "page reached",
    )
)
_QUOTE = "@SQ@"
_PART = re.compile(r"(Q?\d+)\.(?:\d+|[a-z])[.):]? +(.*\S)", re.DOTALL)


def matches(book: Book) -> str:
    """Look for UserID and UserNo with two blank heading rows, or with the first answers, below."""
    if book.container not in ("csv", "xlsx") or len(book.first.rows) < 2:
        return ""
    rows = [book.first.row(number) for number in range(3)]
    names = [compared(heading) for heading in rows[0]]
    if not {"userid", "userno"} <= set(names):
        return ""
    place = names.index("userid")
    if not rows[1][place] and (not rows[2] or not rows[2][place]):
        return "three heading rows, of which UserID and UserNo fill only the first"
    return "one heading row with UserID and UserNo" if rows[1][place] else ""


def read(book: Book) -> Reading:
    """Read three heading rows, or one."""
    place = [compared(heading) for heading in book.first.row(0)].index("userid")
    header_rows = 1 if book.first.row(1)[place] else 3
    data = _with_apostrophes(book.first.below(header_rows))
    columns = _columns(_tiers(book, header_rows), data)
    named = {compared(c.heading): c.id for c in columns if c.role == "metadata"}
    ended = next((c for c in columns if compared(c.heading) == "ended"), None)
    return Reading(
        header_rows=header_rows,
        columns=columns,
        identity=(named["userid"],),
        person=named.get("unique id", ""),
        dated=tuple(named[name] for name in ("ended", "started") if name in named),
        partial=None if ended is None else data[ended.place].str.strip() == "",
        zeros="selected",
        blanks={"-": "blank", ".": "blank"},
        data=data,
        notes={c.id: EMPTY_UNTOLD for c in columns if c.role == "answer"},
    )


def _with_apostrophes(data: pd.DataFrame) -> pd.DataFrame:
    return data.replace(_QUOTE, "'", regex=True)


def _tiers(book: Book, header_rows: int) -> list[tuple[str, str, str]]:
    """Return question, sub-item and grid column of each column, filled to the right."""
    rows = [
        tuple(plain(cell.replace(_QUOTE, "'")) for cell in book.first.row(number))
        for number in range(header_rows)
    ]
    if header_rows == 1:
        return [_of_one_row(heading) for heading in rows[0]]
    filled: list[tuple[str, str, str]] = []
    for question, item, column in zip(*rows, strict=True):
        last = filled[-1] if filled else ("", "", "")
        whole = question or last[0]
        filled.append((whole, item or ("" if question else last[1]), column))
    return filled


def _of_one_row(heading: str) -> tuple[str, str, str]:
    """Take "Q4.2. Letter" for the second option or row of question 4, whose wording is lost."""
    part = _PART.fullmatch(heading)
    return (part[1], part[2], "") if part else (heading, "", "")


def _columns(tiers: list[tuple[str, str, str]], data: pd.DataFrame) -> tuple[Column, ...]:
    ids = unique([" - ".join(filter(None, _worded(tier))) for tier in tiers])
    columns: list[Column] = []
    number = 0
    places = range(len(tiers))
    for question, run in groupby(places, key=lambda place: tiers[place][0]):
        part = list(run)
        if compared(question) in _METADATA:
            columns += [Column(place, ids[place], question, "metadata") for place in part]
            continue
        number += 1
        rows = {tiers[place][1] for place in part if tiers[place][2]}
        if rows:
            columns += _grid(part, tiers, ids, f"q{number}", data)
        else:
            columns += _block(part, tiers, ids, f"q{number}", data)
    return tuple(columns)


def _worded(tier: tuple[str, str, str]) -> tuple[str, ...]:
    question, item, column = tier
    return (question, "" if compared(item) == "answer" else item, column)


def _block(
    part: list[int],
    tiers: list[tuple[str, str, str]],
    ids: tuple[str, ...],
    question: str,
    data: pd.DataFrame,
) -> list[Column]:
    labels = tuple(tiers[place][1] for place in part)
    return [
        Column(place, ids[place], tiers[place][0], question=question, text=tiers[place][0],
               label=tiers[place][1], code=str(n), shape=shape, numbered=True)
        for n, (place, shape) in enumerate(zip(part, shapes(labels, data[part]), strict=True), 1)
    ]  # fmt: skip


def _grid(
    part: list[int],
    tiers: list[tuple[str, str, str]],
    ids: tuple[str, ...],
    question: str,
    data: pd.DataFrame,
) -> list[Column]:
    """Take a grid with a column an answer: each row of it is a question of its own."""
    columns: list[Column] = []
    for n, (row, run) in enumerate(groupby(part, key=lambda place: tiers[place][1]), start=1):
        places = list(run)
        labels = tuple(tiers[place][2] for place in places)
        columns += [
            Column(place, ids[place], tiers[place][0], question=f"{question}_{n}", group=question,
                   text=row, stem=tiers[place][0], label=label, code=str(m), shape=shape,
                   numbered=True)
            for m, (place, label, shape) in enumerate(
                zip(places, labels, shapes(labels, data[places]), strict=True), 1)
        ]  # fmt: skip
    return columns


LAYOUT = Layout("smartsurvey", "SmartSurvey, raw data", verified=False, matches=matches, read=read)
