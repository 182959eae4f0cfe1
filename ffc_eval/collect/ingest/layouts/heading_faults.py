"""Faults of a heading row that a reader keeps and says."""

from __future__ import annotations

from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import Problem


def repeated_headings(headings: tuple[str, ...]) -> tuple[Problem, ...]:
    """Say which columns have the heading of an earlier one."""
    seen: set[str] = set()
    problems = []
    for place, heading in enumerate(headings, start=1):
        name = compared(heading)
        if name and name in seen:
            problems.append(
                Problem(
                    "repeated-heading",
                    "Two columns have the same heading; both were kept.",
                    f"{FILE}, column {place}",
                    do="Check which is which in the drafted instrument.",
                )
            )
        seen.add(name)
    return tuple(problems)


def blank_headings(headings: tuple[str, ...]) -> tuple[Problem, ...]:
    """Say which columns have no heading."""
    return tuple(
        Problem("blank-heading", "A column has no heading.", f"{FILE}, column {place}",
                do="Give it one.")
        for place, heading in enumerate(headings, start=1)
        if not heading
    )  # fmt: skip
