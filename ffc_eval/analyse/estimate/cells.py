"""Cells: one domain of one wave, and the row of ``Estimates`` that a number there becomes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.intervals import critical
from ffc_eval.analyse.estimate.items import Meaning
from ffc_eval.analyse.estimate.one_pass import WavePass
from ffc_eval.analyse.estimate.wording import DESCRIBED, ONE_CLUSTER, missed_margins, variance_words
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Number:
    """An estimate with its standard error, limits and the name of its interval."""

    value: float
    std_error: float
    low: float
    high: float
    interval: str


@dataclass(frozen=True)
class Cell:
    """One domain of one wave for one base.

    Parameters
    ----------
    wave
        The wave, resolved.
    place
        The domain.
    base, eligible
        Who is in the base and who was asked, in the whole wave.
    """

    wave: WavePass
    place: int
    base: Bools
    eligible: Bools

    @cached_property
    def rows(self) -> Ints:
        """Places of the base."""
        import numpy as np

        return np.flatnonzero(self.wave.domains.members[:, self.place] & self.base)

    @property
    def weight(self) -> Floats:
        """Weights of the base."""
        return self.wave.sampling.weight[self.rows]

    @cached_property
    def df(self) -> float:
        """Clusters less strata that hold somebody of the base."""
        return clusters_less_strata(self.wave.sampling, self.rows)

    def critical(self, conf_level: float) -> float:
        """Return the critical value of t."""
        import numpy as np

        return float(critical(conf_level, np.array(self.df)))

    def row(self, meaning: Meaning, number: Number, conf_level: float) -> dict[str, object]:
        """Return the row of ``Estimates``, with what cannot be said left out."""
        members = self.wave.domains.members[:, self.place]
        found: dict[str, object] = {
            "indicator": meaning.indicator,
            "question": meaning.question,
            "option": meaning.option,
            "statistic": meaning.statistic,
            "unit": meaning.unit,
            "base": meaning.base,
            "by": self.wave.domains.by[self.place],
            "domain": self.wave.domains.labels[self.place],
            "period": self.wave.wave,
            "note": meaning.note,
            "count": len(self.rows),
            "n": len(self.rows),
            "n_missing": int((members & self.eligible & ~self.base).sum()),
            "n_weighted": float(self.weight.sum()),
        }
        method, note, said = self._verdict(number)
        if said != "nothing":
            found["estimate"] = number.value
        if said == "all":
            found |= {
                "std_error": number.std_error,
                "conf_low": number.low,
                "conf_high": number.high,
                "df": self.df,
                "conf_level": conf_level,
            }
        return {**found, "method": method, "note": note or meaning.note}

    def _verdict(self, number: Number) -> tuple[str, str, str]:
        """Return method, note, and how much may be said: all, the estimate, nothing."""
        sampling = self.wave.sampling
        missed = missed_margins(sampling)
        if not len(self.rows):
            return "no base", "", "nothing"
        if missed:
            return "left out: the weights miss a margin", missed, "nothing"
        if not sampling.design.inferential:
            return DESCRIBED[sampling.design.kind], "", "estimate"
        if sampling.lone[self.rows].any():
            return "left out: a stratum of one cluster", ONE_CLUSTER, "nothing"
        if len(self.rows) == 1:
            return "one person: no standard error", "", "estimate"
        return f"{number.interval}; {variance_words(sampling)}", "", "all"


def clusters_less_strata(sampling: Sampling, rows: Ints) -> float:
    """Return the degrees of freedom of the people at some places in the design."""
    import numpy as np

    first = sampling.stages[0]
    clusters = len(rows) if sampling.one_by_one else len(np.unique(first.unit[rows]))
    df = float(clusters - len(np.unique(first.stratum[rows])))
    return df if sampling.replicates is None else min(df, len(sampling.replicates) - 1.0)
