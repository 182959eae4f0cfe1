"""What a REDCap dictionary says that the data cannot: identifiers, grids, missing codes, commas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import Export, inspect, read_export
from ffc_eval.collect.ingest.reading_answers import read_answers

HEADINGS = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels","Field Note",'
    '"Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",'
    'Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment",'
    '"Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"\n'
)


def field(name: str, kind: str, label: str, choices: str = "", **more: str) -> str:
    cells = [name, "f", more.get("section", ""), kind, label, choices, "",
             more.get("validation", ""), "", "", more.get("identifier", ""), "", "", "", "",
             more.get("matrix", ""), "", ""]  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def read(folder: Path, data: str, *fields: str) -> Export:
    (folder / "x.csv").write_text(data)
    (folder / "d.csv").write_text(HEADINGS + field("record_id", "text", "Id") + "".join(fields))
    return read_export(folder / "x.csv", definition=folder / "d.csv")


def by_id(export: Export) -> dict[str, dict[str, Any]]:
    return {question["id"]: question for question in inspect(export)["questions"]}


def test_a_field_marked_as_identifier_is_put_away_whatever_its_name(tmp_path: Path):
    export = read(
        tmp_path,
        "record_id,blob,f_complete\n1,anybody,2\n2,somebody,2\n",
        field("blob", "text", "A code word", identifier="y"),
    )
    assert export.personal == ("blob",)
    assert "anybody" not in set(export.cells["blob"])


@pytest.mark.parametrize(("listed", "expected"), [(False, ["1", "2"]), (True, ["1", "2", "-99"])])
def test_a_missing_data_code_of_the_project_is_no_option_unless_it_is_listed(
    listed: bool, expected: list[str], tmp_path: Path
):
    choices = "1, Dogs | 2, Cats" + (" | -99, Rather not say" if listed else "")
    export = read(
        tmp_path,
        "record_id,pets___1,pets___2,pets____99,f_complete\n1,1,0,0,2\n2,0,0,1,2\n3,1,1,0,2\n",
        field("pets", "checkbox", "Which?", choices),
    )
    pets = by_id(export)["pets"]
    assert [option["code"] for option in pets["options"]] == expected
    assert pets["n_answered"] == (3 if listed else 2)


def test_the_rows_of_a_matrix_are_one_question_under_its_section_heading(tmp_path: Path):
    export = read(
        tmp_path,
        "record_id,park,pool,f_complete\n1,1,2,2\n2,2,2,2\n",
        field("park", "radio", "The park", "1, Good | 2, Bad", matrix="m", section="How good is"),
        field("pool", "radio", "The pool", "1, Good | 2, Bad", matrix="m"),
    )
    found = by_id(export)
    assert [q["type"] for q in found.values()] == ["grid_item", "grid_item"]
    assert {q["group"] for q in found.values()} == {"m"}
    assert found["pool"]["stem"] == "How good is"


def test_a_file_that_people_send_is_known_and_is_no_comment(tmp_path: Path):
    export = read(
        tmp_path,
        "record_id,photo,f_complete\n1,mug-1.jpg,2\n2,mug-2.jpg,2\n",
        field("photo", "file", "A picture"),
    )
    assert (export.definition_differences, export.free_text) == ((), ())


def test_a_number_with_a_decimal_comma_is_not_a_hundred_times_as_large(tmp_path: Path):
    export = read(
        tmp_path,
        'record_id,height,people,f_complete\n1,"1,54","1,200",2\n2,"1,845",300,2\n3,"12,5",7,2\n',
        field("height", "text", "Height", validation="number_comma_decimal"),
        field("people", "text", "People", validation="integer"),
    )
    values = {
        name: list(read_answers(block.question, block, export).values[name])
        for block in export
        for name in [block.question.id]
    }
    assert values == {"height": [1.54, 1.845, 12.5], "people": [1200, 300, 7]}
