"""Headline claims of Exampleshire: invented, about numbers that the generator plants."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ffc_eval.example.layouts import stored
from ffc_eval.present.claims import Claim, Reference, claims_workbook
from ffc_eval.store import write_atomic

CLAIMS_FILE = "reports/narrative/2025-Q1/synthetic-claims.xlsx"
_CREATED = datetime(2025, 7, 14, 9, 0)

CLAIMS = (
    Claim(
        "C1",
        "Family members found family group conferences fair: 47 of 56 (84%) agreed that the "
        "co-ordinator did not take sides.",
        ("FN",),
        (Reference("fgc.items", "FGC-12"),),
        support="Asked within two weeks, by somebody other than the co-ordinator.",
        against="Families who left before the end were seldom reached.",
        rivals="People who found the meeting fair may be readier to answer. Not examined.",
        kind="Family or child, first-hand",
        mind="Fewer than half agreeing once families who left early are asked.",
        since="New: first quarter of this survey",
    ),
    Claim(
        "C2",
        "In the staff survey, the share who feel respected by other professions rose by 15 points "
        "(9 to 21), from 115 of 212 (54%) to 161 of 233 (69%).",
        ("FH", "SYS"),
        (Reference("staff.change", "STF-07"),),
        support="Larger than chance alone would give in two surveys of all staff.",
        against="Consistent advice from managers shows no clear change.",
        rivals="Staff who left between the surveys may have been the less content; the second "
        "survey came in spring, a month after the induction days. Leavers are examined next.",
        kind="Staff or partner, own experience",
        mind="A third survey back at the level of October.",
        since="New this quarter",
    ),
    Claim(
        "C3",
        "In the staff survey, the share who say that the recording system makes the single "
        "assessment and plan harder rose by 19 points (13 to 25), from 78 of 205 (38%) to 128 of "
        "224 (57%).",
        ("SYS",),
        (Reference("staff.change", "STF-16"),),
        support="Larger than chance alone would give; staff write about it unasked.",
        against="None found",
        rivals="The system changed between the two surveys, so new screens and new practice "
        "cannot be told apart.",
        kind="Staff or partner, own experience",
        mind="A fall once the ten worst steps are taken out.",
        since="New this quarter",
    ),
    Claim(
        "C4",
        "Fewer than half of family members at child protection conferences, 20 of 45 (44%), "
        "agreed that their views made a difference to the plan.",
        ("CP",),
        (Reference("conference_family.items", "CPF-10"),),
        support="First-hand, asked after the conference.",
        against="Partners at the same kind of conference see more participation.",
        rivals="Answers may be about the decision and not about being heard. Not examined.",
        kind="Family or child, first-hand",
        mind="Most families agreeing when somebody independent asks them.",
        since="New: first quarter of this survey",
    ),
    Claim(
        "C5",
        "Of the partners at child protection conferences 78 of 106 (74%) agreed that the family "
        "took a real part in making the plan.",
        ("CP", "SP"),
        (Reference("conference_partner.items", "CPR-08"),),
        support="Asked of every agency at the conference.",
        against="Fewer than half of the families say that their views made a difference.",
        rivals="Partners see the meeting and not what comes after it. Not examined.",
        kind="Staff or partner about families, second-hand",
        mind="Families and partners of the same conferences agreeing.",
        since="New: first quarter of this survey",
    ),
)


def write_claims(folder: Path) -> None:
    """Write the claims sheet of the synthetic project, the same bytes at every run."""
    path = folder / CLAIMS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, stored(claims_workbook(CLAIMS, created=_CREATED)))
