"""What a workbook or zip file is before it is opened: sizes, passwords, macros, formulas."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.collect.ingest.sheet_extent import ExactExtent, Extent, refuse_huge
from ffc_eval.errors import ExportError, Problem

DAMAGE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError
)  # fmt: skip
"""What the standard library raises where a zip file is damaged."""

_MOST_BYTES = 600 << 20
_MOST_RATIO = 200
_SMALL = 10 << 20
_MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 18
_LONGEST_CELL = 32 << 20
_SHEETS = "xl/worksheets/"
_NEEDS_PASSWORD = 1
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\0")
_HEAD = 1 << 16
_ENTITIES = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_FORMULA = re.compile(rb"<f")
_FORMULA_WITHOUT_VALUE = re.compile(rb"<f[ >/][^<]*(?:</f>)?\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def check_workbook(data: bytes) -> tuple[Problem, ...]:
    """Look at a workbook without opening it.

    Raises
    ------
    ExportError
        It needs a password, would unpack to far more than its size, declares entities, holds
        formulas without values, or is damaged.
    """
    if data.startswith(_OLE):
        return _old_workbook(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_locked(archive)
            _refuse_bomb(archive)
            _refuse_other_kinds(archive)
            return _looked_at(archive)
    except DAMAGE as error:
        raise _damaged() from error


def refuse_unsafe(archive: zipfile.ZipFile) -> None:
    """Look at a zip file that is no workbook, by what it says of its parts alone.

    Raises
    ------
    ExportError
        It needs a password, would unpack to far more than its size, or names a place outside
        itself.
    """
    _refuse_locked(archive)
    _refuse_bomb(archive)
    if any(_OUTSIDE.search(part.filename) for part in archive.infolist()):
        raise ExportError(
            "unsafe-archive",
            "The zip file names places outside itself, which no survey platform does.",
            where=FILE,
            do="Find out where the file came from before you open it.",
        )


def _old_workbook(data: bytes) -> tuple[Problem, ...]:
    if _ENCRYPTED in data:
        raise _locked()
    return ()


def _locked() -> ExportError:
    return ExportError(
        "password-protected",
        "The file is protected by a password, so it cannot be read.",
        where=FILE,
        do="Open it, take the password off (in Excel: File, Info, Protect Workbook), save it and "
        "try again.",
    )


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    if any(part.flag_bits & _NEEDS_PASSWORD for part in archive.infolist()):
        raise _locked()


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    worst = max(
        (p.file_size / max(p.compress_size, 1) for p in parts if p.file_size > _SMALL), default=0
    )
    if whole > _MOST_BYTES or worst > _MOST_RATIO or len(parts) > _MOST_PARTS:
        raise ExportError(
            "archive-too-large",
            "The file would unpack to far more than a survey export can be.",
            where=FILE,
            found=f"{len(parts)} parts, {whole / 2**20:.0f} MB unpacked",
            do="Download it as CSV, or find out where the file came from before you open it.",
        )


def _refuse_other_kinds(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        return
    if "mimetype" in names or "xl/workbook.bin" in names:
        raise ExportError(
            "workbook-kind",
            "The workbook is of a kind that is not read.",
            where=FILE,
            found="OpenDocument" if "mimetype" in names else "a binary workbook (.xlsb)",
            do="Open it, save it as an Excel workbook (.xlsx) or as CSV, and try again.",
        )
    raise _damaged()


def _looked_at(archive: zipfile.ZipFile) -> tuple[Problem, ...]:
    problems = []
    names = archive.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        problems.append(
            Problem(
                "macros-not-run",
                "The workbook holds macros; they were not run.",
                where=FILE,
                do="Nothing, if the data are as you expect.",
            )
        )
    formulas = 0
    for name in names:
        if name.endswith((".xml", ".rels")):
            _refuse_entities(archive, name)
        if name.startswith(_SHEETS):
            formulas += _formulas_in(archive, name)
    if formulas:
        problems.append(
            Problem(
                "formulas-as-saved",
                "Some cells are formulas; the values last saved with them were read.",
                where=FILE,
                found=f"{formulas} formulas",
                do="Check that the workbook was calculated before it was saved.",
            )
        )
    return tuple(problems)


def _refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as part:
        first = part.read(_HEAD)
    if any(word in first for word in _ENTITIES):
        raise ExportError(
            "xml-entities",
            "The workbook declares XML entities, which no survey platform writes.",
            where=FILE,
            do="Find out where the file came from before you open it.",
        )


def _formulas_in(archive: zipfile.ZipFile, name: str) -> int:
    """Count formulas in one sheet; refuse missing values and cells far apart."""
    count, extent = 0, Extent()
    for xml in _pieces(archive, name):
        extent.look(xml)
        if _FORMULA.search(xml):  # twice as fast here as the search for bytes
            count += xml.count(b"<f>") + xml.count(b"<f ")
            _refuse_uncalculated(xml)
    if extent.may_be_huge:
        exact = ExactExtent()
        for xml in _pieces(archive, name):
            exact.look(xml)
        refuse_huge(exact.rows, exact.columns)
    return count


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Give the XML of a sheet in pieces that end with a cell."""
    tail = b""
    with archive.open(name) as part:
        while piece := part.read(_CHUNK):
            text = tail + piece
            cut = text.rfind(b"</c>") + 4
            if cut <= 3 and len(text) > _LONGEST_CELL:
                raise ExportError(
                    "cell-too-long",
                    "A cell holds more text than anybody writes into a form.",
                    where=FILE,
                    found=f"more than {_LONGEST_CELL:,} letters",
                    do="The file may be damaged: download it again.",
                )
            whole, tail = (text[:cut], text[cut:]) if cut > 3 else (b"", text)
            if whole:
                yield whole
    yield tail


def _refuse_uncalculated(xml: bytes) -> None:
    empty = len(_FORMULA_WITHOUT_VALUE.findall(xml))
    if empty:
        raise ExportError(
            "formula-without-value",
            "Some cells are formulas that were never calculated, so they hold no value.",
            where=FILE,
            found=f"at least {empty} formulas",
            do="Open the workbook in Excel, save it, and try again.",
        )


def _damaged() -> ExportError:
    return ExportError(
        "damaged-workbook",
        "The workbook is damaged or is not a workbook.",
        where=FILE,
        do="Download it again, as an Excel workbook or as CSV.",
    )
