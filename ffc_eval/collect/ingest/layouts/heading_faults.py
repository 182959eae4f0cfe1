"""Faults of a heading row that a reader keeps and says."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import Problem

_MOST_NAMED = 10


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


def _columns_named(places: Sequence[int]) -> str:
    named = ", ".join(map(str, places[:_MOST_NAMED]))
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return f"column{'s' if len(places) > 1 else ''} {named}{more}"
