"""LimeSurvey archives (.lsa): responses under the numbers of questions, named by the structure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.safe_xml import parse
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NUMBERS = re.compile(r"\d+X\d+X(\d+)(.*)", re.DOTALL)
_KEYS = re.compile(r"Q(\d+)((?:_S\d+)*)_?(.*)", re.DOTALL)
_DUAL = re.compile(r"(.*)#([01])", re.DOTALL)
_DUAL_TYPE = "1"
_NOT_SHOWN = "N/A"
_OWN = ("submitdate", "lastpage", "startlanguage", "token", "ipaddr", "refurl", "seed")


@dataclass(frozen=True)
class Archive:
    """The structure and the responses of a survey, as text."""

    structure: str
    responses: str


def sheet_of(archive: Archive) -> Sheet:
    """Return the responses with the codes of questions as headings.

    A cell that the file leaves out was never shown; one that it writes empty was left blank.

    Raises
    ------
    ExportError
        The archive holds no responses.
    """
    import pandas as pd

    root = parse(archive.responses, FILE)
    fields = [part.text or "" for part in root.findall("responses/fields/fieldname")]
    rows = root.findall("responses/rows/row")
    if not fields:
        raise ExportError(
            "archive-without-responses",
            "The LimeSurvey archive holds no responses.",
            where=FILE,
            do="Export it from an active survey, or download the responses as CSV.",
        )
    names = _names(parse(archive.structure, FILE))
    headings = [names.heading(field) for field in fields]
    cells = [headings, *(list(_cells(row, fields)) for row in rows)]
    columns = zip(*cells, strict=True)
    return Sheet(
        pd.DataFrame({n: pd.array(column, dtype="str") for n, column in enumerate(columns)})
    )


def _cells(row: Element, fields: list[str]) -> Iterator[str]:
    written = {part.tag: part.text or "" for part in row}
    for field in fields:
        tag = f"_{field}" if field[:1].isdigit() else field
        absent = "" if field in _OWN else _NOT_SHOWN
        yield written.get(tag.replace("#", "-"), absent)


@dataclass(frozen=True)
class _Names:
    """Titles of questions and of their parts, by number."""

    titles: Mapping[str, str]
    kinds: Mapping[str, str]
    parts: Mapping[str, str]

    def heading(self, field: str) -> str:
        """Return the heading that a CSV of the same survey would have."""
        numbered, keyed = _NUMBERS.fullmatch(field), _KEYS.fullmatch(field)
        if numbered:
            question, rest = self._split(numbered[1], numbered[2])
        elif keyed and keyed[1] in self.titles:
            named = [self.parts.get(key, key) for key in re.findall(r"_S(\d+)", keyed[2])]
            question, rest = keyed[1], "_".join(named) + keyed[3].removeprefix("C")
        else:
            return field
        return self.titles.get(question, question) + self._bracketed(question, rest)

    def _split(self, digits: str, rest: str) -> tuple[str, str]:
        """Tell the number of a question from a part of it that begins with digits too."""
        for end in range(len(digits), 0, -1):
            if digits[:end] in self.titles:
                return digits[:end], digits[end:] + rest
        return digits, rest

    def _bracketed(self, question: str, rest: str) -> str:
        dual = _DUAL.fullmatch(rest)
        if dual and self.kinds.get(question) == _DUAL_TYPE:
            return f"[{dual[1]}][{int(dual[2]) + 1}]"
        return f"[{rest}]" if rest else ""


def _names(root: Element) -> _Names:
    def rows(table: str) -> list[dict[str, str]]:
        return [
            {field.tag: field.text or "" for field in row}
            for row in root.findall(f"{table}/rows/row")
        ]

    questions = [row for row in rows("questions") if row.get("parent_qid", "0") == "0"]
    return _Names(
        titles={row["qid"]: row["title"] for row in questions},
        kinds={row["qid"]: row.get("type", "") for row in questions},
        parts={row["qid"]: row["title"] for row in rows("subquestions")},
    )
