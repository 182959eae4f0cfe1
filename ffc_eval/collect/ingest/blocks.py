"""Columns to questions: what a layout says of columns, completed from their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.coded_columns import Coded, CodedColumns
from ffc_eval.collect.ingest.contents import distinct, invites_words, joined_by, shape_of
from ffc_eval.collect.ingest.export import Block, Written
from ffc_eval.collect.ingest.headings import plain, unique
from ffc_eval.collect.ingest.layout import Column, Shape
from ffc_eval.collect.ingest.options import drafted, joined_order, on_scale, option
from ffc_eval.collect.ingest.typed_labels import offered, with_other
from ffc_eval.model.instrument import Option, Question, QuestionType, Scale

if TYPE_CHECKING:
    import pandas as pd

_NOT_IN_IDS = re.compile(r"[^\w./#-]+")
_FEW = 20_000
_MOST_CODES = 11


def question_id(name: str) -> str:
    """Return a name without spaces and brackets, as an instrument takes it."""
    return _NOT_IN_IDS.sub("_", name).strip("_") or "q"


@dataclass(frozen=True)
class Drafting:
    """What questions are drafted from; ``typed`` where words replace the option "Other"."""

    cells: CodedColumns
    separator: str | None = ""
    personal: tuple[str, ...] = ()
    typed: bool = False

    def blocks(self, columns: Sequence[Column]) -> tuple[Block, ...]:
        """Draft a block for every question of the answer columns, in their order."""
        answers = [column for column in columns if column.role == "answer"]
        found: list[Block] = []
        for _, run in groupby(answers, key=lambda column: column.question or column.id):
            found += self._of_run(list(run))
        ids = unique([block.question.id for block in found])
        return tuple(
            replace(block, question=replace(block.question, id=name.replace(" ", "_")))
            for block, name in zip(found, ids, strict=True)
        )

    def _of_run(self, run: list[Column]) -> Iterator[Block]:
        by_shape: dict[str, list[Column]] = {}
        for column in run:
            by_shape.setdefault(column.shape, []).append(column)
        for shape, columns in by_shape.items():
            if shape == "option":
                yield self._multi(columns)
            elif shape == "rank":
                yield self._ranking(columns)
            elif shape == "item":
                for _, rows in groupby(columns, key=self._of_one_grid):
                    yield from self._grid(list(rows))
            else:
                yield from (self._alone(column, stem=column.stem) for column in columns)

    def _of_one_grid(self, column: Column) -> tuple[object, ...]:
        return column.options, column.text, column.id in self.personal

    def _multi(self, columns: list[Column]) -> Block:
        codes = unique([question_id(column.code or column.label) for column in columns])
        options = tuple(
            replace(option(code, column.label), reason=None)
            for code, column in zip(codes, columns, strict=True)
        )
        return self._block(columns, "multi", options, "option columns")

    def _ranking(self, columns: list[Column]) -> Block:
        codes = unique([question_id(column.code or column.label) for column in columns])
        items = tuple(
            Option(code, plain(column.label)) for code, column in zip(codes, columns, strict=True)
        )
        return self._block(columns, "ranking", items, "item columns")

    def _grid(self, columns: list[Column]) -> Iterator[Block]:
        """Draft the rows of a grid: all share the answers that any of them was given."""
        if columns[0].id in self.personal:
            yield from (self._alone(column, stem=column.text) for column in columns)
            return
        shape: Shape = "single" if columns[0].options else self._grid_shape(columns)
        if shape != "single":
            kind: Shape = shape or "short_text"
            yield from (self._alone(replace(c, shape=kind), stem=c.text) for c in columns)
            return
        declared = columns[0].options
        seen: Counter[str] = Counter()
        for column in columns:
            seen.update(self.cells[column.id].counts)
        scale, options = on_scale(declared) if declared else self._drafted(seen)
        for column in columns:
            question = Question(
                id=question_id(column.id if _coded(column) else f"{column.question}_{column.code}"),
                text=plain(column.label or column.text),
                type="grid_item",
                options=options,
                scale=scale,
                stem=plain(column.text),
                headings=(("", column.id),),
            )
            yield self._wrapped(question, [column])

    def _grid_shape(self, columns: list[Column]) -> Shape:
        import pandas as pd

        joined = pd.concat([self._sample(column) for column in columns])
        shape = shape_of(joined, heading=columns[0].text)
        return "single" if shape == "number" and _few_codes(distinct(joined)) else shape

    def _sample(self, column: Column) -> pd.Series:
        return self.cells.cells[column.id].head(_FEW)

    def _alone(self, column: Column, *, stem: str = "") -> Block:
        cells = self.cells[column.id]
        if column.id in self.personal:
            return self._wrapped(self._question(column, "text", stem), [column])
        separator = self._separator(column, cells)
        if separator or column.shape in ("joined", "ranked_list"):
            return self._joined(column, cells, separator)
        shape = self._shape(column, cells)
        if shape != "single":
            kinds: dict[str, QuestionType] = {"number": "number", "date": "date"}
            return self._wrapped(self._question(column, kinds.get(shape, "text"), stem), [column])
        scale, options = (
            on_scale(column.options) if column.options else self._drafted(_by_count(cells))
        )
        question = replace(self._question(column, "single", stem), options=options, scale=scale)
        return self._wrapped(question, [column])

    def _drafted(self, counts: dict[str, int]) -> tuple[Scale | None, tuple[Option, ...]]:
        """Draft the options of one question from how often each answer was given."""
        labels = offered(counts, typed=self.typed)
        options, scale = drafted(labels)
        return scale, with_other(options, scale, aside=len(labels) < len(counts))

    def _separator(self, column: Column, cells: Coded) -> str:
        if column.shape == "" and not column.options and self.separator is not None:
            return joined_by(cells, self.separator)
        return (self.separator or "") if column.shape in ("joined", "ranked_list") else ""

    def _shape(self, column: Column, cells: Coded) -> Shape:
        if column.options:
            return "single"
        if column.shape == "single" and not cells.counts:
            return "text"
        if column.shape in ("", "text"):
            worded = [words for words in (column.label, column.text or column.heading) if words]
            asked = next(filter(invites_words, worded), next(iter(worded), ""))
            found = shape_of(cells, heading=asked, open_question=column.shape == "text")
            return found or "text"
        return column.shape

    def _joined(self, column: Column, cells: Coded, separator: str) -> Block:
        options = column.options or self._ticked(cells, separator or " ")
        kind: QuestionType = "ranking" if column.shape == "ranked_list" else "multi"
        written: Written = "ranked list" if kind == "ranking" else "joined"
        question = replace(
            self._question(column, kind, ""), options=options, stem=plain(column.stem)
        )
        return replace(
            self._wrapped(question, [column]), written=written, separator=separator or " "
        )

    def _ticked(self, cells: Coded, separator: str) -> tuple[Option, ...]:
        """Draft the options of a question whose answers stand joined in one cell."""
        counts: Counter[str] = Counter()
        rows = []
        for value, times in list(cells.counts.items())[:_FEW]:
            parts = [part.strip() for part in value.split(separator) if part.strip()]
            rows.append(parts)
            counts.update(dict.fromkeys(parts, times))
        labels = set(offered(counts, typed=self.typed))
        ordered = joined_order([[part for part in parts if part in labels] for parts in rows])
        options = tuple(
            replace(option(str(n), label), reason=None) for n, label in enumerate(ordered, 1)
        )
        return with_other(options, None, aside=len(labels) < len(counts))

    def _question(self, column: Column, kind: QuestionType, stem: str) -> Question:
        whole = column.question or column.id
        name = column.id if stem or column.shape == "other" else whole
        return Question(
            id=question_id(name if _coded(column) or name == whole else f"{whole}_{column.code}"),
            text=plain(column.label if stem and column.label else column.text or column.heading),
            type=kind,
            stem=plain(stem),
            headings=(("", column.id),),
        )

    def _block(
        self, columns: list[Column], kind: QuestionType, options: tuple[Option, ...], how: Written
    ) -> Block:
        first = columns[0]
        question = Question(
            id=question_id(first.question),
            text=plain(first.text or first.heading),
            type=kind,
            options=options,
            stem=plain(first.stem),
            headings=(("", first.question),),
        )
        return replace(self._wrapped(question, columns), written=how)

    def _wrapped(self, question: Question, columns: list[Column]) -> Block:
        first = columns[0]
        own = () if first.numbered else (question.id,)
        names = (*first.names, *(() if len(columns) > 1 else (first.id, first.heading)))
        return Block(
            question=question,
            columns=tuple(column.id for column in columns),
            names=tuple(dict.fromkeys((*names, *own, question.text))),
            group=first.group or first.question or first.id,
            missing=first.missing,
            other=first.shape == "other",
            personal=all(column.id in self.personal for column in columns),
        )


def _coded(column: Column) -> bool:
    """Whether the id of a column is short enough to name a question."""
    return len(column.id) <= 40 and " " not in column.id


def _few_codes(values: Sequence[str]) -> bool:
    """Whether numbers in a grid are codes of answers: a few whole ones."""
    return len(values) <= _MOST_CODES and all(value.lstrip("-").isdigit() for value in values)


def _by_count(cells: Coded) -> dict[str, int]:
    return dict(sorted(cells.counts.items(), key=lambda pair: (-pair[1], pair[0])))
