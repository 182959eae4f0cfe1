"""Resampling: bootstrap and jackknife weights made from the design."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.sampling import Sampling, sampling_of
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design, ReplicateKind
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_MOST = 5_000


def bootstrap(
    responses: Responses, design: Design, *, replicates: int = 1_000, seed: int
) -> tuple[Responses, Design]:
    """Add bootstrap weights to the responses and name them in the design.

    Parameters
    ----------
    responses
        Each wave is resampled by itself.
    design
        Its clusters are drawn anew within strata.
    replicates
        How many; at least 200 for standard errors.
    seed
        The same seed gives the same weights.

    Returns
    -------
    tuple[Responses, Design]
        With columns ``bootstrap_0001`` and so on in the context.

    Raises
    ------
    DesignError
        There are too many or too few replicates, or the weights are calibrated.

    Notes
    -----
    Of n clusters of a stratum, n - 1 are drawn with replacement and rescaled (Rao, Wu and Yue
    1992; R ``as.svrepdesign(type = "subbootstrap")``); a finite population shrinks the
    deviations by √(1 - f). Only the first stage is resampled.
    """
    _check(replicates)
    import numpy as np

    generator = np.random.default_rng(seed)

    def make(sampling: Sampling) -> Floats:
        return _bootstrap_factors(sampling, replicates, generator)

    made, named = _with_replicates(responses, design, make, "bootstrap", ())
    return replace(made, provenance=replace(made.provenance, seed=seed)), named


def jackknife(responses: Responses, design: Design) -> tuple[Responses, Design]:
    """Add jackknife weights, one replicate a cluster, and name them in the design.

    Parameters
    ----------
    responses
        One wave.
    design
        Its clusters are left out one at a time.

    Returns
    -------
    tuple[Responses, Design]
        With columns ``jackknife_0001`` and so on in the context.

    Raises
    ------
    DesignError
        There is more than one wave, there are more than 5,000 clusters, or the weights are
        calibrated.

    Notes
    -----
    The stratified jackknife: the others of the stratum count n / (n - 1), the factor of a
    replicate is (1 - f)(n - 1) / n (R ``as.svrepdesign(type = "JKn")``).
    """
    import numpy as np

    if len(responses.waves) != 1:
        raise DesignError(
            "jackknife-one-wave",
            "Jackknife weights are made for one wave at a time.",
            found=f"{len(responses.waves)} waves",
            do="Use responses.of_wave(wave), or the bootstrap.",
        )
    first = sampling_of(responses, replace(design, calibration=None)).stages[0]
    home = first.stratum
    kept = np.flatnonzero(first.units[home] > 1)
    _check(len(kept))
    units = first.units[home[kept]]
    scales = (1 - first.fraction[home[kept]]) * (units - 1) / units

    def make(sampling: Sampling) -> Floats:
        stage = sampling.stages[0]
        same = stage.stratum_of(slice(None))[None, :] == home[kept][:, None]
        out = stage.unit_of(slice(None))[None, :] == kept[:, None]
        return np.where(out, 0.0, np.where(same, (units / (units - 1))[:, None], 1.0))

    return _with_replicates(responses, design, make, "jackknife", tuple(scales.tolist()))


def _check(replicates: int) -> None:
    if not 2 <= replicates <= _MOST:
        raise DesignError(
            "how-many-replicates",
            f"Between 2 and {_MOST} replicates can be made.",
            found=str(replicates),
            do="Use 1000 bootstrap replicates; a jackknife is for designs of few clusters.",
        )


def _bootstrap_factors(
    sampling: Sampling, replicates: int, generator: np.random.Generator
) -> Floats:
    """Return factors on the weights, one row a replicate, one column a row of the responses."""
    import numpy as np

    first = sampling.stages[0]
    home = first.stratum
    factors = np.ones((replicates, len(home)))
    for stratum, size in enumerate(first.units.astype(int)):
        if size < 2:
            continue
        units = np.flatnonzero(home == stratum)
        shrink = np.sqrt(1 - first.fraction[stratum])
        for replicate in range(replicates):
            drawn = generator.integers(0, size, size - 1)
            times = np.bincount(drawn, minlength=size)
            factors[replicate, units] = 1 - shrink + shrink * size / (size - 1) * times
    return factors if first.unit is None else factors[:, first.unit]


def _with_replicates(
    responses: Responses,
    design: Design,
    make: Callable[[Sampling], Floats],
    kind: ReplicateKind,
    scales: tuple[float, ...],
) -> tuple[Responses, Design]:
    import pandas as pd

    if design.calibration is not None:
        raise DesignError(
            "replicates-and-calibration",
            "Replicate weights of calibrated weights would have to be calibrated anew.",
            do="Use the linearised variance, which knows of the margins.",
        )
    parts = []
    for wave in responses.waves:
        here = responses if len(responses.waves) == 1 else responses.of_wave(wave)
        sampling = sampling_of(here, replace(design, replicates=()))
        matrix = make(sampling)
        matrix *= sampling.weight
        parts.append((here.context.index, matrix))
    if not parts:
        raise DesignError(
            "no-responses",
            "There is no response to make replicate weights of.",
            do="Look at what was read or left out before.",
        )
    names = tuple(f"{kind}_{place + 1:04d}" for place in range(len(parts[0][1])))
    frames = [
        pd.DataFrame(matrix.T, index=index, columns=list(names), copy=False)
        for index, matrix in parts
    ]
    columns = frames[0] if len(frames) == 1 else pd.concat(frames).loc[responses.context.index]
    made = replace(responses, context=pd.concat([responses.context, columns], axis=1))
    step = f"Made {len(names)} {kind} replicates."
    named = replace(design, replicates=names, replicate_kind=kind, replicate_scales=scales)
    return replace(made, provenance=responses.provenance.then(step)), named
