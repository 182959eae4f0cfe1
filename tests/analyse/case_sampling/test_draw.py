from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.analyse.case_sampling import (
    DESIGN,
    allocate,
    case_frame,
    draw,
    draw_account,
    from_json,
    one_per_family,
    pick,
    substitute,
    to_json,
    with_design,
)
from ffc_eval.errors import DesignError
from ffc_eval.model.instrument import Instrument, Wave
from ffc_eval.model.responses import Responses

PLANS = ("early help", "child in need", "protection", "proceedings")


def listed(sizes: dict[tuple[str, str], int]) -> pd.DataFrame:
    rows = [
        (f"C{place:04d}", locality, plan, "")
        for place, (locality, plan) in enumerate(
            cell for cell, size in sizes.items() for _ in range(size)
        )
    ]
    return pd.DataFrame(rows, columns=["case", "locality", "plan", "left_out"])


def nine_hundred() -> pd.DataFrame:
    localities = ("East", "Mid", "North", "South", "Town", "West")
    sizes = {
        (locality, plan): base + 5 * place
        for place, locality in enumerate(localities)
        for plan, base in zip(PLANS, (60, 45, 25, 6), strict=True)
    }
    return listed(sizes)


ORDER = {"plan": PLANS}


def test_same_seed_same_cases_whatever_the_order_of_the_list():
    cases = nine_hundred()
    first = draw(case_frame(cases), 100, seed=7, order=ORDER)
    again = draw(case_frame(cases.iloc[::-1]), 100, seed=7, order=ORDER)
    other = draw(case_frame(cases), 100, seed=8, order=ORDER)
    pd.testing.assert_frame_equal(first.cases, again.cases)
    assert set(first.sample["case"]) != set(other.sample["case"])


def test_the_cases_of_a_seed_never_change():
    drawn = draw(case_frame(listed({("North", "a"): 6, ("South", "a"): 6})), 4, seed=1)
    assert drawn.sample["case"].tolist() == ["C0011", "C0008", "C0004", "C0010"]


def test_a_hundred_cases_a_fifth_in_reserve_thirty_double_marked():
    drawn = draw(case_frame(nine_hundred()), 100, seed=7, order=ORDER)
    roles = drawn.cases["role"].value_counts()
    assert roles["sample"] == 100
    assert 20 <= roles["reserve"] <= 20 + drawn.cases["stratum"].nunique()
    assert drawn.cases["double_marked"].sum() == 30
    assert drawn.sample["double_marked"].sum() == 30
    assert drawn.cases["case"].is_unique


def test_weights_stand_for_every_case_of_the_frame():
    frame = case_frame(nine_hundred())
    sample = draw(frame, 100, seed=7, order=ORDER).sample
    assert sample["weight"].sum() == pytest.approx(len(frame.eligible))
    assert (sample["weight"] * sample["probability"]).to_numpy() == pytest.approx(1)


def test_the_floor_used_is_said():
    drawn = draw(case_frame(nine_hundred()), 100, seed=7, order=ORDER)
    assert "100 of 1116 cases in 24 strata, at least 2 a stratum" in drawn.said


@pytest.mark.parametrize(
    ("sizes", "n", "floor", "take"),
    [
        ({("N", "a"): 200, ("S", "a"): 20}, 60, 8, (52, 8)),
        ({("N", "a"): 200, ("S", "a"): 5}, 60, 8, (55, 5)),
        ({("N", "a"): 200, ("S", "a"): 20}, 20, 5, (15, 5)),
        ({("N", "a"): 30, ("S", "a"): 30}, 31, 7, (16, 15)),
        ({("N", "a"): 4, ("S", "a"): 3}, 7, 1, (7,)),
    ],
)
def test_the_floor_is_the_smallest_of_eight_half_the_share_and_the_stratum(
    sizes: dict[tuple[str, str], int], n: int, floor: int, take: tuple[int, ...]
):
    found = allocate(case_frame(listed(sizes)), n)
    assert found.take == take
    if len(found.strata) > 1:
        assert found.floor == floor


def test_strata_too_small_for_two_cases_are_merged_with_a_neighbour_of_the_same_locality():
    sizes = {
        ("North", "early help"): 30,
        ("North", "child in need"): 20,
        ("North", "protection"): 10,
        ("North", "proceedings"): 1,
        ("South", "early help"): 30,
    }
    found = allocate(case_frame(listed(sizes)), 40, order=ORDER)
    assert found.merged == ("North | protection + North | proceedings",)
    assert sum(found.take) == 40


def test_many_strata_are_merged_until_each_gives_two():
    found = allocate(case_frame(nine_hundred()), 40, order=ORDER)
    assert len(found.strata) == 10
    assert found.floor == 2
    assert min(found.take) >= 2


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.integers(2, 100),
)
@settings(max_examples=100, deadline=None)
def test_an_allocation_takes_n_and_no_more_than_there_is(sizes: list[int], n: int):
    frame = case_frame(listed({(f"L{i}", "a"): size for i, size in enumerate(sizes)}))
    if n > sum(sizes):
        with pytest.raises(DesignError, match="sample-size"):
            allocate(frame, n)
        return
    found = allocate(frame, n)
    assert sum(found.take) == n
    assert sum(found.sizes) == sum(sizes)
    for size, take, reserve in zip(found.sizes, found.take, found.reserve, strict=True):
        assert min(found.floor, size) <= take
        assert take + reserve <= size


def test_a_changed_frame_is_refused():
    cases = nine_hundred()
    earlier = draw(case_frame(cases), 100, seed=7)
    assert draw(case_frame(cases), 100, seed=7, earlier=earlier) is earlier
    for changed in (cases.iloc[1:], cases.assign(plan=cases["plan"].replace("early help", "eh"))):
        with pytest.raises(DesignError, match="frame-changed"):
            draw(case_frame(changed), 100, seed=7, earlier=earlier)
    with pytest.raises(DesignError, match="seed-changed"):
        draw(case_frame(cases), 100, seed=8, earlier=earlier)


def test_cases_left_out_are_listed_and_never_drawn():
    cases = listed({("N", "a"): 20})
    cases.loc[:9, "left_out"] = "access restricted"
    frame = case_frame(cases)
    assert frame.account == {"": 10, "access restricted": 10}
    drawn = draw(frame, 5, seed=1)
    assert set(drawn.cases["case"]).isdisjoint(cases["case"][:10])


def test_one_child_a_family_is_the_youngest():
    cases = listed({("N", "a"): 4}).assign(family=["f", "f", "f", "g"], age=[9, 4, 4, 12])
    cases.loc[3, "left_out"] = "moved"
    kept = one_per_family(cases)
    assert kept["left_out"].tolist() == [
        "sibling of the index child",
        "",
        "sibling of the index child",
        "moved",
    ]


def test_all_that_is_wrong_with_a_list_is_said_at_once_without_a_case_number():
    cases = listed({("N", "a"): 3})
    cases.loc[1, "case"] = "C0000"
    cases.loc[2, "plan"] = ""
    with pytest.raises(DesignError) as error:
        case_frame(cases)
    slugs = [problem.slug for problem in error.value.problems]
    assert slugs == ["case-twice", "case-without-stratum"]
    assert "C0000" not in str(error.value)
    with pytest.raises(DesignError, match="frame-column-missing"):
        case_frame(cases.drop(columns="plan"))


def test_a_case_is_replaced_by_the_next_of_its_reserve_list():
    drawn = draw(case_frame(listed({("N", "a"): 20, ("S", "a"): 20})), 20, seed=1)
    lost = drawn.sample.iloc[0]
    changed = substitute(drawn, lost["case"], "record not available")
    (new,) = changed.sample[changed.sample["replaces"] == lost["case"]].to_dict("records")
    assert new["stratum"] == lost["stratum"]
    assert new["place"] == (drawn.sample["stratum"] == lost["stratum"]).sum() + 1
    assert new["double_marked"] == lost["double_marked"]
    assert len(changed.sample) == len(drawn.sample)
    gone = changed.cases.set_index("case").loc[lost["case"]]
    assert (gone["role"], gone["reason"]) == ("replaced", "record not available")
    with pytest.raises(DesignError, match="case-not-drawn"):
        substitute(changed, lost["case"], "record not available")


def test_a_reserve_list_can_be_used_up():
    drawn = draw(case_frame(listed({("N", "a"): 6})), 5, seed=1)
    drawn = substitute(drawn, drawn.sample["case"].iloc[0], "access restricted")
    with pytest.raises(DesignError, match="reserve-used-up"):
        substitute(drawn, drawn.sample["case"].iloc[0], "access restricted")


def test_a_draw_is_saved_and_read_back_whole():
    drawn = draw(case_frame(nine_hundred()), 100, seed=7, order=ORDER)
    back = from_json(to_json(drawn))
    pd.testing.assert_frame_equal(back.cases, drawn.cases)
    assert (back.seed, back.frame_hash, back.said) == (7, drawn.frame_hash, drawn.said)


def test_pseudonyms_take_the_place_of_every_case_number():
    drawn = draw(case_frame(listed({("N", "a"): 20})), 10, seed=1)
    drawn = substitute(drawn, drawn.sample["case"].iloc[0], "access restricted")
    named = drawn.renamed(lambda case: "p" + case[1:][::-1])
    assert not to_json(named).count('"C0')
    assert named.cases["role"].tolist() == drawn.cases["role"].tolist()


def test_each_purpose_picks_at_random_for_itself():
    cases = [f"C{place}" for place in range(40)]
    double, again = pick(cases, 15, 1, "double marking"), pick(cases, 15, 1, "drift")
    assert len(set(double)) == 15
    assert double != again
    assert pick(reversed(cases), 15, 1, "drift") == again


def audited(cases: list[str]) -> Responses:
    index = pd.Index([f"r{place}" for place in range(len(cases))], name="response")
    context = pd.DataFrame({"wave": "w1", "person": cases}, index=index)
    empty = pd.DataFrame(index=index)
    return Responses(
        Instrument("audit", "Audit", (), waves=(Wave("w1", "W1"),)), empty, empty, context, {}
    )


def test_audited_cases_weigh_what_their_stratum_holds_over_those_read():
    drawn = draw(case_frame(listed({("N", "a"): 20, ("S", "a"): 60})), 20, seed=1)
    read = drawn.sample["case"].tolist()[1:]
    found = with_design(audited(read), {"w1": drawn})
    assert found.context["weight"].sum() == pytest.approx(80)
    assert set(found.context.columns) >= {DESIGN.weight, DESIGN.stratum, DESIGN.fpc}
    with pytest.raises(DesignError, match="case-not-drawn"):
        with_design(audited([*read, "elsewhere"]), {"w1": drawn})


def test_the_account_says_what_was_drawn_replaced_and_left_out():
    cases = listed({("N", "a"): 20, ("S", "a"): 60})
    cases.loc[:4, "left_out"] = "access restricted"
    frame = case_frame(cases)
    drawn = draw(frame, 20, seed=1)
    drawn = substitute(drawn, drawn.sample["case"].iloc[0], "record not available")
    rows = draw_account({"w1": frame}, {"w1": drawn}).frame
    columns = ["stratum", "frame", "sample", "replaced", "reserve"]
    assert list(rows[columns].itertuples(index=False, name=None)) == [
        ("N | a", 15, 5, 1, 0),
        ("S | a", 60, 15, 0, 3),
        ("access restricted", 5, 0, 0, 0),
    ]
    assert rows["probability"].tolist() == [5 / 15, 15 / 60, 0.0]
    assert rows["double_marked"].sum() == 20
