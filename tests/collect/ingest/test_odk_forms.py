"""KoboToolbox, Ona and ODK Central: every way of writing groups, ticks, repeats and empties."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from counted_questions import counted

from ffc_eval.collect.ingest import inspect, read_export

END = "_id;_uuid;_submission_time;_validation_status;__version__;_index"


def kobo(path: Path, head: str, *rows: str) -> Path:
    """Write a file as KoboToolbox does: semicolons, every cell quoted, its own columns last."""
    lines = [f"{head};{END}"]
    lines += [f"{row};{n};u{n};2024-01-0{n}T10:00:00;;v1;{n}" for n, row in enumerate(rows, 1)]
    quoted = (";".join(f'"{cell}"' for cell in line.split(";")) for line in lines)
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return path


def form(path: Path, survey: list[list[str]], choices: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (
            ("survey", [["type", "name", "label"], *survey]),
            ("choices", [["list_name", "name", "label"], *choices]),
        ):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def test_every_way_to_export_one_form_gives_the_same_answers(tmp_path: Path):
    definition = form(
        tmp_path / "form.xlsx",
        [["begin_group", "g", "About you"], ["select_multiple l", "uses", "What do you use?"],
         ["select_one yn or_other", "agree", "Do you agree?"], ["end_group", "", ""]],
        [["l", "a", "Tea"], ["l", "b", "Hot milk"], ["l", "nan", "Nan bread"],
         ["yn", "yes", "Yes"], ["yn", "no", "No"]],
    )  # fmt: skip
    files = {
        "both": ("g/uses;g/uses/a;g/uses/b;g/uses/nan;g/agree;g/agree_other",
                 "a b;1;1;0;yes;", "nan;0;0;1;other;my own", "b;0;1;0;no;", ";;;;;"),
        "summary": ("g/uses;g/agree;g/agree_other", "a b;yes;", "nan;other;my own", "b;no;", ";;"),
        "details": ("g/uses/a;g/uses/b;g/uses/nan;g/agree;g/agree_other",
                    "1;1;0;yes;", "0;0;1;other;my own", "0;1;0;no;", ";;;;"),
        "without groups": ("uses;agree;agree_other", "a b;yes;", "nan;other;my own", "b;no;",
                           ";;"),
        "labels": ("What do you use?;Do you agree?;Do you agree?_other", "Tea Hot milk;Yes;",
                   "Nan bread;Other;my own", "Hot milk;No;", ";;"),
    }  # fmt: skip
    expected = {
        "What do you use?": ("multi", 3, {"Tea": 1, "Hot milk": 2, "Nan bread": 1}),
        "Do you agree?": ("single", 3, {"Yes": 1, "No": 1, "Other": 1}),
    }
    for name, (head, *rows) in files.items():
        path = kobo(tmp_path / "x.csv", head, *rows)
        said = inspect(read_export(path, definition=definition))
        assert (said["platform"], said["people"]) == ("ona_odk", 4), name
        found = counted(said)
        assert {text: found[text] for text in expected} == expected, name
        assert len(said["free_text"]) == 1, name


def test_ticks_without_a_column_of_their_own_are_one_question(tmp_path: Path):
    path = kobo(
        tmp_path / "x.csv",
        "fruit/x;fruit/nan;group/one;group/two",
        "1;0;1;", "0;1;;0", ";;1;1",
    )  # fmt: skip
    found = counted(inspect(read_export(path)))
    assert found["fruit"] == ("multi", 2, {"x": 1, "nan": 1})
    assert {"one", "two"} <= set(found)


def test_a_row_of_tags_is_nobody(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        'q;"_id";"_uuid";"_submission_time"\n#symmetry;"";"";""\nyes;"1";"u1";"2024-01-01T10:00:00"\n'
    )
    said = inspect(read_export(path))
    assert (said["header_rows"], said["people"], said["rows_in"]) == (2, 1, 1)


def test_an_option_coded_nan_and_versions_side_by_side_stay_as_they_were_sent(tmp_path: Path):
    path = kobo(
        tmp_path / "x.csv",
        "kind;agree;agree;note",
        "nan;yes;;n/a", "nan;;1;fine", "farm;;0;n/a", "farm;no;;so", "nan;;1;", "farm;yes;;ok",
    )  # fmt: skip
    said = inspect(read_export(path))
    by_id = {question["id"]: question for question in said["questions"]}
    assert {o["label"]: o["n_selected"] for o in by_id["kind"]["options"]} == {"nan": 3, "farm": 3}
    assert (by_id["agree"]["n_answered"], by_id["agree_2"]["n_answered"]) == (3, 3)
    assert by_id["note"]["n_answered"] == 5


def test_a_question_may_have_the_name_of_a_column_that_another_server_adds(tmp_path: Path):
    path = kobo(tmp_path / "x.csv", "status;key;edits", "open;a;b", "open;a;b", "shut;c;b")
    said = inspect(read_export(path))
    assert [question["id"] for question in said["questions"]] == ["status", "key", "edits"]


def test_a_place_on_the_map_is_personal_whatever_it_is_called(tmp_path: Path):
    path = kobo(
        tmp_path / "x.csv",
        "spot;_spot_latitude;_spot_longitude;photo;photo_URL",
        "51 0 0 0;51;0;p.jpg;https://x",
    )
    export = read_export(path)
    assert {"spot", "_spot_latitude", "_spot_longitude"} <= set(export.personal)
    assert "photo_URL" in export.derived


def test_repeats_in_one_row_are_a_table_and_a_parent_without_answers_is_a_row(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "town,children[1]/age,children[1]/likes,children[2]/age,children[2]/likes,_id,_uuid,"
        "_submission_time\nA,3,red,5,blue,1,u1,2013-01-01T10:00:00\n"
        "B,2,n/a,n/a,n/a,2,u2,2013-01-01T10:00:00\nn/a,n/a,n/a,n/a,n/a,3,u3,2013-01-01T10:00:00\n"
    )
    said = inspect(read_export(path))
    assert (said["people"], [q["id"] for q in said["questions"]]) == (3, ["town"])
    children = said["tables"]["children"]
    assert (children["rows_in"], children["metadata"]) == (3, ["_parent_index"])
    assert [q["n_answered"] for q in children["questions"]] == [3, 2]


def test_a_mark_of_emptiness_in_a_personal_column_is_no_answer(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "surname,_id,_uuid,_submission_time\nLee,1,u1,2013-01-01T10:00:00\n"
        "n/a,2,u2,2013-01-01T10:00:00\n"
    )
    said = inspect(read_export(path))
    assert said["personal"] == ["surname"]
    assert said["questions"][0]["n_answered"] == 1


def test_the_briefcase_writes_the_month_first_in_words(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "SubmissionDate,grp-town,SET-OF-child,meta-instanceID,KEY\n"
        '"Jan 5, 2018 9:22:11 PM",Leeds,uuid:1/child,uuid:1,uuid:1\n'
        '"Feb 16, 2018 9:22:11 AM",York,uuid:2/child,uuid:2,uuid:2\n'
    )
    export = read_export(path)
    assert [str(day) for day in export.dates] == ["2018-01-05 21:22:11", "2018-02-16 09:22:11"]
    assert [block.question.id for block in export] == ["grp-town"]


def test_central_joins_groups_by_hyphens_and_splits_ticks_by_slashes(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "SubmissionDate,meta-instanceID,q1,q1/a,q1/b,g1-q2,g1-q2/x,g1-q2/y,KEY,SubmitterID,"
        "SubmitterName,Status,ReviewState,Edits,FormVersion\n"
        "2018-01-01T00:00:00.000Z,one,a b,1,1,x y,1,1,one,5,Alice,,,0,2\n"
        "2018-01-01T00:00:00.000Z,two,b,0,1,x,1,0,two,5,Alice,,,0,\n"
    )
    definition = form(
        tmp_path / "form.xlsx",
        [["select_multiple l", "q1", "First"], ["begin_group", "g1", "G"],
         ["select_multiple m", "q2", "Second"], ["end_group", "", ""]],
        [["l", "a", "A"], ["l", "b", "B"], ["m", "x", "X"], ["m", "y", "Y"]],
    )  # fmt: skip
    said = inspect(read_export(path, definition=definition))
    assert (said["platform"], said["people"], said["definition_differences"]) == (
        "odk_central", 2, [])  # fmt: skip
    assert counted(said) == {
        "First": ("multi", 2, {"A": 1, "B": 2}),
        "Second": ("multi", 2, {"X": 2, "Y": 1}),
    }
    assert "SubmitterName" in said["personal"]
