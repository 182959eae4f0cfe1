"""triple-S: an XML file that describes variables, and beside it fixed-width or comma data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.safe_xml import parse
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DATA = (".asc", ".csv", ".dat", ".txt")
_LINE_END = re.compile(r"\r\n|\n|\r")
_FILE_NAME = re.compile(r"[^/\\:.][^/\\:]*\.\w+")
_DAY, _CLOCK = re.compile(r"\d{8}"), re.compile(r"\d{4}(?:\d{2})?")


@dataclass(frozen=True)
class Variable:
    """One variable: its name, wording, type, values and place in a row.

    ``start`` and ``finish`` count characters, or fields of comma data, from 1. ``subfields`` is
    the number of codes that a multiple answer is spread over, 0 for one bit a value. ``filter``
    names a logical variable: only where that is true was the question asked.
    """

    name: str
    text: str
    type: str
    values: tuple[tuple[str, str], ...]
    start: int
    finish: int
    subfields: int = 0
    use: str = ""
    filter: str = ""


def is_triple_s(data: bytes) -> bool:
    """Say whether a file is a triple-S description."""
    head = data[:4000].replace(b"\0", b"")
    return b"<sss" in head and b"<" in head[:200]


def read_triple_s(
    path: Path, data: bytes, body: bytes | None = None
) -> tuple[Sheet, dict[str, Any], bytes]:
    """Read a description and its data, which lie beside it unless they are given.

    Returns
    -------
    Sheet
        One column a variable; of a multiple answer, one column a value, "1" or "0".
    dict
        ``variables``, in order.
    bytes
        The data file.

    Raises
    ------
    ExportError
        There is no data file, or a row is shorter than described.
    """
    root = parse(decode(data).utf8.decode("utf-8"), FILE)
    record = root.find(".//record")
    beside = data_beside(path, data)
    body = beside.read_bytes() if body is None and beside else body
    if record is None or body is None:
        raise ExportError(
            "triple-s-without-data",
            "The triple-S description has no data file beside it.",
            where=FILE,
            do="Put the data file (.asc or .csv) of the same name into the same folder.",
        )
    variables = _variables(record)
    text = decode(body).utf8.decode("utf-8")
    skip = _whole(record.get("skip", "0"))
    lines: Sequence[Sequence[str]]
    if record.get("format") == "csv":
        lines = [row for row in csv.reader(io.StringIO(text, newline="")) if row][skip:]
    else:
        lines = [line for line in _LINE_END.split(text) if line.strip()][skip:]
    return _sheet(variables, lines), {"variables": variables, "encoding": ""}, body


def described(data: bytes) -> tuple[Variable, ...]:
    """Return the variables of a description, whether or not its data are at hand."""
    record = parse(decode(data).utf8.decode("utf-8"), FILE).find(".//record")
    return () if record is None else _variables(record)


def _variables(record: Element) -> tuple[Variable, ...]:
    return tuple(_variable(part) for part in record.iter("variable"))


def data_beside(path: Path, data: bytes) -> Path | None:
    """Return the data of a description: the file it names, only ever beside it, or its twin."""
    record = parse(decode(data).utf8.decode("utf-8"), FILE).find(".//record")
    href = "" if record is None else record.get("href", "")
    named = [path.parent / href] if _FILE_NAME.fullmatch(href) else []
    twins = [path.with_suffix(end) for ending in _DATA for end in (ending, ending.upper())]
    return next((other for other in (*named, *twins) if other.is_file() and other != path), None)


def _text(part: Element | None) -> str:
    """Return a text; of several for interview and analysis, the one for analysis."""
    if part is None:
        return ""
    modes = {text.get("mode", ""): "".join(text.itertext()) for text in part.findall("text")}
    own = plain(part.text or "") or plain("".join(text.tail or "" for text in part))
    return own or plain(modes.get("analysis") or next(iter(modes.values()), ""))


def _whole(text: str, least: int = 0) -> int:
    """Return a place or count; a wrong one would take answers from another variable."""
    if not (text.isascii() and text.isdigit()) or int(text) < least:
        raise ExportError(
            "definition-unreadable",
            "The triple-S description gives a place or count that is no whole number in order.",
            where=FILE,
            found=text[:12],
            do="Export it again from the survey program.",
        )
    return int(text)


def _variable(part: Element) -> Variable:
    position, spread = part.find("position"), part.find("spread")
    start = _whole(position.get("start", "1"), least=1) if position is not None else 1
    finish = _whole(position.get("finish", str(start)), start) if position is not None else start
    values = part.find("values")
    return Variable(
        name=part.findtext("name") or part.get("ident") or "",
        text=_text(part.find("label")),
        type=part.get("type", "character"),
        values=tuple(
            (value.get("code", ""), _text(value))
            for value in (values.findall("value") if values is not None else ())
        ),
        start=start,
        finish=finish,
        subfields=_whole(spread.get("subfields", "0")) if spread is not None else 0,
        use=part.get("use", ""),
        filter=part.get("filter", ""),
    )


def _sheet(variables: Sequence[Variable], lines: Sequence[Sequence[str]]) -> Sheet:
    import pandas as pd

    columns: list[list[str]] = []
    for variable in variables:
        cells = list(_cells(variable, lines))
        if variable.type == "multiple":
            columns += [
                list(bits) for bits in zip(*(_bits(variable, c) for c in cells), strict=True)
            ]
        else:
            columns.append([_written(variable, "".join(cell).strip()) for cell in cells])
    frame = pd.DataFrame({place: pd.array(c, dtype="str") for place, c in enumerate(columns)})
    return Sheet(frame)


def _written(variable: Variable, text: str) -> str:
    """Return a value as other exports write it: dates and times with marks, codes as labelled."""
    if variable.type == "date" and _DAY.fullmatch(text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if variable.type == "time" and _CLOCK.fullmatch(text):
        return ":".join(text[n : n + 2] for n in range(0, len(text), 2))
    if variable.type == "single" and text.startswith("0"):
        codes = {code.lstrip("0"): code for code, _ in variable.values}
        return codes.get(text.lstrip("0"), text)
    return text


def _cells(variable: Variable, lines: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for number, line in enumerate(lines, start=1):
        if _is_cut(variable, line, last=number == len(lines)):
            raise ExportError(
                "ragged-row",
                "A row of the data file is shorter than its description says.",
                where=f"{FILE}, data row {number}",
                do="The file may be cut: export it again.",
            )
        yield line[variable.start - 1 : variable.finish]


def _is_cut(variable: Variable, line: Sequence[str], *, last: bool) -> bool:
    """Say whether a row ends inside a value. Programs may leave out spaces at the end of a row."""
    if len(line) >= variable.finish:
        return False
    if not isinstance(line, str) or last:
        return len(line) < (variable.start if variable.type == "character" else variable.finish)
    return len(line) >= variable.start and variable.type != "character"


def _bits(variable: Variable, cell: Sequence[str]) -> tuple[str, ...]:
    """Return "1" or "0" a value, or all blank where the whole cell is."""
    text = "".join(cell)
    if not text.strip():
        return ("",) * len(variable.values)
    if variable.subfields:
        width = max(1, len(text) // variable.subfields)
        parts = (
            cell
            if not isinstance(cell, str) and len(cell) > 1
            else [text[n : n + width] for n in range(0, len(text), width)]
        )
        named = {part.strip().lstrip("0") for part in parts}
        return tuple("1" if code.lstrip("0") in named else "0" for code, _ in variable.values)
    return tuple("1" if bit == "1" else "0" for bit in text.ljust(len(variable.values))
                 )[: len(variable.values)]  # fmt: skip
