"""LimeSurvey structures (.lss)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition, Gate
from ffc_eval.collect.ingest.definitions.expressions import Comparison, route_of
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.safe_xml import parse
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Option

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WHERE = "the definition you named"
_TYPES: dict[str, Asking] = {
    **dict.fromkeys("L!GYIOC5", "single"),
    **dict.fromkeys("MP", "multi"),
    **dict.fromkeys("FABCEH1", "grid"),
    **dict.fromkeys("NK:", "number"),
    **dict.fromkeys("STUQ;*", "text"),
    "D": "date",
    "R": "ranking",
}
_FIXED = {
    "Y": "Y=Yes|N=No",
    "G": "F=Female|M=Male",
    "5": "1=1|2=2|3=3|4=4|5=5",
    "A": "1=1|2=2|3=3|4=4|5=5",
    "B": "|".join(f"{n}={n}" for n in range(1, 11)),
    "C": "Y=Yes|U=Uncertain|N=No",
    "E": "I=Increase|S=Same|D=Decrease",
}
_NUMBERED = re.compile(r"\d+X\d+X(\d+)(.*)")
"""Survey, group and question by number, as older files name a question."""
_DUAL, _FIELDS, _WITH_OTHER = "1", "QK:;", "L!O"
Row = dict[str, str]


def read_lss(text: str) -> Definition:
    """Read the structure of a LimeSurvey survey, in its own language.

    Raises
    ------
    ExportError
        The text is no such structure.
    """
    root = parse(text, _WHERE)
    if root.find("questions") is None:
        raise ExportError(
            "definition-unreadable",
            "The XML file is no LimeSurvey structure.",
            where=_WHERE,
            do="Export it from LimeSurvey: Display/Export, Survey structure (.lss).",
        )
    language = root.findtext(".//languages/language") or ""
    questions = _rows(root, "questions", language)
    below = _rows(root, "subquestions", language)
    answers = _rows(root, "answers", language)
    groups = {row.get("gid", ""): row.get("grelevance", "") for row in _plain_rows(root, "groups")}
    rows = [
        row for row in questions if row.get("parent_qid", "0") == "0" and row.get("type") in _TYPES
    ]
    asked = [
        one
        for row in rows
        for one in _asked(row, below, answers, groups.get(row.get("gid", ""), ""))
    ]
    numbers = {row["qid"]: row["title"] for row in rows}
    return Definition(
        "lss",
        _routed(asked, numbers),
        title=plain(root.findtext(".//surveyls_title") or ""),
    )


def _routed(asked: Sequence[Asked], numbers: dict[str, str]) -> tuple[Asked, ...]:
    """Return the questions with the answers that decide who is asked."""
    by_id = {one.id: one for one in asked}

    def gate_of(comparison: Comparison) -> Gate | None:
        name = comparison.name.split(".")[0]
        if numbered := _NUMBERED.fullmatch(name):
            title, part = numbers.get(numbered[1], ""), numbered[2].lstrip("_")
        else:
            title, _, part = name.partition("_")
        gate, answer = by_id.get(title), comparison.answer
        if gate is None:
            return None
        if gate.type == "multi":
            if answer != "Y":
                return None
            answer, part = part, ""
        known = answer in {option.code for option in gate.options}
        rows = {item.code for item in gate.items} if gate.type == "grid" else {""}
        if not known or part not in rows:
            return None
        return Gate(gate.id, (answer,), part, comparison.equal)

    return tuple(replace(one, route=route_of(one.routing, gate_of)) for one in asked)


def _plain_rows(root: Element, table: str) -> list[Row]:
    return [_row(part) for part in root.findall(f"{table}/rows/row")]


def _rows(root: Element, table: str, language: str) -> list[Row]:
    """Return the rows of a table; newer files keep the wording in a second table."""
    rows = _plain_rows(root, table)
    key = "aid" if table == "answers" else "qid"
    texts = {"questions": "question_l10ns", "subquestions": "question_l10ns",
             "answers": "answer_l10ns"}[table]  # fmt: skip
    worded = {
        row[key]: row
        for row in _plain_rows(root, texts)
        if row.get("language", language) == language and key in row
    }
    whole = [{**row, **worded.get(row.get(key, ""), {})} for row in rows]
    return [row for row in whole if row.get("language", language) in ("", language)]


def _row(part: Element) -> Row:
    return {field.tag: field.text or "" for field in part}


def _asked(row: Row, below: list[Row], answers: list[Row], group: str) -> Iterator[Asked]:
    """Yield a question, or every field of it where each has answers of its own."""
    kind = row["type"]
    asking = _TYPES[kind]
    mine = [b for b in below if b.get("parent_qid") == row["qid"]]
    choices = [a for a in answers if a.get("qid") == row["qid"]]
    parts = _options([b for b in mine if _scale(b) == 0], "title", "question")
    whole = Asked(
        id=row["title"],
        text=plain(row["question"]),
        type=asking,
        group=row["title"],
        routing=_routing(group, row.get("relevance", "")),
    )
    if kind == _DUAL:
        yield from _dual(whole, parts, choices)
    elif kind in _FIELDS:
        across = _options([b for b in mine if _scale(b) == 1], "title", "question")
        yield from _fields(whole, parts, across)
    else:
        offered = _offered(row, choices)
        several = asking == "multi"
        yield replace(
            whole,
            options=parts if several else offered if asking in ("single", "grid") else (),
            items=offered if asking == "ranking" else () if several else parts,
        )


def _scale(row: Row) -> int:
    return int(row.get("scale_id") or 0)


def _offered(row: Row, choices: list[Row]) -> tuple[Option, ...]:
    """Return the answers of a question: those of its type, or its own, and "Other" if offered."""
    kind = row["type"]
    if kind in _FIXED:
        pairs = [pair.split("=") for pair in _FIXED[kind].split("|")]
        return tuple(option(code, label) for code, label in pairs)
    offered = _options(choices, "code", "answer")
    other = row.get("other") == "Y" and kind in _WITH_OTHER
    return (*offered, Option("-oth-", "Other")) if other else offered


def _dual(whole: Asked, parts: Sequence[Option], choices: list[Row]) -> Iterator[Asked]:
    """Yield an array with two scales: each row once on each, with the answers of that scale."""
    for part in parts:
        for scale in (0, 1):
            offered = _options([c for c in choices if _scale(c) == scale], "code", "answer")
            item = Option(f"{part.code}_{scale + 1}", part.label)
            yield replace(whole, id=f"{whole.id}[{part.code}][{scale + 1}]", options=offered,
                          items=(item,))  # fmt: skip


def _fields(whole: Asked, parts: Sequence[Option], across: Sequence[Option]) -> Iterator[Asked]:
    """Yield each field that people fill in: of a list, or of a table with rows and columns."""
    fields = [
        (f"{part.code}_{column.code}", f"{part.label}: {column.label}")
        for part in parts
        for column in across
    ] or [(part.code, part.label) for part in parts]
    for code, label in fields:
        yield replace(whole, id=f"{whole.id}[{code}]", text=label, stem=whole.text)


def _routing(group: str, own: str) -> str:
    """Return who is asked, in the words of the file; "1" and "" stand for everybody."""
    parts = [part.strip() for part in (group, own) if part.strip() not in ("", "1")]
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)


def _options(rows: list[Row], code: str, label: str) -> tuple[Option, ...]:
    ordered = sorted(
        rows, key=lambda row: int(row.get("sortorder") or row.get("question_order") or 0)
    )
    return tuple(option(row[code], plain(row.get(label, ""))) for row in ordered)
