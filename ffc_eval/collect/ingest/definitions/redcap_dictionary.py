"""REDCap data dictionaries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.sheet import Sheet
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
}
_FIXED = {"yesno": "1, Yes | 0, No", "truefalse": "1, True | 0, False"}


def read_dictionary(sheet: Sheet) -> Definition:
    """Read the fields of a project; descriptive texts and the record id are no questions."""
    headings = sheet.row(0)
    rows = [dict(zip(headings, sheet.row(n), strict=True)) for n in range(1, len(sheet.rows))]
    return Definition("redcap", tuple(_asked(row) for row in rows[1:] if _is_question(row)))


def _is_question(row: Mapping[str, str]) -> bool:
    return bool(row[FIRST_HEADING]) and row["Field Type"] not in ("descriptive", "file")


def _asked(row: Mapping[str, str]) -> Asked:
    kind = row["Field Type"]
    identifier = next((v for k, v in row.items() if k.startswith("Identifier?")), "")
    routing = next((v for k, v in row.items() if k.startswith("Branching Logic")), "")
    return Asked(
        id=row[FIRST_HEADING],
        text=plain(row["Field Label"]),
        type=_CHOSEN.get(kind) or _typed(row),
        group=row[FIRST_HEADING],
        options=_options(_FIXED.get(kind) or row[_CHOICES]) if _CHOSEN.get(kind) in
        ("single", "multi") else (),
        routing=routing,
        identifier=identifier.strip().casefold() == "y",
    )  # fmt: skip


def _typed(row: Mapping[str, str]) -> Asking:
    validation = next((v for k, v in row.items() if k.startswith("Text Validation Type")), "")
    if validation.startswith(("date", "datetime")):
        return "date"
    return "number" if validation.startswith(("integer", "number")) else "text"


def _options(text: str) -> tuple[Option, ...]:
    parts = [re.split(r",\s*", part.strip(), maxsplit=1) for part in text.split("|")]
    return tuple(option(part[0].strip(), part[1]) for part in parts if len(part) == 2)
