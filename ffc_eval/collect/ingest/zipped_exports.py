"""Exports in a zip file: a LimeSurvey archive (.lsa), tables of ODK Central, or one export."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from ffc_eval.collect.ingest.archives import DAMAGE, refuse_unsafe
from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.definitions.lsa import Archive, sheet_of
from ffc_eval.collect.ingest.delimited import read_delimited
from ffc_eval.collect.ingest.file_kinds import ZIP
from ffc_eval.collect.ingest.layouts.odk import has_parent
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError, Problem

_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "mimetype", "[Content_Types].xml")
_TABLES = (".csv", ".tsv")
_ALONE = (".xlsx", ".xls", ".sav", ".zsav", ".dta")
_STRUCTURE, _RESPONSES = ".lss", "_responses.lsr"


@dataclass(frozen=True)
class Zipped:
    """What a zip file holds: one export as bytes, or its tables, the respondents first."""

    alone: bytes = b""
    sheets: tuple[Sheet, ...] = ()
    encoding: str = ""
    dictionary: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def is_zipped(data: bytes) -> bool:
    """Say whether bytes are a zip file that holds exports, and not a workbook."""
    if not data.startswith(ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except DAMAGE:
        return False
    known = (*_TABLES, *_ALONE, _STRUCTURE, _RESPONSES)
    return not set(names) & set(_WORKBOOKS) and any(n.casefold().endswith(known) for n in names)


def read_zipped(data: bytes) -> Zipped:
    """Read what a zip file holds; nothing of it is written to disk.

    Raises
    ------
    ExportError
        It would unpack to far too much, names places outside itself, is damaged, or holds more
        than one export.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_unsafe(archive)
            parts = {
                name: archive.read(name)
                for name in archive.namelist()
                if name.casefold().endswith((*_TABLES, *_ALONE, _STRUCTURE, _RESPONSES))
                and not _is_hidden(name)
            }
    except DAMAGE as error:
        raise _damaged() from error
    if any(map(is_zipped, parts.values())):
        raise _several(len(parts))
    return _of_parts(parts)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _of_parts(parts: dict[str, bytes]) -> Zipped:
    by_end = {
        end: [n for n in parts if n.casefold().endswith(end)] for end in (_STRUCTURE, _RESPONSES)
    }
    if by_end[_STRUCTURE] or by_end[_RESPONSES]:
        return _limesurvey(parts, by_end[_STRUCTURE], by_end[_RESPONSES])
    alone = [name for name in parts if name.casefold().endswith(_ALONE)]
    tables = [name for name in parts if name not in alone]
    if len(alone) == 1 and not tables:
        return Zipped(alone=parts[alone[0]])
    if not tables or alone:
        raise _several(len(parts))
    return _tables([parts[name] for name in sorted(tables)])


def _tables(parts: list[bytes]) -> Zipped:
    """Return the one main table first, and the repeat groups that belong to it."""
    if len(parts) == 1:
        return Zipped(alone=parts[0])
    decoded = [decode(part) for part in parts]
    read = [read_delimited(one.utf8) for one in decoded]
    sheets = [sheet for sheet, _ in read]
    main = [sheet for sheet in sheets if not has_parent(sheet)]
    if len(main) != 1:
        raise _several(len(parts))
    rest = tuple(sheet for sheet in sheets if sheet is not main[0])
    problems = tuple(p for one in decoded for p in one.problems) + tuple(
        p for _, found in read for p in found
    )
    return Zipped(sheets=(main[0], *rest), encoding=decoded[0].encoding, problems=problems)


def _limesurvey(parts: dict[str, bytes], structures: list[str], responses: list[str]) -> Zipped:
    if len(structures) != 1 or len(responses) != 1:
        raise ExportError(
            "archive-without-responses",
            "The LimeSurvey archive does not hold one structure and one set of responses.",
            where=FILE,
            found=f"{len(structures)} structures, {len(responses)} sets of responses",
            do="Export it from an active survey, or download the responses as CSV.",
        )
    archive = Archive(_text(parts[structures[0]]), _text(parts[responses[0]]))
    return Zipped(
        sheets=(sheet_of(archive),), encoding="utf-8", dictionary={"lss": archive.structure}
    )


def _text(data: bytes) -> str:
    return decode(data).utf8.decode("utf-8")


def _several(count: int) -> ExportError:
    return ExportError(
        "several-exports",
        "The zip file holds more than one export, so it does not say which to read.",
        where=FILE,
        found=f"{count} files",
        do="Unpack it and give the file with the answers.",
    )


def _damaged() -> ExportError:
    return ExportError(
        "damaged-archive",
        "The zip file is damaged.",
        where=FILE,
        do="Download it again, or unpack it and give the file with the answers.",
    )
