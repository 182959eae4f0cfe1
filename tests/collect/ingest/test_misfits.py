"""What does not fit an instrument is counted: answers not offered, routes not kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.collect.ingest.definitions.routes import NOT_UNDERSTOOD
from ffc_eval.collect.ingest.misfits import misfits, unwritten_routes
from ffc_eval.model.instrument import Condition, Instrument, Option, Question
from ffc_eval.project.adding import Adding, add_survey
from ffc_eval.project.checking import findings
from ffc_eval.project.folder import Folder
from ffc_eval.project.project import open_project
from ffc_eval.project.starting import start_project

YES_NO = (Option("1", "Yes"), Option("0", "No"))
ONLY_NO = ((Condition("heard", ("0",)),),)


def instrument(**more: str) -> Instrument:
    asked = (
        Question("heard", "heard", "single", YES_NO),
        Question("why", "why", "text", asked_if=ONLY_NO, **more),
    )
    return Instrument("s", "S", asked)


def test_answers_not_offered_and_routes_not_kept_are_counted_in_people(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,heard,why\n1,Yes,\n2,No,Rude\n3,Perhaps,\n4,Yes,Kind\n5,Yes,Nice\n")
    found = {problem.slug: problem for problem in misfits(read_export(path), instrument(), "w")}
    assert set(found) == {"answers-not-offered", "route-not-kept"}
    assert found["answers-not-offered"].found == "1 person"
    assert found["route-not-kept"].found == "2 people"
    assert "Perhaps" not in str(found)


def test_codes_that_a_file_declares_missing_are_not_answers_that_nobody_offered(tmp_path: Path):
    path = tmp_path / "x.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"heard": [1.0, 0.0, 99.0, 98.0, 7.0]}),
        str(path),
        variable_value_labels={"heard": {1: "Yes", 0: "No"}},
        missing_ranges={"heard": [{"lo": 98, "hi": 99}]},
    )
    (problem,) = [p for p in inspect(read_export(path))["problems"]
                  if p["slug"] == "answers-not-offered"]  # fmt: skip
    assert problem["found"] == "1 person"


def test_a_route_to_be_written_by_hand_is_named():
    words = NOT_UNDERSTOOD + "${age} > 18"
    asked = (Question("age", "Age", "number"), Question("more", "More?", "text", routing=words))
    (problem,) = unwritten_routes(Instrument("s", "S", asked))
    assert "questions more" in problem.where


def test_check_says_what_does_not_fit(tmp_path: Path):
    folder = tmp_path / "project"
    place = {"authority": "Somewhere", "restricted": str(tmp_path / "restricted")}
    start_project(folder, **place, today=date(2025, 5, 1))
    path = tmp_path / "x.csv"
    path.write_text("ref,heard,why\n1,Yes,a\n2,No,Rude\n3,Yes,b\n4,No,c\n5,Yes,d\n6,No,Late\n")
    adding = Adding(path, "heard", "2025-05-01", wave="w1")
    add_survey(open_project(folder), adding, lambda ask: ask.default)
    mine = folder / "surveys" / "heard" / "instrument.yaml"
    text = mine.read_text(encoding="utf-8")
    assert findings(Folder(folder)) == []
    routed = text.replace("- id: why\n", "- id: why\n  asked_if: {heard: [1]}\n")
    assert routed != text
    mine.write_text(routed, encoding="utf-8")
    (problem,) = findings(Folder(folder))
    assert problem.slug == "route-not-kept"
    assert (problem.where, problem.found) == ("export of heard, w1, question why", "3 people")
