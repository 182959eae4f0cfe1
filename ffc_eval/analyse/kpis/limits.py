"""Control limits: what a stable series would do by itself."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

BASELINE = 12
"""Points of a segment from which its limits come; they are never recalculated with later ones."""

MOVING_RANGE_FACTOR = 2.66
"""3 / 1.128: three standard deviations, estimated by the mean range of two neighbours."""


@dataclass(frozen=True)
class Limits:
    """Centre and limits of a segment, one of each a point.

    Parameters
    ----------
    centre
        Mean of the baseline.
    low, high
        Three standard deviations off the centre. Not cut at what is possible: whoever shows
        them stops at 0, and a share at 1.
    baseline
        How many points they come from.
    """

    centre: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    baseline: int


def xmr_limits(values: Sequence[float], *, baseline: int = BASELINE) -> Limits:
    """Return the limits of an individuals chart (XmR): mean ± 2.66 mean moving range.

    Parameters
    ----------
    values
        Counts, means or rates in order of time, at least two.
    baseline
        The first so many values give centre and range.

    Notes
    -----
    Shewhart's chart for single values, Wheeler (2000), *Understanding Variation*. Checked with
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2. A missing value (NaN) gives no range
    with its neighbours.
    """
    known = [value for value in values[:baseline] if not math.isnan(value)]
    steps = [abs(b - a) for a, b in itertools.pairwise(values[:baseline])]
    ranges = [step for step in steps if not math.isnan(step)]
    centre = math.fsum(known) / len(known)
    reach = MOVING_RANGE_FACTOR * math.fsum(ranges) / len(ranges)
    size = len(values)
    return Limits(centre, (centre - reach,) * size, (centre + reach,) * size, len(known))


def p_limits(
    counts: Sequence[float], bases: Sequence[float], *, baseline: int = BASELINE
) -> Limits:
    """Return the limits of a p-chart: pooled share ± 3 √(p(1 - p)/n) of each point.

    Parameters
    ----------
    counts, bases
        k and n of each point, in order of time; NaN where there is none.
    baseline
        The first so many points give the pooled share.

    Notes
    -----
    Shewhart's chart for shares, Montgomery (2019), section 7.2. Checked by
    ``tests/golden/p_chart.R``.
    """
    first = [(k, n) for k, n in zip(counts[:baseline], bases[:baseline], strict=True) if n > 0]
    centre = math.fsum(k for k, _ in first) / math.fsum(n for _, n in first)
    reach = [3 * math.sqrt(centre * (1 - centre) / n) if n > 0 else math.nan for n in bases]
    return Limits(
        centre,
        tuple(centre - part for part in reach),
        tuple(centre + part for part in reach),
        len(first),
    )
