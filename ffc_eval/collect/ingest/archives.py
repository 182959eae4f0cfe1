"""What a workbook is before it is opened: its sizes, passwords, macros and formulas."""

from __future__ import annotations

import io
import re
import zipfile

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError, Problem

_MOST_BYTES = 600 << 20
_MOST_RATIO = 200
_SMALL = 10 << 20
_MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
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
            _refuse_bomb(archive)
            return _looked_at(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _damaged() from error
        raise


def _old_workbook(data: bytes) -> tuple[Problem, ...]:
    if _ENCRYPTED in data:
        raise ExportError(
            "password-protected",
            "The workbook is protected by a password, so it cannot be read.",
            where=FILE,
            do="Open it, take the password off (File, Info, Protect Workbook), save and try again.",
        )
    return ()


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    worst = max(
        (p.file_size / max(p.compress_size, 1) for p in parts if p.file_size > _SMALL), default=0
    )
    if whole > _MOST_BYTES or worst > _MOST_RATIO or len(parts) > _MOST_PARTS:
        raise ExportError(
            "archive-too-large",
            "The workbook would unpack to far more than a survey export can be.",
            where=FILE,
            found=f"{len(parts)} parts, {whole / 2**20:.0f} MB unpacked",
            do="Download it as CSV, or find out where the file came from before you open it.",
        )


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


def _formulas_in(archive: zipfile.ZipFile, name: str) -> int:
    """Count formulas in one part, a piece at a time; refuse entities and missing values."""
    sheet = name.startswith("xl/worksheets/")
    count, tail = 0, b""
    with archive.open(name) as part:
        first = part.read(4096)
        if b"<!DOCTYPE" in first or b"<!ENTITY" in first:
            raise ExportError(
                "xml-entities",
                "The workbook declares XML entities, which no survey platform writes.",
                where=FILE,
                do="Find out where the file came from before you open it.",
            )
        piece = first
        while sheet and piece:
            text = tail + piece
            cut = text.rfind(b"</c>") + 4
            whole, tail = (text[:cut], text[cut:]) if cut > 3 else (b"", text)
            if b"<f" in whole:
                count += whole.count(b"<f>") + whole.count(b"<f ")
                _refuse_uncalculated(whole)
            piece = part.read(_CHUNK)
    return count


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
