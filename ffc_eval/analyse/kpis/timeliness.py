"""Timeliness: assessments finished within their standard, and those still open past it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ffc_eval.analyse.kpis.extracts import Extract
from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.analyse.kpis.shares import share_row
from ffc_eval.analyse.kpis.working_days import due_dates
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates

if TYPE_CHECKING:
    import pandas as pd

DUE, OPEN = "due in month", "open past the standard"
"""``option`` of the two safeguards of a timeliness share; its own option is ""."""


def early_help_dates(assessments: Extract) -> pd.DataFrame:
    """Return ``start`` and ``end`` of each Early Help assessment; ``end`` missing while open."""
    frame = assessments.frame
    return frame[["eha_start_date", "eha_completed_date"]].set_axis(["start", "end"], axis=1)


def child_in_need_dates(assessments: Extract, referrals: Extract) -> pd.DataFrame:
    """Return ``start`` (day of the referral) and ``end`` (day authorised) of each assessment.

    Raises
    ------
    IndicatorError
        Assessments follow a referral that the extract of referrals does not hold.
    """
    received = referrals.frame.set_index("cine_referral_id")["cine_referral_date"]
    frame = assessments.frame
    start = frame["cina_referral_id"].map(received)
    if start.isna().any():
        raise IndicatorError(
            "referral-missing",
            "Assessments follow a referral that is not in the extract of referrals.",
            where="ssd_cin_assessments, column cina_referral_id",
            found=f"{int(start.isna().sum())} of {len(frame)} assessments",
            do="Export the referrals from an earlier day on, so that each assessment has its own.",
        )
    return frame[["cina_assessment_auth_date"]].set_axis(["end"], axis=1).assign(start=start)


def timeliness(
    indicator: Indicator, dates: pd.DataFrame, periods: Sequence[Period], *, cut: date
) -> Estimates:
    """Return the share in time a period, with the two shares that keep it honest.

    Parameters
    ----------
    indicator
        Its ``standard`` is the working days allowed.
    dates
        ``start`` and ``end`` of each assessment.
    periods
        Months or quarters, all before the cut.
    cut
        Day on which the data were frozen: a due date after it is not judged.

    Returns
    -------
    Estimates
        Shares a period: option "" of those completed in it; "due in month" of those whose
        standard ran out in it, open ones included; "open past the standard" of those open at its
        end.
    """
    due = due_dates(dates["start"], indicator.standard)
    rows = []
    for period in periods:
        for option, base, met in _versions(dates["start"], dates["end"], due, period, cut):
            row = share_row(indicator, period.label, int((base & met).sum()), int(base.sum()))
            rows.append({**row, "option": option})
    return Estimates.from_rows(rows)


def _versions(
    start: pd.Series, end: pd.Series, due: pd.Series, period: Period, cut: date
) -> Iterator[tuple[str, pd.Series, pd.Series]]:
    """Yield option, denominator and property of the three shares."""
    import pandas as pd

    last = pd.Timestamp(period.end)
    yield "", within(end, period), end <= due
    yield DUE, within(due, period) & (due <= pd.Timestamp(cut)), end <= due
    yield OPEN, (start <= last) & ~(end <= last), due <= last


def within(dates: pd.Series, period: Period) -> pd.Series:
    """Return where a date lies in the period, its first and last day included."""
    import pandas as pd

    return dates.between(pd.Timestamp(period.start), pd.Timestamp(period.end))
