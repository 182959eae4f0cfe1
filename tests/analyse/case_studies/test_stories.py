"""One family's story: weeks and no dates, the plan at each contact, goals one by one."""

from datetime import date

import pytest
from families import CUT, case_studies, consent, entry, family, tracker

from ffc_eval.analyse.case_studies import goals as goal_lines
from ffc_eval.analyse.case_studies.consent import permitted
from ffc_eval.analyse.case_studies.stories import domains, plan, words
from ffc_eval.analyse.case_studies.timeline import find_case, timeline
from ffc_eval.errors import CaseStudyError, EstimateError

A = "pseudonym-A"
HELD = [
    entry("contact", A, stage="first", on="2025-01-08"),
    entry("contact", A, stage="6-weeks", on="2025-02-19"),
]


def used(*decisions, scopes=("interview", "record_review", "quotes")):
    cases = case_studies(family("A", scopes=scopes), HELD, *decisions)
    return permitted(cases, consent(cases), "internal")


def happened(type, on, **fields):
    return entry("milestone", A, type=type, on=on, **fields)


def line(*decisions, lane, as_of=CUT):
    frame = timeline(used(*decisions), "Family A", tracker(), as_of=as_of).frame
    columns = ["shape", "state", "start", "end", "words"]
    return [tuple(row) for row in frame.loc[frame["lane"] == lane, columns].to_numpy()]


def test_weeks_count_from_the_first_contact_that_was_held():
    found = line(happened("fnm", "2025-02-18"), happened("review", "2025-02-19"), lane="Meetings")
    assert [row[2] for row in found] == [5, 6]


def test_a_level_lasts_until_the_next_and_the_last_until_the_cut():
    levels = (
        happened("level", "2025-01-08", value="family_help"),
        happened("level", "2025-04-16", value="child_in_need"),
    )
    assert line(*levels, lane="Level of help") == [
        ("span", "done", 0, 14, "Family help"),
        ("span", "done", 14, 26, "Child in need"),
    ]


def test_time_without_a_worker_is_a_gap():
    workers = (
        happened("worker", "2025-01-08", until="2025-03-05", value="Worker A"),
        happened("worker", "2025-03-19", value="Worker B"),
    )
    assert line(*workers, lane="Lead worker")[1] == ("gap", "done", 8, 10, "")


def test_a_meeting_that_was_missed_says_so():
    assert line(happened("review", "2025-03-05", missed=True), lane="Meetings") == [
        ("point", "missed", 8, 8, "review missed")
    ]


def test_contacts_with_the_evaluator_are_done_missed_or_overdue():
    assert line(lane="Evaluator contact", as_of=date(2025, 5, 1)) == [
        ("contact", "done", 0, 0, ""),
        ("contact", "done", 6, 6, ""),
        ("contact", "overdue", 12, 12, "overdue"),
    ]


def test_what_happened_after_the_cut_is_not_in_it():
    assert line(happened("fnm", "2025-07-12"), lane="Meetings") == []


def test_what_was_struck_is_not_in_it():
    wrong = happened("fnm", "2025-03-05")
    assert line(wrong, wrong | {"id": "2", "struck": True}, lane="Meetings") == []


def test_a_timeline_holds_no_date():
    text = timeline(used(happened("fnm", "2025-02-19")), "A", tracker(), as_of=CUT).frame.to_csv()
    assert "2025" not in text


def test_record_events_need_consent_to_the_record():
    cases = used(happened("fnm", "2025-02-19"), scopes=("interview",))
    frame = timeline(cases, "A", tracker(), as_of=CUT).frame
    assert set(frame["lane"]) == {"Evaluator contact"}


def test_a_family_is_found_by_its_letter_and_errors_name_no_other():
    cases = used()
    assert find_case(cases, " a ").label == find_case(cases, "family A").label
    with pytest.raises(CaseStudyError, match="no-such-case") as caught:
        find_case(cases, "Family Z")
    assert "Family A" not in str(caught.value)


ACTION = entry(
    "action",
    A,
    number=1,
    text="Gran on Fridays",
    who="family",
    origin="fnm",
    planned="2025-01-20",
    due="2025-02-05",
)


def state(stage, progress, **fields):
    return entry("state", A, number=1, stage=stage, progress=progress, **fields)


def planned(*decisions, **options):
    return plan(used(ACTION, *decisions, **options), "A", as_of=CUT).frame


def test_a_plan_shows_each_action_at_each_contact_that_was_held():
    frame = planned(
        state("first", "not_started"), state("6-weeks", "done"), state("3-months", "done")
    )
    assert frame[["action", "due", "stage", "progress"]].to_numpy().tolist() == [
        ["Gran on Fridays", "week 4", "", ""],
        ["", "", "First contact", "Not started"],
        ["", "", "6 weeks", "Done"],
    ]


def test_an_action_planned_after_the_cut_is_not_in_the_plan():
    later = ACTION | {"number": 2, "planned": "2025-07-12"}
    assert len(planned(later)) == 1


def test_the_later_entry_about_one_contact_stands():
    frame = planned(
        state("first", "done", at="2025-01-09"), state("first", "not_done", at="2025-01-10")
    )
    assert frame["progress"].tolist() == ["", "Not done"]


def test_actions_need_consent_to_the_record_and_progress_consent_of_its_source():
    told = [ACTION, state("first", "done"), state("6-weeks", "done", source="record")]
    interview = used(*told, scopes=("interview",))
    assert [row.stage for row in interview.states] == ["first"]
    assert interview.actions == ()
    assert plan(interview, "A", as_of=CUT).frame.empty
    record = used(*told, scopes=("record_review",))
    assert [row.stage for row in record.states] == ["6-weeks"]
    assert len(record.actions) == 1


def measured(measure, stage, value, source="family", **fields):
    return entry("outcome", A, measure=measure, stage=stage, value=value, source=source, **fields)


def test_domains_are_by_source_and_say_where_sources_differ():
    cases = used(
        measured("housing", "first", "worse", need=True),
        measured("housing", "6-weeks", "better", need=True),
        measured("housing", "6-weeks", "same", "worker"),
        measured("money", "6-weeks", "same", "record"),
    )
    frame = domains(cases, "A", tracker(), as_of=CUT).frame
    assert frame[["domain", "need", "source", "value", "differ"]].to_numpy().tolist() == [
        ["Housing", "yes", "family", "Better", True],
        ["Housing", "", "worker", "The same", True],
        ["Money", "", "record", "The same", False],
    ]


def test_words_come_with_the_role_and_only_with_consent():
    said = entry("quote", A, participant="parent-1", text="Nobody rang us.", stage="first")
    frame = words(used(said), "A", as_of=CUT).frame
    assert frame[["role", "text"]].to_numpy().tolist() == [["parent", "Nobody rang us."]]
    assert words(used(said, scopes=("interview",)), "A", as_of=CUT).frame.empty


def test_goals_are_one_row_a_goal_and_contact_with_the_familys_words_apart():
    cases = used(
        measured("goal-1", "first", "3", words="School every day"),
        measured("goal-1", "6-weeks", "5"),
    )
    frame = goal_lines.goals(cases, as_of=CUT).frame
    columns = ["scope", "stage", "week", "value", "words"]
    assert frame.loc[frame["stage"] == "", "words"].tolist() == ["School every day"]
    assert frame.loc[frame["stage"] == "", "scope"].tolist() == ["quotes"]
    assert frame.loc[frame["stage"] != "", columns].to_numpy().tolist() == [
        ["interview", "First contact", 0, 3, ""],
        ["interview", "6 weeks", 6, 5, ""],
    ]


def many(number):
    decisions = []
    for letter in map(chr, range(65, 65 + number)):
        case = f"pseudonym-{letter}"
        goal = {"measure": "goal-1", "source": "family"}
        decisions += [
            *family(letter),
            entry("contact", case, stage="first", on="2025-01-08"),
            entry("outcome", case, stage="first", value="4", **goal),
            entry("outcome", case, stage="first", value="9", measure="goal-2", source="worker"),
        ]
    cases = case_studies(decisions)
    return permitted(cases, consent(cases), "internal")


def test_goals_of_fewer_than_ten_families_are_never_averaged():
    with pytest.raises(EstimateError, match="too-few-families"):
        goal_lines.average_goals(many(9), as_of=CUT)


def test_goals_of_ten_families_have_a_mean_without_an_interval():
    (row,) = goal_lines.average_goals(many(10), as_of=CUT).frame.to_dict("records")
    assert (row["estimate"], row["n"], row["period"]) == (4.0, 10.0, "First contact")
    assert row["conf_low"] != row["conf_low"]


def test_the_pattern_counts_actions_done_and_goals_that_moved():
    cases = used(
        ACTION,
        state("first", "not_started"),
        state("6-weeks", "done"),
        *(measured("goal-1", stage, value) for stage, value in (("first", "3"), ("6-weeks", "6"))),
        *(measured("goal-2", stage, value) for stage, value in (("first", "5"), ("6-weeks", "4"))),
        measured("goal-3", "first", "5"),
    )
    frame = goal_lines.pattern(cases, as_of=CUT).frame
    assert frame[["fact", "count", "of"]].to_numpy().tolist() == [
        ["actions done", 1, 1],
        ["goals higher", 1, 2],
        ["goals the same", 0, 2],
        ["goals lower", 1, 2],
    ]
