"""Effect size of a difference between two waves of ordered grades."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from ffc_eval.model.instrument import Question

if TYPE_CHECKING:
    import pandas as pd

_CONF_LEVEL = 0.95
_METHOD = "Cliff's delta, unweighted; asymmetric interval (Cliff 1993)"


def cliffs_delta(
    first: pd.Series, second: pd.Series, *, question: Question, contrast: str
) -> Mapping[str, Any]:
    """Return Cliff's delta as one row: P(later above earlier) - P(later below earlier).

    Parameters
    ----------
    first, second
        Places of the grades, earlier and later wave, one a case.

    Notes
    -----
    Unbiased variance and asymmetric limits: Cliff (1993), Feng and Cliff (2004). Checked by
    ``tests/golden/agreement.R``.
    """
    import numpy as np

    sizes = len(first), len(second)
    shared = {
        "indicator": question.id,
        "question": question.text,
        "contrast": contrast,
        "statistic": "cliffs_delta",
        "unit": "none",
        "base": "answered",
        "n": min(sizes),
        "conf_level": _CONF_LEVEL,
        "method": _METHOD,
    }
    if min(sizes) < 2:
        return {**shared, "method": "no base"}
    above = np.sign(second.to_numpy()[:, None] - first.to_numpy()[None, :])
    delta = float(above.mean())
    variance = _variance(above - delta, delta)
    z = NormalDist().inv_cdf(0.5 + _CONF_LEVEL / 2)
    square = 1 - delta * delta
    half = z * (variance * (square * square + z * z * variance)) ** 0.5
    whole = square + z * z * variance
    return {
        **shared,
        "estimate": delta,
        "std_error": variance**0.5,
        "conf_low": (delta * square - half) / whole if whole else delta,
        "conf_high": (delta * square + half) / whole if whole else delta,
    }


def _variance(apart: Any, delta: float) -> float:
    """Return the unbiased variance of delta, but not less than it can be."""
    n2, n1 = apart.shape
    of_first, of_second = apart.mean(axis=0), apart.mean(axis=1)
    found = (n2 * n2 * (of_second**2).sum() + n1 * n1 * (of_first**2).sum() - (apart**2).sum()) / (
        n1 * n2 * (n1 - 1) * (n2 - 1)
    )
    return float(max(found, (1 - delta * delta) / (n1 * n2 - 1)))
