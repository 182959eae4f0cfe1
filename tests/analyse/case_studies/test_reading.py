"""What people entered, read back: the later entry stands, nothing is guessed."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from families import case_studies, entry, family, tracker

from ffc_eval.analyse.case_studies.entering import decision_of, next_label
from ffc_eval.analyse.case_studies.tracker import read_tracker
from ffc_eval.errors import CaseStudyError

A = "pseudonym-A"


def test_entries_written_and_read_again_are_the_same():
    cases = case_studies(
        family("A"),
        entry("contact", A, stage="first", on="2025-01-08", minutes=40),
        entry("action", A, number=1, text="x", who="both", origin="fnm", planned="2025-01-20"),
        entry(
            "check",
            A,
            rare=["ages"],
            masked=[],
            read_by_family=True,
            second_reader="k",
            approved=True,
        ),
    )
    rows = [*cases.cases, *cases.participants, *cases.consents, *cases.contacts, *cases.actions]
    written = [
        decision_of(row) | {"id": str(place), "person": row.by}
        for place, row in enumerate([*rows, *cases.checks])
    ]
    again = case_studies(written)
    assert again.cases == cases.cases
    assert again.consents == cases.consents
    assert (again.contacts, again.actions, again.checks) == (
        cases.contacts,
        cases.actions,
        cases.checks,
    )


def test_other_kinds_of_decisions_are_passed_over():
    assert case_studies([{"kind": "coding", "id": "1", "person": "x"}]).cases == ()


def test_what_belongs_to_no_family_is_left_out():
    assert case_studies(entry("contact", "nobody", stage="first", on="2025-01-08")).contacts == ()


def test_a_contact_entered_twice_stands_as_entered_last():
    cases = case_studies(
        family("A"),
        entry("contact", A, stage="first", on="2025-01-09", at="2025-02-01"),
        entry("contact", A, stage="first", on="2025-01-08", at="2025-01-10"),
    )
    assert [str(row.on) for row in cases.contacts] == ["2025-01-09"]


def test_two_families_given_one_label_are_told_apart():
    other = [row | {"case": "pseudonym-B"} for row in family("A")]
    labels = [case.label for case in case_studies(family("A"), other).cases]
    assert labels == ["Family A", "Family A (2)"]


@pytest.mark.parametrize("fields", [{"on": "soon", "answer": "yes"}, {"on": "2025-01-06"}])
def test_an_entry_that_is_not_whole_stops_the_reading(fields):
    wrong = entry("consent", A, allows="dfe", given_by="self", **fields)
    with pytest.raises(CaseStudyError, match="case-entry-broken") as caught:
        case_studies(family("A"), wrong, wrong)
    assert len(caught.value.problems) == 2
    assert A not in str(caught.value)


def label_after(number):
    return next_label(SimpleNamespace(cases=[SimpleNamespace(case=n) for n in range(number)]))


def test_labels_never_repeat():
    assert len({label_after(number) for number in range(800)}) == 800


def test_the_27th_family_is_aa():
    assert [label_after(place) for place in (0, 25, 26, 52)] == [
        "Family A",
        "Family Z",
        "Family AA",
        "Family BA",
    ]


def test_the_shipped_tracker_has_ten_domains_and_a_lane_for_every_event():
    shipped = tracker()
    assert len(shipped.domains) == 10
    assert {kind.lane for kind in shipped.milestones.values()} == set(shipped.lanes)


def test_a_lane_that_is_not_defined_is_named_with_its_line(tmp_path):
    shipped = Path(__file__).parents[3] / "surveys" / "case_studies" / "tracker.yaml"
    text = shipped.read_text(encoding="utf-8").replace("lane: support", "lane: suport")
    (tmp_path / "tracker.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CaseStudyError, match=r"tracker.yaml, line \d+") as caught:
        read_tracker(tmp_path / "tracker.yaml")
    assert "suport" in str(caught.value)


def test_a_tracker_that_is_not_there_is_asked_for(tmp_path):
    with pytest.raises(CaseStudyError, match="no-tracker"):
        read_tracker(tmp_path / "tracker.yaml")
