"""Faults of a heading row: those that a reader keeps and says, those that it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import is_number
from ffc_eval.collect.ingest.dates import style_of
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import ExportError, Problem

if TYPE_CHECKING:
    import pandas as pd

_MOST_NAMED = 10
_FEWEST = 2
_LOOKED_AT = 2_000


def heading_faults(headings: tuple[str, ...]) -> tuple[Problem, ...]:
    """Say which columns have no heading, or that of an earlier one."""
    seen: set[str] = set()
    blank, again = [], []
    for place, heading in enumerate(headings, start=1):
        if not heading:
            blank.append(place)
        elif compared(heading) in seen:
            again.append(place)
        seen.add(compared(heading))
    return tuple(
        Problem(slug, what, f"{FILE}, {_columns_named(places)}", do=do)
        for places, slug, what, do in (
            (
                again,
                "repeated-heading",
                "Two columns have the same heading; both were kept.",
                "Check which is which in the drafted instrument.",
            ),
            (blank, "blank-heading", "A column has no heading.", "Give it one."),
        )
        if places
    )


def refuse_answers(headings: tuple[str, ...], data: pd.DataFrame) -> None:
    """Refuse a first row that is a person's answers, and headings that stand again below.

    Raises
    ------
    ExportError
        Half of the headings are numbers, dates or cells of their own column; or all are, in one
        row.
    """
    import pandas as pd

    told = [place for place, heading in enumerate(headings) if heading]
    top = data.head(_LOOKED_AT)
    again = {place: top[place].str.strip() == headings[place].strip() for place in told}
    among = [place for place in told if again[place].any()]
    if len(told) < _FEWEST or not among:
        return
    if len(among) == len(told):
        rows = pd.DataFrame(again).all(axis=1)
        if rows.any():
            raise ExportError(
                "headings-again",
                "The row of headings stands again among the answers, as if it were a person.",
                where=f"{FILE}, {int(rows.sum())} rows",
                do="Delete every row of headings but the first.",
            )
    typed = [p for p in told if is_number(headings[p]) or style_of([headings[p]]).read]
    if 2 * len({*among, *typed}) > len(told):
        raise ExportError(
            "no-headings",
            "The first row looks like a person's answers, not like headings.",
            where=FILE,
            do="Write a row of headings above it, one heading a column.",
        )


def _columns_named(places: Sequence[int]) -> str:
    named = ", ".join(map(str, places[:_MOST_NAMED]))
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return f"column{'s' if len(places) > 1 else ''} {named}{more}"
