"""Read a questionnaire of whatever platform; its content says which."""

from __future__ import annotations

from pathlib import Path

from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.definitions.definition import Definition
from ffc_eval.collect.ingest.definitions.jisc_key import is_key, read_key
from ffc_eval.collect.ingest.definitions.lss import read_lss
from ffc_eval.collect.ingest.definitions.qsf import read_qsf
from ffc_eval.collect.ingest.definitions.redcap_dictionary import FIRST_HEADING, read_dictionary
from ffc_eval.collect.ingest.definitions.self_described import definition_of, with_filters
from ffc_eval.collect.ingest.definitions.xlsform import read_xlsform
from ffc_eval.collect.ingest.delimited import read_delimited
from ffc_eval.collect.ingest.file_kinds import OLE, SAV, ZIP
from ffc_eval.collect.ingest.layouts import spss
from ffc_eval.collect.ingest.layouts.triple_s import columns_of
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.collect.ingest.statistical_files import read_statistical
from ffc_eval.collect.ingest.triple_s import Variable, described, is_triple_s
from ffc_eval.collect.ingest.workbooks import read_workbook
from ffc_eval.errors import ExportError

_MOST_BYTES = 16 << 20


def read_definition(path: Path) -> Definition:
    """Read a questionnaire.

    A QSF, an XLSForm, a REDCap dictionary, a LimeSurvey structure, the key file of JISC, a
    triple-S description or an SPSS data file, of which only the dictionary is taken.

    Raises
    ------
    ExportError
        The file is none of these, or is damaged.
    """
    _refuse_large(path)
    data = path.read_bytes()
    if data.startswith((ZIP, OLE)):
        sheets, _ = read_workbook(data)
        return read_key(sheets[0]) if is_key(sheets[0]) else read_xlsform(sheets)
    if data.startswith(SAV):
        return _of_sav(data, path)
    if is_triple_s(data):
        return triple_s_definition(described(data))
    utf8 = decode(data).utf8
    start = utf8[:2000].lstrip()
    if start.startswith(b"{"):
        return read_qsf(utf8.decode("utf-8"))
    if start.startswith(b"<"):
        return read_lss(utf8.decode("utf-8"))
    sheet, _ = read_delimited(utf8)
    if sheet.row(0)[0] == FIRST_HEADING:
        return read_dictionary(sheet)
    if is_key(sheet):
        return read_key(sheet)
    raise ExportError(
        "definition-unreadable",
        "The questionnaire file is of no kind that is known.",
        where="the definition you named",
        do="Give a Qualtrics .qsf, an XLSForm, a REDCap data dictionary, a LimeSurvey .lss, a "
        "triple-S .sss, an SPSS .sav or the key file of JISC Online Surveys.",
    )


def _refuse_large(path: Path) -> None:
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise ExportError(
            "definition-too-large",
            "The file is larger than a questionnaire can be.",
            where="the definition you named",
            found=f"{size / 2**20:.0f} MB",
            do="Give the questionnaire alone, without pictures and answers.",
        )


def triple_s_definition(variables: tuple[Variable, ...]) -> Definition:
    """Return what a triple-S description says of its variables."""
    return with_filters(definition_of("triple_s", tuple(columns_of(variables))), variables)


def _of_sav(data: bytes, path: Path) -> Definition:
    sheet, words = read_statistical(data, "sav", path)
    return definition_of("sav", spss.read(Book("", "sav", "", (sheet,), words)).columns)
