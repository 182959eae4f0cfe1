"""Shares of events: k of n with a Wilson interval, and differences between two."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.errors import IndicatorError

CONF_LEVEL = 0.95
METHOD = "share with plain Wilson interval (z, n)"


@dataclass(frozen=True)
class Counted:
    """k of n in a period."""

    period: Period
    count: float
    n: float


def share_row(indicator: Indicator, period: str, count: float, n: float) -> dict[str, Any]:
    """Return the row of one share.

    Parameters
    ----------
    indicator
        What is counted.
    period
        Label of the month, quarter or year.
    count, n
        Numerator and denominator.

    Notes
    -----
    Wilson (1927) with z and the plain n: the events of a month are taken as a sample of what the
    service does. A period without events has a row without an estimate. Checked by
    ``tests/golden/p_chart.R``.
    """
    row: dict[str, Any] = {
        "indicator": indicator.id,
        "question": indicator.name,
        "period": period,
        "statistic": "share",
        "unit": "share",
        "base": "events",
        "count": count,
        "n": n,
        "method": METHOD,
    }
    if n == 0:
        return {**row, "note": "No events in the period."}
    low, high = wilson_limits(count, n)
    return {
        **row,
        "estimate": count / n,
        "conf_low": low,
        "conf_high": high,
        "conf_level": CONF_LEVEL,
    }


def wilson_limits(count: float, n: float, conf_level: float = CONF_LEVEL) -> tuple[float, float]:
    """Return the limits of k of n.

    Raises
    ------
    IndicatorError
        There is no denominator, or it is smaller than the numerator.
    """
    import numpy as np

    from ffc_eval.analyse.estimate.intervals import wilson

    if not n > 0 or not 0 <= count <= n:
        raise IndicatorError(
            "percentage-without-denominator",
            "A share needs a numerator and a denominator that is at least as large.",
            found=f"{count:g} of {n:g}",
            do="Give how many there were and how many of them.",
        )
    share, base, crit = np.array([count / n]), np.array([float(n)]), np.array([_z(conf_level)])
    low, high = wilson(share, base, crit)
    return float(low[0]), float(high[0])


def share_change(indicator: Indicator, earlier: Counted, later: Counted) -> dict[str, Any]:
    """Return the row of the difference between two periods.

    Notes
    -----
    Newcombe (1998), method 10: square-and-add of the two Wilson limits.

    Raises
    ------
    IndicatorError
        A denominator is missing, or the definition changed between the two.
    """
    import numpy as np

    from ffc_eval.analyse.estimate.intervals import square_and_add

    refuse_across_break(indicator, earlier.period, later.period)
    sides = []
    for side in (earlier, later):
        low, high = wilson_limits(side.count, side.n)
        sides.append((np.array([side.count / side.n]), np.array([low]), np.array([high])))
    difference = sides[1][0] - sides[0][0]
    low_limit, high_limit = square_and_add(difference, sides[0], sides[1])
    smaller = min(earlier, later, key=lambda side: side.n)
    return {
        "indicator": indicator.id,
        "question": indicator.name,
        "contrast": f"{later.period.label} - {earlier.period.label}",
        "statistic": "difference",
        "unit": "points",
        "base": "events",
        "estimate": float(difference[0]),
        "conf_low": float(low_limit[0]),
        "conf_high": float(high_limit[0]),
        "conf_level": CONF_LEVEL,
        "count": smaller.count,
        "n": smaller.n,
        "method": "difference of shares, Newcombe interval",
        "note": "Two periods, not a trend: other months may tell another story.",
    }


def refuse_across_break(indicator: Indicator, earlier: Period, later: Period) -> None:
    """Refuse to compare two periods that are not counted under one definition.

    Raises
    ------
    IndicatorError
        A break lies between them or in one of them.
    """
    if indicator.comparable(earlier, later):
        return
    days = [mark for mark in indicator.breaks if earlier.start < mark.date <= later.end]
    raise IndicatorError(
        "across-a-break",
        f"{indicator.id} cannot be compared across a change of its definition.",
        found=f"{earlier.label} and {later.label}; "
        + "; ".join(f"{mark.date.isoformat()}: {mark.reason}" for mark in days),
        do="Compare periods before the break with each other, and those after it.",
    )


def change_word(conf_low: float, conf_high: float) -> str:
    """Return "rose" or "fell" where the interval leaves zero, else "could be chance"."""
    if conf_low > 0:
        return "rose"
    return "fell" if conf_high < 0 else "could be chance"


def _z(conf_level: float) -> float:
    return NormalDist().inv_cdf(0.5 + conf_level / 2)
