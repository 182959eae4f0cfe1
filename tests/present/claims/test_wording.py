"""Wording advice: each rule fires where it should, and not where it should not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.present.claims import advise, balance
from ffc_eval.present.claims.ladder import LADDER


def advised(text: str, slug: str = "", level: int = 1) -> list[str]:
    return [p.found for p in advise(text, level=level, file="x.md") if slug in ("", p.slug)]


def test_demonstrated_significant_improvements_is_two_words_with_level_one_wording():
    text = "# Partners\n\nPartners said that meetings\ndemonstrated significant improvements."
    found = advise(text, level=2, file="partners.md")
    assert [(p.found, p.where) for p in found] == [
        ("demonstrated", "partners.md, line 4"),
        ("significant", "partners.md, line 4"),
    ]
    assert all("level 1 write “" in problem.do for problem in found)


@pytest.mark.parametrize(
    "word",
    [
        "impact",
        "led to",
        "resulted in",
        "because of",
        "as a result of",
        "due to",
        "thanks to",
        "caused",
        "reduced",
        "demonstrated",
        "proven",
        "improved outcomes",
        "robust",
        "overwhelmingly",
    ],
)
def test_a_word_of_cause_or_praise_is_advised_below_level_five(word):
    sentence = f"The plan {word} this."
    assert advised(sentence, "says-more-than-design", level=4) == [word]
    assert advised(sentence, "says-more-than-design", level=5) == []


@pytest.mark.parametrize(
    ("sentence", "needed"),
    [
        ("It contributed to this.", 4),
        ("It was higher where they met.", 3),
        ("It was associated with this.", 3),
        ("It fell.", 2),
    ],
)
def test_verbs_of_each_level_are_advised_below_it(sentence, needed):
    for level in range(len(LADDER)):
        assert bool(advised(sentence, "says-more-than-design", level)) == (level < needed)


def test_plain_words_are_not_advised():
    assert advised("There were 47 of 56 (84%) who agreed; the impact assessment is ready.") == []


@pytest.mark.parametrize("level", [1, 5])
def test_significant_needs_a_test_in_its_sentence_at_every_level(level):
    slug = "significant-without-test"
    assert advised("A significant change. It was tested, p = 0.03.", slug, level) == ["significant"]
    assert advised("A significant change (p = 0.03).", slug, level) == []


def test_points_are_not_per_cent():
    text = "A 7.4% increase, from 56.3% of 400 to 63.7% of 410 cases."
    problem = advise(text, level=2, file="x")[0]
    assert (problem.slug, problem.found) == ("points-not-per-cent", "7.4% increase")
    assert "7.4 points" in problem.do
    assert "in points" in problem.what


def test_a_bare_increase_in_per_cent_asks_what_it_is_of():
    assert advised("A 7.4% increase.", "points-not-per-cent") == ["7.4% increase"]
    assert advised("It went up by 5 per cent.", "points-not-per-cent") == ["up by 5 per cent"]


def test_a_change_of_counts_may_be_per_cent():
    assert advised("Numbers fell by 9.5% from 661 to 598.", level=2) == []


@pytest.mark.parametrize(
    "text",
    [
        "65% in June and 88% in August of all that were due.",
        "Timeliness was 65 per cent and 88 % two months later.",
    ],
)
def test_published_lines_without_a_denominator_are_advised(text):
    assert len(advised(text, "percentage-without-denominator")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "It was 26 of 40 (65%).",
        "It was 65% (n = 40).",
        "Of the 40 assessments 65% were in time.",
        "The 95% likely range is wide.",
    ],
)
def test_a_percentage_with_its_base_is_left_alone(text):
    assert advised(text, "percentage-without-denominator") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Most, 35 of 57, agreed.", None),
        ("Most, 46 of 57, agreed.", "a large majority"),
        ("The majority, 46 of 57, agreed.", None),
        ("The majority, 20 of 57, agreed.", "some"),
        ("Nearly all, 55 of 57, agreed.", None),
        ("Few, 20 of 57, agreed.", "some"),
        ("Some, 20 of 57, agreed.", None),
        ("Many, 46 of 57, agreed.", "a large majority"),
        ("Most, 7 of 9, agreed.", "7 of 9"),
        ("Most agreed.", "x of y"),
        ("At most five were asked.", None),
    ],
)
def test_vague_quantifiers_are_bound_to_their_ranges(text, said):
    found = [p.do for p in advise(text, level=1, file="x") if p.slug == "vague-quantifier"]
    assert len(found) == (said is not None)
    assert said is None or said in found[0]


def test_a_small_base_is_told_from_a_word_that_does_not_fit():
    assert "base of 20" in advise("Most, 7 of 9, agreed.", level=1, file="x")[0].what
    assert "does not fit" in advise("Most, 46 of 57, agreed.", level=1, file="x")[0].what


def test_a_colour_needs_its_rule():
    assert advised("Timeliness is amber.", "rag-by-feel") == ["is amber"]
    assert advised("It has a RAG of its own.", "rag-by-feel") == ["RAG"]
    assert advised("Amber read the Green Paper.", "rag-by-feel") == []


def test_an_average_of_few_is_advised():
    slug = "average-of-few"
    assert advised("On average, across 7 families, it took 4 weeks.", slug) == ["On average"]
    assert advised("On average it took 4 weeks.", slug) == ["On average"]
    assert advised("On average, across 70 families, it took 4 weeks.", slug) == []


def test_comments_of_the_template_are_not_read_and_keep_their_lines():
    text = "<!-- What is the impact?\nWrite it here. -->\n\nThe impact was large."
    assert [p.where for p in advise(text, level=1, file="x.md")] == ["x.md, line 4"]


def test_advice_repeats_nothing_but_the_word():
    text = "Ms Oakapple of 7 Elm Road demonstrated robust care."
    for problem in advise(text, level=1, file="x.md"):
        assert "Oakapple" not in str(problem)
        assert "Elm" not in str(problem)


PIECES = st.sampled_from(
    ["Most", "impact", "7.4% increase", "46 of 57", "56.3%", "\n", "\n\n", ". ", "<!--", "-->",
     "significant", "on average", "n = 9", "RAG", "# ", "- ", " ", "was"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join), st.integers(0, 5))
def test_advice_names_a_word_of_the_line_it_names(text, level):
    lines = text.split("\n")
    for problem in advise(text, level=level, file="x"):
        place = int(problem.where.removeprefix("x, line "))
        rest = " ".join(lines[place - 1 :])
        assert problem.found in rest


@given(st.text(max_size=200))
def test_no_text_stops_the_checker(text):
    advise(text, level=1, file="x")


def test_two_positive_quotes_alone_are_out_of_balance():
    assert [problem.slug for problem in balance(["+", "+"])] == ["one-sided-quotes"]


@pytest.mark.parametrize("valences", [[], ["+", "−"], ["+", "±"], ["+", "+", "+", "-"]])
def test_quotes_with_bad_news_or_none_at_all_are_balanced(valences):
    assert balance(valences) == ()


def test_five_quotes_are_too_many():
    assert [problem.slug for problem in balance(["−"] * 5)] == ["too-many-quotes"]
