"""Definitions of files that describe their own columns: SPSS data files and triple-S."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition, Gate
from ffc_eval.collect.ingest.layout import Column
from ffc_eval.collect.ingest.triple_s import Variable
from ffc_eval.model.instrument import Option

_SHAPES: dict[str, Asking] = {
    "single": "single",
    "number": "number",
    "date": "date",
    "text": "text",
    "short_text": "short_text",
}


def definition_of(kind: str, columns: Sequence[Column]) -> Definition:
    """Return what the columns of a file say of the questions that were asked."""
    answers = [column for column in columns if column.role == "answer"]
    asked = [
        one
        for name, run in groupby(answers, key=lambda column: column.question or column.id)
        for one in _asked(name, list(run))
    ]
    return Definition(kind, tuple(asked))


def with_filters(definition: Definition, variables: Sequence[Variable]) -> Definition:
    """Return a definition whose questions are asked where the filter of their variable is true."""
    filters = {variable.name: variable.filter for variable in variables}
    true = {variable.name for variable in variables if variable.type == "logical"}

    def routed(one: Asked) -> Asked:
        name = filters.get(one.id, "")
        route = ((Gate(name, ("1",)),),) if name in true else ()
        return replace(one, routing=name and f"filter {name}", route=route)

    return replace(definition, asked=tuple(routed(one) for one in definition.asked))


def _asked(name: str, columns: list[Column]) -> Iterator[Asked]:
    first = columns[0]
    if first.shape in ("option", "rank"):
        parts = tuple(Option(column.code, column.label) for column in columns)
        multi = first.shape == "option"
        yield Asked(name, first.text, "multi" if multi else "ranking", group=name, stem=first.stem,
                    options=parts if multi else (), items=() if multi else parts)  # fmt: skip
        return
    for column in columns:
        kind: Asking = "single" if column.options else _SHAPES.get(column.shape, "text")
        grid = column.shape == "item"
        yield Asked(
            column.id,
            column.label if grid else column.text,
            kind,
            group=name,
            stem=column.text if grid else column.stem,
            options=column.options,
        )
