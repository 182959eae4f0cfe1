"""A split in which any number must be hidden is not shown at all."""

import pytest

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.release import Policy, protect, widest_safe

FAMILIES = Policy("service_users", names=(("area", "Where do you live?"),))
STAFF = Policy("staff")


def rows(domains: dict[str, tuple[int, int]], *, by: str = "area", **more: str):
    """One share row a group, "" for the whole authority: {group: (count, n)}."""
    base = {"indicator": "q1", "question": "Was it fair?", "period": "w1", "option": "Yes"}
    return [
        {
            **base,
            "statistic": "share",
            "by": by if domain else "",
            "domain": domain,
            "count": count,
            "n": n,
            "estimate": count / n,
            **more,
        }
        for domain, (count, n) in domains.items()
    ]


def released(*tables: list, policy: Policy = FAMILIES):
    return protect(Estimates.from_rows([row for table in tables for row in table]), policy)


def split_of(result) -> list[str]:
    frame = result.frame
    return frame.loc[(frame["by"] != "") & (frame["shown"] != "hidden"), "domain"].tolist()


def test_a_safe_split_is_shown_whole():
    result = released(rows({"": (37, 60), "North": (20, 32), "South": (17, 28)}))
    assert split_of(result) == ["North", "South"]
    assert result.notes == ()


@pytest.mark.parametrize(
    ("north", "south", "why"),
    [
        ((3, 32), (17, 28), "a count of three"),
        ((29, 32), (17, 28), "three who did not"),
        ((2, 4), (30, 56), "a group of four"),
    ],
)
def test_counts_of_one_to_five_families_take_the_split_out(north, south, why: str):
    total = (north[0] + south[0], north[1] + south[1])
    result = released(rows({"": total, "North": north, "South": south}))
    assert split_of(result) == [], why
    assert result.frame["domain"].tolist() == [""]
    assert " ".join(result.notes) == (
        "“Was it fair?” is not shown by “Where do you live?”: "
        "at least one number would count 1 to 5 people."
    )


def test_nought_is_shown():
    result = released(rows({"": (17, 60), "North": (0, 32), "South": (17, 28)}))
    assert split_of(result) == ["North", "South"]


def test_people_who_gave_no_area_are_not_found_by_subtraction():
    result = released(rows({"": (40, 64), "North": (20, 32), "South": (17, 28)}))
    assert split_of(result) == []


def test_the_whole_authority_follows_the_base_rules_alone():
    assert released(rows({"": (3, 60)})).frame["count"].tolist() == [3]


def test_a_split_without_its_whole_authority_rows_is_left_out():
    result = released(rows({"North": (20, 32), "South": (17, 28)}))
    assert split_of(result) == []
    assert "wider groups were not given" in result.notes[0]
    other = rows({"": (43, 60)}, statistic="bottom_box", option="No")
    assert split_of(released(other, rows({"North": (20, 32), "South": (17, 28)}))) == []


def test_tables_shown_elsewhere_count_too():
    whole = Estimates.from_rows(rows({"": (40, 64)}))
    split = Estimates.from_rows(rows({"North": (20, 32), "South": (17, 28)}))
    assert split_of(protect(split, FAMILIES, beside=[whole])) == []
    safe = Estimates.from_rows(rows({"": (37, 60)}))
    assert split_of(protect(split, FAMILIES, beside=[safe])) == ["North", "South"]


def test_a_top_box_does_not_show_what_a_hidden_answer_would_give():
    agree = {"statistic": "top_box", "option": "Agree or strongly agree"}
    boxes = rows({"": (37, 60), "North": (20, 32), "South": (17, 28)}, **agree)
    safe = rows({"": (20, 60), "North": (12, 32), "South": (8, 28)}, option="Agree")
    few = rows({"": (17, 60), "North": (8, 32), "South": (9, 28)}, option="Strongly agree")
    assert split_of(released(boxes)) == ["North", "South"]
    assert split_of(released(boxes, safe, few)) != []
    hidden = rows({"": (17, 60), "North": (13, 32), "South": (4, 28)}, option="Strongly agree")
    assert split_of(released(boxes, hidden)) == []
    rest = rows({"": (33, 60), "North": (20, 32), "South": (13, 28)}, option="Agree")
    assert split_of(released(boxes, rest)) == []


def test_those_outside_a_box_are_counted_too():
    box = {"statistic": "top_box", "option": "Agree"}
    assert (
        split_of(released(rows({"": (46, 60), "North": (29, 32), "South": (17, 28)}, **box))) == []
    )


def test_the_answer_that_is_left_out_is_not_found_by_adding_up():
    yes = rows({"": (35, 60), "North": (20, 32), "South": (15, 28)})
    partly = rows({"": (15, 60), "North": (9, 32), "South": (6, 28)}, option="Partly")
    assert split_of(released(yes)) == ["North", "South"]
    assert split_of(released(yes, partly)) == []


def test_top_and_bottom_do_not_give_the_middle_away():
    top = rows({"": (30, 60), "North": (15, 30), "South": (15, 30)}, statistic="top_box")
    bottom = rows({"": (22, 60), "North": (12, 30), "South": (10, 30)}, statistic="bottom_box")
    assert split_of(released(top)) == ["North", "South"]
    assert split_of(released(top, bottom)) == []


def test_three_people_in_all_are_not_pinned_to_the_one_group_they_can_be_in():
    strongly = rows({"": (3, 60)}, option="Strongly disagree")
    nobody = rows({"": (10, 60), "North": (0, 32), "South": (10, 28)}, statistic="bottom_box")
    some = rows({"": (16, 60), "North": (6, 32), "South": (10, 28)}, statistic="bottom_box")
    assert split_of(released(strongly, nobody)) == []
    assert split_of(released(strongly, some)) == ["North", "South"]


def test_two_bases_of_one_group_do_not_tell_how_many_stand_between():
    share = rows({"": (37, 60), "North": (20, 32), "South": (17, 28)})
    scored = {"": (35, 56), "North": (20, 32), "South": (15, 24)}
    mean = [{**row, "count": None} for row in rows(scored, statistic="mean", option="")]
    assert split_of(released(share, mean)) == []


def test_a_code_does_not_leave_few_people_over_from_its_theme():
    theme = rows({"": (30, 80), "North": (15, 40), "South": (15, 40)}, indicator="REL")
    code = rows({"": (22, 80), "North": (12, 40), "South": (10, 40)}, indicator="REL.STORY")
    result = released(theme, code)
    assert set(result.frame.loc[result.frame["shown"] == "hidden", "indicator"]) == {"REL.STORY"}


def test_a_finer_split_is_checked_against_the_wider_one():
    whole = rows({"": (48, 96)})
    area = rows({"North": (20, 40), "South": (20, 40)})
    both = rows(
        {
            "North | Old": (10, 19),
            "North | New": (7, 17),
            "South | Old": (12, 20),
            "South | New": (8, 20),
        },
        by="area | age",
    )
    assert split_of(released(whole, both)) != []
    assert split_of(released(whole, area, both)) == ["North", "South"]


def test_people_who_gave_neither_area_nor_role_are_not_found_by_adding_and_subtracting():
    whole = rows({"": (20, 73)})
    area = rows({"North": (10, 36)})
    role = rows({"Carer": (10, 36)}, by="role")
    both = [{**row, "n": 0} for row in rows({"North | Carer": (0, 1)}, by="area | role")]
    assert split_of(released(whole, area, role)) == ["North", "Carer"]
    assert split_of(released(whole, area, role, both)) == ["North", "Carer"]


def test_staff_groups_under_ten_show_no_split():
    whole = {"": (40, 60)}
    assert split_of(released(rows({**whole, "A": (2, 10), "B": (38, 50)}), policy=STAFF)) != []
    assert split_of(released(rows({**whole, "A": (9, 9), "B": (31, 51)}), policy=STAFF)) == []


def test_staff_who_named_no_group_are_not_found_by_subtraction():
    table = rows({"": (40, 60), "A": (9, 20), "B": (25, 33)})
    assert split_of(released(table, policy=STAFF)) == []


def test_answers_tied_to_an_event_are_held_to_the_rules_for_families():
    table = rows({"": (40, 60), "Health": (3, 30), "Police": (37, 30)})
    assert split_of(released(table, policy=Policy("partners"))) != []
    assert split_of(released(table, policy=Policy("partners", linked="event"))) == []


@pytest.mark.parametrize("wave", ["w1", "w2"])
def test_a_difference_goes_where_one_of_its_sides_goes(wave: str):
    safe = rows(
        {"": (37, 60), "North": (20, 32), "South": (17, 28)}, period={"w1": "w2"}.get(wave, "w1")
    )
    few = rows({"": (37, 60), "North": (28, 32), "South": (9, 28)}, period=wave)
    contrast = rows({"North": (20, 32)}, contrast="w2 - w1", statistic="difference", period="w2")
    others = [
        {**row, "indicator": name, "period": period}
        for row in safe
        for name in ("q2", "q3")
        for period in ("w1", "w2")
    ]
    result = released(safe, few, contrast, others)
    hidden = result.frame[result.frame["shown"] == "hidden"]
    assert set(hidden["indicator"]) == {"q1"}
    assert set(hidden["statistic"]) == {"share", "difference"}
    assert set(hidden.loc[hidden["statistic"] == "share", "period"]) == {wave}
    values = ["estimate", "count", "n", "n_missing"]
    assert hidden[values].isna().all(axis=None)


def test_one_sentence_stands_for_a_split_that_would_hide_most_questions():
    safe = rows({"": (37, 60), "North": (20, 32), "South": (17, 28)}, indicator="q3")
    few = {"": (37, 60), "North": (30, 32), "South": (7, 28)}
    result = released(safe, rows(few), rows(few, indicator="q2"))
    assert split_of(result) == []
    assert " ".join(result.notes) == (
        "3 questions are not shown by “Where do you live?”: "
        "in 2 of them at least one number would count 1 to 5 people."
    )


def test_where_fewer_would_be_hidden_the_others_stay():
    safe = [
        rows({"": (37, 60), "North": (20, 32), "South": (17, 28)}, indicator=name)
        for name in ("q2", "q3")
    ]
    result = released(rows({"": (37, 60), "North": (30, 32), "South": (7, 28)}), *safe)
    assert len(split_of(result)) == 4
    assert result.frame.loc[result.frame["shown"] == "hidden", "symbol"].unique() == ["c"]
    assert result.notes[0].startswith("By “Where do you live?”, “Was it fair?” is not shown")


def test_numbers_missing_in_a_group_are_not_shown_for_families():
    table = rows({"": (37, 60), "North": (20, 32), "South": (17, 28)})
    result = released([{**row, "n_missing": 2} for row in table])
    assert result.frame["n_missing"].fillna(-1).tolist() == [2, -1, -1]


def test_the_finest_grouping_that_is_safe_is_chosen_for_each_question():
    whole = rows({"": (37, 60)})
    fine = rows({"A": (20, 26), "B": (15, 28), "C": (2, 6)})
    wide = rows({"A": (20, 26), "B or C": (17, 34)}, by="region")
    second = [{**row, "indicator": "q2"} for row in rows({"": (37, 60)})]
    second += rows({"A": (12, 20), "B": (13, 20), "C": (12, 20)}, indicator="q2")
    candidates = [
        Estimates.from_rows([*whole, *fine, *second]),
        Estimates.from_rows([*whole, *wide, *second]),
    ]
    frame = widest_safe(candidates, FAMILIES).frame
    shown = frame[frame["by"] != ""].groupby("indicator")["domain"].agg(list).to_dict()
    assert shown == {"q1": ["A", "B or C"], "q2": ["A", "B", "C"]}
    assert (frame["shown"] == "percent").all()


def test_if_no_grouping_is_safe_one_note_says_so():
    few = [rows({"": (8, 60), "A": (5, 26), "B": (3, 34)}, by=by) for by in ("area", "region")]
    result = widest_safe([Estimates.from_rows(table) for table in few], FAMILIES)
    assert result.frame.empty
    assert len(result.notes) == 1


def test_the_policy_comes_from_the_instrument():
    instrument = Instrument(
        "fgc",
        "Family group conference",
        (Question("area", "Where do you live?", "single"),),
        population="service_users",
        linked="event",
        synthetic=True,
    )
    policy = Policy.of(instrument)
    assert (policy.population, policy.linked, policy.synthetic) == ("service_users", "event", True)
    assert policy.wording("area") == policy.wording("area:wider") == "“Where do you live?”"
