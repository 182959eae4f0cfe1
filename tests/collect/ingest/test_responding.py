"""Answers become responses: counted, typed, and with the kinds of emptiness kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.ingest import (
    Export,
    draft_instrument,
    inspect,
    match,
    merge_waves,
    quality_card,
    read_export,
    replaces,
    same_form,
    to_responses,
)
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument, Option, Question
from ffc_eval.model.responses import Responses

EXPORTS = Path(__file__).parents[2] / "exports"
KEY = b"k" * 32


def export_of(folder: Path, text: str, name: str = "family-smith.csv") -> Export:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_export(path)


def asked(*questions: Question) -> Instrument:
    return Instrument("s", "S", questions)


def of(folder: Path, text: str, *questions: Question) -> Responses:
    return to_responses(export_of(folder, text), asked(*questions), "w1", key=KEY)


TASTE = Question(
    "taste",
    "Which do you like?",
    "multi",
    (Option("1", "Tea"), Option("2", "Coffee, black"), Option("3", "Coffee"), Option("4", "Other")),
)
AGREE = Question("agree", "It helped", "single", (Option("1", "Yes"), Option("0", "No")))


def test_every_row_is_kept_or_held_out_for_one_reason():
    export = read_export(EXPORTS / "qualtrics" / "better_sample.csv")
    kept = draft_instrument(export, survey="fruit", answers={"test_rows": "keep"})
    held = draft_instrument(export, survey="fruit", answers={"test_rows": "hold out"})
    assert to_responses(export, kept, "w1", key=KEY).rows["w1"].kept == 10
    account = to_responses(export, held, "w1", key=KEY).rows["w1"]
    assert (account.kept, dict(account.held_out), account.people) == (0, {"test": 10}, 10)


@pytest.mark.parametrize(
    "name",
    [
        "surveymonkey/steak_risk.csv",
        "ms_forms/topic_of_talk(1-10).xlsx",
        "qualtrics/better_sample.csv",
        "jisc_online_surveys/labels.csv",
        "spss/simple_alltypes_mrsets.sav",
    ],
)
def test_what_inspect_counts_the_responses_hold(name: str):
    export = read_export(EXPORTS / name)
    instrument = draft_instrument(export, survey="s", answers={})
    responses = to_responses(export, instrument, instrument.waves[0].id, key=KEY)
    for described in inspect(export)["questions"]:
        question = instrument.question(described["id"])
        if question.type in ("single", "grid_item"):
            counts = responses.values[question.id].value_counts()
            for option in described["options"]:
                if option["label"] in counts.index:
                    assert counts[option["label"]] == option["n_selected"]
        if question.type == "multi":
            for option in described["options"]:
                column = responses.values[f"{question.id}[{option['code']}]"]
                assert column.sum() == option["n_selected"]


def test_an_option_that_holds_a_comma_is_not_cut_in_two(tmp_path: Path):
    text = 'ref,"Which do you like?"\n1,"Tea;Coffee, black;"\n2,"Coffee;"\n3,\n'
    values = of(tmp_path, text, TASTE).values
    assert values["taste[2]"].tolist()[:2] == [True, False]
    assert values["taste[3]"].tolist()[:2] == [False, True]


def test_what_nobody_offered_counts_as_other_where_typing_replaces_the_option(tmp_path: Path):
    text = 'ref,"Which do you like?"\n1,"Tea;Cocoa;"\n2,"Tea;"\n'
    values = of(tmp_path, text, TASTE).values
    assert values["taste[4]"].tolist() == [True, False]


def test_what_was_typed_under_other_is_kept_beside_in_the_words_typed(tmp_path: Path):
    text = 'ref,"Which do you like?"\n1,"Tea;Hot Cocoa;"\n2,"Tea;"\n3,\n4,"Water, cold;"\n'
    typed = Question("taste_other", "Which do you like?: other", "text")
    responses = of(tmp_path, text, TASTE, typed)
    assert responses.values["taste_other"].dropna().tolist() == ["Hot Cocoa", "Water, cold"]
    assert responses.reasons["taste_other"].tolist() == ["", "not_asked", "blank", ""]
    assert responses.values["taste[4]"].dropna().tolist() == [True, False, True]


def test_the_draft_asks_for_the_words_beside_a_question_that_offers_other(tmp_path: Path):
    text = "Timestamp,How did you come?\n" + "".join(
        f"2025/04/{n:02} 9:00:00 AM GMT+1,{answer}\n"
        for n, answer in enumerate(["Bus", "Bus", "Other", "Car", "Car", "Other"], 1)
    )
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    drafted = draft_instrument(read_export(path), survey="s", answers={})
    (closed, typed) = drafted.questions
    assert (typed.id, typed.type) == (f"{closed.id}_other", "text")


def test_a_person_who_skipped_a_multi_select_has_no_value_and_not_five_times_no(tmp_path: Path):
    responses = of(tmp_path, 'ref,"Which do you like?"\n1,Tea;\n2,\n', TASTE)
    assert responses.values["taste[1]"].tolist()[0] is True
    assert responses.values["taste[1]"].isna().tolist() == [False, True]
    assert responses.reasons["taste[3]"].tolist() == ["", "blank"]


def test_columns_of_options_in_a_plain_table_are_gathered(tmp_path: Path):
    text = "taste - Tea,taste - Coffee,taste - Other\nTea,,\n,Coffee,\n,,\n"
    values = of(tmp_path, text, TASTE).values
    assert values["taste[1]"].tolist()[:2] == [True, False]
    assert values["taste[3]"].tolist()[:2] == [False, True]
    assert values["taste[2]"].isna().all()


def test_the_kinds_of_emptiness_are_kept_apart(tmp_path: Path):
    text = (
        "ref,It helped\n1,Yes\n2,\n3,N/A\n4,Don't know\n5,Prefer not to say\n6,Perhaps\n7,no\n8,0\n"
    )
    responses = of(tmp_path, text, AGREE)
    assert responses.reasons["agree"].tolist() == [
        "", "blank", "not_applicable", "dont_know", "refused", "unknown", "", "",
    ]  # fmt: skip
    assert responses.values["agree"].dropna().tolist() == ["Yes", "No", "No"]


def test_a_number_out_of_range_is_unknown_and_a_word_unreadable(tmp_path: Path):
    age = Question("age", "Age", "number", low=0, high=110)
    responses = of(tmp_path, 'ref,Age\n1,05\n2,150\n3,old\n4,"1,000"\n5,£20\n', age)
    assert responses.reasons["age"].tolist() == ["", "unknown", "unreadable", "unknown", ""]
    assert responses.values["age"].dropna().tolist() == [5.0, 20.0]


def test_a_question_that_the_export_lacks_was_not_asked(tmp_path: Path):
    responses = of(tmp_path, "ref,It helped\n1,Yes\n", AGREE, TASTE)
    assert responses.reasons["taste[1]"].tolist() == ["not_asked"]


def test_a_question_is_found_under_the_heading_of_its_wave(tmp_path: Path):
    renamed = Question("agree", "It helped", "single", AGREE.options,
                       headings=(("w2", "Did it help you?"),))  # fmt: skip
    export = export_of(tmp_path, "ref,Did it help  you?\n1,Yes\n")
    responses = to_responses(export, asked(renamed), "w2", key=KEY)
    assert responses.values["agree"].tolist() == ["Yes"]
    with pytest.raises(ExportError, match="another-survey"):
        to_responses(export, asked(renamed), "w1", key=KEY)


def test_a_generated_number_of_a_question_never_stands_for_its_wording(tmp_path: Path):
    first = export_of(tmp_path, "ref,How are you today?,What is your age group?\n1,Well,18-29\n")
    instrument = draft_instrument(first, survey="s", answers={})
    later = export_of(tmp_path, "ref,What is your age group?,How are you today?\n1,18-29,Well\n")
    matched = match(later, instrument, "w2").blocks
    assert matched["q1"].columns == ("How are you today?",)


def test_the_same_response_id_twice_is_a_duplicate_and_the_later_row_stays(tmp_path: Path):
    responses = of(tmp_path, "Response ID,It helped\n7,No\n8,No\n7,Yes\n", AGREE)
    assert dict(responses.rows["w1"].held_out) == {"duplicate": 1}
    assert responses.values["agree"].tolist() == ["No", "Yes"]
    assert [row.partition(":")[2] for row in responses.values.index] == ["2", "3"]


def test_blank_rows_are_no_people(tmp_path: Path):
    export = export_of(tmp_path, "ref,It helped\n1,Yes\n,\n  ,\n")
    said = inspect(export)
    assert (said["rows_in"], said["people"], said["held_out"]["blank"]) == (3, 1, 2)


def test_refusing_to_take_part_holds_a_row_out_but_refusing_to_be_quoted_does_not(tmp_path: Path):
    text = (
        "ref,I consent to take part in this survey,I consent to be quoted,It helped\n"
        "1,Yes,No,Yes\n2,No,No,Yes\n3,Yes,Yes,No\n4,Yes,No,No\n5,No,Yes,No\n"
    )
    assert inspect(export_of(tmp_path, text))["held_out"]["no_consent"] == 2


def test_people_get_pseudonyms_and_another_key_gives_others(tmp_path: Path):
    text = "RespondentID,Email Address,It helped\n,,Response\n1,a@x.org,Yes\n2,b@x.org,No\n3,,No\n"
    export = export_of(tmp_path, text)
    one = to_responses(export, asked(AGREE), "w1", key=KEY).context["person"]
    other = to_responses(export, asked(AGREE), "w1", key=b"x" * 32).context["person"]
    assert one.str.len().tolist() == [16, 16, 0]
    assert (one != other).tolist() == [True, True, False]


def test_nothing_personal_is_left_in_the_export(tmp_path: Path):
    text = "ref,Name,Email Address,It helped\n1,Ann Smith,a@x.org,Yes\n2,,,No\n"
    export = export_of(tmp_path, text)
    shown = repr(export) + str(inspect(export)) + export.cells.to_csv()
    assert export.personal == ("Name", "Email Address")
    for word in ("Smith", "a@x.org", "family", str(tmp_path)):
        assert word not in shown
    instrument = draft_instrument(export, survey="s", answers={})
    assert [question.text for question in instrument] == ["It helped"]


def test_day_and_month_are_not_guessed(tmp_path: Path):
    when = Question("when", "When", "date")
    text = "ref,When\n1,03/04/2025\n2,05/05/2025\n3,25/04/2025\n"
    responses = of(tmp_path, text, when)
    assert responses.reasons["when"].tolist() == ["unreadable", "", ""]
    declared = Question("when", "When", "date", unit="day first")
    values = of(tmp_path, text, declared).values["when"]
    assert [day.date().isoformat() for day in values] == ["2025-04-03", "2025-05-05", "2025-04-25"]


def test_two_waves_are_one_object_and_each_keeps_its_account(tmp_path: Path):
    waves = []
    for wave, cells in (("w1", "1,Yes\n2,No\n"), ("w2", "1,No\n,\n")):
        export = export_of(tmp_path, f"ref,It helped\n{cells}")
        waves.append(to_responses(export, asked(AGREE), wave, key=KEY))
    both = merge_waves(waves)
    assert both.context["wave"].tolist() == ["w1", "w1", "w2"]
    assert {wave: account.rows_in for wave, account in both.rows.items()} == {"w1": 2, "w2": 2}
    assert both.values["agree"].dtype == waves[0].values["agree"].dtype
    with pytest.raises(ExportError, match="file-given-twice"):
        merge_waves([waves[0], waves[0]])


def test_the_quality_card_counts_every_kind_of_emptiness(tmp_path: Path):
    text = (
        "Response ID,Date,channel,It helped\n"
        "1,2025-05-01,paper,Yes\n2,2025-05-09,web,\n3,,web,x\n3,,web,No\n"
    )
    card = quality_card(of(tmp_path, text, AGREE)).frame.set_index(["about", "item", "measure"])
    assert card.loc[("rows", "rows in", "rows in"), "count"] == 4
    assert card.loc[("rows", "held out", "duplicate"), "count"] == 1
    assert card.loc[("question", "agree", "answered"), "count"] == 2
    assert card.loc[("question", "agree", "blank"), "count"] == 1
    assert card.loc[("fieldwork", "last response", "date"), "value"] == "2025-05-09"
    assert card.loc[("mode", "web", "people"), "count"] == 2


def test_a_newer_download_lists_rows_gone_changed_and_new(tmp_path: Path):
    earlier = export_of(tmp_path, "Response ID,It helped\n1,Yes\n2,No\n3,No\n")
    later = export_of(tmp_path, "Response ID,It helped\n1,Yes\n3,Yes\n4,No\n")
    change = replaces(earlier, later)
    assert (change.gone, change.changed, change.new, change.same) == ((2,), (2,), (3,), 1)
    assert same_form(earlier, later)
    assert change.newer


def test_without_ids_rows_are_told_apart_by_content(tmp_path: Path):
    earlier = export_of(tmp_path, "It helped,Age\nYes,4\nYes,4\nNo,5\n")
    later = export_of(tmp_path, "It helped,Age\nYes,4\nYes,4\nNo,5\nYes,4\n")
    change = replaces(earlier, later)
    assert (change.gone, change.changed, change.new, change.same) == ((), (), (4,), 3)


def test_the_drafted_instrument_can_be_written_and_read_back(tmp_path: Path):
    from ffc_eval.collect.instruments import read_instrument, write_instrument

    for name in ("jisc_online_surveys/labels.csv", "qualtrics/better_sample.csv"):
        export = read_export(EXPORTS / name)
        instrument = draft_instrument(export, survey="s", answers={})
        path = tmp_path / "s" / "instrument.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(write_instrument(instrument), encoding="utf-8")
        assert read_instrument(path) == instrument


def test_a_person_orders_a_scale_that_is_not_known(tmp_path: Path):
    text = "ref,How big?\n" + "".join(
        f"{n},{['Tiny', 'Vast', 'Middling'][n % 3]}\n" for n in range(9)
    )
    export = export_of(tmp_path, text)
    drafted = draft_instrument(
        export, survey="s", answers={"scale.q1": "Vast > Middling > Tiny", "asked": "1,200"}
    )
    question = drafted.question("q1")
    assert [(o.label, o.score) for o in question.options] == [
        ("Vast", 3.0), ("Middling", 2.0), ("Tiny", 1.0),
    ]  # fmt: skip
    assert drafted.waves[0].asked == 1200
    with pytest.raises(ExportError, match="scale-order"):
        draft_instrument(export, survey="s", answers={"scale.q1": "Vast > Small"})
