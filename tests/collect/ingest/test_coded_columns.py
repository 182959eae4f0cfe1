"""A column as codes says the same as the column cell by cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.collect.ingest import read_export
from ffc_eval.collect.ingest.coded_columns import Coded, CodedColumns

CELLS = st.lists(st.sampled_from(["", " ", "Yes", " Yes", "No\n", "no", "été", "1"]), min_size=1)


def column(cells: list[str], start: int = 1) -> pd.Series:
    return pd.Series(cells, index=range(start, start + len(cells)), dtype="str")


@given(CELLS)
def test_every_row_has_the_code_of_its_own_cell(cells: list[str]) -> None:
    coded = Coded.of(column(cells))
    assert [coded.texts[code] for code in coded.codes] == [cell.strip() for cell in cells]
    assert coded.spread(coded.cells).equals(column(cells))


@given(CELLS)
def test_filled_texts_are_counted_in_order_of_first_appearance(cells: list[str]) -> None:
    wanted = Counter(cell.strip() for cell in cells if cell.strip())
    counts = Coded.of(column(cells)).counts
    assert list(counts.items()) == list(wanted.items())
    assert Coded.of(column(cells)).sampled == counts


def test_of_a_very_long_column_every_so_many_rows_are_looked_at() -> None:
    cells = ["often"] + ["left out", " often ", "rare"] * 20_000
    looked_at = [cell.strip() for cell in cells[::4]]
    sampled = Coded.of(column(cells)).sampled
    assert list(sampled.items()) == list(Counter(looked_at).items())


def test_a_column_is_coded_once() -> None:
    columns = CodedColumns(pd.DataFrame({"a": column(["Yes", "No"])}))
    assert columns["a"] is columns["a"]
    assert Coded.of(columns["a"]) is columns["a"]


def test_an_export_with_other_cells_does_not_answer_from_the_codes_of_the_first(
    tmp_path: Path,
) -> None:
    path = tmp_path / "export.csv"
    path.write_text("id,q\n1,Yes\n2,No\n", encoding="utf-8")
    export = read_export(path)
    name = export.blocks[0].columns[0]
    assert export.coded(name).texts == ["Yes", "No"]
    other = replace(export, cells=export.cells.assign(**{name: ["Maybe", "Maybe"]}))
    assert other.coded(name).texts == ["Maybe"]
