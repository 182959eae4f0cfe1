"""Qualtrics with three heading rows: names, labels, and the platform's own ids."""

from __future__ import annotations

import ast
import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.layouts.qualtrics_groups import shaped
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Reason

if TYPE_CHECKING:
    import pandas as pd

METADATA = frozenset(
    (
        "startdate",
        "enddate",
        "status",
        "ipaddress",
        "progress",
        "duration",
        "finished",
        "recordeddate",
        "recordid",
        "responseid",
        "responsesetid",
        "responseset",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "externaldatareference",
        "externalreference",
        "locationlatitude",
        "locationlongitude",
        "locationaccuracy",
        "distributionchannel",
        "userlanguage",
        "durationinseconds",
        "name",
        "email",
    )
)
_QUESTION = re.compile(r"(?:(\d+)_)?(QID\d+)(#\d+)?((?:[-_]x?-?\w+?)*)")
_TEXT_IQ = re.compile(r".*_[0-9a-f]{20,}\w*")
_TIMING = re.compile(r".*(?:FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT)")
_TESTS = ("1", "2", "9", "17", "survey preview", "survey test", "possible survey preview spam")
_DONE = ("1", "true")
SEEN_UNANSWERED = "-99"


def matches(book: Book) -> str:
    """Look for the row of import ids."""
    third = book.first.row(2)
    if book.container not in ("csv", "xlsx") or not third or not third[0].startswith("{"):
        return ""
    return "the third row holds ImportId" if "ImportId" in third[0] else ""


def read(book: Book) -> Reading:
    """Read names (row 1), labels (row 2) and import ids (row 3)."""
    names, labels, third = (book.first.row(number) for number in range(3))
    imports = [_parsed(cell, place) for place, cell in enumerate(third)]
    data = book.first.below(3)
    ids = unique([plain(name) for name in names])
    raw = [_column(place, ids[place], labels[place], imports[place]) for place in range(len(names))]
    columns: list[Column] = []
    for _, run in groupby(raw, key=lambda column: (column.role, column.question)):
        part = list(run)
        columns += shaped(part, data) if _asked(part[0]) else part
    return reading(tuple(columns), data, header_rows=3)


def reading(columns: tuple[Column, ...], data: pd.DataFrame, *, header_rows: int) -> Reading:
    """Return what the metadata columns say of each row."""
    by_name = {meta_name(c.heading): c for c in columns if c.role == "metadata"}
    status, finished = by_name.get("status"), by_name.get("finished")
    identity = [by_name[name].id for name in ("responseid", "recordid") if name in by_name]
    person = [by_name[n].id for n in ("externaldatareference", "externalreference",
                                      "recipientemail") if n in by_name]  # fmt: skip
    return Reading(
        header_rows=header_rows,
        columns=columns,
        identity=tuple(identity[:1]),
        person=next((name for name in person if _filled(data, columns, name)), ""),
        dated=tuple(
            by_name[n].id for n in ("recordeddate", "enddate", "startdate") if n in by_name
        ),
        date_order="month first",
        partial=None if finished is None else ~_lower(data, finished).isin(_DONE),
        test=None if status is None else _lower(data, status).isin(_TESTS),
        zeros="selected",
        blanks=_blanks(columns, data),
        separator=",",
    )


def _asked(column: Column) -> bool:
    """Whether a column belongs to a question, and not to embedded data."""
    return column.role == "answer" and _QUESTION.fullmatch(column.names[0]) is not None


def _lower(data: pd.DataFrame, column: Column) -> pd.Series:
    return data[column.place].str.strip().str.casefold()


def _filled(data: pd.DataFrame, columns: tuple[Column, ...], id: str) -> bool:
    place = next(column.place for column in columns if column.id == id)
    return bool(data[place].str.strip().ne("").any())


def meta_name(heading: str) -> str:
    """Return a heading or import id as metadata columns are known by."""
    bare = heading.removeprefix("panel-").removeprefix("Location-")
    return "".join(letter for letter in compared(bare) if letter.isalnum())


def _parsed(cell: str, place: int) -> dict[str, Any]:
    for reader in (json.loads, ast.literal_eval):
        try:
            parsed = reader(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(parsed, dict) and "ImportId" in parsed:
            return parsed
    raise ExportError(
        "import-id-unreadable",
        "A cell of the third row does not hold an ImportId as the others do.",
        where=f"{FILE}, row 3, column {place + 1}",
        do="Download the export from Qualtrics again; do not edit its first three rows.",
    )


def _column(place: int, id: str, label: str, imported: dict[str, Any]) -> Column:
    inner = str(imported["ImportId"])
    role = _role(id, inner)
    match = _QUESTION.fullmatch(inner)
    if role != "answer" or match is None:
        return Column(place, id, id, role, question=id, text=plain(label), names=(inner,))
    loop, question, side, rest = match.groups()
    suffix = tuple(part for part in re.split(r"[-_]", rest) if part)
    if not suffix and "choiceId" in imported:
        suffix = (str(imported["choiceId"]),)
    whole = _stem_name(id, suffix, side)
    return Column(
        place,
        id,
        id,
        question=f"{loop}_{whole}" if loop and not id.startswith(f"{loop}_") else whole,
        text=plain(label),
        code="_".join(filter(None, [(side or "").lstrip("#"), *suffix])),
        names=(inner, question + (side or "")),
    )


def _role(id: str, inner: str) -> Role:
    if meta_name(inner) in METADATA or meta_name(id) in METADATA:
        return "metadata"
    if _TEXT_IQ.fullmatch(inner) or inner.endswith("_DO") or inner.startswith("SC_"):
        return "derived"
    return "timing" if _TIMING.fullmatch(inner) else "answer"


def _stem_name(id: str, suffix: tuple[str, ...], side: str | None) -> str:
    """Return the name of the question: the column's without as many parts as its import id."""
    name = id.partition("#")[0] if side else id
    if not side:
        for _ in suffix if suffix != ("TEXT",) or id.endswith("_TEXT") else ():
            name = name.rsplit("_", 1)[0] if "_" in name else name
    half = len(name) // 2
    return name[:half] if name[:half] == name[half + 1 :] and name[half : half + 1] == "_" else name


def _blanks(columns: tuple[Column, ...], data: pd.DataFrame) -> dict[str, Reason]:
    """Say what "" means: where the download marks "seen but unanswered", "" is not seen."""
    marked = any(
        data[column.place].eq(SEEN_UNANSWERED).any()
        for column in columns
        if column.role == "answer"
    )
    return {SEEN_UNANSWERED: "blank", "": "not_asked"} if marked else {}


LAYOUT = Layout(
    "qualtrics",
    "Qualtrics, three heading rows",
    verified=True,
    matches=matches,
    read=read,
)
