"""Columns that say who worked with a family are put away; questions about workers are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.ingest import Export, draft_instrument, inspect, read_export
from ffc_eval.collect.ingest.option_words import looks_like_a_name, only_option_words
from ffc_eval.collect.ingest.typed_labels import offered
from ffc_eval.collect.instruments import write_instrument

NAMES = ["Ottilie Brack", "Crispin Vole", "Ottilie Brack", "Ottilie Brack", "Crispin Vole"]


def export_of(folder: Path, heading: str, cells: list[str]) -> Export:
    path = folder / "x.csv"
    rows = "".join(f'{n},"{cell}",Yes\n' for n, cell in enumerate(cells, 1))
    path.write_text(f'ref,"{heading}",Did you feel heard?\n{rows}', encoding="utf-8")
    return read_export(path, platform="plain")


@pytest.mark.parametrize("heading", ["Worker", "Social worker", "Completed by", "Name of referrer"])
def test_who_worked_with_a_family_is_put_away(heading: str, tmp_path: Path):
    export = export_of(tmp_path, heading, NAMES)
    said = write_instrument(draft_instrument(export, survey="s", answers={})) + str(inspect(export))
    assert len(export.personal) == 1
    assert "Ottilie" not in said + export.cells.to_csv()


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Social worker", ["Yes", "No", "Yes", "", "Not sure"]),
        ("Social worker", ["4", "5", "3", "5", "1"]),
        ("Key worker", ["Very good", "Good", "Poor", "Good", "Very poor"]),
        ("Practitioner", ["Social worker", "Family support worker", "Teacher", "Teacher", "GP"]),
        ("How would you rate your social worker?", ["4", "5", "3", "5", "1"]),
    ],
)
def test_a_closed_set_of_answers_under_such_a_heading_is_a_question(
    heading: str, cells: list[str], tmp_path: Path
):
    assert export_of(tmp_path, heading, cells).personal == ()


def test_a_bare_name_given_once_goes_to_other(tmp_path: Path):
    cells = [*["School"] * 6, *["Health visitor"] * 5, "Ottilie Brack"]
    export = export_of(tmp_path, "Which service asked you to come?", cells)
    drafted = draft_instrument(export, survey="s", answers={})
    closed, typed = drafted.questions[:2]
    assert [option.label for option in closed.options] == ["School", "Health visitor", "Other"]
    assert typed.id == f"{closed.id}_other"
    assert "Ottilie" not in write_instrument(drafted) + str(inspect(export))


def test_a_name_typed_among_ticks_goes_to_other(tmp_path: Path):
    export = export_of(tmp_path, "Who helped?", ["A;B", "C;B", "A;C", "C;A;Ottilie", "B;A"])
    closed, _, *_ = draft_instrument(export, survey="s", answers={}).questions
    assert [option.label for option in closed.options] == ["A", "C", "B", "Other"]


@pytest.mark.parametrize(
    "label", ["School, Crispin Vole", "Crispin and Ottilie", "School (Crispin)", "School/Vole"]
)
def test_a_name_beside_other_words_is_found(label: str):
    assert offered({"School": 3, label: 1}, typed=True) == ["School"]


def test_words_of_options_and_of_other_answers_are_no_names():
    counts = {"Rook Lane": 4, "Lane End": 1, "Family Help": 1, "Crispin": 1, "health visitor": 1}
    assert offered(counts, typed=True) == ["Rook Lane", "Lane End", "Family Help", "health visitor"]
    assert offered(counts, typed=False) == list(counts)


@pytest.mark.parametrize("name", ["Ottilie", "Ottilie Brack", "Mary-Ann O’Brien", "Åsa Ek Lund"])
def test_a_name_looks_like_one(name: str):
    assert looks_like_a_name(name)
    assert not only_option_words(name)


@pytest.mark.parametrize(
    "label",
    ["School", "Family Help", "Social worker", "NHS", "18-29", "my gran", "Ottilie Brack And Co"],
)
def test_an_option_does_not_look_like_a_name(label: str):
    assert not looks_like_a_name(label)
