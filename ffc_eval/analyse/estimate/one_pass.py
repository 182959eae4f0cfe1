"""One pass: all items and all domains of every wave, as ``Estimates``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from ffc_eval.analyse.estimate.domains import By, Domains, domains_of
from ffc_eval.analyse.estimate.intervals import Interval
from ffc_eval.analyse.estimate.items import Item, Items, items_of
from ffc_eval.analyse.estimate.means import Means, means_of
from ffc_eval.analyse.estimate.tabulate import limits_of, tabulate, to_estimates
from ffc_eval.analyse.estimate.wording import words
from ffc_eval.analyse.weights.sampling import Sampling, sampling_of
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

Source = Callable[[Responses], Sequence[Item]]
"""Makes the items of one wave."""


@dataclass(frozen=True)
class WavePass:
    """One wave, resolved: its design, its domains."""

    wave: str
    responses: Responses
    sampling: Sampling
    domains: Domains


def waves_of(responses: Responses, design: Design, by: By) -> Iterator[WavePass]:
    """Resolve wave by wave; domains are the same in each, each wave has a design of its own."""
    import numpy as np

    domains = domains_of(responses, by)
    waves = responses.waves
    for wave in waves:
        if len(waves) == 1:
            yield WavePass(wave, responses, sampling_of(responses, design), domains)
            return
        here = np.flatnonzero(responses.context["wave"] == wave)
        rows = responses.of_wave(wave)
        yield WavePass(wave, rows, sampling_of(rows, design), domains.among(here))


def estimate(
    responses: Responses,
    design: Design,
    source: Source,
    *,
    by: By = (),
    interval: Interval = "wilson",
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate the items of every wave in every domain.

    Raises
    ------
    EstimateError
        The confidence level is not between 0 and 1, or the interval is not one of those.
    """
    if interval not in get_args(Interval):
        raise EstimateError(
            "no-such-method",
            "There is no such interval.",
            found=str(interval),
            do=f"Choose one of: {', '.join(get_args(Interval))}.",
        )
    if not 0 < conf_level < 1:
        raise EstimateError(
            "conf-level",
            "The confidence level must lie above 0 and below 1.",
            found=str(conf_level),
            do="Write 0.95 for a 95 % interval.",
        )
    tables = []
    for wave in waves_of(responses, design, by):
        items = items_of(source(wave.responses))
        means = means_of(wave.sampling, wave.domains, items)
        tables.append(table_of(wave, items, means, interval, conf_level))
    made = Estimates.concat(tables)
    step = f"Estimated with {design.kind} design, {conf_level:.0%} intervals."
    return replace(made, provenance=responses.provenance.then(step))


def table_of(
    wave: WavePass,
    items: Items,
    means: Means,
    interval: Interval = "wilson",
    conf_level: float = 0.95,
) -> Estimates:
    """Return the rows of one wave, domain by domain, with what cannot be said left out."""
    import numpy as np

    sampling = wave.sampling
    method, note = words(means, items, sampling, interval)
    left_out = means.sums.lone > 0
    if sampling.design.calibration and sampling.design.calibration.missed:
        left_out = np.ones_like(left_out, dtype=bool)
    if left_out.any() and sampling.design.inferential:
        means = _without(means, left_out)
    limits = None
    if sampling.design.inferential:
        limits = limits_of(means, items, sampling, interval, conf_level)
    columns = tabulate(means, limits, items, wave.domains, (wave.wave, method, note), conf_level)
    return to_estimates(columns, wave.responses.provenance)


def _without(means: Means, left_out: Bools) -> Means:
    import numpy as np

    return replace(
        means,
        estimate=np.where(left_out, np.nan, means.estimate),
        variance=np.where(left_out, np.nan, means.variance),
        df=np.where(left_out, np.nan, means.df),
    )
