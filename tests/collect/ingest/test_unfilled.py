"""A questionnaire alone gives an instrument: wording, options with their codes, scales, routing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ffc_eval.collect.ingest import asks, draft_instrument, read_export, to_responses
from ffc_eval.collect.ingest.definitions.routes import NOT_UNDERSTOOD
from ffc_eval.collect.ingest.definitions.unfilled import unfilled_export
from ffc_eval.collect.ingest.options import on_scale, option
from ffc_eval.collect.instruments import read_instrument, write_instrument
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Condition, Instrument, Option

EXPORTS = Path(__file__).parents[2] / "exports"
YES = (Condition("heard", ("1",)),)


def drafted(path: Path) -> Instrument:
    """Draft an instrument and read it back as a person finds it."""
    instrument = draft_instrument(unfilled_export(path), survey="s", answers={})
    written = path.parent / "surveys" / "s" / "instrument.yaml"
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(write_instrument(instrument), encoding="utf-8")
    assert read_instrument(written) == instrument
    return instrument


def choice(question: str, number: int, **more: str) -> dict[str, Any]:
    return {
        "LogicType": "Question",
        "Operator": "Selected",
        "LeftOperand": f"q://{question}/SelectableChoice/{number}",
        "QuestionIsInLoop": "no",
        "Description": "<span>If</span> <span>Heard?</span> <span>Is Selected</span>",
        "Type": "Expression",
        **more,
    }


def logic(*rules: dict[str, Any]) -> dict[str, Any]:
    group = {str(place): rule for place, rule in enumerate(rules)}
    return {"0": {**group, "Type": "If"}, "Type": "BooleanExpression", "inPage": False}


def asked(number: int, tag: str, kind: str, **more: Any) -> dict[str, Any]:
    payload = {
        "QuestionID": f"QID{number}",
        "DataExportTag": tag,
        "QuestionText": f"<b>{tag}?</b>",
        "QuestionType": kind,
        **more,
    }
    return {"Element": "SQ", "Payload": payload}


def qsf(folder: Path) -> Path:
    three = {"1": {"Display": "Yes"}, "2": {"Display": "No"}, "4": {"Display": "Not applicable"}}
    heard = asked(1, "heard", "MC", Selector="SAVR", Choices=three, ChoiceOrder=["1", "2", "4"],
                  RecodeValues={"1": "1", "2": "0", "4": "-1"})  # fmt: skip
    elements = [
        asked(4, "gone", "TE", Selector="SL"),
        asked(3, "row", "Matrix", Selector="Likert", SubSelector="SingleAnswer",
              Choices={"1": {"Display": "The worker"}, "2": {"Display": "The plan"}},
              Answers={"1": {"Display": "Good"}, "2": {"Display": "Bad"}},
              DisplayLogic=logic(choice("QID1", 1), choice("QID1", 2, Conjuction="Or"))),
        asked(2, "why", "TE", Selector="ML", DisplayLogic=logic(choice("QID1", 1))),
        asked(5, "late", "TE", Selector="ML", DisplayLogic=logic(
              choice("QID1", 1), choice("QID1", 2, Operator="Displayed", Conjuction="And"))),
        heard,
        asked(6, "branch", "TE", Selector="ML"),
        {"Element": "BL", "Payload": [
            {"Type": "Default", "ID": "BL_1", "BlockElements": [
                {"Type": "Question", "QuestionID": f"QID{n}"} for n in (1, 2, 3, 5)]},
            {"Type": "Standard", "ID": "BL_2", "BlockElements": [
                {"Type": "Question", "QuestionID": "QID6"}]},
            {"Type": "Trash", "ID": "BL_3", "BlockElements": [
                {"Type": "Question", "QuestionID": "QID4"}]}]},
        {"Element": "FL", "Payload": {"Flow": [
            {"Type": "Block", "ID": "BL_1"},
            {"Type": "Branch", "BranchLogic": logic(choice("QID1", 2)),
             "Flow": [{"Type": "Standard", "ID": "BL_2"}]}]}},
    ]  # fmt: skip
    path = folder / "q.qsf"
    whole = {"SurveyEntry": {"SurveyName": "Heard or not"}, "SurveyElements": elements}
    path.write_text(json.dumps(whole))
    return path


def test_a_qsf_keeps_order_codes_grids_and_says_who_is_asked(tmp_path: Path):
    instrument = drafted(qsf(tmp_path))
    assert instrument.title == "Heard or not"
    assert instrument.waves == ()
    found = {question.id: question for question in instrument}
    assert list(found) == ["heard", "why", "row_1", "row_2", "late", "branch"]
    heard = found["heard"]
    assert [(o.code, o.label, o.reason) for o in heard.options] == [
        ("1", "Yes", None), ("0", "No", None), ("-1", "Not applicable", "not_applicable")
    ]  # fmt: skip
    assert found["why"].asked_if == (YES,)
    assert found["why"].routing == 'Those who chose "Yes" at heard'
    assert (found["row_2"].text, found["row_2"].stem) == ("The plan", "row?")
    assert found["row_1"].asked_if == ((Condition("heard", ("1", "0")),),)
    assert found["branch"].asked_if == ((Condition("heard", ("0",)),),)
    assert found["late"].asked_if == ()
    assert found["late"].routing.startswith(NOT_UNDERSTOOD + "If Heard? Is Selected")


def test_who_was_not_asked_is_known_when_the_export_comes(tmp_path: Path):
    instrument = drafted(qsf(tmp_path))
    path = tmp_path / "x.csv"
    ids = ["ResponseId", "heard", "why", "row_1", "row_2", "late", "branch"]
    inner = ["_recordId", "QID1", "QID2_TEXT", "QID3_1", "QID3_2", "QID5_TEXT", "QID6_TEXT"]
    third = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in inner)
    rows = ["R_1,1,,Good,,,", "R_2,0,,,,,", "R_3,1,Kind,,,,"]
    path.write_text("\n".join([",".join(ids), ",".join(ids), third, *rows]) + "\n")
    reasons = to_responses(read_export(path), instrument, "w", key=b"k").reasons
    assert reasons["why"].tolist() == ["blank", "not_asked", ""]
    assert reasons["branch"].tolist() == ["not_asked", "blank", "not_asked"]


def form(folder: Path, survey: list[list[str]]) -> Path:
    head = ["type", "name", "label", "relevant", "constraint"]
    choices = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"],
               ["who", "mum", "Mum"], ["who", "dad", "Dad"],
               *(["level", str(n), f"Level {n}"] for n in (1, 2, 3))]  # fmt: skip
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("survey", [head, *survey]), ("choices", choices)):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def test_an_xlsform_keeps_grids_limits_and_the_conditions_of_groups(tmp_path: Path):
    path = form(
        tmp_path,
        [
            ["select_one yn", "heard", "Heard?"],
            ["begin group", "page", "About you", "${heard} = '1'"],
            ["select_multiple who or_other", "who", "Who came?"],
            ["integer", "age", "How old?", "selected(${who}, 'mum')", ". >= 0 and . <= 17"],
            ["end group", ""],
            ["begin group", "g", "How far do you agree?"],
            ["select_one yn", "a", "It was fair"],
            ["select_one yn", "b", "It was kind", "${age} > 4"],
            ["end group", ""],
            ["begin repeat", "child", "Child"],
            ["text", "likes", "Likes"],
            ["end repeat", ""],
        ],
    )
    export = unfilled_export(path)
    found = {question.id: question for question in drafted(path)}
    assert list(found) == ["heard", "who", "age", "a", "b"]
    assert [option.label for option in found["who"].options] == ["Mum", "Dad", "Other"]
    assert (found["who"].stem, found["who"].asked_if) == ("", (YES,))
    assert found["age"].asked_if == ((*YES, Condition("who", ("mum",))),)
    assert (found["age"].low, found["age"].high) == (0, 17)
    assert (found["a"].type, found["a"].stem) == ("grid_item", "How far do you agree?")
    assert found["b"].routing == NOT_UNDERSTOOD + "${age} > 4"
    assert found["a"].headings == (("", "g/a"),)
    assert "left out: child" in export.definition_differences[0]


def test_a_redcap_dictionary_keeps_branching_grids_and_puts_identifiers_away(tmp_path: Path):
    path = tmp_path / "d.csv"
    path.write_text(
        '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
        '"Choices, Calculations, OR Slider Labels",Identifier?,'
        '"Branching Logic (Show field only if...)","Matrix Group Name"\n'
        "record_id,f,,text,Id,,,,\n"
        'heard,f,,radio,Heard?,"1, Yes | 0, No | 9, Does not apply",,,\n'
        'who,f,,checkbox,Who?,"1, Mum | 2, Dad",,"[heard] = \'1\'",\n'
        "why,f,,notes,Why?,,,\"[who(2)] = '1' or [heard]='9'\",\n"
        'a,f,How far?,radio,Fair,"1, Agree | 2, Disagree",,,g\n'
        'b,f,,radio,Kind,"1, Agree | 2, Disagree",,"[why] <> \'\'",g\n'
        "school,f,,text,School,,y,,\n"
    )
    export = unfilled_export(path)
    assert export.personal == ("school",)
    found = {question.id: question for question in drafted(path)}
    assert list(found) == ["heard", "who", "why", "a", "b"]
    assert found["heard"].options[2].reason == "not_applicable"
    assert found["who"].asked_if == (YES,)
    assert found["why"].asked_if == (
        (Condition("who", ("2",)),),
        (Condition("heard", ("9",)),),
    )
    assert [(found[name].type, found[name].stem) for name in "ab"] == [
        ("grid_item", "How far?")
    ] * 2
    assert found["b"].routing.startswith(NOT_UNDERSTOOD)


def test_a_limesurvey_structure_keeps_relevance_by_name_and_by_number(tmp_path: Path):
    def row(**cells: str) -> str:
        return "<row>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in cells.items()) + "</row>"

    questions = [
        row(qid="1", gid="7", parent_qid="0", type="L", title="A", question="Heard?",
            relevance="1"),
        row(qid="2", gid="7", parent_qid="0", type="M", title="B", question="Who?",
            relevance='((A.NAOK == "A1"))'),
        row(qid="5", gid="8", parent_qid="0", type="T", title="C", question="Why?",
            relevance='9X7X2S2.NAOK == "Y"'),
        row(qid="6", gid="8", parent_qid="0", type="T", title="D", question="More?",
            relevance="count(B_S1, B_S2) > 1"),
    ]  # fmt: skip
    below = [row(qid=str(n), parent_qid="2", title=f"S{n - 2}", question=who)
             for n, who in ((3, "Mum"), (4, "Dad"))]  # fmt: skip
    answers = [row(qid="1", code="A1", answer="Yes", sortorder="1"),
               row(qid="1", code="A2", answer="No", sortorder="2")]  # fmt: skip
    groups = [row(gid="7", grelevance=""), row(gid="8", grelevance="A == 'A1'")]
    parts = (("groups", groups), ("questions", questions), ("subquestions", below),
             ("answers", answers))  # fmt: skip
    tables = "".join(f"<{name}><rows>{''.join(rows)}</rows></{name}>" for name, rows in parts)
    path = tmp_path / "s.lss"
    path.write_text(f"<document>{tables}</document>")
    found = {question.id: question for question in drafted(path)}
    heard = Condition("A", ("A1",))
    assert found["B"].asked_if == ((heard,),)
    assert found["C"].asked_if == ((heard, Condition("B", ("S2",))),)
    assert found["D"].routing == NOT_UNDERSTOOD + "(A == 'A1') and (count(B_S1, B_S2) > 1)"


def test_a_triple_s_filter_is_a_route(tmp_path: Path):
    path = tmp_path / "x.sss"
    path.write_text(
        '<sss version="2.0"><survey><record ident="A">'
        '<variable ident="1" type="logical"><name>heard</name><label>Heard?</label>'
        '<position start="1"/></variable>'
        '<variable ident="2" type="single" filter="heard"><name>how</name><label>How?</label>'
        '<position start="2"/><values><value code="1">Well</value><value code="2">Badly</value>'
        "</values></variable>"
        '<variable ident="3" type="character" filter="how"><name>why</name><label>Why?</label>'
        '<position start="3" finish="9"/></variable></record></survey></sss>'
    )
    found = {question.id: question for question in drafted(path)}
    assert found["how"].asked_if == (YES,)
    assert found["why"].routing == NOT_UNDERSTOOD + "filter how"
    (tmp_path / "x.asc").write_text("11good   \n0        \n1        \n")
    export = read_export(path)
    instrument = draft_instrument(export, survey="s", answers={})
    reasons = to_responses(export, instrument, "w", key=b"k").reasons["how"]
    assert reasons.tolist() == ["", "not_asked", "blank"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("qualtrics/better_sample.qsf", 11),
        ("ona_odk/childrens_survey_xlsform.xlsx", 1),
        ("redcap/checkboxes-1_dictionary.csv", 3),
        ("spss/simple_alltypes_mrsets.sav", 8),
    ],
)
def test_a_real_questionnaire_is_drafted_and_read_back(name: str, count: int, tmp_path: Path):
    path = tmp_path / Path(name).name
    path.write_bytes((EXPORTS / name).read_bytes())
    export = unfilled_export(path)
    assert len({block.group for block in export if not block.personal}) == count
    assert {q.id for q in drafted(path)} == {q.id for q in export.questions} - set(export.personal)


def test_a_data_file_of_spss_drafts_the_same_from_its_dictionary_and_from_its_rows(tmp_path: Path):
    path = EXPORTS / "spss" / "simple_alltypes_mrsets.sav"
    ours, theirs = unfilled_export(path), read_export(path)
    assert {q.id: (q.text, q.stem, q.options) for q in ours.questions} == {
        q.id: (q.text, q.stem, q.options) for q in theirs.questions
    }


def test_a_questionnaire_alone_asks_nothing_about_a_round(tmp_path: Path):
    keys = [ask.key for ask in asks(unfilled_export(qsf(tmp_path)), survey="s")]
    assert not {"wave", "wave_label", "asked", "frame", "platform_count"} & set(keys)
    assert {"title", "population", "kind"} <= set(keys)


def test_an_export_is_no_questionnaire(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,q\n1,2\n")
    with pytest.raises(ExportError, match="definition-unreadable"):
        unfilled_export(path)


@pytest.mark.parametrize(
    ("codes", "apart"),
    [(["1", "2", "-1"], True), (["1", "0", "-1"], False), (["-1"], False), (["1", "-1"], False)],
)
def test_minus_one_beside_codes_from_one_up_is_not_applicable(codes: list[str], apart: bool):
    _, found = on_scale([Option(code, f"Answer {code}") for code in codes])
    assert [o.reason for o in found if o.code == "-1"] == ["not_applicable" if apart else None]
    assert all(option.reason is None for option in found if option.code != "-1")


def test_a_scale_keeps_the_codes_of_the_questionnaire_and_its_ends():
    scale, found = on_scale([Option("1", "Yes"), Option("2", "No"), option("9", "Unsure")])
    assert scale is not None
    assert (scale.id, scale.top, scale.bottom) == ("yes_no_1_2", ("1",), ("2",))
    assert [(o.code, o.score, o.reason) for o in found] == [
        ("1", 1, None), ("2", 0, None), ("9", None, "dont_know")
    ]  # fmt: skip


def test_the_scale_of_a_grid_is_asked_for_once_and_holds_for_every_item(tmp_path: Path):
    path = form(
        tmp_path,
        [
            ["begin group", "g", "How much?"],
            ["select_one level", "a", "At home"],
            ["select_one level", "b", "At school"],
            ["end group", ""],
        ],
    )
    export = unfilled_export(path)
    assert [ask.key for ask in asks(export, survey="s") if "scale" in ask.key] == ["scale.a"]
    answers = {"scale.a": "Level 3 > Level 2 > Level 1"}
    a, b = draft_instrument(export, survey="s", answers=answers)
    assert a.scale is not None
    assert a.scale == b.scale
    assert [option.score for option in b.options] == [3, 2, 1]
