"""Write an instrument as the YAML that a person reads and edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import yaml

from ffc_eval.model.instrument import Condition, Instrument, Option, Question, Scale, Wave


def write_instrument(instrument: Instrument, shared: Sequence[Scale] = ()) -> str:
    """Return the text of ``instrument.yaml``; ``read_instrument`` reads the same object back.

    Parameters
    ----------
    instrument
        What to write; whatever has its default is left out.
    shared
        Scales that stand in ``scales.yaml`` beside the survey and need not be repeated.
    """
    head = _unlike_default(instrument, skip=("id", "questions", "waves", *_PARTS, "frame"))
    parts = {name: part for name in _PARTS if (part := getattr(instrument, name)) is not None}
    used = {q.scale.id: q.scale for q in instrument.questions if q.scale}
    own = {name: _scale(scale) for name, scale in used.items() if scale not in shared}
    document = {
        "id": instrument.id,
        **head,
        **{name: _unlike_default(part) for name, part in parts.items()},
        **({"waves": [_wave(wave) for wave in instrument.waves]} if instrument.waves else {}),
        **({"scales": own} if own else {}),
        "questions": [_question(question) for question in instrument.questions],
    }
    return yaml.dump(document, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=100)


_PARTS = ("sampling", "weighting")


class _Inline(dict[str, Any]):
    """A mapping written on one line."""


class _InlineList(list[str]):
    """A list written on one line."""


class _PlainDumper(yaml.SafeDumper):
    """Writes texts without quotation marks: everything in these files is text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_PlainDumper.yaml_implicit_resolvers = {}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if text.isprintable() and text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _inline(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


def _inline_list(dumper: yaml.SafeDumper, items: _InlineList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_PlainDumper.add_representer(str, _text)
_PlainDumper.add_representer(_Inline, _inline)
_PlainDumper.add_representer(_InlineList, _inline_list)


def _unlike_default(part: Any, skip: Sequence[str] = ()) -> dict[str, Any]:
    written = {}
    for field in fields(part):
        value = getattr(part, field.name)
        default = field.default if field.name != "notes" else ()
        if field.name not in skip and value != default:
            written[field.name] = _written(value)
    return written


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        texts = [item if isinstance(item, str) else _written(item) for item in value]
        return _InlineList(texts) if all(len(item) < 30 for item in texts) else texts
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _wave(wave: Wave) -> dict[str, Any]:
    return _unlike_default(wave)


def _scale(scale: Scale) -> dict[str, Any]:
    kept = _unlike_default(scale, skip=("id", "options"))
    return {"options": _options(scale.options), **kept}


def _options(options: Sequence[Option]) -> dict[str, Any]:
    return {option.code: _option(option) for option in options}


def _option(option: Option) -> Any:
    details = _unlike_default(option, skip=("code", "label"))
    return _Inline({"label": option.label, **details}) if details else option.label


def _question(question: Question) -> dict[str, Any]:
    kept = _unlike_default(
        question, skip=("id", "text", "type", "options", "scale", "headings", "asked_if")
    )
    first: dict[str, Any] = {"id": question.id, "text": question.text, "type": question.type}
    if question.headings:
        kept["headings"] = [
            _Inline({wave: heading}) if wave else heading for wave, heading in question.headings
        ]
    if question.asked_if:
        kept["asked_if"] = [_conditions(conditions) for conditions in question.asked_if]
    return {**first, **_answers(question), **kept}


def _conditions(conditions: Sequence[Condition]) -> dict[str, Any]:
    """Return the conditions of one alternative, a question a line."""
    return {
        one.question: _InlineList(one.codes)
        if one.chosen
        else _Inline(none_of=_InlineList(one.codes))
        for one in conditions
    }


def _answers(question: Question) -> dict[str, Any]:
    if question.scale is None:
        return {"options": _options(question.options)} if question.options else {}
    shared = len(question.scale.options)
    if question.options[:shared] != question.scale.options:
        return {"scale": question.scale.id, "options": _options(question.options)}
    also = question.options[shared:]
    return {"scale": question.scale.id, **({"also": _options(also)} if also else {})}
