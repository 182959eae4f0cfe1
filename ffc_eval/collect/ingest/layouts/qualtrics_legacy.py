"""Qualtrics before 2016: V1 to V10 and two heading rows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.qualtrics import METADATA, meta_name, reading
from ffc_eval.collect.ingest.layouts.qualtrics_groups import shaped
from ffc_eval.collect.ingest.sheet import Book

_NAMED = re.compile(r"V\d+")
_PART = re.compile(r"(.+?)(?:#(\d+))?((?:_-?\d+)*)(_TEXT)?")


def matches(book: Book) -> str:
    """Look for V1, V2, V3 above ResponseID and the like."""
    first, second = book.first.row(0), book.first.row(1)
    if book.container not in ("csv", "xlsx") or len(first) < 4 or not second:
        return ""
    if first[:3] == ("V1", "V2", "V3") and meta_name(second[0]) == "responseid":
        return "row 1 begins V1, V2, V3 and row 2 names ResponseID"
    return ""


def read(book: Book) -> Reading:
    """Read names and labels; an empty last column is passed over."""
    names, labels = book.first.row(0), book.first.row(1)
    data = book.first.below(2)
    ids = unique([plain(name) for name in names])
    raw = [_column(place, ids[place], labels[place]) for place in range(len(names))]
    columns: list[Column] = []
    for _, run in groupby(raw, key=lambda column: (column.role, column.question)):
        part = list(run)
        columns += map(_untold, shaped(part, data)) if part[0].role == "answer" else part
    return reading(tuple(columns), data, header_rows=2)


def _untold(column: Column) -> Column:
    """Leave a column without parts to be found from its cells: a choice and a text look alike."""
    return replace(column, shape="") if column.shape == "single" else column


def _column(place: int, id: str, label: str) -> Column:
    if not label and id.startswith("column"):
        return Column(place, id, "", "derived")
    if _NAMED.fullmatch(id) or meta_name(id) in METADATA:
        return Column(place, id, label, "metadata")
    match = _PART.fullmatch(id)
    if match is None:
        return Column(place, id, id, question=id, text=plain(label))
    question, side, codes, text = match.groups()
    parts = [part for part in (codes or "").split("_") if part]
    code = "_".join([*([side] if side else []), *parts, *(["TEXT"] if text else [])])
    return Column(place, id, id, question=question, text=plain(label), code=code)


LAYOUT = Layout(
    "qualtrics", "Qualtrics, legacy download", verified=False, matches=matches, read=read
)
