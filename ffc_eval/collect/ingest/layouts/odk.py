"""KoboToolbox, ODK Central and Ona: groups joined to names, repeats in tables of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.sheet import Book, Sheet

if TYPE_CHECKING:
    import pandas as pd

_METADATA = frozenset(
    (
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_version",
        "_version_",
        "_tags",
        "_index",
        "_parent_table_name",
        "_parent_index",
        "_duration",
        "_last_edited_by",
        "_last_edited",
        "_date_modified",
        "_media_count",
        "_total_media",
        "_media_all_received",
        "_xform_id",
        "_attachments",
        "_edited",
        "_review_state",
        "_review_comment",
        "meta/instanceid",
        "meta/instancename",
        "formhub/uuid",
        "meta/rootuuid",
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "simserial",
        "subscriberid",
        "phonenumber",
        "submissiondate",
        "key",
        "instanceid",
        "submitterid",
        "submittername",
        "attachmentspresent",
        "attachmentsexpected",
        "status",
        "reviewstate",
        "deviceid",
        "edits",
        "formversion",
        "parent_key",
        "meta-instanceid",
        "meta-instancename",
    )
)
_GEO = re.compile(r".*_(?:latitude|longitude|altitude|precision)")
_TICKS = frozenset(("0", "1", "true", "false"))
_LINKS = ("_submission__", "_parent")


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


def read(book: Book) -> Reading:
    """Read the first sheet; other sheets are repeat groups, of which rows are counted."""
    headings = book.first.row(0)
    data = book.first.below(1)
    ids = unique([plain(heading) for heading in headings])
    roles = [_role(heading) for heading in headings]
    parents = _ticked(headings, data)
    columns = tuple(
        _column(place, ids[place], heading, roles[place], parents)
        for place, heading in enumerate(headings)
    )
    named = {column.heading.casefold(): column for column in columns}
    keys = [name for name in ("_uuid", "key", "_id") if _filled(named, name, data)]
    return Reading(
        header_rows=1,
        columns=columns,
        identity=(named[keys[0]].id,) if keys else (),
        dated=tuple(named[n].id for n in ("_submission_time", "submissiondate", "end", "start")
                    if n in named),
        date_order="year first",
        partial=False,
        test=False,
        separator=None,
        blanks={"n/a": "not_asked"},
        tables={_group(sheet): sheet for sheet in book.sheets[1:] if has_parent(sheet)},
    )  # fmt: skip


def _role(heading: str) -> Role:
    name = heading.casefold()
    if name in _METADATA or name.startswith(_LINKS):
        return "metadata"
    return "derived" if _GEO.fullmatch(name) else "answer"


def _filled(named: dict[str, Column], name: str, data: pd.DataFrame) -> bool:
    return name in named and bool(distinct(data[named[name].place]))


def _ticked(headings: Sequence[str], data: pd.DataFrame) -> set[str]:
    """Return questions that have a column of their own and one for each option below it."""
    names = set(headings)
    found: dict[str, list[str]] = {}
    for place, heading in enumerate(headings):
        parent, _, _ = heading.rpartition("/")
        if parent in names:
            found.setdefault(parent, []).extend(distinct(data[place]))
    return {name for name, values in found.items() if {v.casefold() for v in values} <= _TICKS}


def _column(place: int, id: str, heading: str, role: Role, parents: set[str]) -> Column:
    parent, _, last = heading.rpartition("/")
    if role == "answer" and parent in parents:
        return Column(place, id, heading, question=parent, text=parent, label=last, code=last,
                      shape="option")  # fmt: skip
    if heading in parents:
        return Column(place, id, heading, "derived", question=heading)
    return Column(place, id, heading, role, question=id, text=last or heading)


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


def _group(sheet: Sheet) -> str:
    """Return the path of the repeat group, from the names of its columns."""
    answers = [heading for heading in sheet.row(0) if _role(heading) == "answer"]
    paths = [heading.split("/")[:-1] for heading in answers]
    shared = paths[0] if paths else []
    for path in paths[1:]:
        while path[: len(shared)] != shared:
            shared = shared[:-1]
    return "/".join(shared) or sheet.name or "repeat"


LAYOUT_KOBO = Layout(
    "ona_odk", "KoboToolbox or Ona", verified=True, matches=matches_kobo, read=read
)
LAYOUT_CENTRAL = Layout(
    "odk_central", "ODK Central", verified=False, matches=matches_central, read=read
)
