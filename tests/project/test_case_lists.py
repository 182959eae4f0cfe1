from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.instruments import read_instrument
from ffc_eval.errors import DesignError
from ffc_eval.project.case_audit.case_lists import levels, read_case_list

TOOL = read_instrument(Path(__file__).parents[2] / "surveys" / "audit" / "instrument.yaml")
EARLY, CIN = levels(TOOL)["plan"][:2]


def listed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_youngest_child_stands_for_a_family(tmp_path: Path):
    rows = f"C1,F1,9,Northmoor,{EARLY}\nC2,F1,10,Northmoor,{EARLY}\nC3,,2,Ashbrook,{CIN}\n"
    rows += f"C4,,3,Ashbrook,{CIN}\n"
    frame = read_case_list(listed(tmp_path, "case,family,age,locality,plan\n" + rows), TOOL)
    assert frame.eligible.index.tolist() == ["C1", "C3", "C4"]
    assert frame.account == {"": 3, "sibling of the index child": 1}


def test_headings_may_be_the_wording_of_the_questions(tmp_path: Path):
    rows = f"Case number,LOCALITY,Plan type,Left out\nC1,Northmoor,{EARLY},\n,,,\n"
    frame = read_case_list(listed(tmp_path, rows), TOOL)
    assert frame.by == ("locality", "plan")
    assert len(frame.cases) == 1


def test_a_level_that_the_tool_does_not_know_is_refused_by_row_alone(tmp_path: Path):
    rows = f"case,locality,plan\nC1,Northmor,{EARLY}\nC2,Northmoor,Mrs Oak\n"
    with pytest.raises(DesignError, match="frame-level-unknown") as refused:
        read_case_list(listed(tmp_path, rows), TOOL)
    said = str(refused.value)
    assert [problem.where for problem in refused.value.problems] == ["rows 1", "rows 2"]
    assert "Oak" not in said
    assert "C1" not in said


def test_a_case_that_is_left_out_needs_no_stratum(tmp_path: Path):
    rows = f"case,locality,plan,left_out\nC1,Northmoor,{EARLY},\nC2,Elsewhere,,moved\n"
    frame = read_case_list(listed(tmp_path, rows), TOOL)
    assert frame.account == {"": 1, "moved": 1}
