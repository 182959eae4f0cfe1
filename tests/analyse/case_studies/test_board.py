"""The board: stages, overdue contacts as of the cut, one in four, attrition."""

from datetime import date

import pytest
from families import CUT, agrees, case_studies, consent, entry, family, tracker

from ffc_eval.analyse.case_studies.board import attrition, board, facts, one_in_four
from ffc_eval.analyse.case_studies.consent import permitted
from ffc_eval.analyse.case_studies.schedule import due_on, schedule


def held(letter, stage, on, **fields):
    return entry("contact", f"pseudonym-{letter}", stage=stage, on=on, **fields)


def used(*decisions):
    cases = case_studies(*decisions)
    return permitted(cases, consent(cases), "internal")


def states(*decisions, as_of=CUT):
    return [row.state for row in schedule(used(*decisions), as_of=as_of)]


def test_contacts_are_due_at_the_start_and_after_6_weeks_3_6_and_12_months():
    due = [due_on(date(2024, 11, 30), row.stage) for row in schedule(used(family("A")), as_of=CUT)]
    assert due == [
        date(2024, 11, 30),
        date(2025, 1, 11),
        date(2025, 2, 28),
        date(2025, 5, 30),
        date(2025, 11, 30),
    ]


def test_a_contact_is_overdue_from_the_day_after_it_was_due():
    begun = (family("A", start="2025-01-06"), held("A", "first", "2025-01-06"))
    assert states(*begun, as_of=date(2025, 2, 17))[1] == "due"
    assert states(*begun, as_of=date(2025, 2, 18))[1] == "overdue"


def test_what_was_held_after_the_cut_was_not_held_at_the_cut():
    begun = (family("A", start="2025-01-06"), held("A", "first", "2025-01-06"))
    late = held("A", "6-weeks", "2025-07-12")
    assert states(*begun, late)[1] == "overdue"
    assert states(*begun, late, as_of=date(2025, 7, 12))[1] == "held"


def test_a_contact_that_was_passed_over_is_missed_not_overdue():
    later = held("A", "3-months", "2025-04-10")
    assert states(family("A"), held("A", "first", "2025-01-06"), later)[1] == "missed"


def test_a_contact_the_family_missed_or_declined_is_missed():
    for outcome in ("missed", "declined"):
        row = held("A", "6-weeks", "2025-02-17", outcome=outcome)
        assert states(family("A"), row)[1] == "missed"


def test_a_family_that_left_is_not_overdue():
    lost = entry("change", "pseudonym-A", status="lost", since="2025-03-01")
    assert states(family("A"), held("A", "first", "2025-01-06"), lost) == [
        "held",
        "overdue",
        "left",
        "left",
        "left",
    ]


def test_the_board_holds_one_row_a_live_family_by_stage():
    cases = used(
        family("A", start="2025-01-06"),
        held("A", "first", "2025-01-06"),
        held("A", "6-weeks", "2025-02-17"),
        held("A", "3-months", "2025-04-08"),
        family("B", start="2025-06-30", strand="FN", not_to_plan=True),
        family("C", start="2025-01-06", status="completed"),
        family("D", start="2025-08-01"),
    )
    frame = board(cases, tracker(), as_of=CUT).frame
    rows = frame[["label", "strand", "stage", "next", "due", "overdue", "not_to_plan"]]
    assert rows.to_numpy().tolist() == [
        ["Family B", "Family networks", "Consented", "First contact", "2025-06-30", True, True],
        ["Family A", "Family Help", "3 months", "6 months", "2025-07-06", True, False],
    ]


def test_the_board_of_an_earlier_quarter_has_the_families_live_then():
    gone = entry("change", "pseudonym-A", status="completed", since="2025-07-01")
    cases = used(family("A"), gone)
    assert board(cases, tracker(), as_of=date(2025, 6, 1)).frame["label"].tolist() == ["Family A"]
    assert board(cases, tracker(), as_of=CUT).frame.empty


def fact(name, *decisions):
    cases = case_studies(*decisions)
    given = consent(cases)
    found = facts(permitted(cases, given, "internal"), cases, given, as_of=CUT)
    row = found.frame[found.frame["fact"] == name].iloc[0]
    return row["families"], row["of"], row["rule"], one_in_four(found)


@pytest.mark.parametrize(
    ("live", "off", "least", "enough"),
    [(4, 1, "1 or more", True), (5, 1, "2 or more", False), (8, 2, "2 or more", True)],
)
def test_at_least_one_in_four_live_families_did_not_go_to_plan(live, off, least, enough):
    families = [family(chr(65 + n), not_to_plan=n < off) for n in range(live)]
    assert fact("not to plan", *families) == (off, live, least, enough)


def test_a_family_that_completed_does_not_count_as_one_that_did_not_go_to_plan():
    done = family("B", not_to_plan=True, status="completed")
    assert fact("not to plan", family("A"), done)[:2] == (0, 1)


def test_whether_a_plan_works_out_can_change():
    off = entry("change", "pseudonym-A", not_to_plan=True)
    assert fact("not to plan", family("A"), off)[0] == 1
    back = entry("change", "pseudonym-A", not_to_plan=False, at="2025-03-01")
    assert fact("not to plan", family("A"), off, back)[0] == 0


def test_withdrawn_families_are_counted_and_nothing_else():
    gone = agrees("pseudonym-A", "everything", "withdrawn")
    families = (family("A", not_to_plan=True), gone, family("B"))
    assert fact("withdrew since the start", *families)[:2] == (1, 2)
    assert fact("live", *families)[0] == 1
    assert fact("not to plan", *families)[0] == 0


def test_families_without_consent_in_force_are_counted_apart():
    families = (family("A", scopes=()), family("B"))
    assert fact("no consent in force", *families)[:2] == (1, 2)
    assert fact("live", *families)[0] == 1


def test_overdue_counts_families_not_contacts():
    late = family("A", start="2025-01-06")
    assert fact("contact overdue", late, family("B", start="2025-07-11"))[0] == 1


def test_attrition_adds_up_at_every_stage():
    cases = used(
        family("A"),
        held("A", "first", "2025-01-06"),
        held("A", "6-weeks", "2025-02-20"),
        family("B"),
        held("B", "first", "2025-01-08"),
        entry("change", "pseudonym-B", status="lost", since="2025-02-01"),
        family("C", start="2025-07-01"),
        held("C", "first", "2025-07-01"),
    )
    frame = attrition(cases, as_of=CUT).frame
    assert frame[["due", "held", "missed", "overdue", "left"]].to_numpy().tolist() == [
        [3, 3, 0, 0, 0],
        [2, 1, 0, 0, 1],
        [2, 0, 0, 1, 1],
        [2, 0, 0, 1, 1],
        [0, 0, 0, 0, 0],
    ]
