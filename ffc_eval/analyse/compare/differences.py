"""Differences between rows of ``Estimates``, each with interval and test."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    "quantile": "quantiles",
}


@dataclass(frozen=True)
class Pairing:
    """How two sides belong together.

    Parameters
    ----------
    contrast
        Names the comparison; one text, or one a row.
    note
        Stands before the family.
    covariance
        Of the two estimates, a number a row; None for independent samples.
    df
        Degrees of freedom of the difference; None for the sum of both sides.
    exact
        p of an exact test, NaN in the rows that have none; None without.
    """

    contrast: str | list[str]
    note: str
    covariance: Floats | None = None
    df: Floats | None = None
    exact: Floats | None = None

    @property
    def paired(self) -> bool:
        """Whether both sides are the same people, twice."""
        return self.exact is not None

    def only(self, keep: NDArray[np.bool_]) -> Pairing:
        """Return the pairing of some of the rows."""
        parts = {
            name: values[keep]
            for name in ("covariance", "df", "exact")
            if (values := getattr(self, name)) is not None
        }
        return replace(self, **parts)


def differences(first: pd.DataFrame, second: pd.DataFrame, pairing: Pairing) -> pd.DataFrame:
    """Return ``second - first``, row by row of two tables in one order, p not yet adjusted.

    Parameters
    ----------
    first, second
        Frames of ``Estimates`` with the same questions and options.
    pairing
        What the sides have to do with each other.
    """
    import numpy as np

    first, second = first.reset_index(drop=True), second.reset_index(drop=True)
    found = _Sides(first, second, pairing)
    smaller = np.where(second["n"] < first["n"], second["n"], first["n"])
    count = np.where(second["n"] < first["n"], second["count"], first["count"])
    low, high = found.limits()
    inferential = ~np.isnan(found.std_error)
    return second.assign(
        period="",
        contrast=pairing.contrast,
        statistic="difference",
        unit=np.where(first["unit"] == "share", "points", first["unit"]),
        estimate=found.estimate,
        std_error=found.std_error,
        conf_low=low,
        conf_high=high,
        df=found.df,
        p_value=_p_values(found, pairing),
        count=count,
        n=smaller,
        n_missing=first["n_missing"] + second["n_missing"],
        n_effective=np.nan,
        n_weighted=np.nan,
        method=np.where(
            inferential, _methods(first["statistic"], pairing), _why_not(first, second)
        ),
        note=pairing.note,
    ).astype(dict.fromkeys(("period", "contrast", "statistic", "unit", "method", "note"), "str"))


class _Sides:
    """Two sides as arrays."""

    def __init__(self, first: pd.DataFrame, second: pd.DataFrame, pairing: Pairing) -> None:
        import numpy as np

        self.first, self.second = first, second
        errors = first["std_error"].to_numpy(), second["std_error"].to_numpy()
        self.estimate = (second["estimate"] - first["estimate"]).to_numpy()
        self.shared = np.zeros(len(first)) if pairing.covariance is None else pairing.covariance
        variance = errors[0] ** 2 + errors[1] ** 2 - 2 * self.shared
        self.std_error = np.sqrt(np.maximum(variance, 0.0))
        self.product = errors[0] * errors[1]
        self.df = pairing.df if pairing.df is not None else (first["df"] + second["df"]).to_numpy()

    def limits(self) -> tuple[Floats, Floats]:
        """Return square-and-add limits of what is bounded, t limits of the rest."""
        import numpy as np

        level = self.first["conf_level"].dropna()
        half = critical(float(level.iloc[0]) if len(level) else 0.95, self.df) * self.std_error
        bounded = self.first["statistic"].isin(BOUNDED).to_numpy()
        names = ("estimate", "conf_low", "conf_high")
        a, b = (
            tuple(side[name].to_numpy() for name in names) for side in (self.first, self.second)
        )
        there = self.product > 0
        correlation = np.where(there, self.shared / np.where(there, self.product, 1.0), 0.0)
        low, high = square_and_add(
            self.estimate, (a[0], a[1], a[2]), (b[0], b[1], b[2]), np.clip(correlation, -1, 1)
        )
        plain = self.estimate - half, self.estimate + half
        return np.where(bounded, low, plain[0]), np.where(bounded, high, plain[1])

    def p_values(self) -> Floats:
        """Return two-sided p of a t test; where both shares are 0 or 1, of a score test."""
        import numpy as np
        from scipy.special import stdtr

        ends = self.first["unit"].eq("share").to_numpy() & (self.std_error == 0)
        n1, n2 = self.first["n_effective"].to_numpy(), self.second["n_effective"].to_numpy()
        p1, p2 = self.first["estimate"].to_numpy(), self.second["estimate"].to_numpy()
        with np.errstate(invalid="ignore", divide="ignore"):
            pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
            score = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
            ratio = np.abs(self.estimate) / np.where(ends, score, self.std_error)
        ratio = np.where(ends & (self.estimate == 0), 0.0, ratio)
        usable = np.isfinite(ratio) & (self.df >= 1)
        df = np.where(usable, self.df, 1.0)
        found: Floats = np.where(usable, 2 * stdtr(df, -np.nan_to_num(ratio)), np.nan)
        return found


def adjusted(rows: pd.DataFrame, families: list[str], adjustment: Adjustment) -> pd.DataFrame:
    """Return the rows with p-values adjusted within each family, which the note then names.

    Parameters
    ----------
    families
        Words for the family of each row.
    """
    import numpy as np

    p_value = rows["p_value"].to_numpy()
    found = np.full(len(rows), np.nan)
    notes = rows["note"].tolist()
    for family in dict.fromkeys(families):
        places = np.flatnonzero([name == family for name in families])
        found[places] = adjust(p_value[places], adjustment)
        size = int((~np.isnan(p_value[places])).sum())
        for place in places if size else []:
            within = f"{ADJUSTMENT_WORDS[adjustment]} within {size} {family}"
            notes[place] = f"{notes[place]}; {within}" if notes[place] else within
    return rows.assign(p_adjusted=found, note=notes).astype({"note": "str"})


def family_of(statistic: str, by: str) -> str:
    """Say which differences are judged together: one statistic by one set of domains."""
    return f"differences of {_NAMES.get(statistic, statistic)}" + (f" by {by}" if by else "")


def _p_values(found: _Sides, pairing: Pairing) -> Floats:
    import numpy as np

    plain = found.p_values()
    if pairing.exact is None:
        return plain
    unknown = np.isnan(found.std_error) | np.isnan(pairing.exact)
    return np.where(unknown, plain, pairing.exact)


def _methods(statistics: pd.Series, pairing: Pairing) -> list[str]:
    import numpy as np

    exact = np.zeros(len(statistics)) * np.nan if pairing.exact is None else pairing.exact
    who = " of the same people" if pairing.paired else ""
    return [
        f"difference of {_NAMES.get(name, name)}{who}: "
        + (
            "square-and-add of both Wilson limits (Newcombe), "
            + ("design-based t test" if p != p else "exact McNemar test")
            if name in BOUNDED
            else "t interval and t test, design-based"
        )
        for name, p in zip(statistics, exact, strict=True)
    ]


def _why_not(first: pd.DataFrame, second: pd.DataFrame) -> pd.Series:
    """Return why a difference has no interval: what the side says that lacks one."""
    return second["method"].where(second["std_error"].isna(), first["method"])
