"""Drift: whether cases marked again a wave later get other grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_sampling.agreement import graded, grades_of
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

DRIFTED = 0.25
"""Of a grade, on average: beyond it the comparison of an item carries a warning."""

WARNING = "drift: marked again, cases got other grades"
_CONF_LEVEL = 0.95
_METHOD = "paired difference of grades on cases marked again; t interval"


def drift(marks: pd.DataFrame, instrument: Instrument, *, period: str = "") -> Estimates:
    """Estimate how far marking moved between waves, item by item.

    Parameters
    ----------
    marks
        One row a case and item: ``item``, ``first`` the grade of the earlier wave, ``second``
        the grade when the same case was marked again, redacted and unlabelled, in the later.
    instrument
        The audit tool.
    period
        The later wave.

    Returns
    -------
    Estimates
        For each item: ``drift`` the mean of later less earlier grade (score), and
        ``drift_share`` the same in the share at the standard or above (points). The note
        carries a warning where the mean is beyond a quarter of a grade.

    Raises
    ------
    EstimateError
        An item has no scale with grades.
    """
    rows = [
        {**row, "period": period}
        for question in instrument
        if len(part := marks[marks["item"] == question.id])
        for row in _item_rows(part, question)
    ]
    return Estimates.from_rows(rows, Provenance().then("Cases of the earlier wave marked again."))


def drifted(estimates: Estimates) -> tuple[str, ...]:
    """Return the items whose marking moved by more than a quarter of a grade."""
    rows = estimates.where(statistic="drift").frame
    return tuple(rows["indicator"][rows["estimate"].abs() > DRIFTED])


def _item_rows(marks: pd.DataFrame, question: Question) -> Iterator[Mapping[str, Any]]:
    import numpy as np

    first, second = (graded(marks[name], question) for name in ("first", "second"))
    both = (first >= 0) & (second >= 0)
    scores = np.array(sorted(o.score for o in question.options if o.score is not None))
    top = question.scale.top if question.scale else ()
    good = np.array([code in top for code in grades_of(question)], dtype=float)
    shared = {
        "indicator": question.id,
        "question": question.text,
        "base": "answered",
        "n": int(both.sum()),
        "n_missing": int((~both).sum()),
        "conf_level": _CONF_LEVEL,
        "method": _METHOD,
    }
    moved = scores[second[both]] - scores[first[both]]
    beyond = bool(len(moved)) and abs(moved.mean()) > DRIFTED
    note = WARNING if beyond else ""
    yield {**shared, "statistic": "drift", "unit": "score", "note": note, **_mean(moved)}
    shift = good[second[both]] - good[first[both]]
    yield {**shared, "statistic": "drift_share", "unit": "points", "note": note, **_mean(shift)}


def _mean(values: NDArray[np.float64]) -> Mapping[str, float]:
    import numpy as np
    from scipy.special import stdtrit

    n = len(values)
    if not n:
        return {}
    if n == 1 or np.ptp(values) == 0:
        return {"estimate": float(values.mean())}
    std_error = float(values.std(ddof=1) / n**0.5)
    half = float(stdtrit(n - 1, 0.5 + _CONF_LEVEL / 2)) * std_error
    mean = float(values.mean())
    return {
        "estimate": mean,
        "std_error": std_error,
        "df": n - 1,
        "conf_low": mean - half,
        "conf_high": mean + half,
    }
