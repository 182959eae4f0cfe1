"""The consent gate: row by row, whatever the rows were made of."""

import pandas as pd
import pytest
from families import CUT, EVERY_USE, agrees, case_studies, consent, entry, family, tracker

from ffc_eval.analyse.case_studies.board import board, event_frame
from ffc_eval.errors import ReleaseError
from ffc_eval.model.case_studies import SCOPES
from ffc_eval.model.events import EVENT_KEYS, Events
from ffc_eval.release import Policy
from ffc_eval.release.events import release_events

A = "pseudonym-A"
POLICY = Policy("service_users", linked="event", synthetic=True)
CHECK = {"rare": ["ages"], "masked": ["ages"], "read_by_family": True}
PASSED = entry("check", A, **CHECK, second_reader="kim", approved=True)


def rows(kind, scope="interview", participant=""):
    row = {"case": A, "scope": scope, "participant": participant, "text": "Nobody rang us."}
    return Events(kind, event_frame([row], ("text",)))


def released(events, *decisions, use="internal"):
    cases = case_studies(*decisions)
    return release_events(events, consent(cases), POLICY, use=use)


def test_agreed_rows_pass_without_the_columns_that_decide():
    found = released(rows("goals"), family("A"))
    assert found.frame.to_dict("records") == [{"text": "Nobody rang us."}]
    assert set(EVENT_KEYS).isdisjoint(found.frame.columns)
    assert found.synthetic


@pytest.mark.parametrize("use", EVERY_USE)
@pytest.mark.parametrize("kind", ["board", "goals", "timeline", "words"])
def test_a_withdrawn_familys_rows_are_dropped_even_if_made_before_it_withdrew(kind, use):
    gone = agrees(A, "everything", "withdrawn")
    found = released(rows(kind), family("A", scopes=SCOPES), PASSED, gone, use=use)
    assert found.frame.empty
    assert found.notes == ()


def test_a_board_made_of_everything_on_file_loses_the_withdrawn_family_at_the_gate():
    gone = agrees(A, "everything", "withdrawn")
    cases = case_studies(family("A"), family("B"), gone)
    made = board(cases, tracker(), as_of=CUT)
    found = release_events(made, consent(cases), POLICY, use="internal")
    assert found.frame["label"].tolist() == ["Family B"]


def test_a_row_needs_its_own_scope():
    agreed = family("A", scopes=("interview",))
    assert len(released(rows("goals", "interview"), agreed).frame) == 1
    assert released(rows("goals", "record_review"), agreed).frame.empty


def test_a_use_outside_needs_its_own_consent():
    assert released(rows("goals"), family("A"), use="dfe").frame.empty
    agreed = family("A", scopes=("interview", "dfe"))
    assert len(released(rows("goals"), agreed, use="dfe").frame) == 1
    assert released(rows("goals"), agreed, use="publish").frame.empty


def test_a_persons_row_needs_that_persons_consent():
    other = entry("participant", A, participant="parent-2", role="parent")
    assert released(rows("goals", participant="parent-2"), family("A"), other).frame.empty


def test_a_row_without_a_scope_needs_a_family_that_may_be_followed():
    assert released(rows("board", ""), family("A", scopes=("quotes",))).frame.empty
    assert len(released(rows("board", ""), family("A", scopes=("record_review",))).frame) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"masked": []},
        {"read_by_family": False},
        {"second_reader": ""},
        {"second_reader": "synthetic-jo"},
        {"approved": False},
    ],
    ids=["not masked", "not read by the family", "no second reader", "read by the author", "no"],
)
def test_a_story_needs_a_publication_check_that_passed(fault):
    failed = PASSED | fault
    assert len(released(rows("timeline"), family("A"), PASSED).frame) == 1
    found = released(rows("timeline"), family("A"), failed)
    assert found.frame.empty
    assert found.notes == (
        "One family’s story is not shown: the publication check has not been passed.",
    )


def test_a_board_and_goal_lines_need_no_publication_check():
    assert len(released(rows("goals"), family("A")).frame) == 1


def test_rows_that_do_not_say_whose_they_are_are_refused():
    with pytest.raises(ReleaseError, match="events-without-family"):
        released(Events("goals", pd.DataFrame({"text": ["x"]})), family("A"))


def test_no_rows_are_no_rows():
    found = released(Events("goals", event_frame([], ("text",))), family("A"))
    assert found.frame.empty
    assert list(found.frame.columns) == ["text"]
