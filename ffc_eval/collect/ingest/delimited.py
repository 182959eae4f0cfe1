"""CSV text to a grid: every cell text, nothing guessed, no row bent into shape."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.ragged_rows import even_table, lines_of
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pyarrow as pa

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1 << 16
_FIRST_ROW = 1 << 24
_BLOCK = 1 << 20
_PIECE = 1 << 20
_MOST_COLUMNS = 5_000
_MOST_ROWS = 1 << 20
_MOST_LINES = 4 << 20
"""Some rows take several lines; they are counted before memory is taken for any."""
_MOST_CELLS = 40_000_000


def read_delimited(utf8: bytes) -> tuple[Sheet, tuple[Problem, ...]]:
    """Read delimited text.

    Raises
    ------
    ExportError
        A row has more or fewer cells than the others, or a quotation mark is never closed.
    """
    lines = utf8.count(b"\n")
    if lines > _MOST_LINES:
        raise _too_large(f"{lines:,} lines")
    delimiter = sniff(utf8)
    _refuse_broken_quotes(utf8, delimiter)
    table = _arrow_table(utf8, delimiter)
    if table is None:
        table = even_table(utf8, delimiter)
    if table.num_rows > _MOST_ROWS or table.num_rows * table.num_columns > _MOST_CELLS:
        raise _too_large(f"{table.num_rows:,} rows, {table.num_columns:,} columns")
    rows = table.to_pandas()
    rows.columns = range(rows.shape[1])
    return Sheet(rows), _cut_warning(utf8)


def sniff(utf8: bytes) -> str:
    """Return the delimiter under which the first rows have the most cells, the same number."""
    head = utf8[:_HEAD].decode("utf-8", errors="ignore")
    best, delimiter = (False, 0, 0.0), ","
    for candidate in _DELIMITERS:
        widths = _widths(head, candidate, whole=len(utf8) <= _HEAD)
        if not widths:
            continue
        width, times = Counter(widths).most_common(1)[0]
        share = times / len(widths)
        score = (width > 1 and share > 0.5, width, share)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def _widths(head: str, delimiter: str, *, whole: bool) -> list[int]:
    try:
        widths = [
            len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        return []
    complete = widths if whole or len(widths) < 2 else widths[:-1]
    return [width for width in complete if width][:50]


def _first_width(utf8: bytes, delimiter: str) -> int:
    """Return the number of cells in the first row that is not an empty line."""
    head = io.StringIO(utf8[:_FIRST_ROW].decode("utf-8", "ignore"), newline="")
    try:
        return next((len(row) for row in csv.reader(head, delimiter=delimiter) if row), 0)
    except csv.Error:
        return 0


def _refuse_broken_quotes(utf8: bytes, delimiter: str) -> None:
    """Look at every quotation mark: one opens after a delimiter, the next closes before one.

    The fast reader swallows the rest of the file where a mark is never closed.
    """
    import numpy as np

    letters = np.frombuffer(utf8, dtype=np.uint8)
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), 10, 13, ord('"')]] = True
    opened = 0
    for start in range(0, len(letters), _PIECE):
        marks = np.flatnonzero(letters[start : start + _PIECE] == ord('"')) + start
        opening, closing = marks[opened::2], marks[1 - opened :: 2]
        before = letters[opening[opening > 0] - 1]
        after = letters[closing[closing < len(letters) - 1] + 1]
        opened = (opened + len(marks)) % 2
        if not edge[before].all() or not edge[after].all():
            opened = 1
            break
    if opened:
        _refuse_unless_strict(utf8, delimiter)


def _refuse_unless_strict(utf8: bytes, delimiter: str) -> None:
    reader = csv.reader(lines_of(utf8), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, _ in enumerate(reader, start=1):  # noqa: B007
            pass
    except csv.Error:
        raise ExportError(
            "broken-quotes",
            "A quotation mark is opened and not closed, or stands in the middle of a cell.",
            where=f"{FILE}, row {row + 1}",
            do="The file may be cut or damaged: download it again.",
        ) from None


def _arrow_table(utf8: bytes, delimiter: str) -> pa.Table | None:
    """Return the table, or None where its rows differ in length.

    One thread takes half the time that several take together; text of the type that pandas holds
    is not copied again.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    width = _first_width(utf8, delimiter)
    if width > _MOST_COLUMNS:
        raise _too_large(f"{width:,} columns")
    if not width:
        raise ExportError(
            "no-table",
            "The file does not begin with a row of headings.",
            where=f"{FILE}, row 1",
            do="Give the CSV or Excel file as the survey platform wrote it.",
        )
    try:
        return arrow_csv.read_csv(
            pa.py_buffer(utf8),
            read_options=arrow_csv.ReadOptions(
                autogenerate_column_names=True, block_size=_BLOCK, use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                strings_can_be_null=False,
                null_values=[],
                column_types={f"f{place}": pa.large_string() for place in range(width)},
            ),
        )
    except pa.ArrowInvalid:
        return None


def _too_large(found: str) -> ExportError:
    return ExportError(
        "sheet-too-large",
        "The table is larger than a survey can be.",
        where=FILE,
        found=found,
        do="Give the export itself, or split it by year.",
    )


def _cut_warning(utf8: bytes) -> tuple[Problem, ...]:
    if utf8.endswith((b"\n", b"\r")):
        return ()
    return (
        Problem(
            "no-last-line-end",
            "The last row does not end with a line end, so the file may be cut there.",
            where=f"{FILE}, last row",
            do="Compare the number of people with the platform's own page.",
        ),
    )
