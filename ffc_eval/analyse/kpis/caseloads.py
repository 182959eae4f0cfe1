"""Caseloads on a snapshot day: mean, median, 90th percentile, highest, share above a threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.kpis.extracts import Extract
from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.analyse.kpis.shares import share_row
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def mean_caseload(indicator: Indicator, snapshots: Extract, periods: Sequence[Period]) -> Estimates:
    """Return children a full-time post, and the median caseload, a snapshot.

    The mean is children over full-time posts, so localities weigh by their posts. ``n`` is the
    number of workers.
    """
    return _each_snapshot(indicator, snapshots, periods, _mean_rows)


def highest_caseload(
    indicator: Indicator, snapshots: Extract, periods: Sequence[Period]
) -> Estimates:
    """Return the 90th percentile and the highest caseload a snapshot.

    The highest is one worker's: it leaves here as quantile 1, which is never shown.
    """
    return _each_snapshot(indicator, snapshots, periods, _high_rows)


def both_caseloads(
    indicator: Indicator, snapshots: Extract, periods: Sequence[Period]
) -> Estimates:
    """Return mean, median, 90th percentile and highest caseload a snapshot."""
    return _each_snapshot(indicator, snapshots, periods, _all_rows)


def share_above_threshold(
    indicator: Indicator, snapshots: Extract, periods: Sequence[Period]
) -> Estimates:
    """Return the share of workers above the threshold of their role, of all and by role.

    A part-time worker's threshold is that part of the full-time one.
    """
    return _each_snapshot(indicator, snapshots, periods, _threshold_rows)


def _each_snapshot(
    indicator: Indicator,
    snapshots: Extract,
    periods: Sequence[Period],
    rows: Callable[[Indicator, str, pd.DataFrame], Iterator[Row]],
) -> Estimates:
    import pandas as pd

    workers = _of_role(indicator, snapshots)
    made: list[Row] = []
    for period in periods:
        held = workers[workers["snapshot_date"] == pd.Timestamp(period.end)]
        if len(held):
            made += rows(indicator, period.label, held)
    return Estimates.from_rows(made)


def _of_role(indicator: Indicator, snapshots: Extract) -> pd.DataFrame:
    """Return the caseholding workers of the roles: those with a post and at least one child."""
    frame = snapshots.frame
    roles = [indicator.role] if indicator.role else [role for role, _ in indicator.thresholds]
    present = set(frame["invo_professional_role"])
    if not present.issuperset(roles):
        raise IndicatorError(
            "role-missing",
            f"{indicator.id} counts a role that no row of the caseload snapshots has.",
            where="surveys/kpis/definitions.yaml, role",
            found=", ".join(role for role in roles if role not in present),
            do="Write the role as the case-management system writes it.",
        )
    chosen = frame[frame["invo_professional_role"].isin(roles)]
    caseholding = (chosen["children_allocated"] > 0) & (chosen["prof_full_time_equivalency"] > 0)
    return chosen[caseholding]


def _mean_rows(indicator: Indicator, period: str, held: pd.DataFrame) -> Iterator[Row]:
    children, posts = held["children_allocated"], held["prof_full_time_equivalency"]
    yield {
        **_common(indicator, period, len(held)),
        "statistic": "mean",
        "estimate": children.sum() / posts.sum(),
        "method": "children allocated over full-time posts",
        "note": f"{children.sum():.0f} children, {posts.sum():.1f} full-time posts.",
    }
    yield _quantile(indicator, period, children, 0.5)


def _high_rows(indicator: Indicator, period: str, held: pd.DataFrame) -> Iterator[Row]:
    for probability in (0.9, 1.0):
        yield _quantile(indicator, period, held["children_allocated"], probability)


def _all_rows(indicator: Indicator, period: str, held: pd.DataFrame) -> Iterator[Row]:
    yield from _mean_rows(indicator, period, held)
    yield from _high_rows(indicator, period, held)


def _threshold_rows(indicator: Indicator, period: str, held: pd.DataFrame) -> Iterator[Row]:
    full_time = held["invo_professional_role"].map(dict(indicator.thresholds))
    over = held["children_allocated"] > full_time * held["prof_full_time_equivalency"]
    yield share_row(indicator, period, int(over.sum()), len(held))
    for role, _ in indicator.thresholds:
        of_role = held["invo_professional_role"] == role
        row = share_row(indicator, period, int((over & of_role).sum()), int(of_role.sum()))
        yield {**row, "by": "role", "domain": role}


def _quantile(indicator: Indicator, period: str, children: pd.Series, probability: float) -> Row:
    return {
        **_common(indicator, period, len(children)),
        "statistic": "quantile",
        "option": f"{probability:g}",
        "estimate": float(children.quantile(probability)),
        "method": "children allocated to one worker, R type 7 quantile",
    }


def _common(indicator: Indicator, period: str, workers: int) -> Row:
    return {
        "indicator": indicator.id,
        "question": indicator.name,
        "period": period,
        "unit": indicator.unit,
        "base": "events",
        "n": workers,
    }
