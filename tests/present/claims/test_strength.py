"""Strength and maturity follow from the released results, not from the author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from released_examples import change_rows, released, share_row

from ffc_eval.model.events import Events
from ffc_eval.model.released import Released
from ffc_eval.present.claims import Claim, Facts, Reference, facts_of, judge
from ffc_eval.present.claims.evidence import ceiling, maturity
from ffc_eval.present.claims.ladder import LADDER, level_named

CLAIM = Claim("C1", "Of staff 168 of 243 agreed.", row=2)
CHANGED = Facts("staff", 2, ("w1", "w2"))
CAUTIOUS = replace(CLAIM, theory="Trust between professions", rivals="Leavers: examined, ruled out")


def facts(rows, indicator="S1", result="staff.change") -> Facts:
    found = facts_of(released(rows), Reference(result, indicator))
    assert found is not None
    return found


def group_rows(low: float, high: float) -> list[dict]:
    """Two groups of one wave and the difference between them."""
    shares = [
        share_row("S1", "Agree", k, 120, by="area", domain=name)
        for name, k in (("North", 60), ("South", 90))
    ]
    more = {"statistic": "difference", "contrast": "South - North", "unit": "points"}
    numbers = {"estimate": 0.25, "conf_low": low, "conf_high": high}
    return [
        share_row("S1", "Agree", 150, 240),
        *shares,
        shares[0] | more | numbers | {"domain": ""},
    ]


def test_a_count_with_its_base_is_observed():
    assert facts([share_row("S1", "Agree", 168, 243)]).level == 1


def test_too_few_answers_are_no_more_than_reported():
    assert facts([share_row("S1", "Agree", 2, 4)]).level == 0


def test_a_difference_that_leaves_zero_is_changed():
    assert facts(change_rows(), "S1").level == 2
    assert facts(change_rows(), "S7").level == 2


def test_a_difference_that_could_be_chance_is_only_observed():
    assert facts(change_rows(), "S4").level == 1


def test_a_difference_without_interval_is_only_observed():
    rows = [row | {"conf_low": None, "conf_high": None} for row in change_rows()]
    assert facts(rows, "S1").level == 1


@pytest.mark.parametrize(("statistic", "level"), [("signal", 2), ("centre", 1)])
def test_a_signal_of_a_series_is_changed(statistic, level):
    months = [share_row("K01", "", 80, 100, period=f"2024-{month:02d}") for month in range(1, 10)]
    rows = [*months, months[-1] | {"statistic": statistic, "option": "outside limits"}]
    assert facts(rows, "K01").level == level


def test_a_comparison_of_groups_is_associated_where_its_limits_are_stated():
    compared = facts(group_rows(0.1, 0.4))
    assert compared.level == 3
    assert ceiling(CLAIM, [compared]) == 1
    assert ceiling(replace(CLAIM, rivals="Different cases: not examined"), [compared]) == 3
    assert facts(group_rows(-0.1, 0.4)).level == 1


def test_stories_have_no_base_and_are_reported():
    import pandas as pd

    example = released([share_row("S1", "Agree", 168, 243)])
    stories = Released(
        Events("board", pd.DataFrame({"label": ["F1"]})),
        (),
        synthetic=True,
        marks=None,
        token=example.token,
    )
    found = facts_of(stories, Reference("case_studies.board", "F1"))
    assert found is not None
    assert found.level == 0


def test_an_indicator_that_is_not_there_has_no_facts():
    assert facts_of(released(change_rows()), Reference("staff.change", "S99")) is None


def test_contribution_needs_theory_two_independent_sources_and_rivals_examined():
    families = Facts("families", 2, ("w1", "w2"))
    assert ceiling(CAUTIOUS, [CHANGED, families]) == 4
    assert ceiling(CAUTIOUS, [CHANGED, replace(CHANGED)]) == 2
    assert ceiling(CAUTIOUS, [CHANGED, replace(families, level=1)]) == 2
    assert ceiling(replace(CAUTIOUS, theory=""), [CHANGED, families]) == 2
    unexamined = replace(CAUTIOUS, rivals="Leavers. Not examined.")
    assert ceiling(unexamined, [CHANGED, families]) == 2


def test_nothing_stands_above_the_ceiling_of_the_programme():
    trial = Facts("trial", 5)
    judged = judge(replace(CAUTIOUS, strength=5), [trial], file="claims.xlsx")
    assert judged.ceiling.number == judged.level.number == 4
    assert judged.exceeds


def test_an_author_may_claim_less_but_not_more():
    assert judge(replace(CLAIM, strength=1), [CHANGED], file="x").level.name == "Observed"
    assert judge(CLAIM, [CHANGED], file="x").level.name == "Changed"
    above = judge(replace(CLAIM, strength=3), [CHANGED], file="x")
    assert above.level.name == "Changed"
    assert above.findings[0].slug == "claim-above-design"
    assert "rose" in above.findings[0].do


def test_a_verb_above_the_evidence_is_marked():
    observed = Facts("staff", 1, ("w2",), frozenset(["168 of 243"]))
    rose = replace(CLAIM, text="Agreement rose to 168 of 243.")
    judged = judge(rose, [observed], file="claims.xlsx")
    assert [(p.slug, p.found, p.where) for p in judged.findings] == [
        ("claim-above-design", "rose", "claims.xlsx, row 2")
    ]
    assert not judge(rose, [replace(observed, level=2)], file="x").exceeds


def test_a_claim_without_evidence_is_marked_and_only_reported():
    judged = judge(CLAIM, [], file="claims.xlsx")
    assert judged.level.number == 0
    assert [problem.slug for problem in judged.findings] == ["claim-without-evidence"]


def test_a_number_that_is_not_in_the_evidence_is_marked():
    text = "It rose by 15 points, from 118 of 218 (54%) to 168 of 243 (69%)."
    good = judge(replace(CLAIM, text=text), [facts(change_rows(), "S1")], file="x")
    assert good.findings == ()
    for right, slip in (("15 points", "16 points"), ("168 of 243", "168 of 244"), ("69%", "70%")):
        wrong = replace(CLAIM, text=text.replace(right, slip))
        judged = judge(wrong, [facts(change_rows(), "S1")], file="x")
        assert [p.found for p in judged.findings] == [slip]


def test_maturity_counts_waves_and_sources():
    one = Facts("staff", 1, ("w1",))
    assert maturity(CLAIM, [one]) == maturity(CLAIM, [one, one]) == "emerging"
    assert maturity(CLAIM, [one, replace(one, source="families")]) == "developing"
    assert maturity(CLAIM, [replace(one, periods=("w1", "w2"))]) == "developing"
    assert maturity(CLAIM, [replace(one, periods=("w1", "w2", "w3"))]) == "established"


@pytest.mark.parametrize(
    ("against", "stage"),
    [("Partners see more", "developing"), ("None found", "established"), ("", "established")],
)
def test_what_stands_against_a_claim_keeps_it_from_being_established(against, stage):
    three = Facts("staff", 1, ("w1", "w2", "w3"))
    assert maturity(replace(CLAIM, against=against), [three]) == stage


def test_limits_of_a_control_chart_are_no_wave():
    month = share_row("K01", "", 80, 100, period="2024-06")
    rows = [month, month | {"statistic": "limit_low", "period": "2023-04 to 2024-06"}]
    assert facts(rows, "K01").periods == ("2024-06",)


def test_the_ladder_has_six_levels_in_order():
    assert [level.number for level in LADDER] == list(range(6))
    assert LADDER[2].squares == "■■□□□\n2 of 5"
    assert level_named(" 4 contribution ") == 4
    assert level_named("6") is None
