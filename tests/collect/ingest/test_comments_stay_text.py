"""Comments are free text however short they are and however often people wrote "No"."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from ffc_eval.collect.ingest.contents import shape_of

TOLD = ("Mrs Vole never rang", "Ask Piers", "Caspian was scared", "my girl Ottilie")


def shape(cells: Sequence[str], heading: str = "Q") -> str:
    return shape_of(pd.Series(list(cells), dtype="str"), heading=heading)


@pytest.mark.parametrize("trivial", ["No", "none", "N/A", "Nothing", "No comment", "-"])
def test_answers_that_say_nothing_make_no_closed_question_of_comments(trivial: str):
    assert shape([*TOLD, *[trivial] * 16]) == "text"


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_comments_are_text(count: int):
    assert shape(TOLD[:count]) == "text"


@pytest.mark.parametrize(
    "heading",
    [
        "Any other comments?",
        "Anything else?",
        "What could be better?",
        "Why did you stop?",
        "Please explain",
        "Other",
        "In your own words, how was it?",
        "Suggestions",
        "What would help?",
        "How could we improve?",
    ],
)
def test_a_heading_that_asks_for_words_is_open_though_answers_come_twice(heading: str):
    assert shape([*TOLD, *TOLD], heading) == "text"
    assert shape(["Yes", "No", "No"], heading) == "single"


def test_names_of_single_people_among_repeated_answers_are_text():
    assert shape([*["Tarquin"] * 20, "Hepzibah", "Mortimer", "Ottilie"]) == "text"


def test_repeated_answers_are_a_closed_question():
    assert shape(["Bus"] * 4 + ["Car"] * 3 + ["Tram"], "Which other transport?") == "single"
    assert shape(["Agree", "Disagree", "Strongly agree"]) == "single"
