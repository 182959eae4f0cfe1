"""Weighting: margins met, margins missed, people without a category, bounds."""

from __future__ import annotations

import numpy as np
import pytest
from analyse.survey_tables import responses_of
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from ffc_eval.analyse.estimate import mean, proportion
from ffc_eval.analyse.weights.calibration import calibrate
from ffc_eval.analyse.weights.post_stratification import post_stratify
from ffc_eval.analyse.weights.raking import rake
from ffc_eval.analyse.weights.trimming import trim
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design

PEOPLE = """
| ok  | area | role |
|-----|------|------|
| Yes | A | x |
| Yes | A | y |
| No  | A | y |
| No  | B | x |
| Yes | B | y |
| No  | B | y |
| Yes | C | x |
| No  | C | y |
"""
AREA = {"A": 0.5, "B": 0.25, "C": 0.25}
ROLE = {"x": 0.6, "y": 0.4}


def weight_of(made) -> np.ndarray:
    return made.responses.context[made.design.weight].to_numpy()


def after(made, column: str) -> dict[str, float]:
    rows = made.report.where(question=column, contrast="after", statistic="margin").frame
    return dict(zip(rows["option"], rows["estimate"], strict=True))


def test_rake_reproduces_every_margin():
    made = rake(responses_of(PEOPLE), Design(), {"area": AREA, "role": ROLE})
    assert after(made, "area") == pytest.approx(AREA, abs=1e-9)
    assert after(made, "role") == pytest.approx(ROLE, abs=1e-9)
    assert made.missed == ()


def test_counts_and_shares_can_stand_side_by_side():
    made = rake(responses_of(PEOPLE), Design(), {"area": AREA, "role": {"x": 240, "y": 160}})
    assert weight_of(made).sum() == pytest.approx(400)


def test_a_margin_that_cannot_be_met_leaves_estimates_out_and_says_so():
    made = rake(responses_of(PEOPLE), Design(), {"area": {**AREA, "C": 0.15, "D": 0.1}})
    assert "area: D" in made.missed
    rows = proportion(made.responses, made.design, "ok").frame
    assert rows["estimate"].isna().all()
    assert set(rows["method"]) == {"left out: the weights miss a margin"}
    assert rows["note"].str.contains("area: D").all()
    assert rows["n"].tolist() == [8, 8]


def test_people_without_a_category_keep_their_share_of_the_weights():
    made = rake(responses_of(PEOPLE.replace("| C | x |", "|  | x |")), Design(), {"area": AREA})
    found = after(made, "area")
    assert found["not stated"] == pytest.approx(1 / 8)
    assert found["A"] == pytest.approx(0.5 * 7 / 8)
    assert made.missed == ()


def test_each_wave_is_weighted_by_itself():
    two = PEOPLE.replace("| ok  | area | role |", "| ok  | area | role | wave |")
    lines = two.strip().splitlines()
    waves = [*lines[:2], *(f"{line} w{1 + at % 2} |" for at, line in enumerate(lines[2:]))]
    made = post_stratify(responses_of("\n".join(waves)), Design(), ["role"], ROLE)
    shares = made.report.where(contrast="after", statistic="margin").frame
    assert shares.groupby("period")["estimate"].sum().tolist() == pytest.approx([1, 1])
    assert made.missed == ()


def test_calibration_to_a_number_reproduces_its_total():
    table = responses_of("| years | area |\n|-|-|\n| 1 | A |\n| 4 | A |\n| 7 | B |\n| 2 | B |")
    made = calibrate(table, Design(), {"area": {"A": 60, "B": 40}}, numbers={"years": 330})
    years = mean(made.responses, made.design, "years").frame.iloc[0]
    assert years["estimate"] == pytest.approx(3.3, rel=1e-12)
    assert years["std_error"] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("bounds", [(0.4, 1.6), (0.55, 2.0), (0.5, 2.2)])
def test_bounded_calibration_is_the_nearest_weighting_within_the_bounds(bounds):
    table, margins = responses_of(PEOPLE), {"area": AREA, "role": {"x": 0.5, "y": 0.5}}
    made = calibrate(table, Design(), margins, bounds=bounds)
    constraints = [
        {"type": "eq", "fun": lambda w, who=who, aim=aim: w[who].sum() - 8 * aim}
        for name, aims in margins.items()
        for who, aim in (
            ((table.values[name] == level).to_numpy(), aim) for level, aim in aims.items()
        )
    ]
    best = optimize.minimize(
        lambda w: ((w - 1) ** 2).sum(),
        np.ones(8),
        bounds=[bounds] * 8,
        constraints=constraints[:-1],
        options={"ftol": 1e-15, "maxiter": 500},
    )
    free = weight_of(calibrate(table, Design(), margins))
    assert free.min() < bounds[0] or free.max() > bounds[1]
    assert weight_of(made) == pytest.approx(best.x, abs=1e-6)
    assert made.missed == ()


def test_bounds_that_are_too_narrow_are_a_missed_margin():
    made = calibrate(responses_of(PEOPLE), Design(), {"role": ROLE}, bounds=(0.9, 1.1))
    assert made.missed == ("role: x", "role: y")


def test_trimming_keeps_the_sum_and_forgets_the_margins():
    raked = rake(responses_of(PEOPLE), Design(), {"area": AREA, "role": ROLE})
    cut = trim(raked.responses, raked.design, upper=1.7)
    assert weight_of(cut).max() <= 1.7 + 1e-12 < weight_of(raked).max()
    assert weight_of(cut).sum() == pytest.approx(weight_of(raked).sum())
    assert cut.design.calibration is None


def test_the_report_gives_the_design_effect_before_and_after():
    made = rake(responses_of(PEOPLE), Design(), {"area": AREA, "role": ROLE})
    rows = made.report.where(statistic="design_effect").frame.set_index("contrast")
    weight = weight_of(made)
    assert rows.loc["before", "estimate"] == 1
    assert rows.loc["after", "estimate"] == pytest.approx(1 + weight.var() / weight.mean() ** 2)


@pytest.mark.parametrize(
    ("margins", "slug"),
    [
        ({"area": {"A": 0.5, "B": 0.5}}, "category-without-total"),
        ({"area": {"A": -1, "B": 2, "C": 3}}, "margin-below-zero"),
        ({"area": {"A": 10, "B": 5, "C": 5}, "role": {"x": 10, "y": 11}}, "margins-differ"),
    ],
)
def test_margins_that_cannot_be_used_are_refused(margins, slug):
    with pytest.raises(DesignError) as error:
        rake(responses_of(PEOPLE), Design(), margins)
    assert [problem.slug for problem in error.value.problems] == [slug]


def test_other_refusals():
    table = responses_of(PEOPLE)
    with pytest.raises(DesignError) as error:
        post_stratify(table, Design(), ["area"], {"A": 1.0})
    assert error.value.problems[0].slug == "category-without-total"
    with pytest.raises(DesignError) as error:
        trim(table, Design(), upper=0.5)
    assert error.value.problems[0].slug == "trim-range"
    numbers = responses_of("| years |\n|-|\n| 1 |\n|  |")
    with pytest.raises(DesignError) as error:
        calibrate(numbers, Design(), {}, numbers={"years": 3})
    assert error.value.problems[0].slug == "number-missing"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.floats(0.2, 5)), max_size=30
    )
)
def test_raking_twice_is_raking_once(extra):
    people = [*(("A", "x", 1.0), ("A", "y", 1.0), ("B", "x", 1.0), ("B", "y", 1.0)), *extra]
    lines = "\n".join(f"| {area} | {role} | {weight} |" for area, role, weight in people)
    table = responses_of(f"| area | role | weight |\n|-|-|-|\n{lines}")
    margins = {"area": {"A": 0.3, "B": 0.7}, "role": ROLE}
    once = rake(table, Design(weight="weight"), margins, tolerance=1e-13)
    twice = rake(once.responses, once.design, margins, tolerance=1e-13)
    assert weight_of(twice) == pytest.approx(weight_of(once), rel=1e-9)
    assert once.missed == ()
