"""REDCap: one row a record, and later events and repeated forms as tables of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.options import joined_order
from ffc_eval.collect.ingest.sheet import Sheet

if TYPE_CHECKING:
    import pandas as pd

EVENT, INSTRUMENT, INSTANCE = (
    "redcap_event_name",
    "redcap_repeat_instrument",
    "redcap_repeat_instance",
)
WITHIN = "redcap_event"
"""Heading of the event inside a table of its own, whose rows are not split again."""

_ARM = re.compile(r"_arm_(\d+)$|\(Arm (\d+):")


@dataclass(frozen=True)
class Rows:
    """The rows of a project below their one heading row.

    Parameters
    ----------
    sheet
        As it stands in the file; the record id is its first column.
    places
        Where the columns of events and repeats stand, by their raw names.
    """

    sheet: Sheet
    places: Mapping[str, int]

    @cached_property
    def _data(self) -> pd.DataFrame:
        return self.sheet.below(1)

    def _cells(self, name: str) -> pd.Series:
        """Return the cells of a column of REDCap's own, all blank where there is none."""
        import pandas as pd

        if name not in self.places:
            return pd.Series("", index=self._data.index, dtype="str")
        return self._data[self.places[name]].str.strip()

    @cached_property
    def _table(self) -> pd.Series:
        """Return for each row the table it belongs to, "" for the row of its record."""
        event, form = self._cells(EVENT), self._cells(INSTRUMENT)
        first = event.isin(self._first_events(event)) & self._cells(INSTANCE).isin(["", "1"])
        later = event.where(event != "", "repeated")
        return form.where(form != "", later.where(~first, ""))

    def _first_events(self, event: pd.Series) -> list[str]:
        """Return the first event of each arm, from the order of events within records."""
        rows = event.groupby(self._data[0], sort=False).agg(list)
        ordered = joined_order(list(dict.fromkeys(row)) for row in rows)
        first: dict[str, str] = {}
        for name in ordered:
            first.setdefault(_arm(name), name)
        return list(first.values())

    def of_records(self) -> tuple[pd.DataFrame, int]:
        """Return one row a record; those without one get an empty row, and are counted."""
        import pandas as pd

        mine = self._data[self._table == ""]
        have = set(mine[0].str.strip())
        missing = [name for name in distinct(self._data[0]) if name not in have]
        if not missing:
            return mine, 0
        blank = pd.DataFrame("", index=range(len(missing)), columns=mine.columns, dtype="str")
        blank[0] = pd.array(missing, dtype="str")
        start = int(self._data.index[-1]) + 1
        blank.index = pd.RangeIndex(start, start + len(missing))
        return pd.concat([mine, blank]), len(missing)

    def tables(self) -> dict[str, Sheet]:
        """Return the rows of each later event and repeated form, without empty columns."""
        return {name: self._sheet(self._table == name) for name in distinct(self._table)}

    def elsewhere(self) -> set[int]:
        """Return the places of columns that only tables fill."""
        mine = self._data[self._table == ""]
        rest = self._data[self._table != ""]
        return {int(p) for p in mine.columns if not _filled(mine[p]) and _filled(rest[p])}

    def _sheet(self, mine: pd.Series) -> Sheet:
        rows = self._data[mine]
        left_out = self.places.get(INSTRUMENT, -1)
        kept = [int(p) for p in rows.columns if int(p) != left_out and _filled(rows[p])]
        return replace(self.sheet, rows=self._whole(rows, kept))

    def _whole(self, rows: pd.DataFrame, kept: list[int]) -> pd.DataFrame:
        import pandas as pd

        headings = self.sheet.rows.iloc[[0]].copy()
        if EVENT in self.places:
            headings[self.places[EVENT]] = WITHIN
        whole = pd.concat([headings, rows])[kept]
        return whole.set_axis(range(len(kept)), axis=1).reset_index(drop=True)


def own_places(names: Mapping[int, str]) -> dict[str, int]:
    """Return the places of the columns of events and repeats; {} where rows are of one kind."""
    found = {name: place for place, name in names.items() if name in (EVENT, INSTRUMENT, INSTANCE)}
    return found if {EVENT, INSTRUMENT} & set(found) else {}


def _arm(event: str) -> str:
    match = _ARM.search(event)
    return next(filter(None, match.groups())) if match else ""


def _filled(cells: pd.Series) -> bool:
    return bool((cells.str.strip() != "").any())
