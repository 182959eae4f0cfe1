"""REDCap projects with events, arms and repeated forms: people count once, no row is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counted_questions import counted

from ffc_eval.collect.ingest import inspect, read_export

DICTIONARY = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels"\n'
)


def said_of(folder: Path, *lines: str, dictionary: str = "") -> dict[str, Any]:
    path = folder / "x.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    definition = folder / "d.csv" if dictionary else None
    if definition:
        definition.write_text(DICTIONARY + dictionary, encoding="utf-8")
    return inspect(read_export(path, definition=definition))


def answered(part: dict[str, Any]) -> dict[str, int]:
    return {question["id"]: question["n_answered"] for question in part["questions"]}


def rows_of(said: dict[str, Any]) -> dict[str, int]:
    return {name: table["rows_in"] for name, table in said["tables"].items()}


def test_a_record_with_repeated_forms_is_one_person(tmp_path: Path):
    said = said_of(
        tmp_path,
        "record_id,redcap_repeat_instrument,redcap_repeat_instance,height,intake_complete,sbp,"
        "bp_complete,lab,laboratory_complete",
        "1,,,1.0,2,,,,", "1,bp,1,,,1.1,2,,", "1,bp,2,,,1.2,2,,", "1,laboratory,1,,,,,aa,2",
        "2,,,2.0,2,,,,", "2,bp,1,,,2.1,0,,", "2,laboratory,1,,,,,bb,2", "2,laboratory,2,,,,,cc,0",
    )  # fmt: skip
    assert (said["people"], said["rows_in"], said["held_out"]["partial"]) == (2, 2, 0)
    assert rows_of(said) == {"bp": 3, "laboratory": 3}
    assert answered(said) == {"height": 2}
    assert answered(said["tables"]["bp"]) == {"sbp": 3}


def test_later_events_are_tables_and_the_first_event_of_each_arm_is_the_person(tmp_path: Path):
    said = said_of(
        tmp_path,
        "study_id,redcap_event_name,sex,gym___0,gym____99,demographics_complete,pmq,pmq_complete",
        "100,enrollment_arm_1,1,0,0,2,,", "100,dose_1_arm_1,,,,,2,2", "100,final_arm_1,,,,,1,0",
        "220,enrollment_arm_1,0,1,0,1,,", "220,dose_1_arm_1,,,,,0,2",
        "304,enrollment_arm_2,0,1,1,2,,", "304,first_dose_arm_2,,,,,1,2",
    )  # fmt: skip
    assert (said["people"], said["held_out"]["partial"]) == (3, 1)
    assert rows_of(said) == {"dose_1_arm_1": 2, "final_arm_1": 1, "first_dose_arm_2": 1}
    assert answered(said) == {"sex": 3, "gym": 2}
    assert [option["code"] for option in said["questions"][1]["options"]] == ["0", "-99"]
    assert answered(said["tables"]["dose_1_arm_1"]) == {"pmq": 2}


def test_repeats_inside_events_stay_with_their_form_and_no_row_is_lost(tmp_path: Path):
    rows = [
        "1,visit_1_arm_1,,,Adair,2,,,", "1,visit_1_arm_1,laboratory,1,,,RBC,1,",
        "1,visit_1_arm_1,laboratory,2,,,WBC,1,", "1,visit_2_arm_1,,,,,,,5",
        "1,visit_2_arm_1,laboratory,1,,,RBC,2,", "2,visit_1_arm_1,,,Alfalfa,2,,,",
        "3,visit_2_arm_1,,,,,,,6",
    ]  # fmt: skip
    said = said_of(
        tmp_path,
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,county,"
        "demographics_complete,lab,laboratory_complete,dose",
        *rows,
    )
    assert said["people"] == 3
    assert rows_of(said) == {"laboratory": 3, "visit_2_arm_1": 2}
    problem = next(p for p in said["problems"] if p["slug"] == "repeated-forms-only")
    assert problem["found"].startswith("1 record")
    assert said["rows_in"] - 1 + sum(rows_of(said).values()) == len(rows)


def test_an_event_that_repeats_as_a_whole_counts_a_person_once(tmp_path: Path):
    said = said_of(
        tmp_path,
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,mood,"
        "f_complete",
        "1,week_arm_1,,1,4,2", "1,week_arm_1,,2,5,2", "1,week_arm_1,,3,5,2", "2,week_arm_1,,1,1,2",
    )  # fmt: skip
    assert (said["people"], rows_of(said)) == (2, {"week_arm_1": 2})


def test_raw_and_labelled_exports_of_one_project_give_the_same_answers(tmp_path: Path):
    dictionary = (
        'record_id,f,,text,Record ID,\ncolour,f,,radio,What colour?,"1, Red | 2, Blue"\n'
        'pets,f,,checkbox,Which animals?,"1, Dogs | 2, Cats"\nnote,g,,notes,Visit note,\n'
    )
    raw = said_of(
        tmp_path,
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,"
        "redcap_data_access_group,f_timestamp,colour,pets___1,pets___2,f_complete,note,g_complete",
        "1,enrolment_arm_1,,,north,2020-01-02 10:00:00,1,1,0,2,,",
        "1,visit_arm_1,,,north,,,,,,fine,2",
        "2,enrolment_arm_1,,,north,[not completed],2,0,0,0,,",
        "2,visit_arm_1,visit_form,1,north,,,,,,again,1",
        dictionary=dictionary,
    )
    labels = said_of(
        tmp_path,
        "Record ID,Event Name,Repeat Instrument,Repeat Instance,Data Access Group,"
        "Survey Timestamp,What colour?,Which animals? (choice=Dogs),"
        "Which animals? (choice=Cats),Complete?,Visit note,Complete?",
        "1,Enrolment (Arm 1: Arm 1),,,North,2020-01-02 10:00:00,Red,Checked,Unchecked,Complete,,",
        "1,Visit (Arm 1: Arm 1),,,North,,,,,,fine,Complete",
        "2,Enrolment (Arm 1: Arm 1),,,North,[not completed],Blue,Unchecked,Unchecked,Incomplete,,",
        "2,Visit (Arm 1: Arm 1),Visit form,1,North,,,,,,again,Unverified",
        dictionary=dictionary,
    )
    for said in (raw, labels):
        assert (said["platform"], said["people"], said["held_out"]["partial"]) == ("redcap", 2, 1)
        assert list(rows_of(said).values()) == [1, 1]
        assert said["definition_differences"] == []
    assert counted(raw) == counted(labels)
    assert counted(raw)["Which animals?"] == ("multi", 1, {"Dogs": 1, "Cats": 0})


def test_a_labelled_export_without_ticks_or_events_is_known_by_its_last_heading(tmp_path: Path):
    said = said_of(tmp_path, "Record ID,Age,Sex,Complete?", "1,44,Female,Complete", "2,45,Male,")
    assert (said["platform"], said["people"], said["held_out"]["partial"]) == ("redcap", 2, 1)
    assert said["metadata"] == ["Record ID", "Complete?"]
