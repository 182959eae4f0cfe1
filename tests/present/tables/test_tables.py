"""Tables show the rows that were released, with their base, and nothing else."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from released_examples import (
    CODEBOOK,
    FAMILIES,
    INSTRUMENT,
    SCALE,
    block_rows,
    change_rows,
    multi_rows,
    number_rows,
    released,
    scale_block,
    share_row,
    theme_rows,
)

from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.records import Records
from ffc_eval.model.responses import RowAccount
from ffc_eval.present.tables import (
    Caption,
    base_line,
    change_lead,
    phrase_table,
    question_lead,
    table,
    theme_lead,
    who_answered,
)
from ffc_eval.release import Policy, release_records

CHOSEN = replace(INSTRUMENT, kind="self_selected")


def shown(rows, instrument=INSTRUMENT, policy=None, **more) -> Table:
    made = table(released(rows, policy or Policy.of(instrument)), instrument, **more)
    assert isinstance(made, Table)
    return made


def without_interval(rows):
    return [row | {"conf_low": math.nan, "conf_high": math.nan} for row in rows]


def column(made: Table, title: str) -> list[str]:
    place = [head.title for head in made.columns].index(title)
    return [row[place] for row in made.rows]


def test_a_multi_select_is_counted_by_people_the_most_chosen_first():
    made = shown(multi_rows())
    assert column(made, "Answer")[0] == "A visit at home"
    assert column(made, "Answer")[-1] == "None of these"
    assert column(made, "People")[0] == "46 of 57"
    assert column(made, "Per cent")[0] == "81%"
    assert column(made, "Likely range")[0] == "69 to 89"
    assert "add up to more than 100" in made.notes[0]


def test_under_thirty_counts_come_first_and_the_base_is_flagged():
    made = shown(multi_rows(20))
    assert column(made, "People")[0] == "16 of 20\nvery small base"
    assert column(made, "Per cent")[0] == "(80%)"


def test_five_to_nine_are_counts_alone():
    made = shown(multi_rows(8))
    assert column(made, "People")[0] == "6 of 8"
    assert [head.title for head in made.columns] == ["Answer", "People"]
    assert "%" not in str(made.rows)


def test_an_answer_that_is_named_like_a_symbol_is_not_one():
    first, *others = multi_rows()
    made = shown([first | {"option": "c"}, *others])
    assert "c" in column(made, "Answer")
    assert made.symbols == ()


def test_under_five_a_sentence_stands_in_place_of_the_table():
    made = table(released(multi_rows(3)), INSTRUMENT)
    assert isinstance(made, Passage)
    (words,) = made.paragraphs
    assert words.startswith("“")
    assert words.endswith(": three people answered, too few to show what was said.")


def test_every_question_that_very_few_answered_is_named():
    rows = [
        row | {"question": asked} for asked in ("How old?", "How far?") for row in multi_rows(3)
    ]
    made = table(released(rows), INSTRUMENT)
    assert isinstance(made, Passage)
    assert made.paragraphs == (
        "“How old?” and “How far?”: three people answered, too few to show what was said.",
    )


def test_a_survey_that_anybody_could_answer_has_no_likely_range():
    made = shown(without_interval(multi_rows()), CHOSEN)
    assert "Likely range" not in [head.title for head in made.columns]
    assert "those who chose to answer" in dict(made.base_line)["Read with care"]


def test_statements_give_those_agreeing_and_the_opposite():
    made = table(scale_block(), INSTRUMENT)
    assert isinstance(made, Table)
    first = "My professional background is respected by other professions"
    assert made.rows[0] == (first, "168 of 243", "69%", "63 to 75", "14%")
    best = "I understand what the changes mean for my day-to-day work"
    assert made.title == f"Agree: most for “{best}”, 177 of 243 (73%)"
    assert made.values[0][1:3] == (168, 168 / 243)


def test_both_waves_the_difference_and_the_word_stand_side_by_side():
    made = shown(change_rows())
    row = next(row for row in made.rows if "recording system" in row[0])
    assert row[1:6] == (
        "44%\n96 of 218",
        "58%\n141 of 243",
        "+14",
        "7 to 21",
        "Rose (bad news)",
    )


def test_beside_could_be_chance_stands_the_smallest_change_that_would_show():
    made = shown(change_rows())
    smallest = column(made, "Smallest change that would show")
    words = column(made, "What can be said")
    assert {number for number, word in zip(smallest, words, strict=True) if "chance" in word} == {
        "13 points"
    }
    assert {
        number for number, word in zip(smallest, words, strict=True) if "chance" not in word
    } == {""}


def test_the_smallest_change_may_stand_in_the_note():
    note = "A change under 13 points would not show."
    rows = [
        row | {"note": note} for row in change_rows() if row["statistic"] != "smallest_detectable"
    ]
    assert note in column(shown(rows), "Smallest change that would show")


def test_of_a_whole_block_the_change_of_the_top_box_is_shown():
    rows = []
    for kind, option, count, size in (
        ("share", "Agree", 110, 0.01),
        ("share", "Disagree", 40, 0.01),
        ("top_box", "Agree", 130, 0.2),
    ):
        more = {"statistic": "difference", "contrast": "w2 - w1", "unit": "points"}
        rows += [
            share_row("S1", option, count, 218, statistic=kind, period="w1"),
            share_row("S1", option, count, 218, statistic=kind),
            share_row("S1", option, count, 218, **more) | {"estimate": size},
        ]
    made = shown(rows)
    assert column(made, "Change, points") == ["+20"]
    assert column(made, "Spring 2024") == ["60%\n130 of 218"]


def test_the_lead_says_how_many_changed_and_which_way():
    lead = change_lead(released(change_rows()), INSTRUMENT)
    assert " ".join(lead.paragraphs) == (
        "Four of seven statements changed by more than chance would give. "
        "Two moved for the better and two for the worse."
    )


def test_a_lead_binds_its_vague_word_to_the_number():
    lead = question_lead(scale_block(), INSTRUMENT, "S1")
    assert lead.paragraphs[0].startswith("Most, 168 of 243 (69%, 63 to 75), answered “agree”")


def test_themes_are_counted_by_people_with_what_they_said():
    made = shown(theme_rows(), codebook=CODEBOOK)
    first = ("Repeating one’s history", "63 of 214", "29%", "24 to 36", "50", "9", "4")
    assert made.rows[0] == first
    assert "Wrote a comment" in dict(made.base_line)


def test_themes_that_nobody_has_reviewed_say_so():
    made = shown(theme_rows(valences=False), codebook=CODEBOOK)
    assert "no person has reviewed them" in made.notes[0]
    lead = theme_lead(released(theme_rows(valences=False)), CODEBOOK)
    assert "63 of 214" in lead.paragraphs[0]


def test_numbers_are_summarised_by_median_and_middle_half():
    made = shown(number_rows())
    assert made.rows[0][1:] == ("80", "15", "11 to 18.5", "14.6")


def split_rows(north: int, south: int):
    rows = [share_row("S1", "Agree", north + south, 80, statistic="top_box")]
    for area, count in (("North", north), ("South", south)):
        more = {"by": "area", "domain": area, "statistic": "top_box"}
        rows.append(share_row("S1", "Agree", count, 40, **more))
    return rows


def test_a_split_stands_across_beside_everybody():
    made = shown(split_rows(20, 24))
    assert [head.title for head in made.columns] == ["Question", "Everybody", "North", "South"]
    assert made.rows[0][1:] == (
        "55%\nof 80",
        "50%\nof 40\nsmall base",
        "60%\nof 40\nsmall base",
    )


def test_a_question_that_needs_wider_groups_stands_in_the_notes():
    other = [row | {"indicator": "S3", "question": "Is it clear?"} for row in split_rows(20, 24)]
    wider = [row | ({"by": "area:wider"} if "by" in row else {}) for row in other]
    for row in wider:
        row["domain"] = {"North": "Hills", "South": "Coast"}.get(row.get("domain", ""), "")
    third = [row | {"indicator": "S4"} for row in split_rows(20, 24)]
    made = shown([*split_rows(20, 24), *wider, *third])
    assert [head.title for head in made.columns] == ["Question", "Everybody", "North", "South"]
    assert made.title == "Agree, by “Where do you work?”"
    assert made.notes[0] == (
        "“Is it clear?”, by “Where do you work?” in wider groups: Everybody 55% of 80; "
        "Hills 50% of 40, small base; Coast 60% of 40, small base."
    )


def test_where_a_split_would_hide_most_cells_one_sentence_says_so():
    made = table(released(split_rows(2, 24), Policy.of(FAMILIES)), FAMILIES)
    assert isinstance(made, Table)
    assert made.rows[0][1:] == ("26 of 80", "33%", "23 to 43")
    assert "is not shown by “Where do you work?”" in made.notes[0]
    alone = [row for row in split_rows(2, 24) if "by" in row]
    words = table(released(alone, Policy.of(FAMILIES)), FAMILIES)
    assert isinstance(words, Passage)
    assert words.style == "notice"


def test_the_base_line_says_that_only_an_average_is_left_out_where_all_answers_are_shown():
    mean = share_row("S1", "", 5, 8, statistic="mean", unit="score", estimate=3.4)
    line = dict(base_line(released([*block_rows("S1", (2, 2, 2, 1, 1)), mean]), INSTRUMENT))
    assert line["Suppressed"] == "averages of very few people"


def test_the_base_line_says_who_was_asked_when_and_how():
    line = dict(base_line(released(change_rows()), INSTRUMENT, answered={"w1": 218, "w2": 243}))
    assert line["Asked"] == "402 in spring 2024 and 409 in autumn 2024"
    assert line["Answered"].startswith("218 (54%) in spring 2024 and 243 (59%) in autumn 2024")
    assert line["Fieldwork"] == "15 April to 10 May 2024 and 14 October to 8 November 2024"
    assert line["Mode"] == "online"
    assert line["Suppressed"] == "nothing"


def test_two_waves_of_one_question_stand_below_each_other():
    before = [row | {"period": "w1"} for row in multi_rows(40)]
    made = shown([*before, *multi_rows()])
    assert made.groups == ((0, "spring 2024"), (4, "autumn 2024"))


def test_synthetic_data_and_the_makers_own_words_are_passed_on():
    made = shown(multi_rows(), caption=Caption("Visits help most", "Families, 2024"))
    assert made.synthetic
    assert (made.title, made.subtitle) == ("Visits help most", "Families, 2024")


def test_every_number_of_the_workbook_is_a_number_of_the_page():
    for rows in (multi_rows(8), change_rows(), theme_rows(), block_rows("S1", SCALE["S1"])):
        made = shown(rows)
        for texts, values in zip(made.rows, made.values, strict=True):
            assert all(value is None or text for text, value in zip(texts, values, strict=True))
            assert all(value is None or not math.isnan(value) for value in values)


def test_rows_in_are_rows_used_and_rows_held_out():
    rows = {"w1": RowAccount(230, 218, {"blank": 8, "test": 4}), "w2": RowAccount(243, 243, {})}
    made = who_answered(rows, INSTRUMENT)
    assert made.rows == (
        ("People asked", "402", "409"),
        ("Rows in the export", "230", "243"),
        ("Held out: nothing answered", "8", "0"),
        ("Held out: test", "4", "0"),
        ("Used in this report", "218", "243"),
        ("Response rate", "54%", "59%"),
    )


def phrases(people: list[int]):
    frame = pd.DataFrame(
        {
            "question": ["S1", "S1"],
            "phrase": ["same worker", "too long"],
            "people": people,
            "wrote": [93, 93],
        }
    )
    records = Records(frame, tuple((name, name) for name in frame.columns))
    return phrase_table(release_records(records, Policy("public")), INSTRUMENT)


def test_phrases_stand_with_the_people_who_used_them():
    made = phrases([14, 4])
    assert isinstance(made, Table)
    assert made.rows == (("same worker", "14 of 93"),)
    assert [head.title for head in made.columns] == ["Words", "People"]


def test_no_phrase_of_ten_people_is_a_sentence():
    made = phrases([9, 4])
    assert isinstance(made, Passage)
    assert made.paragraphs == ("Phrases used by fewer than 10 people are not shown.",)


@pytest.mark.parametrize("rows", [[], [share_row("S1", "Agree", 0, 1) | {"n": 0, "count": 0}]])
def test_nobody_answered_is_a_sentence(rows):
    made = table(released(rows), INSTRUMENT)
    assert isinstance(made, Passage)
    assert made.paragraphs[0].lower().endswith("nobody answered.")
