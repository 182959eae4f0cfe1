"""Base rules: how a number may be shown, by how many people stand behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.estimates import NUMBER_COLUMNS
from ffc_eval.model.released import RELEASED_COLUMNS
from ffc_eval.release.policy import Policy, Thresholds

if TYPE_CHECKING:
    import pandas as pd

COUNTED = ("share", "top_box", "bottom_box", "count", "response_rate")
"""Statistics that are a count of people over a base, so that "7 of 9" can stand for them."""

_KEPT = {"percent": NUMBER_COLUMNS, "count_of": ("count", "n"), "number": ("n",), "hidden": ()}


def marks(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return ``shown``, ``flag`` and ``symbol`` of each row, by its base alone.

    A number without a base is hidden as not available: it has no denominator. The lowest and
    the highest value (quantiles 0 and 1) are one person's and are hidden.
    """
    import pandas as pd

    limits = policy.thresholds
    rows = [
        _mark(n, counted=statistic in COUNTED and count == count, limits=limits)
        for n, count, statistic in zip(frame["n"], frame["count"], frame["statistic"], strict=True)
    ]
    made = pd.DataFrame(rows, columns=list(RELEASED_COLUMNS), index=frame.index, dtype="str")
    one_person = (frame["statistic"] == "quantile") & frame["option"].isin(_ENDS)
    made.loc[one_person] = ("hidden", "", "c")
    return made


_ENDS = ("0", "0.0", "1", "1.0")


def _mark(n: float, *, counted: bool, limits: Thresholds) -> tuple[str, str, str]:
    if n != n:
        return "hidden", "", ":"
    if n < 1:
        return "number", "", ":"
    if n < limits.counts_from or (n < limits.percent_from and not counted):
        return "number", "", "c"
    if n < limits.percent_from:
        return "count_of", "", ""
    if n < limits.small_from:
        return "percent", "very small base", ""
    return "percent", "small base" if n < limits.full_from else "", ""


def blanked(frame: pd.DataFrame, marked: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with every value blank that their mark does not allow."""
    made = frame.copy()
    for shown, kept in _KEPT.items():
        rows = marked["shown"] == shown
        lost = [name for name in NUMBER_COLUMNS if name not in kept]
        made.loc[rows, lost] = float("nan")
    made.loc[marked["shown"] != "percent", "note"] = ""
    return made
