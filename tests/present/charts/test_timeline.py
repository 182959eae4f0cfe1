"""The timeline: whole weeks, hollow for missed, words for everything drawn."""

import re

from families import CUT, case_studies, consent, entry, family, tracker

from ffc_eval.analyse.case_studies.consent import permitted
from ffc_eval.analyse.case_studies.timeline import timeline as rows_of
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.timeline import timeline
from ffc_eval.release import Policy
from ffc_eval.release.events import release_events

A = "pseudonym-A"
STORY = [
    entry("contact", A, stage="first", on="2025-01-08"),
    entry("contact", A, stage="6-weeks", on="2025-02-19"),
    entry("milestone", A, type="level", on="2025-01-08", value="family_help"),
    entry("milestone", A, type="level", on="2025-04-16", value="child_in_need"),
    entry("milestone", A, type="worker", on="2025-01-08", until="2025-03-05", value="Worker A"),
    entry("milestone", A, type="worker", on="2025-03-19", value="Worker B"),
    entry("milestone", A, type="fnm", on="2025-02-19"),
    entry("milestone", A, type="review", on="2025-05-14", missed=True),
]
CHECKED = entry(
    "check", A, rare=[], masked=[], read_by_family=True, second_reader="kim", approved=True
)


def figure(*decisions):
    cases = case_studies(family("A"), STORY, *decisions)
    given = consent(cases)
    rows = rows_of(permitted(cases, given, "internal"), "A", tracker(), as_of=CUT)
    policy = Policy("service_users", synthetic=True)
    return timeline(release_events(rows, given, policy, use="internal"))


def test_it_is_drawn_twice_in_the_palette_and_the_same_each_time():
    made = figure(CHECKED)
    assert made == figure(CHECKED)
    assert 'viewBox="0 0 880 ' in made.wide
    assert 'viewBox="0 0 360 ' in made.narrow
    used = set(re.findall(r"#[0-9A-F]{6}", made.wide + made.narrow))
    assert used <= set(palette.COLOURS)
    assert made.synthetic


def test_no_date_stands_in_it():
    made = figure(CHECKED)
    assert "2025" not in made.wide + made.narrow + made.alt + str(made.table)


def test_the_alternative_text_says_each_row_and_what_was_missed():
    alt = figure(CHECKED).alt
    assert "Level of help: Family help, weeks 0 to 14 and Child in need, weeks 14 to 26." in alt
    assert "nobody, weeks 8 to 10" in alt
    assert "review missed, week 18" in alt
    assert "Three were missed or overdue." in alt


def test_a_gap_and_a_missed_meeting_are_drawn_in_words():
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", figure(CHECKED).wide)
    assert "2 weeks with none" in texts
    assert "review missed" in texts
    assert texts.count("overdue") == 2


def test_every_text_lies_inside_the_drawing():
    made = figure(CHECKED)
    for drawing, width in ((made.wide, 880), (made.narrow, 360)):
        assert all(0 <= float(x) <= width for x in re.findall(r'<text x="([^"]*)"', drawing))


def test_nothing_is_drawn_of_a_story_that_was_not_checked():
    assert figure() is None
