"""Sampling: the design of one wave as arrays, ready for a variance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.weights.margins import basis_of
from ffc_eval.analyse.weights.replicates import Replicates, replicates_of
from ffc_eval.analyse.weights.row_blocks import Column, Rows, blocks, numbers, order_of
from ffc_eval.analyse.weights.stages import SamplingStage, first_stage, further_stages
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Sampling:
    """The design of one wave, one place a row of the responses.

    Parameters
    ----------
    weight
        Positive weights.
    stages
        First stage first.
    order
        Places of the rows stratum by stratum and unit by unit; None where they stand so.
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
    order: Ints | None
    design: Design
    correction: str
    start: Floats
    basis: Column | None = None
    replicates: Replicates | None = None

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def one_by_one(self) -> bool:
        """Whether people were drawn one by one, without clusters."""
        return self.design.cluster is None and len(self.stages) == 1

    @property
    def leaves_out(self) -> bool:
        """Whether a stratum of one cluster leaves estimates out."""
        # One person drawn from the whole is no stratum of one cluster: there is no other to merge.
        grouped = self.design.stratum is not None or self.design.cluster is not None
        leave_out = self.design.single_cluster == "leave_out" and grouped
        return leave_out and bool(self.stages[0].lone.any())

    def lone(self, rows: Rows) -> Bools:
        """Return which rows lie in a stratum of one cluster that leaves estimates out."""
        first = self.stages[0]
        lone: Bools = first.lone[first.stratum_of(rows)] & self.leaves_out
        return lone

    def blocks(self, rows: int | None = None) -> Iterator[Rows]:
        """Give all rows a block at a time, stratum by stratum and unit by unit."""
        for block in blocks(len(self), rows):
            yield block if self.order is None else self.order[block]


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
    first, correction = first_stage(responses, design)
    stages = (first, *further_stages(responses, design, first))
    weight = _weight(responses, design, stages)
    start, basis = _calibration(responses, design, weight)
    order = _order(stages[-1])
    replicates = replicates_of(responses, design)
    return Sampling(weight, stages, order, design, correction, start, basis, replicates)


def _weight(responses: Responses, design: Design, stages: tuple[SamplingStage, ...]) -> Floats:
    import numpy as np

    if design.weight is not None:
        return _weights(responses.column(design.weight), design.weight)
    if design.fpc is None:
        return np.broadcast_to(1.0, len(responses))
    weight = np.ones(len(responses))
    for stage in stages:
        fraction = np.where(stage.fraction > 0, stage.fraction, 1.0)
        for rows in blocks(len(weight)):
            weight[rows] /= fraction[stage.stratum_of(rows)]
    return weight


def _weights(column: pd.Series, name: str) -> Floats:
    import numpy as np
    import pandas as pd

    weight: Floats = np.asarray(numbers(pd.to_numeric(column, errors="coerce"))[:])
    wrong = int((~(weight > 0) | ~np.isfinite(weight)).sum())
    if wrong:
        raise DesignError(
            "weight-not-positive",
            f'Some weights in column "{name}" are missing, 0 or below 0.',
            found=f"{wrong} of {len(weight)} rows",
            do="Weight again with bounds that keep weights above 0, or leave these rows out.",
        )
    return weight


def _calibration(
    responses: Responses, design: Design, weight: Floats
) -> tuple[Floats, Column | None]:
    calibration = design.calibration
    if calibration is None:
        return weight, None
    start = weight
    if calibration.start is not None:
        start = _weights(responses.column(calibration.start), calibration.start)
    return start, basis_of(responses, calibration, start)


def _order(last: SamplingStage) -> Ints | None:
    """Return the rows unit by unit of the last stage, which is so of those before it."""
    key = last.stratum if last.unit is None else last.unit
    if (key[1:] >= key[:-1]).all():
        return None
    return order_of(key, len(last.units if last.unit is None else last.stratum))
