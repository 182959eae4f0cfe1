"""Qualtrics before 2016: V1 to V10 and two heading rows, no ids of the platform."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import plain, same_start, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.qualtrics_groups import SEEN_UNANSWERED, Part, shaped
from ffc_eval.collect.ingest.layouts.qualtrics_rows import METADATA, meta_name, rows_reading
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_NAMED = re.compile(r"V\d+")
_PART = re.compile(r"(.+?)(?:#(\d+))?((?:_-?\d+)*)(_TEXT)?")
_SIDE = re.compile(r"(.+): (\w+?)((?:_\d+)*)(_TEXT)?")
_OWN = re.compile(r"(?!Q\d+(?:_|$))[^#]+")
_SHORTEST_STEM = 12
_MOST_CODES = 11
_CODE = re.compile(r"-?\d{1,2}")


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
    raw = [_column(place, ids[place], names[place], labels[place]) for place in range(len(names))]
    columns: list[Column] = []
    for role, run in groupby(raw, key=lambda column: column.role):
        if role != "answer":
            columns += run
            continue
        for parts in _questions(list(run)):
            columns += [_untold(column, data) for column in shaped(parts, data)]
    return rows_reading(tuple(columns), data, header_rows=2)


def _column(place: int, id: str, name: str, label: str) -> Column:
    if not name and not label:
        return Column(place, id, "", "derived")
    if _NAMED.fullmatch(name) or meta_name(name) in METADATA:
        return Column(place, id, label, "metadata")
    return Column(place, id, name, text=plain(label))


def _questions(columns: Sequence[Column]) -> Iterator[list[Part]]:
    """Gather the columns of each question.

    A name as Qualtrics gives it says which question it is of. Where an author named rows or
    options, the name of the question is lost, and its wording in row 2 tells.
    """
    keys: list[str] = []
    seen: set[str] = set()
    for place, column in enumerate(columns):
        before = columns[place - 1] if place else None
        key = _key(column)
        again = bool(keys) and key == keys[-1].partition("\n")[0] and column.heading not in seen
        if again or (before is not None and _is_typed_beside(column, before)):
            key = keys[-1]
        else:
            key, seen = f"{key}\n{place}", set()
        seen.add(column.heading)
        keys.append(key)
    for _, run in groupby(zip(keys, columns, strict=True), key=lambda pair: pair[0]):
        yield _parts([column for _, column in run])


def _key(column: Column) -> str:
    side = _SIDE.fullmatch(column.heading)
    if side:
        return column.text.partition(" : ")[0]
    match = _PART.fullmatch(column.heading)
    question, _, codes, _ = match.groups() if match else (column.heading, "", "", "")
    if not _OWN.fullmatch(column.heading):
        return question
    ends = 1 + len([code for code in codes.split("_") if code])
    stem = column.text.rsplit("-", ends)
    return stem[0] if len(stem) > ends and len(stem[0]) >= _SHORTEST_STEM else question


def _is_typed_beside(column: Column, before: Column) -> bool:
    """Whether a column holds what was typed beside the one before it, whatever its name."""
    own = column.text.removesuffix("-TEXT")
    shared = same_start([own, before.text])
    return own != column.text and "-" in shared and len(shared) >= _SHORTEST_STEM


def _parts(columns: list[Column]) -> list[Part]:
    """Take the columns of one question apart; names that an author gave are codes of rows."""
    taken = [_taken(column.heading) for column in columns]
    own_names = len({name for name, *_ in taken}) > 1
    question = _taken(columns[0].id)[0]
    parts: list[Part] = []
    for column, (name, side, codes, typed) in zip(columns, taken, strict=True):
        whole = replace(
            column,
            question=question,
            text=column.text.removesuffix("-TEXT"),
            names=(f"{name}#{side}",) if side and not own_names else (),
        )
        before = parts[-1] if parts else None
        beside = typed and before and _is_typed_beside(column, columns[len(parts) - 1])
        if beside and before and name != taken[0][0]:
            parts.append(Part(whole, before.side, before.codes, typed))
        else:
            parts.append(Part(whole, side, (name, *codes) if own_names else codes, typed))
    return parts


def _taken(name: str) -> tuple[str, str, tuple[str, ...], bool]:
    match = _SIDE.fullmatch(name) or _PART.fullmatch(name)
    if match is None:
        return name, "", (), False
    question, side, codes, typed = match.groups()
    return question, side or "", tuple(filter(None, (codes or "").split("_"))), bool(typed)


def _untold(column: Column, data: pd.DataFrame) -> Column:
    """Leave a column without parts to be found from its cells: a choice and a text look alike.

    A few small whole numbers, some of them given again, are codes of a choice.
    """
    if column.shape != "single":
        return column
    cells = data[column.place].str.strip()
    filled = cells[~cells.isin(["", SEEN_UNANSWERED])]
    values = distinct(filled)
    few = len(values) <= _MOST_CODES and len(values) < len(filled)
    return column if few and all(map(_CODE.fullmatch, values)) else replace(column, shape="")


LAYOUT = Layout(
    "qualtrics", "Qualtrics, legacy download", verified=True, matches=matches, read=read
)
