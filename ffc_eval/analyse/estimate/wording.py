"""Wording: the method and note that stand beside every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.intervals import Interval
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.estimate.means import Means
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Texts = NDArray[np.object_]

DESCRIBED = {
    "self_selected": "described, no sampling interval: self-selected",
    "census": "described, no sampling interval: census of events",
}
_INTERVALS: dict[Interval, str] = {
    "wilson": "Wilson interval on the effective n (t)",
    "logit": "logit interval (t)",
    "beta": "beta interval (Korn and Graubard)",
}
_BY_STATISTIC = {
    "net": "square-and-add of the Wilson limits with their covariance",
}
ONE_CLUSTER = (
    'A stratum has one cluster: merge it with a similar one, or set single_cluster to "centre" '
    'or "certainty".'
)


def variance_words(sampling: Sampling) -> str:
    """Say how the variance was made, with its finite population correction."""
    design = sampling.design
    made = "linearised variance"
    if design.replicates:
        made = f"{design.replicate_kind} variance ({len(design.replicates)} replicates)"
    if sampling.basis is not None:
        made += " of calibrated weights"
    return f"{made}; {sampling.correction}" if sampling.correction else made


def missed_margins(sampling: Sampling) -> str:
    """Name the margins that the weights miss; "" where they miss none."""
    missed = sampling.design.calibration.missed if sampling.design.calibration else ()
    return "Missed by more than 1e-6: " + ", ".join(missed) if missed else ""


def words(
    means: Means, items: Items, sampling: Sampling, interval: Interval
) -> tuple[Texts, Texts]:
    """Return the method and the note of each domain and item."""
    import numpy as np

    n = means.sums.n
    shape = n.shape
    note = np.empty(shape, dtype=object)
    note[:] = [item.meaning.note for item in items.items]
    method = np.empty(shape, dtype=object)
    if not sampling.design.inferential:
        method[:] = DESCRIBED[sampling.design.kind]
    else:
        method[:] = [_usual(item.meaning.statistic, sampling, interval) for item in items.items]
        method[means.df < 1] = "no interval: no degrees of freedom"
        method[n == 1] = "one person: no standard error"
        lone = means.sums.lone > 0
        method[lone] = "left out: a stratum of one cluster"
        note[lone] = ONE_CLUSTER
    missed = missed_margins(sampling)
    if missed:
        method[:] = "left out: the weights miss a margin"
        note[:] = missed
    method[n == 0] = "no base"
    return method, note


def _usual(statistic: str, sampling: Sampling, interval: Interval) -> str:
    made = "t interval"
    if statistic in ("share", "top_box", "bottom_box"):
        made = _INTERVALS[interval]
    return f"{_BY_STATISTIC.get(statistic, made)}; {variance_words(sampling)}"
