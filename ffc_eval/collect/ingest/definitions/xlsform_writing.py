"""Write an instrument as an XLSForm, to be fielded in KoboToolbox, ODK or Ona."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ffc_eval.collect.ingest.definitions.xlsform import GRID, VALUE
from ffc_eval.collect.ingest.options import option as read_option
from ffc_eval.model.instrument import Condition, Instrument, Option, Question

_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
_CODE = re.compile(r"[\s'\"]+")
_TYPES = {"number": "decimal", "date": "date", "text": "text"}
_CREATED = datetime(2020, 1, 1)
_SURVEY = ("type", "name", "label", "hint", "required", "relevant", "constraint")
_CHOICES = ("list_name", "name", "label", "reason")
_NOTHING = ("", "", "", "", "")


def write_xlsform(instrument: Instrument) -> bytes:
    """Return a workbook with the sheets survey, choices and settings.

    A grid becomes a group of questions with one list. Who is asked becomes an expression where
    the instrument says it by answers, and stands in words in the hint elsewhere.
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
                          (instrument.title, form_name(instrument.id), instrument.version)]),
        ):  # fmt: skip
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return memory.getvalue()


def form_name(text: str) -> str:
    """Return a name that an XLSForm takes: letters, digits, hyphen, point, underscore."""
    name = _NAME.sub("_", text)
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"


def form_names(instrument: Instrument) -> dict[str, str]:
    """Return the name of each question in the form, by its id; no two are alike in a form."""
    ids = [question.id for question in instrument]
    return dict(zip(ids, _unlike(form_name(id_) for id_ in ids), strict=True))


def _unlike(names: Iterable[str]) -> Iterator[str]:
    """Yield names, numbered where one came before; a form does not tell capitals apart."""
    taken: set[str] = set()
    for name in names:
        free, number = name, 1
        while free.casefold() in taken or re.fullmatch(rf"{GRID}\d+", free):
            number += 1
            free = f"{name}_{number}"
        taken.add(free.casefold())
        yield free


def _survey(instrument: Instrument) -> Iterator[tuple[str, ...]]:
    names, stem, number = form_names(instrument), "", 0
    for question in instrument.questions:
        if stem and question.stem != stem:
            yield ("end group", "", *_NOTHING)
        if question.stem and question.stem != stem:
            number += 1
            yield ("begin group", f"{GRID}{number}", _shown(question.stem), *_NOTHING[1:])
        stem = question.stem
        yield _row(question, names, instrument)
    if stem:
        yield ("end group", "", *_NOTHING)


def _row(question: Question, names: Mapping[str, str], instrument: Instrument) -> tuple[str, ...]:
    kinds = {"multi": "select_multiple", "ranking": "rank"}
    listed = f"{kinds.get(question.type, 'select_one')} {_list(question)}"
    kind = listed if question.closed else _TYPES[question.type]
    limits = [
        f". {sign} {_number(limit)}"
        for sign, limit in ((">=", question.low), ("<=", question.high))
        if limit is not None
    ]
    in_words = question.routing and not question.asked_if
    hint = f"Asked of: {_shown(question.routing)}" if in_words else ""
    relevant = _relevant(question, names, instrument)
    text = _shown(question.text)
    return (kind, names[question.id], text, hint, "", relevant, " and ".join(limits))


def _shown(text: str) -> str:
    """Return a text in which a form sees no reference to another question."""
    return text.replace("${", "$ {")


def _number(limit: float) -> str:
    return str(int(limit)) if limit.is_integer() else repr(limit)


def _relevant(question: Question, names: Mapping[str, str], instrument: Instrument) -> str:
    """Return who is asked as an expression, "" for everybody."""
    alternatives = [
        " and ".join(_condition(one, names, instrument) for one in conditions)
        for conditions in question.asked_if
    ]
    return (
        alternatives[0] if len(alternatives) == 1 else " or ".join(f"({a})" for a in alternatives)
    )


def _condition(condition: Condition, names: Mapping[str, str], instrument: Instrument) -> str:
    gate = instrument.question(condition.question)
    codes = dict(zip((option.code for option in gate.options), _codes(gate.options), strict=True))
    name = names[gate.id]
    tests = [
        f"selected(${{{name}}}, '{codes[code]}')"
        if gate.type == "multi"
        else f"${{{name}}} = '{codes[code]}'"
        for code in condition.codes
    ]
    either = " or ".join(tests)
    if not condition.chosen:
        return f"not({either})"
    return either if len(tests) == 1 else f"({either})"


def _list(question: Question) -> str:
    own = question.scale is None or question.scale.options != question.options
    return form_name(question.id if own or question.scale is None else question.scale.id)


def _codes(options: Iterable[Option]) -> list[str]:
    return list(_unlike(_CODE.sub("_", option.code) for option in options))


def _choices(instrument: Instrument) -> list[tuple[str, ...]]:
    lists: dict[str, tuple[Option, ...]] = {}
    for question in instrument.questions:
        if question.closed:
            lists.setdefault(_list(question), question.options)
    return [
        (name, code, _shown(option.label), _reason(option))
        for name, options in lists.items()
        for option, code in zip(options, _codes(options), strict=True)
    ]


def _reason(option: Option) -> str:
    """Return the reason of an option, or that it is a value, where its label says otherwise."""
    if read_option("", option.label).reason == option.reason:
        return ""
    return option.reason or VALUE
