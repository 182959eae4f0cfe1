"""The list by group: read beside its instrument, every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.instruments import read_instrument, write_instrument
from ffc_eval.errors import InstrumentError
from ffc_eval.model.frame import FrameGroup, Weighting

SURVEY = """title: Staff
kind: list
{weighting}waves:
- id: w1
  label: First
  frame: 30
questions:
- id: area
  text: Where do you work?
  type: single
  options:
    1: North
    2: South
- id: role
  text: What do you do?
  type: single
  options:
    1: Worker
    2: Manager
"""


def survey(tmp_path: Path, frame: str, weighting: str = "") -> Path:
    path = tmp_path / "surveys" / "staff" / "instrument.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SURVEY.format(weighting=weighting), encoding="utf-8")
    (path.parent / "frame.csv").write_text(frame, encoding="utf-8")
    return path


def slugs(tmp_path: Path, frame: str, weighting: str = "") -> list[tuple[str, str]]:
    with pytest.raises(InstrumentError) as caught:
        read_instrument(survey(tmp_path, frame, weighting))
    return [(one.slug, one.where.removeprefix("surveys/staff/")) for one in caught.value.problems]


def test_groups_are_read_by_id_or_by_wording_and_in_any_order_of_columns(tmp_path: Path):
    frame = "people,category,question\n20,North,area\n10,South,Where do you work?\n"
    assert read_instrument(survey(tmp_path, frame)).frame == (
        FrameGroup("area", "North", 20),
        FrameGroup("area", "South", 10),
    )


def test_every_mistake_is_named_with_its_line(tmp_path: Path):
    frame = "question,category,people,wave\narea,North,twenty,\nara,South,10,\narea,West,1,w9\n"
    assert slugs(tmp_path, frame) == [
        ("not-a-number-of-people", "frame.csv, line 2"),
        ("no-such-question", "frame.csv, line 3"),
        ("no-such-category", "frame.csv, line 4"),
        ("no-such-wave", "frame.csv, line 4"),
    ]


@pytest.mark.parametrize(
    ("frame", "slug"),
    [
        ("group,people\nNorth,3\n", "list-columns"),
        ("question,category,people\narea,North,30\narea,North,30\n", "list-group-twice"),
        ("question,category,people\narea,North,20\narea,South,9\n", "list-sums-differ"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(tmp_path: Path, frame: str, slug: str):
    assert slugs(tmp_path, frame)[0][0] == slug


def test_people_whose_group_is_not_known_make_the_list_whole(tmp_path: Path):
    frame = "question,category,people\narea,North,20\narea,South,9\narea,not stated,1\n"
    assert sum(group.people for group in read_instrument(survey(tmp_path, frame)).frame) == 30


def test_weights_are_read_and_written_and_need_the_list(tmp_path: Path):
    weighting = "weighting:\n  method: calibration\n  to: area\n  bounds: [0.5, 2]\n"
    frame = "question,category,people\narea,North,20\narea,South,10\n"
    found = read_instrument(survey(tmp_path, frame, weighting))
    assert found.weighting == Weighting("calibration", ("area",), bounds=(0.5, 2.0))
    path = survey(tmp_path, frame)
    path.write_text(write_instrument(found), encoding="utf-8")
    assert read_instrument(path) == found
    roles = "question,category,people\nrole,Worker,20\nrole,Manager,10\n"
    assert slugs(tmp_path, roles, weighting)[0][0] == "weighting-without-list"


def test_post_stratification_needs_the_crossing(tmp_path: Path):
    weighting = "weighting:\n  method: post_stratification\n  to: [area, role]\n"
    plain = "question,category,people\narea,North,20\narea,South,10\n"
    assert slugs(tmp_path, plain, weighting)[0][0] == "weighting-without-list"
    crossed = (
        "question,category,people\narea | role,North | Worker,20\narea | role,South | Manager,10\n"
    )
    assert read_instrument(survey(tmp_path, crossed, weighting)).frame[0].question == "area | role"


def test_a_question_to_weight_by_must_be_asked(tmp_path: Path):
    weighting = "weighting:\n  method: raking\n  to: [aera]\n"
    assert slugs(tmp_path, "question,category,people\n", weighting)[0][0] == "no-such-question"


def test_a_cell_that_no_table_has_is_refused(tmp_path: Path):
    frame = f"question,category,people\narea,{'x' * 200_000},10\n"
    assert slugs(tmp_path, frame) == [("not-utf8", "frame.csv")]
