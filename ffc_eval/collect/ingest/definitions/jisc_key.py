"""Key files of JISC Online Surveys: what the codes of a coded export mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.ordinals import rank_of
from ffc_eval.collect.ingest.sheet import Sheet
from ffc_eval.model.instrument import Option

_NAME = re.compile(r"Q\d+(?:_[0-9a-z]+)*")
_CODE = re.compile(r"-?\d+")


@dataclass
class _Entry:
    """A question number of a key, its text, and the codes that stand below it."""

    name: str
    text: str
    options: list[Option] = field(default_factory=list)

    @property
    def question(self) -> str:
        return self.name.partition("_")[0]


def is_key(sheet: Sheet) -> bool:
    """Say whether rows are question numbers (Q1, Q13_1) and codes, each with its text."""
    if not 2 <= sheet.width <= 4:
        return False
    first = [str(cell).strip() for cell in sheet.rows[0]]
    known = sum(bool(_NAME.fullmatch(cell) or _CODE.fullmatch(cell)) for cell in first)
    return "Q1" in first and known >= len(first) - 2


def read_key(sheet: Sheet) -> Definition:
    """Read the rows of a key: a question number with its text, then its codes with their words."""
    entries = _entries(sheet)
    above = {entry.question for entry in entries if "_" in entry.name}
    asked: list[Asked] = []
    for entry in entries:
        inner = [one for one in entries if one.question == entry.name and one is not entry]
        if entry.name in above and not entry.options and inner:
            asked += _with_items(entry, inner)
        elif "_" not in entry.name:
            asked.append(_alone(entry))
            asked += [_alone(one, group=entry.name) for one in inner]
    return Definition("jisc_key", tuple(asked))


def _entries(sheet: Sheet) -> list[_Entry]:
    entries: list[_Entry] = []
    for number in range(len(sheet.rows)):
        cells = [cell for cell in sheet.row(number) if cell]
        if not cells:
            continue
        text = plain(cells[1]) if len(cells) > 1 else ""
        if _NAME.fullmatch(cells[0]):
            entries.append(_Entry(cells[0], text))
        elif entries and _CODE.fullmatch(cells[0]):
            entries[-1].options.append(option(cells[0], text))
    return entries


def _alone(entry: _Entry, group: str = "") -> Asked:
    kind: Asking = "single" if entry.options else ""
    return Asked(
        entry.name, entry.text, kind, group=group or entry.name, options=tuple(entry.options)
    )


def _with_items(entry: _Entry, inner: Sequence[_Entry]) -> Iterator[Asked]:
    """Yield a ranking as one question, and the items of a grid as questions of one group."""
    items = tuple(Option(_code(one), one.text) for one in inner)
    if all(map(_ranks, inner)):
        yield Asked(entry.name, entry.text, "ranking", group=entry.name, items=items)
        return
    for one, item in zip(inner, items, strict=True):
        if one.options:
            yield Asked(one.name, entry.text, "grid", group=entry.name, items=(item,),
                        options=tuple(one.options))  # fmt: skip
        else:
            yield Asked(one.name, one.text, "", group=entry.name)


def _code(entry: _Entry) -> str:
    return entry.name.partition("_")[2]


def _ranks(entry: _Entry) -> bool:
    """Whether every code is the rank that its words say; JISC can also number them otherwise."""
    return bool(entry.options) and all(
        rank_of(option.label) is not None and rank_of(option.label) == float(option.code)
        for option in entry.options
    )
