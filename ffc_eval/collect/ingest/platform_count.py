"""The people counted, held beside the count that the platform's own page shows."""

from __future__ import annotations

from ffc_eval.collect.ingest.export import Export
from ffc_eval.errors import ExportError


def compared_count(export: Export, *, count: str, by: str, day: str) -> str:
    """Say whether the people counted agree with the platform's page; "" where nobody looked.

    A difference refuses nothing: a page may count visits or deleted answers.

    Raises
    ------
    ExportError
        The count is no whole number.
    """
    digits = count.replace(",", "").strip()
    if not digits:
        return ""
    if not digits.isdecimal():
        raise ExportError(
            "not-a-number-of-people",
            "The count that the platform's page shows must be a whole number.",
            do="Write digits only, or leave it empty.",
        )
    people, shown = int(export.people.sum()), int(digits)
    who = f"checked by {by.strip()} on {day}" if by.strip() else f"checked on {day}"
    counted = f"{people} {'person' if people == 1 else 'people'}"
    if people == shown:
        return f"{counted}: agrees with the platform's count, {who}"
    more = f"{abs(people - shown)} {'more' if people > shown else 'fewer'}"
    return f"{counted}: {more} than the platform's count of {shown}, {who}"
