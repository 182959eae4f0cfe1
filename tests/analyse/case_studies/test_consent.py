"""What a family agreed to decides what is used; a withdrawal is never undone."""

from datetime import date

import pytest
from families import EVERY_USE, ISSUED, agrees, case_studies, consent, entry, family
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.analyse.case_studies.consent import (
    permitted,
    require_steady,
    shown_before_withdrawal,
)
from ffc_eval.errors import ReleaseError
from ffc_eval.model.case_studies import SCOPES

A = "pseudonym-A"


def in_force(*decisions, scope="interview", participant=""):
    cases = case_studies(family("A", scopes=()), *decisions)
    found = consent(cases)
    return found.person(A, participant, scope) if participant else found.family(A, scope)


def test_nothing_is_agreed_until_somebody_says_yes():
    assert not in_force()
    assert in_force(agrees(A, "interview"))


def test_agreeing_to_one_thing_is_agreeing_to_that_only():
    assert not in_force(agrees(A, "interview"), scope="quotes")


def test_the_latest_answer_by_day_given_rules():
    yes, no = agrees(A, "interview", on="2025-03-01"), agrees(A, "interview", "no", on="2025-02-01")
    assert in_force(yes, no)
    assert not in_force(agrees(A, "interview", on="2025-01-01"), no)


@pytest.mark.parametrize(("later", "rules"), [("yes", True), ("no", False)])
def test_of_two_answers_of_one_day_the_later_entry_rules(later, rules):
    first = agrees(A, "interview", "no" if rules else "yes", at="2025-01-06T10:00:00")
    second = agrees(A, "interview", later, at="2025-01-06T11:00:00")
    assert in_force(second, first) == rules


def test_of_two_answers_of_one_moment_no_rules():
    yes, no = agrees(A, "interview"), agrees(A, "interview", "no")
    assert not in_force(yes, no)
    assert not in_force(no, yes)


def test_an_answer_counts_whatever_its_date():
    assert in_force(agrees(A, "interview", on="2025-09-01", at="2025-09-01"))


def test_consent_runs_out_after_its_last_day():
    cases = case_studies(family("A", scopes=()), agrees(A, "interview", expires="2025-08-01"))
    assert consent(cases, today=date(2025, 8, 1)).family(A, "interview")
    assert not consent(cases, today=date(2025, 8, 2)).family(A, "interview")


def test_a_report_issued_ahead_needs_consent_until_then():
    cases = case_studies(family("A", scopes=()), agrees(A, "interview", expires="2025-08-01"))
    late = date(2025, 9, 1)
    assert not consent(cases, issued=late, today=ISSUED).family(A, "interview")


def test_an_earlier_yes_without_end_does_not_outlive_a_later_one_that_ran_out():
    late = agrees(A, "interview", on="2025-02-01", expires="2025-03-01")
    assert not in_force(agrees(A, "interview"), late)


CHILD = entry("participant", A, participant="child-1", role="child")


def child_says(answer="yes", given_by="child"):
    return agrees(A, "interview", answer, participant="child-1", given_by=given_by)


def test_a_child_and_somebody_with_parental_responsibility_must_both_agree():
    carer = child_says(given_by="parental_responsibility")
    assert not in_force(CHILD, child_says(), participant="child-1")
    assert not in_force(CHILD, carer, participant="child-1")
    assert in_force(CHILD, carer, child_says(), participant="child-1")
    assert not in_force(CHILD, carer, child_says("no"), participant="child-1")


def test_one_member_who_says_no_takes_the_family_out_of_that_use():
    gran = entry("participant", A, participant="grandparent-1", role="grandparent")
    no = agrees(A, "interview", "no", participant="grandparent-1")
    assert not in_force(gran, agrees(A, "interview"), no)


def test_a_worker_who_says_no_does_not_speak_for_the_family():
    worker = entry("participant", A, participant="worker-1", role="worker")
    no = agrees(A, "interview", "no", participant="worker-1")
    assert in_force(worker, agrees(A, "interview"), no)


def test_sharing_outside_needs_a_consent_of_its_own():
    cases = case_studies(family("A"))
    found = consent(cases)
    assert found.allows(A, "interview", "internal")
    assert not found.allows(A, "interview", "dfe")
    shared = consent(case_studies(family("A", scopes=("interview", "dfe"))))
    assert shared.allows(A, "interview", "dfe")
    assert not shared.allows(A, "interview", "publish")


def test_words_of_a_person_need_that_persons_consent():
    gran = entry("participant", A, participant="grandparent-1", role="grandparent")
    found = consent(case_studies(family("A"), gran))
    assert found.allows(A, "quotes", "internal", "parent-1")
    assert not found.allows(A, "quotes", "internal", "grandparent-1")


def test_words_of_a_worker_leave_the_programme_only_if_the_family_agrees():
    worker = entry("participant", A, participant="worker-1", role="worker")
    own = [agrees(A, scope, participant="worker-1") for scope in ("interview", "dfe")]
    assert not consent(case_studies(family("A"), worker, own)).allows(
        A, "interview", "dfe", "worker-1"
    )
    both = case_studies(family("A", scopes=("interview", "dfe")), worker, own)
    assert consent(both).allows(A, "interview", "dfe", "worker-1")


def test_a_worker_who_withdraws_takes_out_only_what_is_theirs():
    worker = entry("participant", A, participant="worker-1", role="worker")
    own = agrees(A, "interview", participant="worker-1")
    gone = agrees(A, "everything", "withdrawn", participant="worker-1")
    found = consent(case_studies(family("A"), worker, own, gone))
    assert found.withdrawn == frozenset()
    assert not found.allows(A, "interview", "internal", "worker-1")
    assert found.allows(A, "interview", "internal")


def test_a_person_nobody_entered_counts_as_family_when_they_withdraw():
    gone = agrees(A, "everything", "withdrawn", participant="parent-9")
    assert consent(case_studies(family("A"), gone)).withdrawn == {A}


def test_a_status_of_withdrawn_is_a_withdrawal_for_ever():
    gone = entry("change", A, status="withdrawn", since="2025-05-01")
    back = entry("change", A, status="active", at="2025-06-01")
    assert consent(case_studies(family("A"), gone, back)).withdrawn == {A}


PEOPLE = {"parent-1": "parent", "child-1": "child", "worker-1": "worker"}
EVENTS = st.builds(
    agrees,
    st.just(A),
    st.sampled_from([*SCOPES, "everything"]),
    st.sampled_from(["yes", "no", "withdrawn"]),
    participant=st.sampled_from([*PEOPLE, "parent-2"]),
    given_by=st.sampled_from(["self", "child", "parental_responsibility"]),
    on=st.dates(date(2024, 1, 1), date(2027, 1, 1)).map(str),
    at=st.dates(date(2024, 1, 1), date(2027, 1, 1)).map(str),
    expires=st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)).map(str),
)
ROLES = st.builds(
    entry,
    st.just("participant"),
    st.just(A),
    participant=st.sampled_from(list(PEOPLE)),
    role=st.sampled_from(["parent", "child", "worker"]),
    at=st.dates(date(2024, 1, 1), date(2027, 1, 1)).map(str),
)


@given(
    st.lists(EVENTS | ROLES, max_size=12),
    st.sampled_from(["parent-1", "child-1", "parent-2"]),
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    st.sampled_from(EVERY_USE),
    st.randoms(),
)
def test_no_sequence_of_entries_lets_a_withdrawn_family_through(events, who, today, use, random):
    people = [entry("participant", A, participant=p, role=r) for p, r in PEOPLE.items()]
    entries = [
        *events,
        agrees(A, "everything", "withdrawn", participant=who),
        entry("contact", A, stage="first", on="2025-01-06"),
        entry("quote", A, participant="parent-1", text="Nobody rang.", stage="first"),
        entry(
            "check", A, rare=[], masked=[], read_by_family=True, second_reader="x", approved=True
        ),
    ]
    random.shuffle(entries)
    cases = case_studies(family("A", scopes=SCOPES), people, entries)
    left = permitted(cases, consent(cases, today=today), use)
    assert A not in str(left)
    assert "Nobody rang." not in str(left)


@given(st.lists(EVENTS, max_size=8), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_time_alone_never_gives_consent(events, today):
    people = [entry("participant", A, participant=p, role=r) for p, r in PEOPLE.items()]
    cases = case_studies(family("A"), people, events)
    now, later = consent(cases, today=today), consent(cases, today=date(2030, 1, 1))
    assert later.given <= now.given
    assert later.withdrawn == now.withdrawn


def test_what_may_be_used_holds_no_consent_event_and_no_participant():
    left = permitted(case_studies(family("A")), consent(case_studies(family("A"))), "internal")
    assert [case.label for case in left.cases] == ["Family A"]
    assert left.consents == ()
    assert left.participants == ()


def test_goal_words_go_without_consent_to_be_quoted():
    goal = entry(
        "outcome", A, measure="goal-1", stage="first", value="3", source="family", words="School."
    )
    for scopes, words in ((("interview", "quotes"), "School."), (("interview",), "")):
        cases = case_studies(family("A", scopes=scopes), goal)
        (row,) = permitted(cases, consent(cases), "internal").outcomes
        assert row.words == words


def test_a_source_needs_its_own_consent():
    rows = [
        entry("outcome", A, measure="housing", stage="first", value="same", source=source)
        for source in ("family", "worker", "record")
    ]
    cases = case_studies(family("A", scopes=("interview",)), rows)
    found = permitted(cases, consent(cases), "internal").outcomes
    assert [row.source for row in found] == ["family", "worker"]


def steady(*decisions, today):
    require_steady(case_studies(family("A"), *decisions), issued=ISSUED, today=today)


def test_a_final_is_built_while_consent_is_as_it_was_on_the_day_of_issue():
    steady(today=date(2026, 1, 1))
    steady(agrees(A, "dfe", expires="2025-07-01"), today=date(2026, 1, 1))


@pytest.mark.parametrize(
    "entered",
    [
        agrees(A, "dfe", expires="2025-08-01"),
        agrees(A, "everything", "withdrawn", at="2025-08-02", on="2025-06-01"),
        agrees(A, "publish", at="2025-08-02", on="2025-06-01"),
        entry(
            "check",
            A,
            at="2025-08-02",
            rare=[],
            masked=[],
            read_by_family=True,
            second_reader="kim",
            approved=True,
        ),
    ],
    ids=["ran out since", "withdrew since", "agreed since", "checked since"],
)
def test_a_final_is_refused_if_today_changes_the_answer(entered):
    with pytest.raises(ReleaseError, match="consent-changed") as caught:
        steady(entered, today=date(2025, 8, 3))
    assert "Family A" not in str(caught.value)
    assert A not in str(caught.value)


def test_a_withdrawal_lists_where_the_family_was_shown():
    shown = entry("shown", A, report="quarterly-learning", quarter="2024-Q4", use="internal")
    gone = agrees(A, "everything", "withdrawn")
    cases = case_studies(family("A"), family("B"), shown, gone)
    (found,) = shown_before_withdrawal(cases, consent(cases))
    assert (found.report, found.quarter) == ("quarterly-learning", "2024-Q4")
    still = case_studies(family("A"), shown)
    assert shown_before_withdrawal(still, consent(still)) == ()
