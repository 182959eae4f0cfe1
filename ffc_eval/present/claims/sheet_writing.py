"""A claims sheet to fill in: headings, choices to pick from, and the ladder on a sheet beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ffc_eval.present.claims.claim import Claim
from ffc_eval.present.claims.ladder import EVIDENCE_TYPES, LADDER
from ffc_eval.present.claims.sheet import HEADINGS, MOST_CLAIMS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTHS = {"Id": 6, "Claim": 48, "Strands": 12, "Evidence": 30, "Strength": 16}
_WIDE = 32


def claims_workbook(claims: Sequence[Claim] = (), *, created: datetime) -> bytes:
    """Return a claims sheet as an Excel workbook, empty or with claims in it.

    Parameters
    ----------
    created
        Stands in the file as the time of its making, so that equal claims give equal bytes.
    """
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True})
    book.set_properties({"title": "Headline claims", "created": created})
    _claims_sheet(book, claims)
    _help_sheet(book)
    book.close()
    return held.getvalue()


def _claims_sheet(book: Workbook, claims: Sequence[Claim]) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Claims")
    for place, heading in enumerate(HEADINGS):
        sheet.set_column(place, place, _WIDTHS.get(heading, _WIDE), body)
        sheet.write_string(0, place, heading, head)
        sheet.write_comment(0, place, HEADINGS[heading], {"author": ""})
    for row, claim in enumerate(claims, start=1):
        for place, text in enumerate(_cells(claim)):
            sheet.write_string(row, place, text, body)
    for heading, choices in (
        ("Strength", [level.label for level in LADDER]),
        ("Evidence type", list(EVIDENCE_TYPES)),
    ):
        place = list(HEADINGS).index(heading)
        picked = {"validate": "list", "source": choices}
        sheet.data_validation(1, place, MOST_CLAIMS, place, picked)
    sheet.freeze_panes(1, 2)


def _help_sheet(book: Workbook) -> None:
    head = book.add_format({"bold": True, "bottom": 2})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Strength")
    sheet.set_column(0, 2, 36, body)
    for place, heading in enumerate(("Strength", "Needs", "May say")):
        sheet.write_string(0, place, heading, head)
    for row, level in enumerate(LADDER, start=1):
        for place, text in enumerate((level.label, level.needs, level.allowed)):
            sheet.write_string(row, place, text, body)


def _cells(claim: Claim) -> tuple[str, ...]:
    """Return the cells of a claim in the order of the headings."""
    return (
        claim.id,
        claim.text,
        ", ".join(claim.strands),
        "\n".join(map(str, claim.evidence)),
        claim.support,
        claim.against,
        claim.rivals,
        "" if claim.strength is None else LADDER[claim.strength].label,
        claim.kind,
        claim.theory,
        claim.mind,
        claim.since,
    )
