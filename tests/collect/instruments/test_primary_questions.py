from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.instruments import read_instrument, write_instrument
from ffc_eval.errors import InstrumentError

TOOL = """title: Audit
primary: {primary}
questions:
- id: A1
  text: Seen
  type: number
"""


def tool(tmp_path: Path, primary: str) -> Path:
    path = tmp_path / "surveys" / "audit" / "instrument.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TOOL.format(primary=primary), encoding="utf-8")
    return path


def test_primary_questions_are_read_and_written_again(tmp_path: Path):
    path = tool(tmp_path, "[A1]")
    found = read_instrument(path)
    assert found.primary == ("A1",)
    path.write_text(write_instrument(found), encoding="utf-8")
    assert read_instrument(path) == found


def test_a_primary_question_that_is_not_asked_is_named_with_its_line(tmp_path: Path):
    with pytest.raises(InstrumentError, match=r"instrument\.yaml, line 2"):
        read_instrument(tool(tmp_path, "[A9]"))
