from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.analyse.kpis.working_days import BANK_HOLIDAYS, due_dates, working_days
from ffc_eval.errors import IndicatorError

DAYS = st.dates(date(2022, 1, 1), date(2026, 6, 30))
ONE_OFF = {"2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"}


def dates(*texts: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)))


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2024-06-14", "2024-06-14", 0),  # the day of referral is day 0
        ("2024-06-14", "2024-06-17", 1),  # Friday to Monday
        ("2024-06-15", "2024-06-17", 1),  # Saturday to Monday
        ("2024-03-28", "2024-04-02", 1),  # over Easter
        ("2023-05-05", "2023-05-09", 1),  # over the coronation
        ("2026-12-24", "2026-12-29", 1),  # 28 December stands for Boxing Day
        ("2024-01-01", "2024-12-31", 254),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start, end, count):
    assert working_days(dates(start), dates(end)).tolist() == [count]


def test_an_unknown_date_has_no_working_days():
    counted = working_days(dates("2024-06-14", None), dates(None, "2024-06-17"))
    assert counted.isna().all()


@given(DAYS, st.integers(1, 60))
def test_the_due_date_is_the_last_day_within_the_standard(start, standard):
    day = pd.Series([pd.Timestamp(start)])
    due = due_dates(day, standard)
    assert working_days(day, due).tolist() == [standard]
    after = working_days(day, due + pd.Timedelta(days=7))
    assert after.iloc[0] > standard  # no week is without a working day


@given(DAYS, st.integers(0, 90))
def test_working_days_agree_with_counting_one_by_one(start, length):
    end = start + timedelta(days=length)
    each = [start + timedelta(days=more) for more in range(1, length + 1)]
    plain = sum(d.weekday() < 5 and d.isoformat() not in BANK_HOLIDAYS for d in each)
    counted = working_days(dates(start.isoformat()), dates(end.isoformat()))
    assert counted.tolist() == [plain]


def test_a_year_without_known_bank_holidays_is_refused():
    with pytest.raises(IndicatorError, match="bank-holidays-unknown"):
        working_days(dates("2026-12-31"), dates("2027-01-04"))


def test_a_due_date_in_such_a_year_is_refused():
    with pytest.raises(IndicatorError, match="bank-holidays-unknown"):
        due_dates(dates("2026-12-01"), 45)


def easter(year: int) -> date:
    """Anonymous Gregorian computus (Meeus, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return date(year, n, (h - m + r + n + 19) % 32)


def monday(year: int, month: int, *, last: bool = False) -> date:
    day = date(year, month, 31 if month in (5, 8) else 30) if last else date(year, month, 1)
    step = timedelta(days=-1 if last else 1)
    while day.weekday():
        day += step
    return day


@pytest.mark.parametrize("year", range(2022, 2027))
def test_bank_holidays_follow_their_rules(year):
    found = {day for day in BANK_HOLIDAYS if day.startswith(str(year))} - ONE_OFF
    moving = {
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        monday(year, 5),
        monday(year, 8, last=True),
    }
    if year != 2022:  # moved to 2 June for the jubilee
        moving.add(monday(year, 5, last=True))
    assert {day.isoformat() for day in moving} <= found
    fixed = {date.fromisoformat(day) for day in found} - moving
    assert len(fixed) == 3
    assert all(day.weekday() < 5 for day in fixed)
    assert {(day.month, day.day) for day in fixed} <= {
        (1, 1), (1, 2), (1, 3), (12, 25), (12, 26), (12, 27), (12, 28)
    }  # fmt: skip
