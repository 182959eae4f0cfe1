"""Quarters are those of the financial year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.errors import SettingsError
from ffc_eval.model.quarter import Quarter

quarters = st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))


def test_readers_see_the_months():
    assert Quarter(2025, 1).label == "Quarter 1 of 2025-26 (April to June 2025)"
    assert Quarter(2099, 4).label == "Quarter 4 of 2099-00 (January to March 2100)"


def test_the_last_quarter_lies_in_the_next_calendar_year():
    assert (Quarter(2025, 4).start, Quarter(2025, 4).end) == (date(2026, 1, 1), date(2026, 3, 31))


@given(quarters)
def test_quarters_follow_one_another_without_a_gap(quarter: Quarter):
    assert (quarter.next.start - quarter.end).days == 1
    assert quarter.next.previous == quarter
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter < quarter.next


@pytest.mark.parametrize("text", ["2025Q1", "2025-Q5", "25-Q1", "", "2025-q1"])
def test_another_spelling_is_refused(text: str):
    with pytest.raises(SettingsError, match="2025-Q1"):
        Quarter.parse(text)
