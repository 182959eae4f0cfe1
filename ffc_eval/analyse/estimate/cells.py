"""Cells: the domains of one wave, and the row of ``Estimates`` that a number there becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.domains import Domains, everybody
from ffc_eval.analyse.estimate.intervals import critical
from ffc_eval.analyse.estimate.items import Meaning
from ffc_eval.analyse.estimate.one_pass import WavePass
from ffc_eval.analyse.estimate.variance import block_rows, degrees
from ffc_eval.analyse.estimate.wording import DESCRIBED, ONE_CLUSTER, missed_margins, variance_words
from ffc_eval.analyse.weights.row_blocks import Column, blocks
from ffc_eval.analyse.weights.sampling import Sampling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Number:
    """An estimate with its standard error, limits and the name of its interval."""

    value: float
    std_error: float
    low: float
    high: float
    interval: str

    @classmethod
    def at(cls, place: tuple[int, int], columns: Sequence[Floats], interval: str) -> Number:
        """Return what some tables hold at one place: value, error, lower and upper limit."""
        value, std_error, low, high = (float(column[place]) for column in columns)
        return cls(value, std_error, low, high, interval)


@dataclass(frozen=True)
class Cells:
    """The domains of one wave for one base, and who is in each.

    Parameters
    ----------
    wave
        The wave, resolved.
    base, eligible
        Who is in the base and who was asked, in the whole wave.
    """

    wave: WavePass
    base: Column
    eligible: Column

    @cached_property
    def counts(self) -> dict[str, Floats]:
        """By domain: people in the base, missing from it, alone; their weights and squares."""
        import numpy as np

        domains, sampling = self.wave.domains, self.wave.sampling
        found = np.zeros((len(domains), 5))
        for rows in blocks(len(sampling), block_rows(len(domains))):
            base, weight = self.base[rows], sampling.weight[rows] * self.base[rows]
            missing = self.eligible[rows] & ~base
            columns = [base, missing, base & sampling.lone(rows), weight, weight * weight]
            found += domains.members[rows].astype(float).T @ np.column_stack(columns)
        return dict(zip(("n", "n_missing", "lone", "weight", "weight2"), found.T, strict=True))

    @cached_property
    def df(self) -> Floats:
        """Clusters less strata that hold somebody of the base, by domain."""
        return degrees_of(self.wave.sampling, self.wave.domains, self.base)

    def critical(self, conf_level: float) -> Floats:
        """Return the critical value of t, by domain."""
        return critical(conf_level, self.df)

    def row(
        self, place: int, meaning: Meaning, number: Number, conf_level: float
    ) -> dict[str, object]:
        """Return the row of ``Estimates`` of one domain, with what cannot be said left out."""
        count = {name: values[place] for name, values in self.counts.items()}
        found: dict[str, object] = {
            "indicator": meaning.indicator,
            "question": meaning.question,
            "option": meaning.option,
            "statistic": meaning.statistic,
            "unit": meaning.unit,
            "base": meaning.base,
            "by": self.wave.domains.by[place],
            "domain": self.wave.domains.labels[place],
            "period": self.wave.wave,
            "note": meaning.note,
            "count": int(count["n"]),
            "n": int(count["n"]),
            "n_missing": int(count["n_missing"]),
            "n_weighted": float(count["weight"]),
        }
        method, note, said = self._verdict(place, number)
        if said != "nothing":
            found["estimate"] = number.value
        if said == "all":
            found |= {
                "std_error": number.std_error,
                "conf_low": number.low,
                "conf_high": number.high,
                "df": float(self.df[place]),
                "conf_level": conf_level,
            }
        return {**found, "method": method, "note": note or meaning.note}

    def _verdict(self, place: int, number: Number) -> tuple[str, str, str]:
        """Return method, note, and how much may be said: all, the estimate, nothing."""
        sampling = self.wave.sampling
        missed = missed_margins(sampling)
        people = self.counts["n"][place]
        if not people:
            return "no base", "", "nothing"
        if missed:
            return "left out: the weights miss a margin", missed, "nothing"
        if not sampling.design.inferential:
            return DESCRIBED[sampling.design.kind], "", "estimate"
        if self.counts["lone"][place]:
            return "left out: a stratum of one cluster", ONE_CLUSTER, "nothing"
        if people == 1:
            return "one person: no standard error", "", "estimate"
        return f"{number.interval}; {variance_words(sampling)}", "", "all"


def clusters_less_strata(sampling: Sampling, base: Column) -> float:
    """Return the degrees of freedom of the people of a base."""
    return float(degrees_of(sampling, everybody(len(sampling)), base)[0])


def degrees_of(sampling: Sampling, domains: Domains, base: Column) -> Floats:
    """Return clusters less strata that hold somebody of a base, by domain."""
    found = degrees(sampling, domains, 1, lambda rows: base[rows][:, None].astype(float))
    return found[:, 0]
