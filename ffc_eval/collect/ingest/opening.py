"""Open a file safely: its bytes to a book of text grids, whatever kind of file it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.delimited import read_delimited
from ffc_eval.collect.ingest.file_kinds import DTA, OLD_DTA, OLE, SAV, ZIP, refuse_other_kinds
from ffc_eval.collect.ingest.sheet import FILE, Book
from ffc_eval.collect.ingest.statistical_files import read_statistical
from ffc_eval.collect.ingest.triple_s import read_triple_s
from ffc_eval.collect.ingest.workbooks import read_workbook
from ffc_eval.collect.ingest.zipped_exports import is_zipped, read_zipped
from ffc_eval.errors import ExportError

_MOST_BYTES = 400 << 20


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, unless it is larger than any export.

    Raises
    ------
    ExportError
        It is; nothing of it was read.
    """
    _refuse_large(path.stat().st_size)
    return path.read_bytes()


def _refuse_large(size: int) -> None:
    if size > _MOST_BYTES:
        raise ExportError(
            "export-too-large",
            "The file is larger than a survey export can be.",
            where=FILE,
            found=f"{size / 2**20:.0f} MB",
            do="Give the export itself, or split it by year.",
        )


def open_book(data: bytes, path: Path | None = None) -> Book:
    """Return the grids of a file, whatever kind of file it is.

    Raises
    ------
    ExportError
        The file cannot be opened safely, or holds no text.
    """
    _refuse_large(len(data))
    sha = hashlib.sha256(data).hexdigest()
    if is_zipped(data):
        return _zipped_book(data, sha)
    if data.startswith((ZIP, OLE)):
        sheets, problems = read_workbook(data)
        return Book(sha, "xlsx", "", sheets, problems=problems)
    if data.startswith(SAV):
        sheet, words = read_statistical(data, "sav", path)
        return Book(sha, "sav", words["encoding"], (sheet,), words)
    if data.startswith(DTA) or (data[:1] in OLD_DTA and b"\0" in data[:200]):
        sheet, words = read_statistical(data, "dta", path)
        return Book(sha, "dta", words["encoding"], (sheet,), words)
    refuse_other_kinds(data)
    decoded = decode(data)
    sheet, problems = read_delimited(decoded.utf8)
    problems = (*decoded.problems, *problems)
    return Book(sha, "csv", decoded.encoding, (sheet,), problems=problems)


def _zipped_book(data: bytes, sha: str) -> Book:
    """Return the book of a zip file: of the one export in it, or of its tables."""
    zipped = read_zipped(data)
    if zipped.alone:
        return replace(open_book(zipped.alone), sha256=sha)
    return Book(sha, "csv", zipped.encoding, zipped.sheets, zipped.dictionary, zipped.problems)


def triple_s_book(path: Path, data: bytes, body: bytes | None = None) -> Book:
    """Return the book of a triple-S description and of its data, beside it or given."""
    sheet, words, body = read_triple_s(path, data, body)
    sha = hashlib.sha256(data + body).hexdigest()
    return Book(sha, "triple_s", words["encoding"], (sheet,), words)
