"""Claims as blocks: marked where they say too much, gaps named, strength in words."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.errors import Problem
from ffc_eval.model.blocks import Passage, Table
from ffc_eval.present.claims import (
    Claim,
    Claims,
    Facts,
    advice_passage,
    claims_table,
    judge,
    together_table,
)

FACTS = Facts("staff", 2, ("w1", "w2"), frozenset(["168 of 243"]), "Staff survey")
CLAIM = Claim(
    "C1",
    "It rose to 168 of 243.",
    ("FH",),
    support="Two waves",
    against="Nobody asked leavers",
    rivals="Spring",
    kind="Staff or partner, own experience",
    mind="A fall",
    since="New",
)


def table_of(make, *claims: Claim, facts: Facts = FACTS) -> Table:
    judged = tuple(judge(claim, [facts], file="claims.xlsx") for claim in claims)
    made = make(Claims(judged, synthetic=True))
    assert isinstance(made, Table)
    return made


def test_a_row_has_claim_strength_maturity_change_and_evidence():
    table = table_of(claims_table, CLAIM)
    assert [column.title for column in table.columns] == [
        "Claim",
        "Strength",
        "Maturity",
        "Since last quarter",
        "Evidence",
    ]
    assert table.rows == (
        (
            "C1. It rose to 168 of 243.",
            "Changed\n■■□□□\n2 of 5",
            "Developing",
            "New",
            "Staff or partner, own experience\nStaff survey",
        ),
    )
    assert table.synthetic


def test_the_key_says_what_the_words_mean_and_what_the_ceiling_is():
    key = dict(table_of(claims_table, CLAIM).base_line)
    assert "0 reported, 1 observed, 2 changed" in key["Strength"]
    assert "cannot go above 4" in key["Strength"]
    assert "emerging: one wave or one source" in key["Maturity"]


def test_a_claim_above_its_design_is_marked_with_the_words_that_are_allowed():
    for make in (claims_table, together_table):
        cell = table_of(make, replace(CLAIM, text="It led to 168 of 243.")).rows[0][0]
        assert "Says more than the design allows" in cell
        assert "“rose, with the interval”" in cell


def test_another_finding_is_marked_too():
    cell = table_of(claims_table, replace(CLAIM, text="It was 168 of 244.")).rows[0][0]
    assert "A number in the claim is in none of the results" in cell


def test_bringing_together_goes_by_strand_and_names_the_gaps():
    system = replace(CLAIM, id="C2", strands=("SYS",))
    both = replace(CLAIM, id="C3", strands=("FH", "CP"))
    table = table_of(together_table, system, both, CLAIM)
    assert [row[0][:2] for row in table.rows] == ["C1", "C3", "C2"]
    assert table.groups == (
        (0, "Family Help"),
        (1, "Family Help; Child protection"),
        (2, "System and enablers"),
    )
    assert table.rows[0][1:4] == ("Two waves", "Nobody asked leavers", "Spring")
    assert table.rows[0][5] == "A fall"
    assert table.notes == ("No claim this quarter on: Family networks and Safeguarding partners.",)


def test_what_is_not_said_is_said_to_be_missing():
    table = table_of(together_table, replace(CLAIM, against="", mind=""))
    assert table.rows[0][2] == table.rows[0][5] == "Not said"


def test_without_claims_the_slot_says_so():
    for make in (claims_table, together_table):
        made = make(Claims())
        assert isinstance(made, Passage)
        assert made.style == "empty"


def test_findings_of_sheet_and_claims_stand_together():
    sheet = Problem("too-many-claims", "Too many.")
    judged = judge(replace(CLAIM, strength=5), [FACTS], file="x")
    assert [p.slug for p in Claims((judged,), (sheet,)).findings] == [
        "too-many-claims",
        "claim-above-design",
    ]


def test_advice_is_one_point_each_with_its_place():
    problem = Problem("x", "Too strong.", "staff.md, line 3", "led to", "Write “was”.")
    assert advice_passage([problem]).paragraphs == (
        "staff.md, line 3: “led to”: Too strong. Write “was”.",
    )
    assert advice_passage([]).style == "notice"
