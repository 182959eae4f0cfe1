"""Differences between rows of ``Estimates`` from two independent samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.compare.multiplicity import ADJUSTMENT_WORDS, Adjustment, adjust
from ffc_eval.analyse.estimate.intervals import critical, square_and_add

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BOUNDED = ("share", "top_box", "bottom_box", "net")
_NAMES = {
    "share": "shares",
    "top_box": "top boxes",
    "bottom_box": "bottom boxes",
    "net": "nets",
    "mean": "means",
}


def differences(
    first: pd.DataFrame, second: pd.DataFrame, contrast: str, note: str, adjustment: Adjustment
) -> pd.DataFrame:
    """Return ``second - first``, row by row of two tables in one order.

    Parameters
    ----------
    first, second
        Frames of ``Estimates`` with the same questions, options and domains.
    contrast
        Names the comparison.
    note
        Stands before the family.
    adjustment
        Of the p-values within a statistic and set of domains.
    """
    import numpy as np

    first, second = first.reset_index(drop=True), second.reset_index(drop=True)
    estimate = (second["estimate"] - first["estimate"]).to_numpy()
    std_error = np.hypot(first["std_error"].to_numpy(), second["std_error"].to_numpy())
    df = (first["df"] + second["df"]).to_numpy()
    low, high = _limits(first, second, estimate, std_error, df)
    p_value = _p_values(first, second, estimate, std_error, df)
    smaller = np.where(second["n"] < first["n"], second["n"], first["n"])
    count = np.where(second["n"] < first["n"], second["count"], first["count"])
    adjusted, families = _families(first, p_value, adjustment)
    inferential = ~np.isnan(std_error)
    return second.assign(
        period="",
        contrast=contrast,
        statistic="difference",
        unit=np.where(first["unit"] == "share", "points", first["unit"]),
        estimate=estimate,
        std_error=std_error,
        conf_low=low,
        conf_high=high,
        df=df,
        p_value=p_value,
        p_adjusted=adjusted,
        count=count,
        n=smaller,
        n_missing=first["n_missing"] + second["n_missing"],
        n_effective=np.nan,
        n_weighted=np.nan,
        method=np.where(inferential, _methods(first["statistic"]), _why_not(first, second)),
        note=[f"{note}; {family}" if family else note for family in families],
    ).astype(dict.fromkeys(("period", "contrast", "statistic", "unit", "method", "note"), "str"))


def _limits(
    first: pd.DataFrame, second: pd.DataFrame, estimate: Floats, std_error: Floats, df: Floats
) -> tuple[Floats, Floats]:
    import numpy as np

    level = first["conf_level"].dropna()
    half = critical(float(level.iloc[0]) if len(level) else 0.95, df) * std_error
    bounded = first["statistic"].isin(BOUNDED).to_numpy()
    names = ("estimate", "conf_low", "conf_high")
    a, b = (tuple(side[name].to_numpy() for name in names) for side in (first, second))
    low, high = square_and_add(estimate, (a[0], a[1], a[2]), (b[0], b[1], b[2]))
    return np.where(bounded, low, estimate - half), np.where(bounded, high, estimate + half)


def _p_values(
    first: pd.DataFrame, second: pd.DataFrame, estimate: Floats, std_error: Floats, df: Floats
) -> Floats:
    """Return two-sided p of a t test; where both shares are 0 or 1, of a pooled score test."""
    import numpy as np
    from scipy.special import stdtr

    shares = first["unit"].eq("share").to_numpy() & (std_error == 0)
    n1, n2 = first["n_effective"].to_numpy(), second["n_effective"].to_numpy()
    p1, p2 = first["estimate"].to_numpy(), second["estimate"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
        score = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        ratio = np.abs(estimate) / np.where(shares, score, std_error)
    ratio = np.where(shares & (estimate == 0), 0.0, ratio)
    usable = np.isfinite(ratio) & (df >= 1)
    found: Floats = np.where(
        usable, 2 * stdtr(np.where(df >= 1, df, 1.0), -np.nan_to_num(ratio)), np.nan
    )
    return found


def _families(
    rows: pd.DataFrame, p_value: Floats, adjustment: Adjustment
) -> tuple[Floats, list[str]]:
    import numpy as np

    adjusted = np.full(len(rows), np.nan)
    words = [""] * len(rows)
    keys = list(zip(rows["statistic"], rows["by"], strict=True))
    for statistic, by in dict.fromkeys(keys):
        places = np.flatnonzero([key == (statistic, by) for key in keys])
        adjusted[places] = adjust(p_value[places], adjustment)
        size = int((~np.isnan(p_value[places])).sum())
        family = f"{size} differences of {_NAMES.get(statistic, statistic)}"
        family += f" by {by}" if by else ""
        for place in places if size else []:
            words[place] = f"{ADJUSTMENT_WORDS[adjustment]} within {family}"
    return adjusted, words


def _methods(statistics: pd.Series) -> list[str]:
    return [
        f"difference of {_NAMES.get(name, name)}: "
        + (
            "square-and-add of both Wilson limits (Newcombe), design-based t test"
            if name in BOUNDED
            else "t interval and t test, design-based"
        )
        for name in statistics
    ]


def _why_not(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Return why a difference has no interval: what the side says that lacks one."""
    return second["method"].where(second["std_error"].isna(), first["method"])
