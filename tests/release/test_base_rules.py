"""How many people stand behind a number decides how it may be shown."""

import math

import pytest

from ffc_eval.model.estimates import Estimates
from ffc_eval.release import Policy, Thresholds, protect

ROW = {
    "indicator": "q1",
    "question": "Were you listened to?",
    "period": "w1",
    "statistic": "share",
    "option": "Yes",
    "unit": "share",
    "note": "With 40 people a change under 12 points cannot be seen.",
}


def row(count: float, n: float, **more: object) -> dict[str, object]:
    share = count / n if n else math.nan
    numbers = {"estimate": share, "conf_low": share / 2, "conf_high": share, "n_missing": 3}
    return {**ROW, **numbers, "count": count, "n": n, **more}


def shown(*rows: dict[str, object], policy: Policy | None = None):
    return protect(Estimates.from_rows(rows), policy or Policy("staff")).frame


@pytest.mark.parametrize(
    ("n", "how", "flag"),
    [
        (1, "number", ""),
        (4, "number", ""),
        (5, "count_of", ""),
        (9, "count_of", ""),
        (10, "percent", "very small base"),
        (29, "percent", "very small base"),
        (30, "percent", "small base"),
        (49, "percent", "small base"),
        (50, "percent", ""),
    ],
)
def test_the_base_decides_how_a_share_is_shown(n: int, how: str, flag: str):
    frame = shown(row(n - 1, n))
    assert (frame["shown"].item(), frame["flag"].item()) == (how, flag)


def test_under_five_only_the_number_who_answered_is_left_in_the_object():
    frame = shown(row(3, 4))
    assert frame["n"].item() == 4
    assert frame[["estimate", "conf_low", "conf_high", "count", "n_missing"]].isna().all(axis=None)
    assert frame["note"].item() == ""


def test_five_to_nine_keep_count_and_base_and_nothing_else():
    frame = shown(row(7, 9))
    assert (frame["count"].item(), frame["n"].item()) == (7, 9)
    assert frame[["estimate", "conf_low", "conf_high", "std_error"]].isna().all(axis=None)


@pytest.mark.parametrize("statistic", ["mean", "quantile", "difference", "net", "ratio"])
def test_a_value_that_is_not_a_count_is_blank_under_ten(statistic: str):
    frame = shown(row(7, 9, statistic=statistic, option="0.5"))
    assert frame["shown"].item() == "number"
    assert frame[["estimate", "count"]].isna().all(axis=None)


def test_the_highest_value_is_one_persons_and_is_hidden():
    frame = shown(*(row(math.nan, 80, statistic="quantile", option=p) for p in ("0.5", "1")))
    assert frame["shown"].tolist() == ["percent", "hidden"]
    assert frame["n"].isna().tolist() == [False, True]


def test_a_number_without_its_denominator_is_not_shown():
    frame = shown(row(7, math.nan, estimate=0.65))
    assert frame[["shown", "symbol"]].values.tolist() == [["hidden", ":"]]
    assert frame[["estimate", "count"]].isna().all(axis=None)


def test_nobody_in_the_base_is_not_available_and_never_nought_per_cent():
    frame = shown(row(0, 0))
    assert frame[["shown", "symbol"]].values.tolist() == [["number", ":"]]
    assert frame["estimate"].isna().all()


def test_thresholds_are_the_users_to_set():
    policy = Policy("staff", thresholds=Thresholds(counts_from=3, percent_from=4))
    assert shown(row(3, 4), policy=policy)["shown"].item() == "percent"


def test_protecting_changes_nothing_in_the_estimates_given():
    estimates = Estimates.from_rows([row(3, 4)])
    before = estimates.frame.copy()
    protect(estimates, Policy("staff"))
    assert estimates.frame.equals(before)


def test_the_policy_is_kept_in_the_provenance():
    content = protect(Estimates.from_rows([row(30, 60)]), Policy("staff")).content
    assert content.provenance.settings["staff_from"] == "10"
    assert "Disclosure policy applied." in content.provenance.steps
