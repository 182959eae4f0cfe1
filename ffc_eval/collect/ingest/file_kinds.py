"""Kinds of file, known by how they begin; those that are no table are refused."""

from __future__ import annotations

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""Workbooks, new and old; a zip file may also hold exports."""
SAV = (b"$FL2", b"$FL3")
DTA = b"<stata_dta>"
OLD_DTA = tuple(bytes([version]) for version in range(104, 116))
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7-Zip)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format", "a database"),
    (b"{\\rtf", "a text document"),
)
_PICKLES = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))
_TEXT = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b'{"', "JSON"),
    (b"[{", "JSON"),
)


def refuse_other_kinds(data: bytes) -> None:
    """Refuse what cannot be a table: pictures, pages, packed files, pickles.

    Raises
    ------
    ExportError
        The file begins like one of these.
    """
    kind = _kind_of(data)
    if kind:
        raise ExportError(
            "not-a-table",
            "The file is not a table.",
            where=FILE,
            found=kind,
            do="Give the CSV or Excel file as the survey platform wrote it; give a questionnaire "
            "with --definition.",
        )


def _kind_of(data: bytes) -> str:
    if data.startswith(_PICKLES):
        return "a Python pickle, which could run a program when it is opened"
    found = next((kind for start, kind in _BINARY if data.startswith(start)), "")
    head = "".join(data[:400].decode("utf-8-sig", "ignore").split()).casefold().encode()
    return found or next((k for start, k in _TEXT if head.startswith(b"".join(start.split()))), "")
