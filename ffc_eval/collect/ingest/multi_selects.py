"""Multi-selects: chosen, left out, or never seen are three things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.answers import Answers, Reader
from ffc_eval.collect.ingest.export import WITHHELD
from ffc_eval.collect.ingest.headings import compared, plain
from ffc_eval.collect.ingest.options import is_other
from ffc_eval.model.instrument import Option, Reason

if TYPE_CHECKING:
    import numpy as np

    _Bools = np.ndarray[Any, np.dtype[np.bool_]]

_LEFT_OUT = frozenset(("0", "no", "false", "unchecked", "not selected", "off", "n"))
_BLANK: Reason = "blank"


def multi(reader: Reader) -> Answers:
    """Read which options each person chose.

    Not chosen is a value only for a person who answered the block: who chose an option, or for
    whom the platform wrote "no" beside each.
    """
    if reader.block.written == "option columns":
        return _of_columns(reader)
    return _of_cell(reader)


def _of_columns(reader: Reader) -> Answers:
    import numpy as np

    rows = len(reader.export)
    chosen, answered = {}, np.zeros(rows, dtype=bool)
    shown: _Bools = np.zeros(rows, dtype=bool)
    for column in reader.block.columns:
        yes, no, seen = _column(reader, column)
        chosen[column] = yes
        answered |= yes | no
        shown |= seen
    columns = {option.code: _column_of(reader, option) for option in reader.question.options}
    picked = {code: chosen.get(column) for code, column in columns.items()}
    unshown = reader.export.blanks.get("", _BLANK)
    return _answers(
        reader, picked, answered, np.array([unshown, _BLANK], dtype=object)[shown.astype(int)]
    )


def _column(reader: Reader, column: str) -> tuple[_Bools, _Bools, _Bools]:
    """Return who chose the option, who left it out, and who is known to have seen it."""
    import numpy as np

    zeros = reader.export.zeros
    cells = reader.coded(column)
    kinds = np.array([_kind(text, reader) for text in cells.texts], dtype="int8")
    by_row = kinds[cells.codes]
    return by_row == 1, (by_row == 0) & (zeros == "left out"), np.not_equal(by_row, 3)


def _kind(text: str, reader: Reader) -> int:
    """1 chosen, 0 left out in so many words, 2 blank, 3 not shown."""
    if text == WITHHELD:
        return 3
    why = reader.empties.get(text) or reader.missing.get(text)
    if why:
        return 3 if why == "not_asked" else 2
    return 0 if reader.export.zeros != "selected" and compared(text) in _LEFT_OUT else 1


def _column_of(reader: Reader, option: Option) -> str:
    """Return the column of the export that holds an option of the instrument."""
    pairs = list(zip(reader.block.question.options, reader.block.columns, strict=True))
    for names in ("label", "code"):
        for theirs, column in pairs:
            if compared(getattr(theirs, names)) == compared(getattr(option, names)):
                return column
    return ""


def _of_cell(reader: Reader) -> Answers:
    import numpy as np

    cells = reader.coded(reader.block.columns[0])
    splitter = Splitter.of(reader)
    options = reader.question.options
    table = np.zeros((len(cells.texts), len(options)), dtype=bool)
    reasons = np.full(len(cells.texts), "", dtype=object)
    for row, text in enumerate(cells.texts):
        table[row], known = splitter.split(text)
        if not table[row].any():
            reasons[row] = reader.why(text, "blank" if known else "unknown")
    picked = {option.code: table[cells.codes, place] for place, option in enumerate(options)}
    answered = np.asarray(table.any(axis=1))
    return _answers(reader, picked, answered[cells.codes], reasons[cells.codes])


class Splitter:
    """Split a cell with the list of options, the longest first, never with a bare separator.

    Real options hold commas, semicolons and line breaks.
    """

    def __init__(self, options: Sequence[Option], separator: str, *, others: bool) -> None:
        self._count = len(options)
        self._place = {}
        for place, option in enumerate(options):
            self._place[compared(option.code)] = place
        for place, option in enumerate(options):
            self._place[compared(option.label)] = place
        names = sorted(filter(None, self._place), key=len, reverse=True)
        mark = re.escape(separator.strip()) if separator.strip() else r"\s"
        listed = "|".join(map(re.escape, names)) or r"(?!)"
        self._pattern = re.compile(rf"(?:^|(?<={mark}))\s*({listed})\s*(?=$|{mark})")
        self._rest = re.compile(rf"[{mark}\s]+" if len(mark) == 1 or mark == r"\s" else mark)
        other = [place for place, option in enumerate(options) if is_other(option.label)]
        self._other = other[0] if other and others else None

    @classmethod
    def of(cls, reader: Reader) -> Splitter:
        """Return the splitter of one question in one export."""
        separator = reader.block.separator or _separator_in(reader)
        return cls(reader.question.options, separator, others=reader.export.other_replaces)

    def split(self, text: str) -> tuple[_Bools, bool]:
        """Return which options a cell names, and whether it holds nothing else."""
        import numpy as np

        picked = np.zeros(self._count, dtype=bool)
        folded = compared(text)
        left = []
        position = 0
        for match in self._pattern.finditer(folded):
            picked[self._place[match[1]]] = True
            left.append(folded[position : match.start()])
            position = match.end()
        left.append(folded[position:])
        rest = any(self._rest.sub("", part).strip(" ,;|") for part in left)
        if rest and self._other is not None:
            picked[self._other], rest = True, False
        return picked, not rest

    def rest(self, text: str) -> str:
        """Return what a cell holds beside options, as it was typed where that can be told."""
        folded, shown = compared(text), plain(text)
        source = shown if len(shown) == len(folded) else folded
        ends = [(0, 0), *(match.span() for match in self._pattern.finditer(folded))]
        starts = [*(start for start, _ in ends[1:]), len(source)]
        parts = [source[end:start] for (_, end), start in zip(ends, starts, strict=True)]
        return "; ".join(filter(None, (part.strip(" ,;|\n") for part in parts)))


def _separator_in(reader: Reader) -> str:
    """Find the separator where only the instrument says that a cell holds several answers."""
    texts = reader.coded(reader.block.columns[0]).texts
    return next((mark for mark in (";", "|", ",") if any(mark in text for text in texts)), ";")


def _answers(
    reader: Reader,
    picked: Mapping[str, _Bools | None],
    answered: _Bools,
    reasons: np.ndarray[Any, np.dtype[np.object_]],
) -> Answers:
    import numpy as np
    import pandas as pd

    index = reader.export.cells.index
    nobody = np.zeros(len(answered), dtype=bool)
    unknown = pd.Series(pd.array(reasons, dtype="str"), index=index)
    not_offered = unknown.mask(answered, "not_asked")
    offered = unknown.mask(answered, "")
    values, why = {}, {}
    for option in reader.question.options:
        name = f"{reader.question.id}[{option.code}]"
        chosen = picked[option.code]
        known = nobody if chosen is None else answered
        truth = nobody if chosen is None else chosen & answered
        values[name] = pd.Series(pd.arrays.BooleanArray(truth, ~known), index=index)
        why[name] = not_offered if chosen is None else offered
    return Answers(values, why)
