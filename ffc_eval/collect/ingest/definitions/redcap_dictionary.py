"""REDCap data dictionaries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition, Gate
from ffc_eval.collect.ingest.definitions.expressions import Comparison, route_of
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.sheet import Sheet
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Option

FIRST_HEADING = "Variable / Field Name"
_CHOICES = "Choices, Calculations, OR Slider Labels"
_CHOSEN: dict[str, Asking] = {
    "radio": "single",
    "dropdown": "single",
    "yesno": "single",
    "truefalse": "single",
    "checkbox": "multi",
    "calc": "number",
    "slider": "number",
    "notes": "text",
    "sql": "single",
    "file": "short_text",
}
_FIXED = {"yesno": "1, Yes | 0, No", "truefalse": "1, True | 0, False"}


def read_dictionary(sheet: Sheet) -> Definition:
    """Read the fields of a project; descriptive texts and the record id are no questions.

    Raises
    ------
    ExportError
        A heading is missing.
    """
    headings = sheet.row(0)
    lacking = [name for name in (FIRST_HEADING, "Field Type", "Field Label", _CHOICES)
               if name not in headings]  # fmt: skip
    if lacking:
        raise ExportError(
            "definition-unreadable",
            "The REDCap dictionary lacks a heading.",
            where="the definition you named, row 1",
            found=f'no "{lacking[0]}"',
            do="Download the data dictionary again and do not change its first row.",
        )
    rows = [dict(zip(headings, sheet.row(n), strict=True)) for n in range(1, len(sheet.rows))]
    stems = _stems(rows)
    asked = [_asked(row, stems) for row in rows[1:] if _is_question(row)]
    return Definition("redcap", _routed(asked))


def _stems(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the wording above each grid: the section heading of its first row."""
    stems: dict[str, str] = {}
    for row in rows:
        if grid := _column(row, "Matrix Group Name"):
            stems.setdefault(grid, plain(row.get("Section Header", "")))
    return stems


def _column(row: Mapping[str, str], start: str) -> str:
    """Return a cell by the start of its heading, which REDCap has worded in several ways."""
    return next((value.strip() for name, value in row.items() if name.startswith(start)), "")


def _routed(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return the questions with the answers that decide who is asked."""
    by_id = {one.id: one for one in asked}

    def gate_of(comparison: Comparison) -> Gate | None:
        name, _, box = comparison.name.partition("(")
        gate, answer, chosen = by_id.get(name), comparison.answer, comparison.equal
        if gate is None or bool(box) != (gate.type == "multi"):
            return None
        if box:
            if answer not in ("0", "1"):
                return None
            chosen, answer = chosen == (answer == "1"), box.rstrip(")")
        codes = {option.code for option in gate.options}
        return Gate(gate.id, (answer,), chosen=chosen) if answer in codes else None

    return tuple(replace(one, route=route_of(one.routing, gate_of)) for one in asked)


def _is_question(row: Mapping[str, str]) -> bool:
    return bool(row[FIRST_HEADING]) and row["Field Type"] != "descriptive"


def _asked(row: Mapping[str, str], stems: Mapping[str, str]) -> Asked:
    kind = row["Field Type"]
    grid = _column(row, "Matrix Group Name")
    return Asked(
        id=row[FIRST_HEADING],
        text=plain(row["Field Label"]),
        type=_CHOSEN.get(kind) or _typed(row),
        group=grid or row[FIRST_HEADING],
        options=_options(_FIXED.get(kind) or row[_CHOICES]) if _CHOSEN.get(kind) in
        ("single", "multi") else (),
        routing=_column(row, "Branching Logic"),
        stem=stems.get(grid, ""),
        identifier=_column(row, "Identifier?").casefold() == "y",
    )  # fmt: skip


def _typed(row: Mapping[str, str]) -> Asking:
    validation = _column(row, "Text Validation Type")
    if validation.startswith(("date", "datetime")):
        return "date"
    return "number" if validation.startswith(("integer", "number")) else "text"


def _options(text: str) -> tuple[Option, ...]:
    parts = [re.split(r",\s*", part.strip(), maxsplit=1) for part in text.split("|")]
    return tuple(option(part[0].strip(), part[1]) for part in parts if len(part) == 2)
