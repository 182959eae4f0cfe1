"""How far the cells of a sheet reach is told from its XML without looking at each."""

from __future__ import annotations

import pytest

from ffc_eval.collect.ingest.sheet_extent import Extent


def extent_of(*references: str) -> Extent:
    extent = Extent()
    for reference in references:
        extent.look(f'<c r="{reference}" t="s"><v>1</v></c>'.encode())
    return extent


@pytest.mark.parametrize(
    ("references", "columns", "digits"),
    [
        (["A1"], 26, 1),
        (["Z99"], 26, 2),
        (["AA1"], 52, 1),
        (["CB50001"], 104, 5),
        (["CB7", "A50001"], 104, 5),
        (["ZZ1", "AAA1"], 16_384, 1),
        (["XFD1048576"], 16_384, 7),
        (["A1048576", "B1048576"], 26, 7),
    ],
)
def test_the_bounds_hold_every_cell(references: list[str], columns: int, digits: int) -> None:
    extent = extent_of(*references)
    assert (extent.columns, extent.digits) == (columns, digits)
    assert extent == extent_of(*reversed(references))


def test_an_empty_cell_reaches_nowhere() -> None:
    extent = Extent()
    extent.look(b'<c r="XFD1048576" s="3"/><c r="A1"><v>1</v></c>')
    assert not extent.may_be_huge


def test_cells_in_far_corners_must_be_looked_at_one_by_one() -> None:
    assert extent_of("XFD1", "A1048576").may_be_huge
    assert not extent_of("CB50001").may_be_huge
