"""Repeat groups of KoboToolbox, Ona and ODK Central: tables of their own, or columns in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.layouts.odk_names import EMPTY, role_of
from ffc_eval.collect.ingest.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

_FLAT = re.compile(r"(.+?)\[(\d+)\]/(.+)")


def flat_repeats(sheet: Sheet) -> tuple[dict[str, Sheet], set[int]]:
    """Return the tables that stand in one row (children[1]/name), and the places they take."""
    headings = sheet.row(0)
    found: dict[str, dict[int, dict[str, int]]] = {}
    for place, heading in enumerate(headings):
        match = _FLAT.fullmatch(heading)
        if match:
            name, number, rest = match.groups()
            found.setdefault(name, {}).setdefault(int(number), {})[f"{name}/{rest}"] = place
    taken = {
        place for turns in found.values() for turn in turns.values() for place in turn.values()
    }
    return {name: _table(sheet, name, turns) for name, turns in found.items()}, taken


def _table(sheet: Sheet, name: str, turns: Mapping[int, Mapping[str, int]]) -> Sheet:
    import pandas as pd

    headings = list(dict.fromkeys(heading for turn in turns.values() for heading in turn))
    data = sheet.below(1)
    parts = []
    for number in sorted(turns):
        places = turns[number]
        part = pd.DataFrame(
            {h: data[places[h]] if h in places else "" for h in headings}, index=data.index
        )
        part["_parent_index"] = [str(row) for row in data.index]
        parts.append(part[_filled(part[headings])])
    rows = pd.concat(parts, ignore_index=True).sort_values(
        "_parent_index", key=lambda cells: cells.astype(int), kind="stable"
    )
    names = [*headings, "_parent_index"]
    whole = pd.concat([pd.DataFrame([names], columns=names), rows], ignore_index=True)
    return Sheet(whole.set_axis(range(len(names)), axis=1).astype("str"), name=name)


def _filled(part: pd.DataFrame) -> pd.Series:
    """Return the rows in which any cell holds an answer."""
    filled: pd.Series = part.apply(lambda cells: ~cells.str.strip().isin(["", EMPTY])).any(axis=1)
    return filled


def group_of(sheet: Sheet) -> str:
    """Return the path of the repeat group, from the names of its columns."""
    answers = [heading for heading in sheet.row(0) if role_of(heading) == "answer"]
    paths = [heading.split("/")[:-1] for heading in answers]
    shared = paths[0] if paths else []
    for path in paths[1:]:
        while path[: len(shared)] != shared:
            shared = shared[:-1]
    return "/".join(shared) or sheet.name or "repeat"
