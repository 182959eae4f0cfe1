"""Tables of case studies: grouped by stage, by contact, by source; nothing computed."""

import pytest
from families import CUT, case_studies, consent, entry, family, tracker

from ffc_eval.analyse.case_studies import board, goals, stories
from ffc_eval.analyse.case_studies.consent import permitted
from ffc_eval.present.tables import cases as tables
from ffc_eval.release import Policy, release_records
from ffc_eval.release.events import release_events

A = "pseudonym-A"
POLICY = Policy("service_users", linked="event", synthetic=True)
HELD = [
    entry("contact", A, stage="first", on="2025-01-08"),
    entry("contact", A, stage="6-weeks", on="2025-02-19"),
    entry("check", A, rare=[], masked=[], read_by_family=True, second_reader="kim", approved=True),
]


def shown(make, *decisions, families=1):
    others = [family(chr(65 + place)) for place in range(1, families)]
    cases = case_studies(family("A", not_to_plan=True), HELD, *others, *decisions)
    given = consent(cases)
    return release_events(make(permitted(cases, given, "internal")), given, POLICY, use="internal")


def facts(families):
    cases = case_studies(family("A", not_to_plan=True), *(family(f"B{n}") for n in range(families)))
    given = consent(cases)
    found = board.facts(permitted(cases, given, "internal"), cases, given, as_of=CUT)
    return release_records(found, POLICY)


def test_the_facts_stand_as_numbers_with_their_rule():
    passage = tables.board_facts(facts(3))
    assert dict(zip(passage.headings, passage.paragraphs, strict=True)) == {
        "live": "4",
        "not to plan (rule: 1 or more)": "1",
        "contact overdue": "4",
        "no consent in force": "0",
        "withdrew since the start": "0",
    }
    assert passage.synthetic


@pytest.mark.parametrize(("others", "short"), [(3, False), (4, True)])
def test_the_lead_says_when_too_few_did_not_go_to_plan(others, short):
    (said,) = tables.board_lead(facts(others)).paragraphs
    assert said.startswith(f"One of {'five' if short else 'four'} live case studies")
    assert ("fewer than the rule" in said) == short


def test_the_board_is_grouped_by_stage_and_names_what_is_overdue():
    table = tables.board_table(shown(lambda c: board.board(c, tracker(), as_of=CUT), families=3))
    assert table.groups == ((0, "Consented: 2 families"), (2, "6 weeks: 1 family"))
    assert table.rows[2] == (
        "Family A",
        "Family Help",
        "3 months, was due 6 April 2025",
        "Contact overdue; did not go to plan",
    )


def test_a_plan_has_one_column_a_contact_and_says_where_nobody_was_asked():
    actions = [
        entry(
            "action",
            A,
            number=n,
            text=f"Action {n}",
            who="both",
            origin="fnm",
            planned="2025-01-20",
        )
        for n in (1, 2)
    ]
    states = [
        entry("state", A, number=1, stage="6-weeks", progress="done"),
        entry("state", A, number=2, stage="first", progress="not_done"),
    ]
    table = tables.plan_table(shown(lambda c: stories.plan(c, "A", as_of=CUT), actions, states))
    assert [column.title for column in table.columns][3:] == ["First contact", "6 weeks"]
    assert table.rows == (
        ("Action 1", "Both", "", "Not asked", "Done"),
        ("Action 2", "Both", "", "Not done", "Not asked"),
    )


def measured(measure, stage, value, source="family", **fields):
    return entry("outcome", A, measure=measure, stage=stage, value=value, source=source, **fields)


def test_goals_stand_one_a_row_by_who_rated_them():
    rows = [
        measured("goal-1", "6-weeks", "5", words="Sleep"),
        measured("goal-1", "first", "3"),
        measured("goal-1", "first", "4", "worker"),
        measured("goal-2", "first", "9"),
    ]
    table = tables.goal_table(shown(lambda c: goals.goals(c, as_of=CUT), rows))
    assert [column.title for column in table.columns][3:] == ["First contact", "6 weeks"]
    assert table.rows == (
        ("Family A", "Sleep", "Family", "3", "5"),
        ("Family A", "Sleep", "Worker", "4", ""),
        ("Family A", "Goal 2", "Family", "9", ""),
    )
    assert table.values[0][3:] == (3.0, 5.0)


def test_domains_show_where_sources_disagree():
    rows = [
        measured("housing", "first", "worse", need=True),
        measured("housing", "first", "same", "worker"),
    ]
    made = shown(lambda c: stories.domains(c, "A", tracker(), as_of=CUT), rows)
    assert tables.domain_table(made).rows == (
        ("Housing", "yes", "Worse", "The same", "", "They differ"),
    )


def test_a_story_that_may_not_be_shown_is_an_empty_table_with_the_reason():
    made = shown(
        lambda c: stories.plan(c, "A", as_of=CUT),
        entry("action", A, number=1, text="x", who="both", origin="fnm", planned="2025-01-20"),
        entry(
            "check",
            A,
            rare=["ages"],
            masked=[],
            read_by_family=True,
            second_reader="",
            approved=False,
        ),
    )
    table = tables.plan_table(made)
    assert table.rows == ()
    assert "publication check" in table.notes[0]
