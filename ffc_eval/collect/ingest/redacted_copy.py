"""A copy of a table with identifiers taken out of some columns of free text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from ffc_eval.collect.ingest.reading import open_book
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.collect.privacy import redact_texts
from ffc_eval.errors import ExportError, Problem, nearest

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def redacted_copy(path: Path, columns: Sequence[str]) -> tuple[bytes, int]:
    """Return a csv of the first sheet with identifiers taken out of the columns named.

    Parameters
    ----------
    path
        A csv or xlsx file with one row of headings.
    columns
        Headings of the columns to change.

    Returns
    -------
    tuple
        Bytes of the csv (UTF-8 with its mark, so that Excel reads it), and how many cells
        changed. A text that Excel would take for a formula gets an apostrophe in front.

    Raises
    ------
    ExportError
        The file cannot be read, or lacks a column; the nearest heading is named.
    """
    rows = open_book(path.read_bytes()).first.rows
    heads = [str(cell).strip() for cell in rows.iloc[0]]
    missing = [name for name in columns if name not in heads]
    if missing:
        raise ExportError.of(
            Problem("no-such-column", "The file has no such column.", FILE, do=nearest(name, heads))
            for name in missing
        )
    table = rows.iloc[1:].copy()
    changed = 0
    for name in columns:
        place = table.columns[heads.index(name)]
        before = table[place].astype("str").tolist()
        after = redact_texts(before)
        changed += sum(old != new for old, new in zip(before, after, strict=True))
        table[place] = after
    return _csv([heads, *table.itertuples(index=False)]), changed


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_harmless(str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Put an apostrophe before what Excel would run; numbers stay numbers."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return "'" + cell
    return cell
