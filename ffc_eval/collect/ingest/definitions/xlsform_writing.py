"""Write an instrument as an XLSForm, to be fielded in KoboToolbox, ODK or Ona."""

from __future__ import annotations

import io
import re
from datetime import datetime

from ffc_eval.model.instrument import Instrument, Option, Question

_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_TYPES = {"number": "decimal", "date": "date", "text": "text"}
_CREATED = datetime(2020, 1, 1)
_SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint")
_CHOICES = ("list_name", "name", "label")


def write_xlsform(instrument: Instrument) -> bytes:
    """Return a workbook with the sheets survey, choices and settings.

    A grid becomes a group of questions with one list. Routing stands in words in the hint: an
    expression is for a person to write.
    """
    import xlsxwriter

    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"created": _CREATED})
        for name, rows in (
            ("survey", [_SURVEY, *_survey(instrument)]),
            ("choices", [_CHOICES, *_choices(instrument)]),
            ("settings", [("form_title", "form_id", "version"),
                          (instrument.title, instrument.id, instrument.version)]),
        ):  # fmt: skip
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return memory.getvalue()


def form_name(text: str) -> str:
    """Return a name that an XLSForm takes: letters, digits, hyphen, point, underscore."""
    name = _NAME.sub("_", text)
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"


def _survey(instrument: Instrument) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    stem, number = "", 0
    for question in instrument.questions:
        if stem and question.stem != stem:
            rows.append(("end group", "", "", "", "", "", ""))
        if question.stem and question.stem != stem:
            number += 1
            rows.append(("begin group", f"grid_{number}", question.stem, "", "", "", ""))
        stem = question.stem
        rows.append(_row(question))
    if stem:
        rows.append(("end group", "", "", "", "", "", ""))
    return rows


def _row(question: Question) -> tuple[str, ...]:
    kinds = {"multi": "select_multiple", "ranking": "rank"}
    listed = f"{kinds.get(question.type, 'select_one')} {_list(question)}"
    kind = listed if question.closed else _TYPES[question.type]
    limits = [
        f". {sign} {limit:g}"
        for sign, limit in ((">=", question.low), ("<=", question.high))
        if limit is not None
    ]
    hint = f"Asked of: {question.routing}" if question.routing else ""
    return (kind, form_name(question.id), question.text, hint, "", "", " and ".join(limits))


def _list(question: Question) -> str:
    own = question.scale is None or question.scale.options != question.options
    return form_name(question.id if own or question.scale is None else question.scale.id)


def _choices(instrument: Instrument) -> list[tuple[str, ...]]:
    lists: dict[str, tuple[Option, ...]] = {}
    for question in instrument.questions:
        if question.closed:
            lists.setdefault(_list(question), question.options)
    return [
        (name, option.code.replace(" ", "_"), option.label)
        for name, options in lists.items()
        for option in options
    ]
