"""Answers to one question: what a person chose or wrote in a cell, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.coded_columns import Coded
from ffc_eval.collect.ingest.contents import is_number
from ffc_eval.collect.ingest.dates import parse_texts
from ffc_eval.collect.ingest.export import WITHHELD, Block, Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.options import is_other
from ffc_eval.collect.ingest.scales import canonical, reason_of
from ffc_eval.model.instrument import Option, Question, Reason

if TYPE_CHECKING:
    import pandas as pd

Why = Reason | str
_EMPTY: Mapping[str, Reason] = {"": "blank"}
_COMMA = re.compile(r"[+-]?\d+,\d+")
_FEWEST_CLEAR = 2


@dataclass(frozen=True)
class Answers:
    """Answers to one question: values and reasons, a column for each of ``Question.columns``."""

    values: dict[str, pd.Series]
    reasons: dict[str, pd.Series]


@dataclass(frozen=True)
class Reader:
    """A question of an instrument, and where an export holds it."""

    question: Question
    block: Block
    export: Export

    @cached_property
    def empties(self) -> dict[str, Reason]:
        """Cells that hold no answer, with the reason."""
        return {**_EMPTY, **self.export.blanks}

    @cached_property
    def missing(self) -> dict[str, Reason]:
        """Cells that the file declares missing, with the reason; the instrument comes first."""
        return dict(self.block.missing)

    @cached_property
    def lookup(self) -> dict[str, Option]:
        """Options by what a cell may hold: code, label, other wording of a scale point."""
        found: dict[str, Option] = {}
        for option in self.question.options:
            found.setdefault(canonical(option.label), option)
        for option in self.question.options:
            found.setdefault(compared(option.code), option)
        for option in self.question.options:
            found[compared(option.label)] = option
        return {**self._coded(found), **self._own_codes()}

    def _coded(self, found: dict[str, Option]) -> dict[str, Option]:
        """Add the codes of the export, whose labels its own dictionary gives."""
        for option in self.block.question.options:
            meant = found.get(compared(option.label)) or found.get(canonical(option.label))
            if meant is not None and option.code != option.label:
                found.setdefault(compared(option.code), meant)
        return found

    def _own_codes(self) -> dict[str, Option]:
        """Codes of the export come before codes of the instrument where labels agree on them."""
        if self.export.platform not in ("spss", "stata") and not self.block.missing:
            return {}
        labels = {compared(option.label): option for option in self.question.options}
        return {
            compared(option.code): labels[compared(option.label)]
            for option in self.block.question.options
            if compared(option.label) in labels
        }

    def cells(self, column: str) -> pd.Series:
        """Return the cells of one column of the block."""
        return self.export.cells[column]

    def coded(self, column: str) -> Coded:
        """Return the cells of one column of the block, each different one once."""
        return self.export.coded(column)

    def why(self, text: str, otherwise: Why) -> Why:
        """Return the reason that a cell without value stands for."""
        return self.empties.get(text) or self.missing.get(text) or reason_of(text) or otherwise

    def single(self) -> Answers:
        """Read one answer a cell."""
        import pandas as pd

        labels = [option.label for option in self.question.values]
        places = {label: place for place, label in enumerate(labels)}
        other = next((o for o in self.question.values if is_other(o.label)), None)

        def read(text: str) -> tuple[int, Why]:
            option = self.lookup.get(compared(text)) or self.lookup.get(canonical(text))
            if text in self.empties and (option is None or option.reason is None):
                return -1, self.empties[text]
            if option is None and other is not None and self.export.other_replaces:
                option = None if self.why(text, "") else other
            if option is None:
                return -1, self.why(text, "unknown")
            return (-1, option.reason) if option.reason else (places[option.label], "")

        cells = self.coded(self.block.columns[0])
        read_once = [read(text) for text in cells.texts]
        scale = pd.CategoricalDtype(labels, ordered=True)
        values = pd.Categorical.from_codes([place for place, _ in read_once], dtype=scale)
        name = self.question.id
        return Answers({name: cells.spread(values)}, {name: _reasons(cells, read_once)})

    def typed(self) -> Answers:
        """Read a number, a date or a text."""
        column = self.block.columns[0]
        if self.question.type == "text":
            return self._texts(self.cells(column))
        cells = self.coded(column)
        date = self.question.type == "date"
        values, reasons = self._dates(cells) if date else translated(cells, self._number)
        return Answers({self.question.id: values}, {self.question.id: reasons})

    def _texts(self, cells: pd.Series) -> Answers:
        """Keep the words; only the platform's own marks of emptiness are none."""
        import pandas as pd

        texts = cells.str.strip()
        reasons = pd.Series("", index=cells.index, dtype="str")
        for mark, reason in {**self.empties, **self.missing}.items():
            reasons = reasons.mask(texts == mark, reason)
        return Answers({self.question.id: texts.where(reasons == "")}, {self.question.id: reasons})

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether numbers of the column have a comma in place of the point: "1,54", "12,5".

        At least two must be no other number, and twice as many as could have thousands ("1,500").
        """
        texts = [t for t in self.coded(self.block.columns[0]).texts if _COMMA.fullmatch(t)]
        clear = sum(not is_number(text) for text in texts)
        return clear >= _FEWEST_CLEAR and clear >= 2 * (len(texts) - clear)

    def _number(self, text: str) -> tuple[object, Why]:
        if text in self.empties:
            return None, self.empties[text]
        option = self.lookup.get(compared(text)) if self.lookup else None
        if option is not None and option.reason:
            return None, option.reason
        if text in self.missing:
            return None, self.missing[text]
        plain = text.lstrip("£$€").removesuffix("%").strip()
        if self.decimal_comma and _COMMA.fullmatch(plain):
            plain = plain.replace(",", ".")
        if text == WITHHELD or not is_number(plain):
            return None, reason_of(text) or "unreadable"
        number = float(plain.replace(",", ""))
        if not isfinite(number):
            return None, "unreadable"
        low, high = self.question.low, self.question.high
        if (low is not None and number < low) or (high is not None and number > high):
            return None, "unknown"
        return number, ""

    def _dates(self, cells: Coded) -> tuple[pd.Series, pd.Series]:
        import pandas as pd

        declared = self.question.unit if self.question.unit in _ORDERS else ""
        texts = pd.Series(cells.texts, dtype="str")
        days = parse_texts(texts, declared or self.export.date_order)
        days = days.mask(texts.isin(list(self.empties)))
        whys = [
            "" if known else self.why(text, "unreadable")
            for text, known in zip(cells.texts, days.notna().tolist(), strict=True)
        ]
        return cells.spread(days.array), cells.spread(pd.array(whys, dtype="str"))


_ORDERS = ("day first", "month first", "year first")


def translated(
    cells: Coded, read: Callable[[str], tuple[object, Why]]
) -> tuple[pd.Series, pd.Series]:
    """Read each different cell once as a number; return numbers and reasons, row by row."""
    import pandas as pd

    read_once = [read(text) for text in cells.texts]
    values = pd.Series([value for value, _ in read_once], dtype="object").astype("Float64")
    return cells.spread(values.array), _reasons(cells, read_once)


def _reasons(cells: Coded, read_once: Sequence[tuple[object, Why]]) -> pd.Series:
    import pandas as pd

    return cells.spread(pd.array([why for _, why in read_once], dtype="str"))
