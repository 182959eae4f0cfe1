"""What the columns of one Qualtrics question hold, where no definition says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, same_start
from ffc_eval.collect.ingest.layout import Column, Shape
from ffc_eval.collect.ingest.layouts.joined_cells import codes_in, labels_in
from ffc_eval.collect.ingest.layouts.ranks import are_ranks

if TYPE_CHECKING:
    import pandas as pd

SEEN_UNANSWERED = "-99"
_CHOSEN = re.compile(r" ?- Selected Choice$")
_ENDS = " -:"


@dataclass(frozen=True)
class Part:
    """A column of a question, taken apart.

    Parameters
    ----------
    column
        Its ``question`` names the whole question.
    side
        Which column of a side-by-side question it belongs to, "" elsewhere.
    codes
        Row and choice, as far as there are any.
    typed
        What people typed.
    """

    column: Column
    side: str = ""
    codes: tuple[str, ...] = ()
    typed: bool = False


def shaped(parts: Sequence[Part], data: pd.DataFrame, *, join: str = "-") -> list[Column]:
    """Say of each column of one question what it holds.

    Parameters
    ----------
    join
        What stands between question and item in the labels of row 2.
    """
    sides: dict[str, list[Part]] = {}
    for part in parts:
        sides.setdefault(part.side, []).append(part)
    chosen = [part.column.text for part in parts if len(sides) > 1 or not part.typed]
    stem = _stem(chosen or [part.column.text for part in parts], join)
    done = {c.id: c for side in sides.values() for c in _of_side(side, data, stem, join)}
    return [done[part.column.id] for part in parts]


def _of_side(parts: Sequence[Part], data: pd.DataFrame, stem: str, join: str) -> Iterator[Column]:
    chosen = [part for part in parts if not part.typed]
    for part in parts:
        if part.typed:
            yield _typed(part, beside=bool(chosen))
    if not chosen:
        return
    if not chosen[0].codes:
        yield from (_alone(part.column, data) for part in chosen)
    elif all(len(part.codes) > 1 for part in chosen):
        rows: dict[str, list[Part]] = {}
        for part in chosen:
            rows.setdefault(part.codes[0], []).append(part)
        for of_row in rows.values():
            yield from _row(of_row, data, stem, join)
    else:
        yield from _one_level(chosen, data, stem)


def _typed(part: Part, *, beside: bool) -> Column:
    column = part.column
    if beside:
        return replace(column, shape="other", code=_code(part))
    alone = not part.codes
    question = column.question if alone else column.id
    return replace(column, question=question, group=column.question, shape="text")


def _alone(column: Column, data: pd.DataFrame) -> Column:
    """Take the only column of a question; several answers in one cell were left unsplit."""
    cells = data[column.place]
    text = _CHOSEN.sub("", column.text)
    if codes_in(cells):
        return replace(column, text=text, shape="joined")
    return replace(column, text=text, shape="joined" if (o := labels_in(cells)) else "single",
                   options=o)  # fmt: skip


def _one_level(parts: Sequence[Part], data: pd.DataFrame, stem: str) -> Iterator[Column]:
    labels = [_after(part.column.text, stem) or part.codes[-1] for part in parts]
    shape, zero = _shape(parts, labels, data)
    text = _CHOSEN.sub("", stem.rstrip(_ENDS)) or parts[0].column.text
    for part, label, code in zip(parts, labels, _codes(parts), strict=True):
        yield replace(
            part.column,
            text=text,
            label=label,
            code=code if shape in ("option", "rank") else _code(part),
            shape=shape,
            missing=(("0", "blank"),) if zero else (),
        )


def _row(parts: Sequence[Part], data: pd.DataFrame, stem: str, join: str) -> Iterator[Column]:
    """Take the columns of one row of a grid of checkboxes: a multi-select of its own."""
    inner = _stem([part.column.text for part in parts], join)
    labels = [_after(part.column.text, inner) or part.codes[-1] for part in parts]
    shape, zero = _shape(parts, labels, data)
    if shape != "option":
        yield from _one_level(parts, data, stem)
        return
    whole = parts[0].column.id.rsplit("_", 1)[0]
    for part, label, code in zip(parts, labels, _codes(parts), strict=True):
        yield replace(
            part.column,
            question=whole,
            group=part.column.question,
            text=_after(inner, stem) or parts[0].codes[0],
            stem=stem.rstrip(_ENDS),
            label=label,
            code=code,
            shape="option",
            missing=(("0", "blank"),) if zero else (),
        )


def _shape(parts: Sequence[Part], labels: Sequence[str], data: pd.DataFrame) -> tuple[Shape, bool]:
    """Return what columns of one level hold, and whether "0" marks an option left out."""
    cells = [data[part.column.place] for part in parts]
    values = [
        {compared(value) for value in distinct(column)} - {SEEN_UNANSWERED} for column in cells
    ]
    if set().union(*values) == {"0", "1"}:
        return "option", True
    answers = [
        {"1", compared(label), part.column.id.rsplit("_", 1)[-1], part.codes[-1]}
        for part, label in zip(parts, labels, strict=True)
    ]
    if any(values) and all(
        len(held) <= 1 and held <= known for held, known in zip(values, answers, strict=True)
    ):
        return "option", False
    return ("rank", False) if are_ranks(cells, (SEEN_UNANSWERED,)) else ("item", False)


def _code(part: Part) -> str:
    return "_".join(filter(None, [part.side, *part.codes, "TEXT" if part.typed else ""]))


def _codes(parts: Sequence[Part]) -> list[str]:
    """Return the codes in the export names, the recode values, unless names repeat them."""
    inner = [part.codes[-1] for part in parts]
    headings = [plain(part.column.heading) for part in parts]
    if headings == inner:
        return inner
    named = [heading.rsplit("_", 1)[-1] for heading in headings]
    return named if len(set(named)) == len(named) else inner


def _stem(texts: Sequence[str], join: str) -> str:
    """Return what all labels begin with, up to the last join of question and item."""
    start = same_start(texts) if len(set(texts)) > 1 else texts[0]
    spaced = _end(start, join) if join != "-" else 0
    return start[: spaced or max(_end(start, "-"), _end(start, " : "))]


def _end(text: str, join: str) -> int:
    """Return where the last join of a text ends, 0 where it has none."""
    return text.rfind(join) + len(join) if join in text else 0


def _after(text: str, stem: str) -> str:
    return text.removeprefix(stem).strip(_ENDS) if stem else text.rpartition("-")[2].strip()
