"""Bytes to text: the encoding is found from the whole file, and nothing is replaced."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError, Problem

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Decoded:
    """Text as UTF-8 bytes without a mark, and how it stood in the file."""

    utf8: bytes
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded:
    """Find how the text of a file is encoded and return it as UTF-8.

    Raises
    ------
    ExportError
        The bytes are no text in any of the encodings known, or hold NUL.

    Notes
    -----
    Order: UTF-8 with a mark, UTF-16 with a mark, UTF-16 without one (every second byte 0), strict
    UTF-8, then Windows-1252 with a warning.
    """
    if not data:
        raise ExportError("empty-file", "The file is empty.", where=FILE, do="Download it again.")
    decoded = _by_mark(data) or _by_content(data)
    nul = decoded.utf8.find(b"\0")
    if nul >= 0:
        raise ExportError(
            "nul-byte",
            "The file holds a byte that no text has, so it is damaged or not a text file.",
            where=f"{FILE}, line {_line(decoded.utf8, nul)}",
            found="a NUL byte",
            do="Download the export again, as CSV or as an Excel workbook.",
        )
    return decoded


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                body = data[len(mark) :]
                return Decoded(body, encoding) if is_utf8(body) else None
            return Decoded(_recoded(data, encoding), encoding)
    return None


def _by_content(data: bytes) -> Decoded:
    head = data[:2000]
    if len(head) > 3 and head[1::2].count(0) > 0.8 * len(head[1::2]):
        return Decoded(_recoded(data, "utf-16-le"), "utf-16-le")
    if is_utf8(data):
        return Decoded(data, "ascii" if data.isascii() else "utf-8")
    return Decoded(_recoded(data, "cp1252"), "cp1252", (_windows_warning(data),))


def is_utf8(data: bytes) -> bool:
    """Say whether all the bytes are UTF-8, a piece at a time so that memory stays small."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _recoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise ExportError(
            "unknown-encoding",
            "The text of the file cannot be decoded: it is damaged or mixes encodings.",
            where=f"{FILE}, line {_line(data, getattr(error, 'start', 0))}",
            found=f"bytes that are neither UTF-8 nor {encoding}",
            do="Download the export again, or open it and save it as CSV UTF-8.",
        ) from None


def _windows_warning(data: bytes) -> Problem:
    odd = sum(byte > 127 for byte in data[:_CHUNK])
    return Problem(
        "read-as-windows-1252",
        "The file is not UTF-8; it was read as Windows-1252, as Excel saves it.",
        where=FILE,
        found=f"{odd} bytes outside plain English in its first part",
        do="Look at accented letters and apostrophes; if they are wrong, download it as UTF-8.",
    )
