"""Qualtrics with three heading rows: names, labels, and the platform's own ids."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from itertools import groupby
from typing import Any

from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.layouts.qualtrics_groups import Part, shaped
from ffc_eval.collect.ingest.layouts.qualtrics_names import named
from ffc_eval.collect.ingest.layouts.qualtrics_rows import METADATA, meta_name, rows_reading
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.errors import ExportError

_QUESTION = re.compile(r"(?:(\d+)_)?(QID\d+)(#\d+)?((?:[-_]x?-?\w+?)*)")
_TEXT_IQ = re.compile(r".*_[0-9a-f]{20,}\w*")
_WORKED_OUT = re.compile(
    r".* - (?:parent topics|topics?\b.*|sentiment.*|emotion.*|effort.*|actionability|tags)",
    re.IGNORECASE,
)
_ORDER_SHOWN = re.compile(r"(?:.*[-_])?DO(?:[-_].*)?")
_TIMING = re.compile(r".*(?:FIRST_CLICK|LAST_CLICK|PAGE_SUBMIT|CLICK_COUNT)")
_DEVICE = re.compile(r".*[-_](?:BROWSER|VERSION|OS|RESOLUTION|FILE[-_](?:ID|NAME|SIZE|TYPE))")


def matches(book: Book) -> str:
    """Look for the row of import ids."""
    third = book.first.row(2)
    if book.container not in ("csv", "xlsx") or not third or not third[0].startswith("{"):
        return ""
    return "the third row holds ImportId" if "ImportId" in third[0] else ""


def read(book: Book) -> Reading:
    """Read names (row 1), labels (row 2) and import ids (row 3)."""
    names, labels, third = (book.first.row(number) for number in range(3))
    ids = unique([plain(name) for name in names])
    data = book.first.below(3)
    parts = [
        _part(Column(place, ids[place], names[place], text=plain(labels[place])), cell)
        for place, cell in enumerate(third)
    ]
    join = " - " if third[0].startswith('{"') else "-"
    columns: list[Column] = []
    for _, run in groupby(parts, key=lambda part: (part.column.role, part.column.question)):
        of_one = list(run)
        asked = of_one[0].column.role == "answer"
        columns += (
            shaped(named(of_one), data, join=join) if asked else [part.column for part in of_one]
        )
    return rows_reading(tuple(columns), data, header_rows=3)


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


def _part(column: Column, cell: str) -> Part:
    """Take a column apart; until it is named, its question is the platform's own id."""
    imported = _parsed(cell, column.place)
    inner = str(imported["ImportId"])
    column = replace(column, zone=str(imported.get("timeZone", "")))
    match = _QUESTION.fullmatch(inner)
    role = _role(column.id, inner, asked=match is not None)
    if match is None or role != "answer":
        return Part(replace(column, role=role, names=(inner,)))
    loop, question, side, rest = match.groups()
    codes = tuple(part for part in re.split(r"[-_]", rest) if part)
    if "choiceId" in imported:
        codes = (*codes, str(imported["choiceId"]))
    typed = bool(codes) and codes[-1].endswith("TEXT")
    whole = replace(
        column,
        question=f"{loop}_{question}" if loop else question,
        names=(inner, question + (side or "")),
    )
    return Part(whole, (side or "").lstrip("#"), codes[:-1] if typed else codes, typed)


def _role(id: str, inner: str, *, asked: bool) -> Role:
    """Return what a column holds; embedded data were set, not asked, and so are metadata."""
    if _TEXT_IQ.fullmatch(inner) or inner.startswith("SC_") or inner.endswith("NPS_GROUP"):
        return "derived"
    if _ORDER_SHOWN.fullmatch(inner) or _WORKED_OUT.fullmatch(id):
        return "derived"
    if _TIMING.fullmatch(inner):
        return "timing"
    known = meta_name(inner) in METADATA or _DEVICE.fullmatch(inner) is not None
    return "answer" if asked and not known else "metadata"


LAYOUT = Layout(
    "qualtrics",
    "Qualtrics, three heading rows",
    verified=True,
    matches=matches,
    read=read,
)
