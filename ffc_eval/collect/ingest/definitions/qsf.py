"""Qualtrics questionnaires (.qsf)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Option

_SEVERAL = ("MAVR", "MAHR", "MACOL", "MSB")
_SIMPLE: dict[str, Asking] = {"TE": "text", "CS": "number", "Slider": "number", "RO": "ranking"}
_SILENT = ("DB", "Timing", "Captcha", "Meta", "FileUpload", "Draw")


def read_qsf(text: str) -> Definition:
    """Read a questionnaire that Qualtrics exported; deleted questions are still listed in it.

    Raises
    ------
    ExportError
        The text is no questionnaire.
    """
    try:
        elements = json.loads(text)["SurveyElements"]
        payloads = [part["Payload"] for part in elements if part["Element"] == "SQ"]
        asked = [
            one
            for payload in payloads
            if payload["QuestionType"] not in _SILENT
            for one in _asked(payload)
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(
            "definition-unreadable",
            "The questionnaire file is not a Qualtrics .qsf.",
            where="the definition you named",
            do="Export it again: Survey, Tools, Import/Export, Export survey.",
        ) from error
    return Definition("qsf", tuple(asked))


def _asked(payload: Mapping[str, Any]) -> Iterator[Asked]:
    name, inner = payload["DataExportTag"], payload["QuestionID"]
    text, kind = plain(payload["QuestionText"]), payload["QuestionType"]
    if kind == "SBS":
        for number, part in payload.get("AdditionalQuestions", {}).items():
            yield Asked(
                id=f"{name}#{number}",
                text=f"{text} {plain(part.get('QuestionText', ''))}".strip(),
                type="multi_grid" if part.get("SubSelector") == "MultipleAnswer" else "grid",
                inner=f"{inner}#{number}",
                group=name,
                options=_listed(part.get("Answers"), part.get("RecodeValues")),
                items=_listed(payload.get("Choices"), None),
            )
        return
    answers = _listed(
        payload.get("Answers"), payload.get("RecodeValues"), payload.get("AnswerOrder")
    )
    recoded = None if kind == "Matrix" else payload.get("RecodeValues")
    choices = _listed(payload.get("Choices"), recoded, payload.get("ChoiceOrder"))
    grid = kind == "Matrix"
    yield Asked(
        id=name,
        text=text,
        type=_type(payload),
        inner=inner,
        group=name,
        options=answers if grid else choices,
        items=choices if grid or kind in ("RO", "CS", "Slider") else (),
        routing=_routing(payload),
    )


def _type(payload: Mapping[str, Any]) -> Asking:
    kind, selector = payload["QuestionType"], payload.get("Selector", "")
    if kind == "MC":
        return "multi" if selector in _SEVERAL else "single"
    if kind == "Matrix":
        if selector == "TE":
            return "text"
        return "multi_grid" if payload.get("SubSelector") == "MultipleAnswer" else "grid"
    return _SIMPLE.get(kind, "text")


def _listed(choices: Any, recodes: Any, order: Any = None) -> tuple[Option, ...]:
    """Return choices in the order shown, under the values that an export holds."""
    by_id = _by_id(choices)
    values = {key: str(value) for key, value in _by_id(recodes).items()}
    shown = [str(key) for key in order or by_id if str(key) in by_id]
    return tuple(
        option(values.get(key, key), plain(str(by_id[key].get("Display", "")))) for key in shown
    )


def _by_id(part: Any) -> dict[str, Any]:
    """Return a mapping that Qualtrics writes as a list when it is empty or numbered from 0."""
    if isinstance(part, dict):
        return {str(key): value for key, value in part.items()}
    return {str(key): value for key, value in enumerate(part or ())}


def _routing(payload: Mapping[str, Any]) -> str:
    logic = payload.get("DisplayLogic") or {}
    parts = [
        plain(rule["Description"])
        for step in logic.values()
        if isinstance(step, dict)
        for rule in step.values()
        if isinstance(rule, dict) and "Description" in rule
    ]
    return "; ".join(parts)
