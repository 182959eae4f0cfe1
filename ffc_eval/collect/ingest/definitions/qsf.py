"""Qualtrics questionnaires (.qsf)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition, Gate
from ffc_eval.collect.ingest.definitions.expressions import Comparison
from ffc_eval.collect.ingest.definitions.qsf_logic import Flow, flow_of, in_words, route_of_logic
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
        whole = json.loads(text)
        return _definition(whole["SurveyElements"], whole.get("SurveyEntry") or {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(
            "definition-unreadable",
            "The questionnaire file is not a Qualtrics .qsf.",
            where="the definition you named",
            do="Export it again: Survey, Tools, Import/Export, Export survey.",
        ) from error


def _definition(elements: Sequence[Mapping[str, Any]], entry: Mapping[str, Any]) -> Definition:
    payloads = [
        part["Payload"]
        for part in elements
        if part["Element"] == "SQ" and part["Payload"]["QuestionType"] not in _SILENT
    ]
    flow = flow_of(elements)
    places = {name: place for place, name in enumerate(flow.order)}
    payloads.sort(key=lambda payload: places.get(payload["QuestionID"], len(places)))
    gate_of = _Choices(payloads)
    asked = [
        replace(one, deleted=bool(places) and payload["QuestionID"] not in places,
                **_routing(payload, flow, gate_of))
        for payload in payloads
        for one in _asked(payload)
    ]  # fmt: skip
    skips = [p["DataExportTag"] for p in payloads if p["QuestionID"] in flow.skips]
    notes = (f"Skip logic after {', '.join(skips)} is not followed.",) if skips else ()
    return Definition("qsf", tuple(asked), title=plain(entry.get("SurveyName", "")), notes=notes)


class _Choices:
    """Says which option of which question a comparison is about."""

    def __init__(self, payloads: Sequence[Mapping[str, Any]]) -> None:
        self._payloads = {payload["QuestionID"]: payload for payload in payloads}

    def __call__(self, comparison: Comparison) -> Gate | None:
        """Return the answer, under the code that an export holds."""
        payload = self._payloads.get(comparison.name)
        if payload is None or payload["QuestionType"] != "MC":
            return None
        if comparison.answer not in _by_id(payload.get("Choices")):
            return None
        codes = _by_id(payload.get("RecodeValues"))
        code = str(codes.get(comparison.answer, comparison.answer))
        return Gate(payload["DataExportTag"], (code,), chosen=comparison.equal)


def _routing(payload: Mapping[str, Any], flow: Flow, gate_of: _Choices) -> dict[str, Any]:
    own = payload.get("DisplayLogic")
    logics = (*flow.logic.get(payload["QuestionID"], ()), *((own,) if own else ()))
    return {"routing": in_words(logics), "route": route_of_logic(logics, gate_of) if logics else ()}


def _asked(payload: Mapping[str, Any]) -> Iterator[Asked]:
    name, inner = payload["DataExportTag"], payload["QuestionID"]
    text, kind = plain(payload["QuestionText"]), payload["QuestionType"]
    if kind == "SBS":
        for number, part in payload.get("AdditionalQuestions", {}).items():
            yield Asked(
                id=f"{name}#{number}",
                text=f"{text} {plain(part.get('QuestionText', ''))}".strip(),
                type=_grid_type(part),
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
    )


def _type(payload: Mapping[str, Any]) -> Asking:
    kind, selector = payload["QuestionType"], payload.get("Selector", "")
    if kind == "MC":
        return "multi" if selector in _SEVERAL else "single"
    if kind == "Matrix":
        return _grid_type(payload)
    return _SIMPLE.get(kind, "text")


def _grid_type(payload: Mapping[str, Any]) -> Asking:
    if payload.get("Selector") in ("TE", "CS"):
        return "text" if payload["Selector"] == "TE" else "number"
    return "multi_grid" if payload.get("SubSelector") == "MultipleAnswer" else "grid"


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
