"""Multiplicity: p-values adjusted for how many comparisons were made together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ffc_eval.errors import EstimateError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Adjustment = Literal["holm", "bh", "none"]
ADJUSTMENT_WORDS = {"holm": "Holm", "bh": "Benjamini-Hochberg", "none": "unadjusted"}


def adjust(p_values: Floats, method: Adjustment = "holm") -> Floats:
    """Return adjusted p-values; missing ones stay missing and do not count.

    Parameters
    ----------
    p_values
        One family.
    method
        "holm" keeps the chance of any false finding, "bh" the expected share of false findings.

    Raises
    ------
    EstimateError
        There is no such method.

    Notes
    -----
    Holm (1979); Benjamini and Hochberg (1995). R ``p.adjust``.
    """
    import numpy as np

    if method not in ADJUSTMENT_WORDS:
        raise EstimateError(
            "no-such-method",
            "There is no such adjustment of p-values.",
            found=str(method),
            do=f"Choose one of: {', '.join(ADJUSTMENT_WORDS)}.",
        )
    found = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    if not len(known):
        return found
    order = known[np.argsort(p_values[known], kind="stable")]
    ordered = p_values[order]
    size = len(order)
    rank = np.arange(1, size + 1)
    if method == "holm":
        adjusted = np.maximum.accumulate(ordered * (size - rank + 1))
    elif method == "bh":
        adjusted = np.minimum.accumulate((ordered * size / rank)[::-1])[::-1]
    else:
        adjusted = ordered
    found[order] = np.minimum(adjusted, 1.0)
    return found
