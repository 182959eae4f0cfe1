"""Tabulate: means turned into rows of ``Estimates``, each with interval, method and note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate import intervals
from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.intervals import Interval
from ffc_eval.analyse.estimate.items import Items
from ffc_eval.analyse.estimate.means import Means
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.model.estimates import COLUMNS, NUMBER_COLUMNS, Estimates
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Texts = NDArray[np.object_]

SHARES = ("share", "top_box", "bottom_box")
"""Statistics that run 0 to 1."""


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits, and the effective n they rest on."""

    low: Floats
    high: Floats
    n_effective: Floats


def limits_of(
    means: Means, items: Items, sampling: Sampling, interval: Interval, conf_level: float
) -> Limits:
    """Return the interval of every mean, each statistic in its own way."""
    import numpy as np

    crit = intervals.critical(conf_level, means.df)
    std_error = np.sqrt(means.variance)
    size = means.n_effective
    low, high = intervals.student(means.estimate, std_error, crit)
    same = (means.variance <= 1e-24 * means.estimate**2) & (means.free > 1e-7)
    low, high = (np.where(same, np.nan, limit) for limit in (low, high))
    share = np.flatnonzero([item.meaning.statistic in SHARES for item in items.items])
    if len(share):
        size[:, share] = share_sizes(means, sampling, share)
        part = (means.estimate[:, share], std_error[:, share], size[:, share], crit[:, share])
        bases = (means.sums.n[:, share], means.df[:, share])
        low[:, share], high[:, share] = _share_limits(part, bases, interval, conf_level)
    net = np.flatnonzero([item.meaning.statistic == "net" for item in items.items])
    if len(net):
        low[:, net], high[:, net] = _net_limits(means, (low, high), net)
    return Limits(low, high, np.where(np.isinf(size), np.nan, size))


def share_sizes(means: Means, sampling: Sampling, share: NDArray[np.int64]) -> Floats:
    """Return the effective n of shares, at 0 and 1 from the weights.

    Notes
    -----
    At 0 and 1 the variance says nothing: (Kish n - 1) / (1 - f). With clusters Kish n is first
    divided by the median design effect of the domain's other shares, at least 1.
    """
    import numpy as np

    size = means.n_effective[:, share]
    free, kish = means.free[:, share], means.kish[:, share]
    variance = means.variance[:, share]
    with np.errstate(invalid="ignore", divide="ignore"):
        plain = (kish - 1) / free
        edge = plain
        if not sampling.one_by_one:
            edge = (kish / _design_effect(plain / size)[:, None] - 1) / free
    edge = np.where(free <= 1e-7, np.inf, np.where(edge > 0, edge, np.nan))
    estimate = means.estimate[:, share]
    ends = (estimate == 0) | (estimate == 1)
    certain = ~ends & (variance == 0)
    return np.where(ends & ~np.isnan(variance), edge, np.where(certain, np.inf, size))


def _design_effect(ratios: Floats) -> Floats:
    """Return the median of each domain, at least 1; of all domains where one has none."""
    import numpy as np

    known = ratios[~np.isnan(ratios)]
    overall = float(np.median(known)) if len(known) else 1.0
    medians = [
        float(np.median(row[~np.isnan(row)])) if (~np.isnan(row)).any() else overall
        for row in ratios
    ]
    return np.maximum(medians, 1.0)


def _share_limits(
    part: tuple[Floats, Floats, Floats, Floats],
    bases: tuple[Floats, Floats],
    interval: Interval,
    conf_level: float,
) -> tuple[Floats, Floats]:
    import numpy as np

    estimate, std_error, size, crit = part
    with np.errstate(invalid="ignore", divide="ignore"):
        if interval == "wilson":
            return intervals.wilson(estimate, size, crit)
        if interval == "logit":
            return intervals.logit(estimate, std_error, crit)
        return intervals.beta(estimate, size, bases[0], bases[1], conf_level)


def _net_limits(
    means: Means, limits: tuple[Floats, Floats], net: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Return limits of nets; the two items before a net are its top and bottom box."""
    import numpy as np

    low, high = limits
    top, bottom = net - 2, net - 1
    both = means.variance[:, top] * means.variance[:, bottom]
    shared = (means.variance[:, top] + means.variance[:, bottom] - means.variance[:, net]) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.where(both > 0, shared / np.sqrt(both), 0.0)
    whole = means.estimate[:, top] + means.estimate[:, bottom]
    correlation = np.where((both == 0) & (whole == 1), -1.0, np.clip(correlation, -1, 1))
    return intervals.square_and_add(
        means.estimate[:, net],
        (means.estimate[:, bottom], low[:, bottom], high[:, bottom]),
        (means.estimate[:, top], low[:, top], high[:, top]),
        correlation,
    )


def tabulate(
    means: Means,
    limits: Limits | None,
    items: Items,
    domains: Domains,
    words: tuple[str, Texts, Texts],
    conf_level: float,
) -> Mapping[str, object]:
    """Return the columns of ``Estimates``: domain by domain, items in their order.

    Parameters
    ----------
    limits
        None where the data carry no sampling interval.
    words
        Period; method and note of each domain and item.
    """
    import numpy as np

    numbers = _numbers(means, limits, items)
    return {
        **_texts(items, domains),
        **{name: values.ravel() for name, values in numbers.items()},
        "conf_level": np.nan if limits is None else conf_level,
        "period": words[0],
        "method": words[1].ravel(),
        "note": words[2].ravel(),
    }


def _texts(items: Items, domains: Domains) -> dict[str, Texts]:
    import numpy as np

    meanings = [item.meaning for item in items.items]
    text = {
        name: _tiled([getattr(meaning, name) for meaning in meanings], len(domains))
        for name in ("indicator", "question", "option", "statistic", "unit", "base")
    }
    text["by"] = np.repeat(np.array(domains.by, dtype=object), len(items))
    text["domain"] = np.repeat(np.array(domains.labels, dtype=object), len(items))
    return text


def _numbers(means: Means, limits: Limits | None, items: Items) -> dict[str, Floats]:
    import numpy as np

    sums = means.sums
    number = {
        "estimate": means.estimate,
        "count": np.where(items.binary, sums.count, sums.n),
        "n": sums.n,
        "n_missing": sums.n_missing,
        "n_weighted": sums.weight,
    }
    if limits is None:
        return number
    return {
        **number,
        "std_error": np.sqrt(means.variance),
        "conf_low": limits.low,
        "conf_high": limits.high,
        "n_effective": limits.n_effective,
        "df": means.df,
    }


def _tiled(texts: list[str], times: int) -> Texts:
    import numpy as np

    return np.tile(np.array(texts, dtype=object), times)


def to_estimates(columns: Mapping[str, object], provenance: Provenance) -> Estimates:
    """Build ``Estimates`` from whole columns."""
    import numpy as np
    import pandas as pd

    size = max((len(part) for part in columns.values() if isinstance(part, np.ndarray)), default=0)
    index = pd.RangeIndex(size)
    data = {
        name: pd.Series(columns.get(name, np.nan), index=index, dtype="float64")
        if name in NUMBER_COLUMNS
        else pd.Series(columns.get(name, ""), index=index, dtype="str")
        for name in COLUMNS
    }
    return Estimates(pd.DataFrame(data), provenance)
