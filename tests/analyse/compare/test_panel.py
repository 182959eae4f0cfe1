"""Panel and repeated cross-section: told apart by pseudonyms, never mixed."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from analyse.survey_tables import responses_of
from golden.survey import HERE, values, worst

from ffc_eval.analyse.compare import attrition, change, headline_change, linkage
from ffc_eval.analyse.compare.detectable import smallest_detectable_in_pairs
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Option, Scale

WAVES = ("w1", "w2")
CLUSTERED = Design(weight="weight", stratum="stratum", cluster="cluster")
SCALE = Scale("s", (Option("1", "Yes", 1), Option("0", "No", 0)), ("1",), ("0",))


def two_waves(before: str, after: str):
    """Return answers of two waves: "a:y b:n" are people with an answer, ".:y" has no pseudonym."""
    lines = ["| wave | person | ok |", "|-|-|-|"]
    for wave, people in zip(WAVES, (before, after), strict=True):
        for who, answer in (person.split(":") for person in people.split()):
            lines.append(f"| {wave} | {who.strip('.')} | {'Yes' if answer == 'y' else 'No'} |")
    return responses_of("\n".join(lines), ok={"scale": SCALE})


def everybody(answers: str, start: int = 0) -> str:
    return " ".join(f"p{start + place}:{answer}" for place, answer in enumerate(answers))


def golden_pairs():
    pairs = pd.read_csv(HERE / "paired.csv", dtype=str)
    head = "| wave | person | ok | visits | weight | stratum | cluster |\n|-|-|-|-|-|-|-|\n"
    rows = []
    for wave, answer, visits in (("w1", "before", "visits1"), ("w2", "after", "visits2")):
        for _, row in pairs.iloc[:: 1 if wave == "w1" else -1].iterrows():
            said = "Yes" if row[answer] == "1" else "No"
            cells = (wave, row["id"], said, row[visits], *row[["weight", "stratum", "cluster"]])
            rows.append(f"| {' | '.join(cells)} |")
    return responses_of(head + "\n".join(rows))


@pytest.mark.parametrize(("name", "design"), [("plain", Design()), ("clustered", CLUSTERED)])
def test_change_of_the_same_people_agrees_with_r(name, design):
    table = change(golden_pairs(), design, ["ok", "visits"], waves=WAVES)
    rows = table.where(statistic="difference").frame
    share = rows[rows["option"] == "Yes"].iloc[0].to_dict()
    mean = rows[(rows["indicator"] == "visits") & (rows["option"] == "")].iloc[0].to_dict()
    assert worst(share, values("panel")[f"{name}:share"]) < 1e-9
    assert worst(mean, values("panel")[f"{name}:mean"]) < 1e-9


def test_pairs_say_so_and_hold_only_those_in_both():
    table = change(
        two_waves(everybody("yyyynnnnnn"), everybody("yyyyyynn")), Design(), ["ok"], waves=WAVES
    )
    row = table.where(statistic="difference", option="Yes").frame.iloc[0]
    assert row["note"].startswith("panel: of the 8 who answered both waves")
    assert "exact McNemar" in row["method"]
    assert (row["n"], row["estimate"]) == (8, 0.25)
    assert set(table.frame["by"]) == {""}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (".:y .:n", ".:y .:n", "cross_section"),
        ("a:y b:n c:y", "a:y d:n e:y", "cross_section"),
        ("a:y b:n c:y", "a:y b:n", "panel"),
        ("a:y b:n c:y", "a:y d:n", "mixed"),
        ("a:y b:n .:y", "a:y b:n .:n", "mixed"),
        ("a:y a:n b:y", "a:y b:n", "mixed"),
    ],
)
def test_pseudonyms_decide_how_waves_are_compared(before, after, kind):
    assert linkage(two_waves(before, after), WAVES).kind == kind


def test_matched_and_unmatched_people_stand_in_two_rows_and_are_never_averaged():
    before = everybody("yyyynnnnnn") + " " + everybody("yynn", 90)
    after = everybody("yyyyyynnnn") + " " + everybody("yyyn", 70)
    table = change(two_waves(before, after), Design(), ["ok"], waves=WAVES)
    gaps = table.where(statistic="difference", option="Yes").frame
    assert gaps["by"].unique().tolist() == ["who answered"]
    assert gaps.set_index("domain")["estimate"].to_dict() == pytest.approx(
        {"both waves": 0.2, "one wave only": 0.25}
    )
    told = gaps["note"].str.split(":").str[0].unique().tolist()
    assert told == ["panel", "repeated cross-section"]
    whole = table.where(by="", option="Yes", statistic="share").frame
    assert whole["n"].tolist() == [14, 14]


def test_pairs_are_more_certain_than_two_samples_of_the_same_answers():
    answers = "y" * 20 + "n" * 20, "y" * 24 + "n" * 16
    paired = change(two_waves(*map(everybody, answers)), Design(), ["ok"], waves=WAVES)
    apart = two_waves(everybody(answers[0]), everybody(answers[1], 500))
    wide, narrow = (
        made.where(statistic="difference", option="Yes").frame.iloc[0]
        for made in (change(apart, Design(), ["ok"], waves=WAVES), paired)
    )
    assert wide["estimate"] == narrow["estimate"]
    assert narrow["std_error"] < wide["std_error"]
    assert narrow["conf_high"] - narrow["conf_low"] < wide["conf_high"] - wide["conf_low"]


def test_the_order_of_people_does_not_matter_and_nothing_is_ordered_by_pseudonym():
    answers = "a:y b:n c:y d:n e:n f:y", "a:y b:y c:y d:n e:n f:n"
    plain = change(two_waves(*answers), Design(), ["ok"], waves=WAVES)
    other = [side.translate(str.maketrans("abcdef", "zxwvut")) for side in answers]
    turned = " ".join(reversed(answers[0].split()))
    for before, after in (other, (turned, answers[1])):
        made = change(two_waves(before, after), Design(), ["ok"], waves=WAVES)
        pd.testing.assert_frame_equal(plain.frame, made.frame)


def test_attrition_counts_everybody_once():
    made = attrition(two_waves("a:y b:n c:y .:n", "a:y b:y"), WAVES).frame
    assert dict(zip(made["option"], made["count"], strict=True)) == {
        "Answered both": 2,
        "Answered w1 only": 2,
        "Answered w2 only": 0,
        "Without a pseudonym": 1,
    }
    assert (made["n"] == 4).all()
    assert made["note"].str.endswith("the same people in both").all()


def test_a_headline_of_pairs_says_what_pairs_could_show():
    answers = "y" * 30 + "n" * 47, "y" * 22 + "n" * 8 + "y" * 23 + "n" * 24
    made = headline_change(two_waves(*map(everybody, answers)), Design(), ["ok"], waves=WAVES)
    row = made.where(statistic="smallest_detectable").frame.iloc[0]
    gap = made.where(statistic="difference").frame.iloc[0]
    expected = smallest_detectable_in_pairs(77, gap["estimate"], gap["std_error"])
    assert row["estimate"] == expected
    assert "same people" in row["method"]


def test_the_guide_to_re_audits():
    """30 % improve and 10 % worsen: 77 pairs show the 20 points."""
    error = np.sqrt((0.4 - 0.2**2) / 76)
    assert smallest_detectable_in_pairs(77, 0.2, error) == pytest.approx(0.2, abs=0.002)


def test_where_nobody_changed_pairs_show_a_change_that_goes_one_way():
    size = smallest_detectable_in_pairs(40, 0.0, 0.0)
    alpha, beta = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.8)
    reached = (alpha * np.sqrt(size) + beta * np.sqrt(size - size**2)) ** 2 / size**2
    assert reached == pytest.approx(40, rel=1e-9)
    assert np.isnan(smallest_detectable_in_pairs(3, 0.0, 0.0))
