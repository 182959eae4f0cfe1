"""SPSS and Stata: sets of mentions, ticks without a set, missing words, ranges and letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from counted_questions import counted

from ffc_eval.collect.ingest import Export, inspect, read_export
from ffc_eval.collect.ingest.assembling import assemble
from ffc_eval.collect.ingest.layouts import spss
from ffc_eval.collect.ingest.reading_answers import read_answers
from ffc_eval.collect.ingest.sheet import Book, Sheet


def with_set(rows: list[list[str]]) -> Export:
    """Read a file with one category set of two variables; the library writes no sets itself."""
    labels = {"1": "Phone", "2": "Letter", "3": "Visit"}
    words: dict[str, Any] = {
        "names": ["id", "m1", "m2"],
        "labels": {"m1": "First way", "m2": "Second way"},
        "values": {"m1": labels, "m2": labels},
        "missing_ranges": {name: [{"lo": 9.0, "hi": 9.0}] for name in ("m1", "m2")},
        "sets": {"ways": {"is_dichotomy": False, "label": "Ways", "variable_list": ["m1", "m2"]}},
        "formats": {},
    }
    sheet = Sheet(pd.DataFrame(rows, dtype="str"))
    book = Book("0" * 64, "sav", "utf-8", (sheet,), words)
    return assemble(book, spss.LAYOUT, "", spss.read(book))


def test_a_set_of_mentions_is_one_question_that_takes_several_answers():
    export = with_set([["1", "2", "1"], ["2", "1", ""], ["3", "", ""], ["4", "9", ""],
                       ["5", "3", "1"]])  # fmt: skip
    assert counted(inspect(export), "id") == {
        "ways": ("multi", 3, {"Phone": 3, "Letter": 1, "Visit": 1})
    }
    assert export.derived == ("m1", "m2")


def test_a_set_in_which_an_answer_stands_twice_is_a_grid():
    export = with_set([["1", "1", "1"], ["2", "1", "2"], ["3", "2", "3"]])
    assert counted(inspect(export), "id")["m1"] == (
        "grid_item",
        3,
        {"Phone": 2, "Letter": 1, "Visit": 0},
    )


@pytest.mark.parametrize(
    ("labels", "blank"),
    [
        ([{1.0: "Phone"}, {1.0: "Letter"}], None),
        ([{0.0: "Not selected", 1.0: "Phone"}, {0.0: "Not selected", 1.0: "Letter"}], 0.0),
    ],
)
def test_ticks_without_a_set_are_one_question(
    labels: list[dict[float, str]], blank: float | None, tmp_path: Path
):
    import pyreadstat

    path = tmp_path / "x.sav"
    frame = pd.DataFrame(
        {"id": [1.0, 2.0, 3.0], "Q2_1": [1.0, 1.0, blank], "Q2_2": [1.0, blank, blank],
         "Q3_1": [1.0, 2.0, 2.0], "Q3_2": [2.0, 2.0, 1.0]}
    )  # fmt: skip
    scale = {1.0: "Agree", 2.0: "Disagree"}
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=["Id", "Which? - Phone", "Which? - Letter", "A", "B"],
        variable_value_labels={"Q2_1": labels[0], "Q2_2": labels[1], "Q3_1": scale, "Q3_2": scale},
    )
    found = counted(inspect(read_export(path)), "id")
    answered = 2 if blank is None else 3
    assert found["Q2"] == ("multi", answered, {"Phone": 2, "Letter": 1})
    assert found["Q3_1"][0] == "single"


def test_missing_words_and_ranges_of_spss_are_no_answers(tmp_path: Path):
    import pyreadstat

    path = tmp_path / "x.sav"
    frame = pd.DataFrame(
        {"town": ["York", "ZZ", "Hull", "York"], "age": [30.0, -99.0, 999.0, 41.0],
         "when": ["15:42:00"] * 4, "long": ["x" * 3000, "", "y", "z"]}
    )  # fmt: skip
    pyreadstat.write_sav(
        frame,
        str(path),
        missing_ranges={"town": ["ZZ"], "age": [{"lo": -999.0, "hi": 0.0}, 999.0]},
        variable_value_labels={"age": {999.0: "Refused"}},
    )
    export = read_export(path)
    found = counted(inspect(export), "id")
    assert (found["town"][1], found["age"][:2]) == (3, ("number", 3))
    block = export.block("age")
    assert list(read_answers(block.question, block, export).reasons["age"]) == [
        "", "unknown", "refused", ""]  # fmt: skip
    assert len(export.cells["long"].iloc[0]) == 3000


def test_letters_and_shared_labels_of_stata_are_kept(tmp_path: Path):
    import pyreadstat

    path = tmp_path / "x.dta"
    frame = pd.DataFrame(
        {"id": [1.0, 2.0, 3.0, 4.0], "q1": [1, 2, "a", "z"], "q2": [2, 2, 1, "b"]}
    ).astype(object)
    letters = {"q1": {"a": "Refused", "z": "Not asked"}, "q2": {"b": "Don't know"}}
    pyreadstat.write_dta(
        frame,
        str(path),
        variable_value_labels={name: {1: "Yes", 2: "No", **own} for name, own in letters.items()},
        missing_user_values={name: list(own) for name, own in letters.items()},
    )
    export = read_export(path)
    found = counted(inspect(export), "id")
    assert found["q1"] == ("single", 3, {"Yes": 1, "No": 1})
    assert found["q2"] == ("single", 4, {"Yes": 1, "No": 2})
    block = export.block("q1")
    assert list(read_answers(block.question, block, export).reasons["q1"]) == [
        "", "", "refused", "not_asked"]  # fmt: skip
