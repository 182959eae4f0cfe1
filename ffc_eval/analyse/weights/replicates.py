"""Replicate weights: read a few rows and columns at a time, with the factor of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Replicates:
    """Replicate weights of one wave.

    Parameters
    ----------
    context
        Holds the columns.
    names
        One a replicate.
    scales
        Factor on the squared deviation of each replicate.
    """

    context: pd.DataFrame
    names: tuple[str, ...]
    scales: Floats

    def __len__(self) -> int:
        return len(self.names)

    def weights(self, rows: slice, part: slice) -> Floats:
        """Return the weights of some rows in some replicates, one row a replicate."""
        columns = self.context.iloc[rows][list(self.names[part])]
        found: Floats = columns.to_numpy(dtype=float).T
        return found


def replicates_of(responses: Responses, design: Design) -> Replicates | None:
    """Return the replicate weights that a design names, or None.

    Raises
    ------
    DesignError
        There are fewer than two, their factors do not match, or the weights are calibrated.
    """
    import numpy as np

    if not design.replicates:
        return None
    size = len(design.replicates)
    if size < 2 or len(design.replicate_scales) not in (0, size):
        raise DesignError(
            "replicates-do-not-match",
            "There must be at least two replicate weights, with one factor each or none.",
            found=f"{size} replicates, {len(design.replicate_scales)} factors",
            do="Name every replicate column, and take the factors from the same source.",
        )
    if design.calibration is not None:
        raise DesignError(
            "replicates-and-calibration",
            "Replicate weights were made before the weights were calibrated.",
            do="Use the linearised variance, which knows of the margins: leave the replicates "
            "out of the design.",
        )
    scales = design.replicate_scales or (1 / (size - 1),) * size
    return Replicates(responses.context, design.replicates, np.array(scales))
