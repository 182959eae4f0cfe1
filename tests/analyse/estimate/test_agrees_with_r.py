"""Every statistic agrees with R ``survey`` (scripts and values in tests/golden)."""

from __future__ import annotations

import pytest
from golden.survey import DESIGNS, survey, values, worst

from ffc_eval.analyse.estimate.numbers import mean, ratio, total
from ffc_eval.analyse.estimate.quantiles import quantile
from ffc_eval.analyse.estimate.shares import item_block, proportion
from ffc_eval.model.estimates import Estimates

CLOSED_FORM = 1e-9
LIMITS = ("conf_low", "conf_high")
NAMES = list(DESIGNS)


def row(estimates: Estimates, domain: str = "", **columns: str) -> dict[str, float]:
    picked = estimates.where(domain=domain, **columns).frame
    assert len(picked) == 1
    return picked.iloc[0].to_dict()


def cases(topic: str, design: str) -> dict[tuple[str, ...], dict[str, float]]:
    found = {tuple(case.split(":")): row for case, row in values(topic).items()}
    return {case[1:]: row for case, row in found.items() if case[0] == design}


@pytest.mark.parametrize("name", NAMES)
def test_shares_agree_with_svymean_and_svyciprop(name: str):
    by = {
        interval: item_block(
            survey(), DESIGNS[name], ["q2"], by=((), ("area",)), interval=interval
        ).where(statistic="top_box")
        for interval in ("wilson", "logit", "beta")
    }
    for (area,), expected in cases("proportion", name).items():
        found = row(by["wilson"], area)
        for interval, table in by.items():
            limits = row(table, area)
            found[f"{interval}_low"] = limits["conf_low"]
            found[f"{interval}_high"] = limits["conf_high"]
        assert worst(found, expected) < CLOSED_FORM, area


@pytest.mark.parametrize("name", NAMES)
def test_means_agree_with_svymean(name: str):
    by = ((), ("area",))
    tables = {
        "days": mean(survey(), DESIGNS[name], "days", by=by),
        "q2": mean(survey(), DESIGNS[name], "q2", by=by),
        "net": item_block(survey(), DESIGNS[name], ["q2"], by=by).where(statistic="net"),
    }
    for (variable, area), expected in cases("mean", name).items():
        names = ("estimate", "std_error", "df", *(() if variable == "net" else LIMITS))
        wanted = {name: expected[name] for name in names}
        assert worst(row(tables[variable], area), wanted) < CLOSED_FORM, (variable, area)


@pytest.mark.parametrize("name", NAMES)
def test_totals_agree_with_svytotal(name: str):
    days = total(survey(), DESIGNS[name], "days", by=((), ("area",)))
    role = total(survey(), DESIGNS[name], "role")
    for (variable, level), expected in cases("total", name).items():
        found = row(days, level) if variable == "days" else row(role, option=level)
        assert worst(found, expected) < CLOSED_FORM, (variable, level)


@pytest.mark.parametrize("name", NAMES)
def test_ratios_agree_with_svyratio(name: str):
    table = ratio(survey(), DESIGNS[name], "days", "visits", by=((), ("area",)))
    for (area,), expected in cases("ratio", name).items():
        assert worst(row(table, area), expected) < CLOSED_FORM, area


@pytest.mark.parametrize("name", NAMES)
def test_quantiles_agree_with_svyquantile(name: str):
    table = quantile(
        survey(),
        DESIGNS[name],
        "days",
        probabilities=(0.25, 0.5, 0.8),
        by=((), ("area",)),
    )
    for (area, probability), expected in cases("quantile", name).items():
        found = row(table, area, option=probability)
        assert worst(found, expected) < CLOSED_FORM, (area, probability)


def test_distribution_of_a_question_adds_up_to_its_top_box():
    table = item_block(survey(), DESIGNS["clustered"], ["q2"])
    shares = {option: row(table, statistic="share", option=option) for option in ("Agree",)}
    strong = row(table, statistic="share", option="Strongly agree")["estimate"]
    top = row(table, statistic="top_box")["estimate"]
    assert shares["Agree"]["estimate"] + strong == pytest.approx(top, rel=1e-12)
    plain = proportion(survey(), DESIGNS["clustered"], "q2").frame
    assert plain["estimate"].sum() == pytest.approx(1, rel=1e-12)
