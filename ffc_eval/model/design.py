"""Design: how respondents came to be in the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ffc_eval.model.instrument import Kind

SingleCluster = Literal["leave_out", "centre", "certainty"]
ReplicateKind = Literal["none", "bootstrap", "jackknife"]


@dataclass(frozen=True)
class Design:
    """Names the columns (of ``Responses.context`` or values) that describe the design.

    Parameters
    ----------
    weight
        Column of weights, None for equal weights.
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
    """

    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    fpc: str | None = None
    kind: Kind = "sample"
    single_cluster: SingleCluster = "leave_out"
    replicates: tuple[str, ...] = ()
    replicate_kind: ReplicateKind = "none"

    @property
    def inferential(self) -> bool:
        """Whether a sampling interval has a meaning."""
        return self.kind in ("sample", "list")
