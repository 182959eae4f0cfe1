"""A questionnaire without an export: the export that nobody has filled in yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ffc_eval.collect.ingest.assembling import assemble
from ffc_eval.collect.ingest.blocks import question_id
from ffc_eval.collect.ingest.definitions.definition import Asked, Definition
from ffc_eval.collect.ingest.definitions.registry import read_definition
from ffc_eval.collect.ingest.definitions.routes import with_routes
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.layouts.registry import LAYOUTS
from ffc_eval.collect.ingest.sheet import Book, Sheet
from ffc_eval.errors import ExportError

PLATFORMS = {
    "qsf": "qualtrics",
    "xlsform": "ona_odk",
    "redcap": "redcap",
    "lss": "limesurvey",
    "jisc_key": "jisc_online_surveys",
    "triple_s": "triple_s",
    "sav": "spss",
}
"""Platform of the exports that belong to each kind of definition."""


def unfilled_export(path: Path) -> Export:
    """Return a questionnaire as an export with no rows, from which an instrument is drafted.

    Questions that the file lists as deleted, and those of repeat groups, are left out.

    Raises
    ------
    ExportError
        The file is no questionnaire, or asks nothing.
    """
    definition = read_definition(path)
    asked = [one for one in definition.asked if not one.deleted and not one.repeat]
    if not asked:
        raise ExportError(
            "definition-unreadable",
            "The questionnaire file holds no question.",
            where="the definition you named",
            do="Export it again from the platform.",
        )
    names = _names(asked)
    whole = tuple(
        replace(column, place=place)
        for place, column in enumerate(
            column for one in asked for column in _columns(one, names[one.id])
        )
    )
    reading = Reading(header_rows=0, columns=whole, partial=False, test=False)
    rule = f"the file is a questionnaire ({definition.kind})"
    export = assemble(_book(path, len(whole)), _layout(definition), rule, reading)
    export = with_routes(export, whole, replace(definition, asked=tuple(asked)))
    return replace(
        export,
        title=definition.title,
        blocks=tuple(_called(block, whole) for block in export),
        definition_differences=(*definition.differences, *definition.notes, *_left_out(definition)),
    )


def _names(asked: list[Asked]) -> dict[str, str]:
    """Return what to call each question: its own name where no other group has it too."""
    short = {one.id: question_id(one.id.rpartition("/")[2]) for one in asked}
    times = Counter(short.values())
    return {path: name if times[name] == 1 else question_id(path) for path, name in short.items()}


def _columns(asked: Asked, name: str) -> Iterator[Column]:
    """Yield the columns that an export of one question would have."""
    first = Column(
        0,
        name,
        asked.text,
        question=name,
        group=asked.group,
        text=asked.text,
        stem=asked.stem,
        names=(asked.id, asked.inner) if asked.inner else (asked.id,),
        identifies=asked.identifier,
    )
    parts = asked.options if asked.type == "multi" else asked.items
    if asked.type in ("multi", "ranking"):
        shape: Shape = "option" if asked.type == "multi" else "rank"
        for part in parts:
            yield replace(first, id=f"{name}_{part.code}", shape=shape, label=part.label,
                          code=part.code)  # fmt: skip
    elif asked.type == "grid":
        for part in parts:
            yield replace(first, id=f"{name}_{part.code}", shape="item", label=part.label,
                          code=part.code, options=asked.options)  # fmt: skip
    elif asked.type == "multi_grid":
        for part in parts:
            row = replace(first, question=f"{name}_{part.code}", stem=asked.text, text=part.label,
                          shape="option")  # fmt: skip
            for option in asked.options:
                yield replace(row, id=f"{name}_{part.code}_{option.code}", label=option.label,
                              code=option.code)  # fmt: skip
    elif asked.type == "single" and asked.stem:
        yield replace(first, shape="item", label=asked.text, text=asked.stem, stem="",
                      options=asked.options)  # fmt: skip
    else:
        yield replace(first, shape=_shape(asked), options=asked.options)


def _shape(asked: Asked) -> Shape:
    if asked.type in ("single", "number", "date", "text", "short_text"):
        return asked.type
    return "text"


def _book(path: Path, width: int) -> Book:
    import pandas as pd

    nothing = pd.DataFrame({place: pd.Series([], dtype="str") for place in range(width)})
    return Book(hashlib.sha256(path.read_bytes()).hexdigest(), "csv", "", (Sheet(nothing),))


def _layout(definition: Definition) -> Layout:
    platform = PLATFORMS[definition.kind]
    return next(layout for layout in LAYOUTS if layout.platform == platform)


def _called(block: Block, columns: tuple[Column, ...]) -> Block:
    """Return the block of a question that its group would rename, with the path to find it by."""
    first = next(column for column in columns if column.id == block.columns[0])
    path = first.names[0]
    if "/" not in path:
        return block
    return replace(block, question=replace(block.question, headings=(("", path),)))


def _left_out(definition: Definition) -> Iterator[str]:
    repeats = dict.fromkeys(one.repeat for one in definition.asked if one.repeat)
    if repeats:
        yield f"Repeat groups are tables of their own and left out: {', '.join(repeats)}."
