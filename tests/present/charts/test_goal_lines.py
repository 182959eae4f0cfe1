"""Goal lines: one plot a goal, never an average."""

import re

from families import CUT, case_studies, consent, entry, family

from ffc_eval.analyse.case_studies.consent import permitted
from ffc_eval.analyse.case_studies.goals import goals
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.goal_lines import goal_lines
from ffc_eval.release import Policy
from ffc_eval.release.events import release_events


def rated(letter, *values, **fields):
    stages = ("first", "6-weeks", "3-months")
    return [
        entry(
            "outcome",
            f"pseudonym-{letter}",
            stage=stage,
            value=str(value),
            **{"measure": "goal-1", "source": "family"} | fields,
        )
        for stage, value in zip(stages, values, strict=False)
    ]


def held(letter):
    days = {"first": "2025-01-08", "6-weeks": "2025-02-19", "3-months": "2025-04-09"}
    return [
        entry("contact", f"pseudonym-{letter}", stage=stage, on=on) for stage, on in days.items()
    ]


def figure(*decisions):
    cases = case_studies(*decisions)
    given = consent(cases)
    made = goals(permitted(cases, given, "internal"), as_of=CUT)
    policy = Policy("service_users", synthetic=True)
    return goal_lines(release_events(made, given, policy, use="internal"))


def test_every_goal_that_was_rated_twice_is_a_plot_of_its_own():
    made = figure(
        [*family("A"), *held("A"), *rated("A", 3, 5, 4, words="Sleep")],
        rated("A", 2, 6, measure="goal-2"),
        rated("A", 4, 4, source="worker"),
        [*family("B"), *held("B"), *rated("B", 9)],
    )
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", made.wide)
    assert [text for text in texts if text.startswith(("Family", "Sleep", "Goal"))] == [
        "Family A",
        "Sleep",
        "Family A",
        "Goal 2",
    ]
    assert made.alt.startswith("Small plots of goals. Two goals of one family")
    assert len(made.table.rows) == 4
    assert "no average" in made.notes[-1]


def test_the_drawing_keeps_to_the_palette_and_its_edges():
    made = figure([*family("A"), *held("A"), *rated("A", 3, 5, 4, words="Sleep " * 20)])
    assert set(re.findall(r"#[0-9A-F]{6}", made.wide + made.narrow)) <= set(palette.COLOURS)
    for drawing, width in ((made.wide, 880), (made.narrow, 360)):
        assert all(0 <= float(x) <= width for x in re.findall(r'<text x="([^"]*)"', drawing))


def test_goals_rated_once_give_no_figure():
    assert figure([*family("A"), *held("A"), *rated("A", 3)]) is None
