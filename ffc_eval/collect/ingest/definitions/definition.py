"""A definition: what a questionnaire asked, and what that says of the columns of an export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ffc_eval.collect.ingest.headings import compared, same_heading
from ffc_eval.collect.ingest.layout import Column, Reading, Shape
from ffc_eval.model.instrument import Option

Asking = Literal[
    "", "single", "multi", "grid", "multi_grid", "ranking", "number", "date", "text", "short_text"
]
"""How a question was asked; "" where the definition gives its wording only."""

_TYPED: dict[Asking, Shape] = {
    "number": "number",
    "date": "date",
    "text": "text",
    "short_text": "short_text",
}


@dataclass(frozen=True)
class Gate:
    """An answer that decides whether a later question is asked, as the platform names it.

    Parameters
    ----------
    asked
        ``Asked.id`` of the earlier question.
    codes
        Its options, as the definition codes them.
    item
        Code of the row of a grid, "" elsewhere.
    chosen
        True: asked of people who chose one of them. False: of those who chose none.
    """

    asked: str
    codes: tuple[str, ...]
    item: str = ""
    chosen: bool = True


Route = tuple[tuple[Gate, ...], ...]
"""Alternatives; in each, all answers are given."""


@dataclass(frozen=True)
class Asked:
    """One question of a questionnaire.

    Parameters
    ----------
    id
        Its name in exports.
    text
        Wording.
    type
        How it was asked.
    inner
        The platform's own id; of one column of a side-by-side question, with its number.
    group
        The question as people count questions.
    options
        Answers offered.
    items
        Rows of a grid, items of a ranking.
    routing
        Who was asked, in the platform's words; "" means everybody.
    route
        The same as answers to earlier questions, () where it is not understood.
    stem
        Wording above a grid whose rows are questions of their own.
    repeat
        Name of the repeat group that it stands in.
    low, high
        Range that a number may take.
    deleted
        No longer asked, though the file still lists it and data may hold it.
    identifier
        The definition says that the answer names a person.
    """

    id: str
    text: str
    type: Asking
    inner: str = ""
    group: str = ""
    options: tuple[Option, ...] = ()
    items: tuple[Option, ...] = ()
    routing: str = ""
    route: Route = ()
    stem: str = ""
    repeat: str = ""
    low: float | None = None
    high: float | None = None
    deleted: bool = False
    identifier: bool = False


@dataclass(frozen=True)
class Definition:
    """A questionnaire.

    Parameters
    ----------
    kind
        The kind of file it was read from.
    asked
        Its questions, in order.
    differences
        What the file itself gets wrong.
    title
        Of the questionnaire, "" where the file gives none.
    notes
        What the file says that an instrument cannot hold.
    """

    kind: str
    asked: tuple[Asked, ...]
    differences: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Questions as people count them."""
        return tuple(dict.fromkeys(asked.group or asked.id for asked in self.asked))


def with_definition(reading: Reading, definition: Definition) -> Reading:
    """Return the reading of a file with what a definition says of its columns."""
    names = _by_name(definition)
    columns = []
    for column in reading.columns:
        asked = _found(column, names)
        columns.append(column if asked is None else completed(column, asked))
    return replace(reading, columns=tuple(columns))


def differences(readings: Sequence[Reading], definition: Definition) -> tuple[str, ...]:
    """Say where a definition and all tables of an export disagree.

    A definition taken later than the data can miss questions or have new ones: that is listed,
    and the data stay as they are.
    """
    names = _by_name(definition)
    answers = [c for reading in readings for c in reading.columns if c.role == "answer"]
    met, strange = set(), {}
    for column in answers:
        asked = _found(column, names)
        if asked is None:
            strange[column.group or column.question or column.id] = column
        else:
            met.add(asked.group or asked.id)
    missing = [name for name in definition.ids if name not in met]
    return (
        *definition.differences,
        *(f"in the data, not in the definition: {name}" for name in strange),
        *(f"in the definition, not in the data: {name}" for name in missing),
    )


def asked_by_column(columns: Sequence[Column], definition: Definition) -> dict[str, Asked]:
    """Return the question of the definition that each answer column belongs to, by column id."""
    names = _by_name(definition)
    found = {column.id: _found(column, names) for column in columns}
    return {name: asked for name, asked in found.items() if asked is not None}


def _by_name(definition: Definition) -> dict[str, Asked]:
    """Return questions by their names; one in use may have the name of one deleted."""
    listed = sorted(definition.asked, key=lambda asked: not asked.deleted)
    return {name: asked for asked in listed for name in (asked.inner, asked.id) if name}


def _found(column: Column, by_name: dict[str, Asked]) -> Asked | None:
    if column.role != "answer":
        return None
    names = (*column.names, column.id, column.question, column.group)
    found = next((by_name[name] for name in names if name in by_name), None)
    return found or (None if column.names else _worded(column, by_name))


def _worded(column: Column, by_name: dict[str, Asked]) -> Asked | None:
    """Return the only question of that wording, which row 2 of an export may cut short."""
    wording = column.stem or column.text
    found = {a.inner or a.id: a for a in by_name.values() if same_heading(wording, a.text)}
    return next(iter(found.values())) if len(found) == 1 else None


def completed(column: Column, asked: Asked) -> Column:
    """Return a column with the type, options and labels of its question."""
    if column.shape == "other":
        return column
    whole = _of_question(column, asked)
    kind = "multi" if asked.type == "single" and column.shape == "option" else asked.type
    shape: Shape
    if not kind:
        shape = "" if column.shape == "single" else column.shape
        return replace(whole, shape=shape, text=asked.text)
    if kind == "single" and asked.stem:
        return replace(whole, shape="item", options=asked.options, label=asked.text,
                       text=asked.stem)  # fmt: skip
    if kind in ("single", "grid"):
        grid = kind == "grid"
        shape = "item" if grid else "single"
        label = _label(asked.items, column) if grid else column.label
        return replace(whole, shape=shape, options=asked.options, label=label, text=asked.text)
    if kind == "multi":
        return _of_multi(whole, asked)
    if kind == "multi_grid":
        row = _row_label(asked.items, column)
        return replace(
            whole, shape="option", label=_label(asked.options, column), stem=asked.text, text=row
        )
    if kind == "ranking":
        return replace(whole, shape="rank", label=_label(asked.items, column), text=asked.text)
    if asked.stem:
        return replace(whole, shape=_TYPED[kind], label=asked.text, text=asked.stem,
                       stem=asked.stem)  # fmt: skip
    return replace(whole, shape=_TYPED[kind], text=column.text if column.label else asked.text)


def _of_multi(column: Column, asked: Asked) -> Column:
    if not column.code and column.shape != "option":
        return replace(
            column, shape="joined", options=asked.options, text=asked.text, stem=asked.stem
        )
    if column.code.startswith("-") and column.code not in _codes(asked) and not asked.inner:
        return replace(column, role="derived")
    return replace(
        column,
        question=asked.id if not column.group else column.question,
        shape="option",
        label=_label(asked.options, column),
        text=asked.text,
        stem=asked.stem,
    )


def _of_question(column: Column, asked: Asked) -> Column:
    """Return a column as one of its question; a code that is offered is not missing."""
    offered = _codes(asked)
    return replace(
        column,
        numbered=False,
        group=asked.group,
        missing=tuple(pair for pair in column.missing if pair[0] not in offered),
        identifies=asked.identifier,
    )


def _codes(asked: Asked) -> set[str]:
    return {option.code for option in asked.options}


def _label(options: Sequence[Option], column: Column) -> str:
    """Return the label of the option or item that a column is about.

    Its own label comes first: an export may number options otherwise than the definition.
    """
    if any(same_heading(option.label, column.label) for option in options):
        return next(o.label for o in options if same_heading(o.label, column.label))
    codes = [column.code, column.id.rsplit("_", 1)[-1]]
    for code in codes:
        for option in options:
            if compared(option.code) == compared(code):
                return option.label
    return column.label


def _row_label(items: Sequence[Option], column: Column) -> str:
    row = column.question.rsplit("_", 1)[-1]
    own = next((item.label for item in items if same_heading(item.label, column.text)), "")
    return own or next((item.label for item in items if item.code == row), column.text)
