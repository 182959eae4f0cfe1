"""REDCap: raw codes or labels, checkboxes as field___code, forms with a completion flag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.layouts.redcap_rows import (
    EVENT,
    INSTANCE,
    INSTRUMENT,
    WITHIN,
    Rows,
    own_places,
)
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_CHECKBOX = re.compile(r"([a-z][a-z0-9_]*?)___(.+)")
_COMPLETE = re.compile(r"[a-z][a-z0-9_]*_complete")
_GROUP, _IDENTIFIER = "redcap_data_access_group", "redcap_survey_identifier"
_WORDS = {
    "event name": EVENT,
    "repeat instrument": INSTRUMENT,
    "repeat instance": INSTANCE,
    "data access group": _GROUP,
    "survey identifier": _IDENTIFIER,
}
_FIXED = (*_WORDS.values(), WITHIN)
_LABELLED = re.compile(r"(.+?)\s*\(choice=(.*)\)", re.DOTALL)
_FLAG, _STAMP = "Complete?", "Survey Timestamp"
_DONE = ("2", "complete")
_UNSEEN = "[not completed]"


def matches(book: Book) -> str:
    """Look for checkboxes named field___code or REDCap's own columns, beside a completion flag."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = book.first.row(0)
    first, rest = headings[0], headings[1:]
    if _COMPLETE.fullmatch(first) or _CHECKBOX.fullmatch(first):
        return ""
    own = any(heading.startswith("redcap_") and heading in _FIXED for heading in rest)
    if own and {EVENT, INSTRUMENT} & set(rest):
        return "a record id, and columns redcap_event_name or redcap_repeat_instrument"
    said = any(compared(heading) in _WORDS for heading in rest)
    boxes = any(_CHECKBOX.fullmatch(h) or _LABELLED.fullmatch(h) for h in headings)
    if any(map(_is_flag, rest)) and (own or said or boxes or _is_flag(headings[-1])):
        return "a record id, and columns that end in _complete, as REDCap names its forms"
    return ""


def _is_flag(heading: str) -> bool:
    return _COMPLETE.fullmatch(heading) is not None or heading == _FLAG


def _known(heading: str) -> str:
    """Return the raw name of a column of REDCap's own; label exports say it in words."""
    return heading if heading in _FIXED else _WORDS.get(compared(heading), "")


def read(book: Book) -> Reading:
    """Read one heading row; one row a record, later events and repeated forms as tables."""
    headings = book.first.row(0)
    ids = unique([plain(heading) for heading in headings])
    named = {place: _known(heading) for place, heading in enumerate(headings) if place}
    rows = Rows(book.first, own_places(named))
    data, alone = rows.of_records() if rows.places else (book.first.below(1), 0)
    elsewhere = rows.elsewhere() if rows.places else set()
    columns = tuple(
        _column(place, ids[place], heading, elsewhere) for place, heading in enumerate(headings)
    )
    own = {name: ids[place] for place, name in named.items() if name}
    key = [own[name] for name in (EVENT, WITHIN, INSTRUMENT, INSTANCE) if name in own]
    return Reading(
        header_rows=1,
        columns=columns,
        identity=(ids[0], *key),
        person=own.get(_IDENTIFIER, ""),
        dated=tuple(c.id for c in columns if _is_stamp(c.heading)),
        date_order="year first",
        partial=_partial(data, [c for c in columns if _is_flag(c.heading)], each=EVENT in own),
        zeros="nothing",
        blanks={_UNSEEN: "blank"},
        data=data,
        tables=rows.tables() if rows.places else {},
        notes={
            column.id: "0 is also written when the form was never opened"
            for column in columns
            if column.shape == "option"
        },
        problems=tuple(_alone(alone)),
    )


def _is_stamp(heading: str) -> bool:
    return heading.endswith("_timestamp") or heading == _STAMP


def _column(place: int, id: str, heading: str, elsewhere: set[int]) -> Column:
    role: Role = "derived" if place in elsewhere else "answer"
    if place == 0 or _known(heading) or _is_stamp(heading) or _is_flag(heading):
        role = "metadata"
    box = _CHECKBOX.fullmatch(heading) or _LABELLED.fullmatch(heading)
    if role != "metadata" and box:
        code = _code(box[2])
        return Column(place, id, heading, role, question=box[1], text=box[1], label=code,
                      code=code, shape="option")  # fmt: skip
    return Column(place, id, heading, role, question=id, text=heading)


def _code(text: str) -> str:
    """Return the code of a choice: a minus sign stands as one more underscore in a heading."""
    return f"-{text[1:]}" if text[:1] == "_" and text[1:].isdigit() else text


def _partial(data: pd.DataFrame, flags: Sequence[Column], *, each: bool) -> pd.Series | None:
    """Return the rows whose last form is not complete.

    The last form that any of them filled; in a project with events, each row's own last one.
    """
    states = [data[flag.place].str.strip().str.casefold() for flag in flags]
    used = [state for state in states if distinct(state)]
    if not used:
        return None
    last = used[-1]
    if each:
        for state in reversed(used):
            last = last.where(last != "", state)
    return ~last.isin(_DONE) & ((last != "") | (not each))


def _alone(count: int) -> Iterator[Problem]:
    if count:
        yield Problem(
            "repeated-forms-only",
            "Some records have repeated forms or later events only; each counts as one person.",
            where=FILE,
            found=f"{count} records without a row of their own",
            do="Nothing, if the first event or form was not asked of everybody.",
        )


LAYOUT = Layout("redcap", "REDCap", verified=True, matches=matches, read=read)
