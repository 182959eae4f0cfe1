"""Narrative slots: read as written, never empty without saying so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.errors import ReportError
from ffc_eval.project.narrative import passage


def test_an_empty_slot_says_not_yet_written(tmp_path: Path):
    (tmp_path / "staff.md").write_text("<!-- write here -->\n", encoding="utf-8")
    assert passage(tmp_path, "staff", words=10).paragraphs == ("not yet written",)
    assert passage(tmp_path, "families", words=10).style == "empty"


def test_paragraphs_are_joined_lines(tmp_path: Path):
    (tmp_path / "staff.md").write_text("One\nline.\n\nTwo.\n", encoding="utf-8")
    assert passage(tmp_path, "staff", words=10).paragraphs == ("One line.", "Two.")


def test_a_text_over_its_limit_says_by_how_much(tmp_path: Path):
    (tmp_path / "staff.md").write_text("one two three four", encoding="utf-8")
    last = passage(tmp_path, "staff", words=3).paragraphs[-1]
    assert last == "[This text is 1 word over its limit of 3.]"


def test_a_bottom_line_needs_its_headings(tmp_path: Path):
    (tmp_path / "bottom-line.md").write_text("# What changed\nMuch.\n\nMore.", encoding="utf-8")
    with pytest.raises(ReportError, match="1 headings, 2 paragraphs"):
        passage(tmp_path, "bottom-line", words=120, style="bottom_line")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path):
    (tmp_path / "staff.md").write_bytes(b"caf\xe9 \xff\xfe")
    with pytest.raises(ReportError, match="UTF-8"):
        passage(tmp_path, "staff", words=10)


def test_a_part_that_may_not_be_left_out_is_missed_aloud(tmp_path: Path):
    (tmp_path / "families.md").write_text("All was fine.", encoding="utf-8")
    made = passage(tmp_path, "families", words=50, needs="What was not good")
    assert made.headings[-1] == "What was not good"
    assert "may not be left out" in made.paragraphs[-1]
    (tmp_path / "families.md").write_text(
        "Fine.\n\n# What was not good\n\nA lot.", encoding="utf-8"
    )
    made = passage(tmp_path, "families", words=50, needs="What was not good")
    assert made.paragraphs == ("Fine.", "A lot.")
