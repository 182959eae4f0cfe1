"""Rankings: the rank of each item, from a column an item or from a list in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.answers import Answers, Reader, Why, translated
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.ordinals import rank_of

if TYPE_CHECKING:
    import pandas as pd


def ranking(reader: Reader) -> Answers:
    """Read the rank that each person gave each item, 1 for the first."""
    if reader.block.written == "item columns":
        return _of_columns(reader)
    return _of_list(reader)


def _of_columns(reader: Reader) -> Answers:

    values, reasons = {}, {}
    for option in reader.question.options:
        name = f"{reader.question.id}[{option.code}]"
        column = next(
            (
                column
                for theirs, column in zip(
                    reader.block.question.options, reader.block.columns, strict=True
                )
                if compared(option.label) == compared(theirs.label) or option.code == theirs.code
            ),
            "",
        )
        values[name], reasons[name] = _ranks(reader, column)
    return Answers(values, reasons)


def _ranks(reader: Reader, column: str) -> tuple[pd.Series, pd.Series]:
    import pandas as pd

    index = reader.export.cells.index
    if not column:
        nothing = pd.Series(pd.NA, index=index, dtype="Float64")
        return nothing, pd.Series("not_asked", index=index, dtype="str")

    def read(text: str) -> tuple[object, Why]:
        if text in reader.empties:
            return None, reader.empties[text]
        rank = rank_of(text)
        return (rank, "") if rank is not None else (None, reader.why(text, "unknown"))

    return translated(reader.coded(column), read)


def _of_list(reader: Reader) -> Answers:
    """Read items in order of rank, split like a multi-select."""
    separator = reader.block.separator or ";"
    places = {compared(option.label): option.code for option in reader.question.options}
    places |= {compared(option.code): option.code for option in reader.question.options}
    cells = reader.coded(reader.block.columns[0])
    values, reasons = {}, {}
    for option in reader.question.options:

        def read(text: str, code: str = option.code) -> tuple[object, Why]:
            if text in reader.empties:
                return None, reader.empties[text]
            named = [places.get(compared(part), "") for part in text.split(separator)]
            ranked = [item for item in named if item]
            if not ranked:
                return None, reader.why(text, "unknown")
            return (float(ranked.index(code) + 1), "") if code in ranked else (None, "blank")

        name = f"{reader.question.id}[{option.code}]"
        values[name], reasons[name] = translated(cells, read)
    return Answers(values, reasons)
