"""Design: how respondents came to be in the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from ffc_eval.errors import DesignError
from ffc_eval.model.frame import SingleCluster
from ffc_eval.model.instrument import Kind

ReplicateKind = Literal["none", "bootstrap", "jackknife"]
_CHOICES: dict[str, Any] = {
    "kind": Kind,
    "single_cluster": SingleCluster,
    "replicate_kind": ReplicateKind,
}


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
        "sample" and "list" (everybody on a list was asked) carry a sampling interval, "census"
        (of events) and "self_selected" none.
    single_cluster
        What is done with a stratum of one cluster: "leave_out" leaves the estimate out, "centre"
        sets the cluster against the overall mean, "certainty" gives it no variance.
    replicates
        Columns of replicate weights, () for linearised variance.
    replicate_kind
        How the replicate weights were made: "bootstrap" or "jackknife".
    replicate_scales
        Factor on the squared deviation of each replicate; () for 1 / (replicates - 1).
    stages
        Further stages of sampling, the second first; each adds variance only where the stage
        before has a finite population.
    calibration
        What the weights were calibrated to, None where they were not.

    Raises
    ------
    DesignError
        A choice is spelt in another way: it would change the likely range without a word.
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

    def __post_init__(self) -> None:
        for name, choices in _CHOICES.items():
            found = getattr(self, name)
            if found not in get_args(choices):
                raise DesignError(
                    "design-choice",
                    f"{name} of a design is none of those that it can be.",
                    found=str(found),
                    do=f"Choose one of: {', '.join(get_args(choices))}.",
                )

    @property
    def inferential(self) -> bool:
        """Whether a sampling interval has a meaning."""
        return self.kind in ("sample", "list")
