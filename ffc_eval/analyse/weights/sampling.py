"""Sampling: the design of one wave as arrays, ready for a variance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.analyse.weights.margins import basis_of
from ffc_eval.analyse.weights.replicates import Replicates, replicates_of
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design
from ffc_eval.model.frame import SingleCluster
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

CORRECTION_FROM = 0.10
"""A list is corrected for its size where more than this share of it answered."""


@dataclass(frozen=True)
class SamplingStage:
    """One stage: which unit and stratum a row belongs to, and how many were drawn.

    Parameters
    ----------
    unit
        Unit of each row, 0 up; each unit lies in one stratum.
    stratum
        Stratum of each row, 0 up.
    units
        Units drawn, by stratum.
    fraction
        Share of the stratum's units that was drawn; 0 without finite population correction.
    reach
        Product of the fractions of the stages before, by stratum: 1 at the first stage.
    """

    unit: Ints
    stratum: Ints
    units: Floats
    fraction: Floats
    reach: Floats

    @property
    def lone(self) -> Bools:
        """Strata of one unit that is not the whole stratum."""
        lone: Bools = (self.units == 1) & (self.fraction < 1 - 1e-7)
        return lone

    def scale(self, single_cluster: SingleCluster) -> Floats:
        """Return the factor on the squared deviations, by stratum."""
        import numpy as np

        alone = 1.0 if single_cluster == "centre" else 0.0
        spread = np.where(self.units > 1, self.units / np.maximum(self.units - 1, 1), alone)
        return self.reach * (1 - self.fraction) * spread


@dataclass(frozen=True)
class Sampling:
    """The design of one wave, one place a row of the responses.

    Parameters
    ----------
    weight
        Positive weights.
    stages
        First stage first.
    lone
        Rows in a stratum of one cluster whose estimates are left out.
    design
        What it was made of.
    correction
        Says the finite population correction in words, "" without one.
    start
        Weights before calibration; the weights themselves where there was none.
    basis
        Orthonormal columns that span the calibration margins times the root of ``start``;
        None without calibration.
    replicates
        Replicate weights; None for linearised variance.
    """

    weight: Floats
    stages: tuple[SamplingStage, ...]
    lone: Bools
    design: Design
    correction: str
    start: Floats
    basis: Floats | None = None
    replicates: Replicates | None = None

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def one_by_one(self) -> bool:
        """Whether people were drawn one by one, without clusters."""
        return self.design.cluster is None and len(self.stages) == 1


def sampling_of(responses: Responses, design: Design) -> Sampling:
    """Return the design of one wave as arrays.

    Parameters
    ----------
    responses
        One wave.
    design
        Names its columns.

    Raises
    ------
    DesignError
        A weight is missing or not above 0, a stratum or cluster is missing, or a finite
        population is smaller than the number drawn from it.

    Notes
    -----
    Without a weight column but with a finite population column, each person stands for the
    population of the stratum divided by the number who answered, as in R ``svydesign``.
    """
    import numpy as np

    first, correction = _first_stage(responses, design)
    stages = (first, *_further_stages(responses, design, first))
    if design.weight is not None:
        weight = _weights(responses.column(design.weight), design.weight)
    elif design.fpc is not None:
        weight = np.ones(len(responses))
        for stage in stages:
            weight = weight / np.where(stage.fraction > 0, stage.fraction, 1.0)[stage.stratum]
    else:
        weight = np.ones(len(responses))
    # One person drawn from the whole is no stratum of one cluster: there is no other to merge.
    grouped = design.stratum is not None or design.cluster is not None
    leave_out = design.single_cluster == "leave_out" and grouped
    lone = first.lone[first.stratum] if leave_out else np.zeros(len(responses), dtype=bool)
    start, basis = _calibration(responses, design, weight)
    replicates = replicates_of(responses, design)
    return Sampling(weight, stages, lone, design, correction, start, basis, replicates)


def _calibration(
    responses: Responses, design: Design, weight: Floats
) -> tuple[Floats, Floats | None]:
    calibration = design.calibration
    if calibration is None:
        return weight, None
    start = weight
    if calibration.start is not None:
        start = _weights(responses.column(calibration.start), calibration.start)
    return start, basis_of(responses, calibration, start)


def _first_stage(responses: Responses, design: Design) -> tuple[SamplingStage, str]:
    import numpy as np

    rows = len(responses)
    stratum = _codes(responses, design.stratum)
    unit = np.arange(rows) if design.cluster is None else _codes(responses, design.cluster)
    unit = _within(stratum, unit)
    units = _count_units(unit, stratum)
    fraction = np.zeros(len(units))
    correction = ""
    if design.fpc is not None:
        fraction = _fractions(responses.column(design.fpc), design.fpc, stratum, units)
        correction = "finite population correction"
    elif design.kind == "list":
        share, correction = _list_fraction(responses)
        fraction = fraction + share
    return SamplingStage(unit, stratum, units, fraction, np.ones(len(units))), correction


def _further_stages(
    responses: Responses, design: Design, first: SamplingStage
) -> list[SamplingStage]:
    stages: list[SamplingStage] = []
    before = first
    for stage in design.stages:
        import numpy as np

        stratum = _within(before.unit, _codes(responses, stage.stratum))
        plain = np.arange(len(responses))
        unit = plain if stage.cluster is None else _codes(responses, stage.cluster)
        unit = _within(stratum, unit)
        units = _count_units(unit, stratum)
        fraction = np.zeros(len(units))
        if stage.fpc is not None:
            fraction = _fractions(responses.column(stage.fpc), stage.fpc, stratum, units)
        reach = np.zeros(len(units))
        reach[stratum] = (before.reach * before.fraction)[before.stratum]
        before = SamplingStage(unit, stratum, units, fraction, reach)
        stages.append(before)
    return stages


def _weights(column: pd.Series, name: str) -> Floats:
    import numpy as np
    import pandas as pd

    weight: Floats = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = int((~(weight > 0) | ~np.isfinite(weight)).sum())
    if wrong:
        raise DesignError(
            "weight-not-positive",
            f'Some weights in column "{name}" are missing, 0 or below 0.',
            found=f"{wrong} of {len(weight)} rows",
            do="Weight again with bounds that keep weights above 0, or leave these rows out.",
        )
    return weight


def _codes(responses: Responses, name: str | None) -> Ints:
    import numpy as np
    import pandas as pd

    if name is None:
        return np.zeros(len(responses), dtype=np.int64)
    codes = pd.factorize(responses.column(name), sort=True)[0].astype(np.int64)
    missing = int((codes < 0).sum())
    if missing:
        raise DesignError(
            "design-column-missing",
            f'Column "{name}" of the design has empty cells.',
            found=f"{missing} of {len(codes)} rows",
            do="Give every row its stratum and cluster, for example a stratum of its own "
            "for those whose stratum is not known.",
        )
    return codes


def _within(outer: Ints, inner: Ints) -> Ints:
    """Return one code for each pair, so that the same name in two strata is two units."""
    import numpy as np

    if not len(outer):
        return inner
    if not outer.any():
        return inner
    pairs = outer * (inner.max() + 1) + inner
    return np.unique(pairs, return_inverse=True)[1].astype(np.int64)


def _count_units(unit: Ints, stratum: Ints) -> Floats:
    import numpy as np

    if not len(unit):
        return np.zeros(0)
    home = np.zeros(unit.max() + 1, dtype=np.int64)
    home[unit] = stratum
    return np.bincount(home, minlength=stratum.max() + 1).astype(float)


def _fractions(column: pd.Series, name: str, stratum: Ints, units: Floats) -> Floats:
    import numpy as np
    import pandas as pd

    size = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    known = np.full(len(units), np.nan)
    known[stratum] = size
    if not np.array_equal(known[stratum], size):
        raise DesignError(
            "fpc-differs",
            f'Column "{name}" is empty or differs within a stratum.',
            do="Give every row of a stratum the same number: how many people (or clusters) "
            "the stratum has in the population.",
        )
    fraction: Floats = np.where(known <= 1, known, units / known)
    if (fraction > 1 + 1e-12).any() or (known <= 0).any():
        raise DesignError(
            "fpc-too-small",
            f'Column "{name}" names fewer people (or clusters) than answered.',
            found=f"{int((fraction > 1).sum())} of {len(units)} strata",
            do="Correct the size of the population, or leave the column out of the design.",
        )
    return np.minimum(fraction, 1.0)


def _list_fraction(responses: Responses) -> tuple[float, str]:
    """Return the share of the list that answered, and the words for it."""
    waves = responses.waves
    known = {wave.id: wave.frame for wave in responses.instrument.waves}
    size = known.get(waves[0]) if len(waves) == 1 else None
    if not size:
        return 0.0, "no finite population correction: size of the list not known"
    answered = len(responses)
    if answered > size:
        return 0.0, f"no finite population correction: {answered} answers, list of {size}"
    if answered <= CORRECTION_FROM * size:
        return 0.0, f"no finite population correction: {answered} of {size} answered"
    return answered / size, f"finite population correction ({answered} of {size} answered)"
