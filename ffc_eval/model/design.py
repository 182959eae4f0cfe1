"""Design: how respondents came to be in the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ffc_eval.model.frame import SingleCluster
from ffc_eval.model.instrument import Kind

ReplicateKind = Literal["none", "bootstrap", "jackknife"]


@dataclass(frozen=True)
class Stage:
    """One further stage of sampling inside the units of the stage before.

    ``cluster`` None: people drawn one by one at this stage. ``fpc`` is the number of units in
    the unit of the stage before (or in its stratum).
    """

    cluster: str | None = None
    stratum: str | None = None
    fpc: str | None = None


@dataclass(frozen=True)
class Calibration:
    """What the weights were made to agree with, so that the standard errors know.

    Parameters
    ----------
    categories
        Columns whose counts by category the weights reproduce.
    numbers
        Numeric columns whose totals they reproduce.
    start
        Column of the weights before; None where they were equal.
    missed
        Margins the weights miss by more than 1e-6 of their size; their estimates are left out.
    crossed
        The categories are crossed (post-stratification), not each a margin of its own.
    """

    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    start: str | None = None
    missed: tuple[str, ...] = ()
    crossed: bool = False


@dataclass(frozen=True)
class Design:
    """Names the columns (of ``Responses.context`` or values) that describe the design.

    Parameters
    ----------
    weight
        Column of weights; None for equal weights, or where ``fpc`` is named for the population
        of the stratum divided by the number who answered.
    stratum
        Column of strata, None for one stratum.
    cluster
        Column of first-stage clusters, None for people drawn one by one.
    fpc
        Column holding the number of people (or clusters) in the population of the stratum;
        None without finite population correction.
    kind
        Only "sample" and "list" carry a sampling interval.
    single_cluster
        What is done with a stratum of one cluster: leave the estimate out, centre at the
        overall mean, or treat as certain.
    replicates
        Columns of replicate weights, () for linearised variance.
    replicate_kind
        How the replicate weights were made.
    replicate_scales
        Factor on the squared deviation of each replicate; () for 1 / (replicates - 1).
    stages
        Further stages of sampling, the second first; each adds variance only where the stage
        before has a finite population.
    calibration
        What the weights were calibrated to, None where they were not.
    """

    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    fpc: str | None = None
    kind: Kind = "sample"
    single_cluster: SingleCluster = "leave_out"
    replicates: tuple[str, ...] = ()
    replicate_kind: ReplicateKind = "none"
    replicate_scales: tuple[float, ...] = ()
    stages: tuple[Stage, ...] = ()
    calibration: Calibration | None = None

    @property
    def inferential(self) -> bool:
        """Whether a sampling interval has a meaning."""
        return self.kind in ("sample", "list")
