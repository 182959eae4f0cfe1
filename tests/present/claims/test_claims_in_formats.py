"""The squares of a strength are drawn for the eye; the words are what is read out."""

from __future__ import annotations

from ffc_eval.model.blocks import Column, Table
from ffc_eval.present.report.fragments import block_html
from ffc_eval.present.report.sheet_grid import grid_of

TABLE = Table("Claims", (Column("Claim"), Column("Strength")), (("C1", "Changed\n■■□□□\n2 of 5"),))


def test_a_screen_reader_hears_the_words_and_not_the_squares():
    html = block_html(TABLE)
    assert '<span class="mut" aria-hidden="true">■■□□□</span><br>' in html
    assert "Changed<br>" in html
    assert '<span class="mut">2 of 5</span>' in html


def test_a_workbook_holds_the_words_of_the_strength():
    assert grid_of(TABLE).rows == (("C1", "Changed, ■■□□□, 2 of 5"),)
