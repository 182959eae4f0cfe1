"""triple-S: an XML file that describes variables, and beside it fixed-width or comma data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.decoding import decode
from ffc_eval.collect.ingest.definitions.markup import parse
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DATA = (".asc", ".csv", ".dat", ".txt")


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


def read_triple_s(path: Path, data: bytes) -> tuple[Sheet, dict[str, Any], bytes]:
    """Read a description and the data file of the same name beside it.

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
    body = _beside(path)
    if record is None or body is None:
        raise ExportError(
            "triple-s-without-data",
            "The triple-S description has no data file beside it.",
            where=FILE,
            do="Put the data file (.asc or .csv) of the same name into the same folder.",
        )
    variables = _variables(record)
    text = decode(body).utf8.decode("utf-8")
    skip = int(record.get("skip", "0"))
    lines: Sequence[Sequence[str]]
    if record.get("format") == "csv":
        lines = [row for row in csv.reader(io.StringIO(text, newline="")) if row][skip:]
    else:
        lines = [line for line in text.splitlines() if line.strip()][skip:]
    return _sheet(variables, lines), {"variables": variables, "encoding": ""}, body


def described(data: bytes) -> tuple[Variable, ...]:
    """Return the variables of a description, whether or not its data are at hand."""
    record = parse(decode(data).utf8.decode("utf-8"), FILE).find(".//record")
    return () if record is None else _variables(record)


def _variables(record: Element) -> tuple[Variable, ...]:
    return tuple(_variable(part) for part in record.iter("variable"))


def _beside(path: Path) -> bytes | None:
    for ending in _DATA:
        for other in (path.with_suffix(ending), path.with_suffix(ending.upper())):
            if other.is_file() and other != path:
                return other.read_bytes()
    return None


def _variable(part: Element) -> Variable:
    position, spread = part.find("position"), part.find("spread")
    start = int(position.get("start", "1")) if position is not None else 1
    finish = int(position.get("finish", str(start))) if position is not None else start
    values = part.find("values")
    return Variable(
        name=part.findtext("name") or part.get("ident") or "",
        text=plain("".join(label.itertext()) if (label := part.find("label")) is not None else ""),
        type=part.get("type", "character"),
        values=tuple(
            (value.get("code", ""), plain("".join(value.itertext())))
            for value in (values.findall("value") if values is not None else ())
        ),
        start=start,
        finish=finish,
        subfields=int(spread.get("subfields", "0")) if spread is not None else 0,
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
            columns.append(["".join(cell).strip() for cell in cells])
    frame = pd.DataFrame({place: pd.array(c, dtype="str") for place, c in enumerate(columns)})
    return Sheet(frame)


def _cells(variable: Variable, lines: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    for number, line in enumerate(lines, start=1):
        text = isinstance(line, str) and variable.type == "character"
        if len(line) < (variable.start if text else variable.finish):
            raise ExportError(
                "ragged-row",
                "A row of the data file is shorter than its description says.",
                where=f"{FILE}, data row {number}",
                do="The file may be cut: export it again.",
            )
        yield line[variable.start - 1 : variable.finish]


def _bits(variable: Variable, cell: Sequence[str]) -> tuple[str, ...]:
    """Return "1" or "0" a value, or all blank where the whole cell is."""
    text = "".join(cell)
    if not text.strip():
        return ("",) * len(variable.values)
    if variable.subfields:
        width = max(1, len(text) // variable.subfields)
        parts = (
            cell
            if not isinstance(cell, str)
            else [text[n : n + width] for n in range(0, len(text), width)]
        )
        named = {part.strip().lstrip("0") for part in parts}
        return tuple("1" if code.lstrip("0") in named else "0" for code, _ in variable.values)
    return tuple("1" if bit == "1" else "0" for bit in text.ljust(len(variable.values))
                 )[: len(variable.values)]  # fmt: skip
