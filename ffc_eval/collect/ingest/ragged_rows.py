"""Delimited text whose rows differ in length: which differences mean nothing, which are faults."""

from __future__ import annotations

import csv
import io
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    import pyarrow as pa

_TITLE_ROWS = 10
_AT_ONCE = 20_000
_HEADING = 0.6
_MOST_NAMED = 10


@dataclass
class _Lengths:
    """How many cells each row has, and how many up to its last filled one; 0 for an empty line."""

    cells: array[int] = field(default_factory=lambda: array("L"))
    filled: array[int] = field(default_factory=lambda: array("L"))
    top: list[list[str]] = field(default_factory=list)


def lines_of(utf8: bytes) -> io.TextIOWrapper:
    """Return the text a piece at a time: a copy of the whole would take four bytes a letter."""
    return io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="")


def even_table(utf8: bytes, delimiter: str) -> pa.Table:
    """Read rows one by one; allow short title rows on top and empty cells beyond the table.

    The text is read twice, so that the rows never stand in memory as Python texts all at once.

    Raises
    ------
    ExportError
        A row has more or fewer cells than the others, or a cell is longer than any answer.
    """
    import pyarrow as pa

    lengths = _measured(utf8, delimiter)
    width = Counter(length for length in lengths.cells if length).most_common(1)[0][0]
    start = next(place for place, length in enumerate(lengths.cells) if length >= width)
    titles = min(start, _TITLE_ROWS)
    _refuse_ragged(lengths, width, titles)
    rows = (row for row in csv.reader(lines_of(utf8), delimiter=delimiter) if row)
    columns: list[list[pa.Array]] = [[] for _ in range(width)]
    while piece := list(islice(rows, _AT_ONCE)):
        even = [row[:width] + [""] * (width - len(row)) for row in piece]
        for place, cells in enumerate(zip(*even, strict=True)):
            columns[place].append(pa.array(cells, pa.string()))
    return pa.table({f"f{place}": pa.chunked_array(parts) for place, parts in enumerate(columns)})


def _measured(utf8: bytes, delimiter: str) -> _Lengths:
    found = _Lengths()
    row: list[str] = []
    try:
        for row in csv.reader(lines_of(utf8), delimiter=delimiter):
            last = len(row)
            while last and not row[last - 1].strip():
                last -= 1
            found.cells.append(len(row))
            found.filled.append(last)
            if len(found.top) < _TITLE_ROWS:
                found.top.append(row)
    except csv.Error:
        raise ExportError(
            "cell-too-long",
            "A cell holds more text than anybody writes into a form.",
            where=f"{FILE}, row {len(found.cells) + 1}",
            found=f"more than {csv.field_size_limit():,} letters",
            do="The file may be damaged: download it again.",
        ) from None
    return found


def _refuse_ragged(lengths: _Lengths, width: int, titles: int) -> None:
    ragged = list(islice(_ragged(lengths, width, titles), _MOST_NAMED + 1))
    if not ragged:
        return
    first, more = ragged[0], [str(place + 1) for place in ragged[1:_MOST_NAMED]]
    also = f"; rows {', '.join(more)}" if more else ""
    if len(ragged) > _MOST_NAMED:
        also += " and more"
    raise ExportError(
        "ragged-row",
        "A row has more or fewer cells than the others.",
        where=f"{FILE}, row {first + 1}{also}",
        found=f"row {first + 1} has {lengths.cells[first]} cells, the other rows have {width}",
        do="A comma without quotation marks or a cut file does this: download it again.",
    )


def _ragged(lengths: _Lengths, width: int, titles: int) -> Iterator[int]:
    """Give the rows that are too long or too short; title rows may be short."""
    most = max(lengths.filled)
    for place, (cells, filled) in enumerate(zip(lengths.cells, lengths.filled, strict=True)):
        if cells == width or not cells:
            continue
        if cells > width:
            short = filled > width
        elif place < titles:
            short = most > cells and _is_heading(lengths.top[place], width)
        else:
            short = True
        if short:
            yield place


def _is_heading(row: list[str], width: int) -> bool:
    """Whether a short row on top is no title: so many of its cells are filled."""
    filled = sum(bool(cell.strip()) for cell in row)
    return filled > 1 and filled >= _HEADING * width
