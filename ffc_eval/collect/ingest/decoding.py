"""Bytes to text: the encoding is found from the whole file, and nothing is replaced."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError, Problem

_CHUNK = 1 << 20
_PIECE = 1 << 16
_ACCENT = re.compile(rb"\xc3[\x80-\xbf](?![\x80-\xff])|\xe2\x80[\x90-\xbf]")
"""A letter with an accent, or a dash or curly quotation mark, as UTF-8 writes it."""

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
    UTF-8, then Windows-1252 with a warning. A file that is UTF-8 in one place and not in another
    is refused.
    """
    decoded = (_by_mark(data) or _by_content(data)) if data else Decoded(b"", "")
    if not decoded.utf8:
        raise ExportError("empty-file", "The file is empty.", where=FILE, do="Download it again.")
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
                if not is_utf8(body):
                    raise _undecoded(data, _first_fault(data), "not UTF-8, as its mark says it is")
                return Decoded(body, encoding)
            return Decoded(_recoded(data, encoding), encoding)
    return None


def _by_content(data: bytes) -> Decoded:
    head = data[:2000]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[first::2]
        if len(head) > 3 and half.count(0) > 0.8 * len(half) and any(head[1 - first :: 2]):
            return Decoded(_recoded(data, encoding), encoding)
    if data.isascii():
        return Decoded(data, "ascii")
    if is_utf8(data):
        return Decoded(data, "utf-8")
    _refuse_mixed(data)
    return Decoded(_recoded(data, "cp1252"), "cp1252", (_windows_warning(data),))


def _refuse_mixed(data: bytes) -> None:
    """Refuse UTF-8 with a few other bytes: read as Windows-1252, each accent would be two signs."""
    mark = _ACCENT.search(data)
    if mark is not None:
        raise _undecoded(data, _first_fault(data), "in one place not UTF-8, in others UTF-8")


def _first_fault(data: bytes) -> int:
    """Return where the bytes first are no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    for start in range(0, len(data), _CHUNK):
        before = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK])
        except UnicodeDecodeError as error:
            return start - before + error.start
    return len(data)


def is_utf8(data: bytes) -> bool:
    """Say whether all the bytes are UTF-8, a piece at a time so that memory stays small."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _recoded(data: bytes, encoding: str) -> bytes:
    """Return the text as UTF-8, a piece at a time so that memory stays small."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    made = io.BytesIO()
    start = 0
    try:
        for start in range(0, len(data), _CHUNK):
            made.write(decoder.decode(data[start : start + _CHUNK]).encode("utf-8"))
        start = len(data)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        place = start + (error.start if isinstance(error, UnicodeDecodeError) else 0)
        raise _undecoded(data, place, f"neither UTF-8 nor {encoding}") from None
    return made.getvalue()


def _undecoded(data: bytes, place: int, found: str) -> ExportError:
    return ExportError(
        "unknown-encoding",
        "The text of the file cannot be decoded: it is damaged or mixes encodings.",
        where=f"{FILE}, line {_line(data, place)}",
        found=f"bytes that are {found}",
        do="Download the export again, or open it and save it as CSV UTF-8.",
    )


def _windows_warning(data: bytes) -> Problem:
    odd = sum(byte > 127 for byte in data[:_CHUNK])
    return Problem(
        "read-as-windows-1252",
        "The file is not UTF-8; it was read as Windows-1252, as Excel saves it.",
        where=FILE,
        found=f"{odd} bytes outside plain English in its first part",
        do="Look at accented letters and apostrophes; if they are wrong, download it as UTF-8.",
    )
