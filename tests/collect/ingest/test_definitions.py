"""Questionnaires say what exports cannot: types, lists, labels; repeats are tables of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ffc_eval.collect.ingest import draft_instrument, inspect, read_export, to_responses
from ffc_eval.collect.ingest.definitions.registry import read_definition
from ffc_eval.collect.ingest.definitions.xlsform_writing import write_xlsform
from ffc_eval.errors import ExportError

EXPORTS = Path(__file__).parents[2] / "exports"


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def questions(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {question["id"]: question for question in said["questions"]}


def counts(question: dict[str, Any]) -> dict[str, int]:
    return {option["label"]: option["n_selected"] for option in question["options"]}


def test_a_repeat_sheet_is_a_table_and_not_more_people(tmp_path: Path):
    path = workbook(
        tmp_path / "x.xlsx",
        main=[["town", "_id", "_uuid", "_submission_time", "_index"],
              ["A", 1, "u1", "2025-05-01T10:00:00", 1], ["B", 2, "u2", "2025-05-02T10:00:00", 2]],
        child=[["child/age", "child/likes", "_index", "_parent_table_name", "_parent_index"],
               [4, "red", 1, "main", 1], [6, "blue red", 2, "main", 1], [9, "", 3, "main", 2]],
    )  # fmt: skip
    form = workbook(
        tmp_path / "form.xlsx",
        survey=[["type", "name", "label::English (en)"], ["text", "town", "Where?"],
                ["begin repeat", "child", "Child"], ["integer", "age", "How old?"],
                ["select_multiple colours", "likes", "Which colours?"], ["end repeat", "", ""]],
        choices=[["list_name", "name", "label::English (en)"], ["colours", "red", "Red"],
                 ["colours", "blue", "Blue"]],
        settings=[["form_id"], ["f"]],
    )  # fmt: skip
    said = inspect(read_export(path, definition=form))
    assert said["people"] == 2
    assert list(said["tables"]) == ["child"]
    child = said["tables"]["child"]
    assert child["rows_in"] == 3
    assert counts(questions(child)["child/likes"]) == {"Red": 2, "Blue": 1}
    assert questions(child)["child/likes"]["n_answered"] == 2
    assert said["definition_differences"] == []


def test_a_redcap_project_with_a_repeated_form_counts_people_once(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text(
        "record_id,redcap_repeat_instrument,redcap_repeat_instance,colour,intake_complete,note,"
        "visit_complete\n"
        "1,,,1,2,,\n1,visit,1,,,warm,2\n1,visit,2,,,cold,2\n2,,,2,0,,\n"
    )
    dictionary = tmp_path / "d.csv"
    dictionary.write_text(
        '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
        '"Choices, Calculations, OR Slider Labels"\n'
        'record_id,intake,,text,Id,\ncolour,intake,,radio,Colour,"1, Red | 2, Blue"\n'
        "note,visit,,notes,Note,\n"
    )
    said = inspect(read_export(path, definition=dictionary))
    assert (said["people"], said["held_out"]["duplicate"]) == (2, 0)
    assert counts(questions(said)["colour"]) == {"Red": 1, "Blue": 1}
    assert said["tables"]["visit"]["rows_in"] == 2


def test_codes_and_full_answers_of_limesurvey_are_the_same_survey(tmp_path: Path):
    structure = tmp_path / "s.lss"
    structure.write_text(
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language>"
        "</languages><questions><rows>"
        "<row><qid>1</qid><parent_qid>0</parent_qid><type>L</type><title>A</title>"
        "<question>Colour?</question><language>en</language><relevance>1</relevance></row>"
        "<row><qid>2</qid><parent_qid>0</parent_qid><type>M</type><title>B</title>"
        "<question><![CDATA[<p>Which?</p>]]></question><language>en</language>"
        "<relevance>A.NAOK == 1</relevance></row></rows></questions><subquestions><rows>"
        "<row><qid>3</qid><parent_qid>2</parent_qid><title>S1</title><question>Tea</question>"
        "<language>en</language></row><row><qid>4</qid><parent_qid>2</parent_qid><title>S2</title>"
        "<question>Milk</question><language>en</language></row></rows></subquestions>"
        "<answers><rows><row><qid>1</qid><code>A1</code><answer>Red</answer><sortorder>1</sortorder>"
        "<language>en</language></row><row><qid>1</qid><code>A2</code><answer>Blue</answer>"
        "<sortorder>2</sortorder><language>en</language></row></rows></answers></document>"
    )
    head = "id,submitdate,lastpage,startlanguage"
    codes, full = tmp_path / "c.csv", tmp_path / "f.csv"
    codes.write_text(f"{head},A,B[S1],B[S2]\n1,2025-01-01 10:00:00,1,en,A1,Y,\n2,,1,en,A2,Y,Y\n")
    full.write_text(
        f"{head},A. Colour?,B[S1]. Which? [Tea],B[S2]. Which? [Milk]\n"
        "1,2025-01-01 10:00:00,1,en,Red,Yes,No\n2,,1,en,Blue,Yes,Yes\n"
    )
    one, other = (
        questions(inspect(read_export(path, definition=structure))) for path in (codes, full)
    )
    for name in ("A", "B"):
        assert counts(one[name]) == counts(other[name])
        assert one[name]["text"] == other[name]["text"]
    assert counts(one["B"]) == {"Tea": 2, "Milk": 1}
    assert read_definition(structure).asked[1].routing == "A.NAOK == 1"


def test_tagged_missing_values_of_stata_keep_their_reasons(tmp_path: Path):
    import pandas as pd
    import pyreadstat

    path = tmp_path / "x.dta"
    frame = pd.DataFrame({"id": [1.0, 2.0, 3.0, 4.0], "q": [1, 2, "a", "b"]}).astype(object)
    pyreadstat.write_dta(
        frame,
        str(path),
        column_labels=["Id", "It helped"],
        variable_value_labels={"q": {1: "Yes", 2: "No", "a": "Refused", "b": "Don't know"}},
        missing_user_values={"q": ["a", "b"]},
    )
    export = read_export(path)
    instrument = draft_instrument(export, survey="s", answers={})
    responses = to_responses(export, instrument, "w1", key=b"k")
    assert export.platform == "stata"
    assert responses.values["q"].dropna().tolist() == ["Yes", "No"]
    assert responses.reasons["q"].tolist() == ["", "", "refused", "dont_know"]


@pytest.mark.parametrize("form", ["fixed", "csv"])
def test_a_triple_s_survey_is_read_by_its_description(form: str, tmp_path: Path):
    positions = {"fixed": [(1, 2), (3, 3), (4, 6), (7, 8)], "csv": [(1, 1), (2, 2), (3, 3), (4, 4)]}
    serial, single, several, age = positions[form]
    place = '<position start="{}" finish="{}"/>'
    record = '<record ident="A" format="csv">' if form == "csv" else '<record ident="A">'
    (tmp_path / "x.sss").write_text(
        f'<?xml version="1.0"?><!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v1.2//EN" '
        f'"http://www.triple-s.org/dtd/sss_v12.dtd"><sss version="1.2"><survey>{record}'
        f'<variable ident="1" type="quantity" use="serial"><name>id</name><label>Id</label>'
        f'{place.format(*serial)}</variable><variable ident="2" type="single"><name>q1</name>'
        f"<label>It helped</label>{place.format(*single)}<values>"
        '<value code="1">Yes</value><value code="2">No</value><value code="9">No answer</value>'
        '</values></variable><variable ident="3" type="multiple"><name>q2</name>'
        f"<label>Which?</label>{place.format(*several)}<values>"
        '<value code="1">Tea</value><value code="2">Milk</value><value code="3">Water</value>'
        '</values></variable><variable ident="4" type="quantity"><name>age</name>'
        f"<label>Age</label>{place.format(*age)}</variable></record></survey></sss>"
    )
    rows = [("01", "1", "101", "44"), ("02", "2", "000", "07"), ("03", "9", "   ", "  ")]
    join = "," if form == "csv" else ""
    (tmp_path / "x.asc").write_text("".join(join.join(row) + "\n" for row in rows))
    export = read_export(tmp_path / "x.sss")
    said = questions(inspect(export))
    assert (export.platform, len(export), list(export.identity)) == (
        "triple_s",
        3,
        ["01", "02", "03"],
    )
    assert counts(said["q1"]) == {"Yes": 1, "No": 1, "No answer": 1}
    assert counts(said["q2"]) == {"Tea": 1, "Milk": 0, "Water": 1}
    assert said["q2"]["n_answered"] == 2
    assert said["age"]["n_answered"] == 2


def test_entities_in_a_definition_are_refused(tmp_path: Path):
    path = tmp_path / "x.lss"
    path.write_text(
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'
    )
    with pytest.raises(ExportError, match="xml-entities"):
        read_definition(path)


@pytest.mark.parametrize("text", ["{}", '{"SurveyElements": 4}', "<a>", "<a/>", "x,y\n1,2\n"])
def test_what_is_no_questionnaire_is_said_to_be_none(text: str, tmp_path: Path):
    path = tmp_path / "x"
    path.write_text(text)
    with pytest.raises(ExportError, match="definition-unreadable"):
        read_definition(path)


def test_an_instrument_written_as_an_xlsform_comes_back(tmp_path: Path):
    export = read_export(EXPORTS / "jisc_online_surveys" / "labels.csv")
    instrument = draft_instrument(export, survey="pets", answers={})
    path = tmp_path / "form.xlsx"
    path.write_bytes(write_xlsform(instrument))
    assert path.read_bytes() == write_xlsform(instrument)
    asked = {one.id.rpartition("/")[2]: one for one in read_definition(path).asked}
    assert set(asked) == {question.id for question in instrument.questions}
    for question in instrument.questions:
        back = asked[question.id]
        offered = back.options or back.items
        assert [o.label for o in offered] == [o.label for o in question.options]
        assert back.text == question.text
