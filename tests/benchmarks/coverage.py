"""Coverage of the Wilson interval: how often it holds the true share, by simulation.

    python tests/benchmarks/coverage.py [--draws 2000]

A simple random sample, and one without replacement from a list twice as long, are worked out
exactly, every count by its probability. The other designs are simulated with a fixed seed through
the package's own functions. Prints, by design, a table of people by true share; a summary by ranges
of people; the true shares for which 94 % is kept; and the limits where nobody said yes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import stats

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.intervals import critical, wilson
from ffc_eval.analyse.estimate.items import Item, Meaning, items_of
from ffc_eval.analyse.estimate.means import means_of
from ffc_eval.analyse.estimate.tabulate import limits_of
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.analyse.weights.stages import SamplingStage
from ffc_eval.model.design import Design

RANGES = ((12, 15), (16, 19), (20, 29), (30, 39), (40, 59), (60, 80))
SHARES = tuple(round(0.02 * step, 2) for step in range(1, 26))
"""Up to one half; the interval treats a share and its complement alike."""
SOME = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
PEOPLE = (12, 16, 20, 30, 40, 60, 80)
BANDS = ((0.005, 0.02), (0.02, 0.05), (0.05, 0.1), (0.1, 0.2), (0.2, 0.5))
SEED = 20261121


def exact(n: int, p: float) -> float:
    """Coverage with equal weights: every possible count, by its probability."""
    count = np.arange(n + 1)
    share = count / n
    size = np.full(n + 1, n - 1.0)
    low, high = wilson(share, size, critical(0.95, size))
    return float(stats.binom.pmf(count, n, p)[(low <= p) & (p <= high)].sum())


def wald(n: int, p: float) -> float:
    """Coverage of share ± t standard errors, which R gives for means of 0 and 1."""
    count = np.arange(n + 1)
    share = count / n
    half = stats.t.ppf(0.975, n - 1) * np.sqrt(share * (1 - share) / (n - 1))
    inside = (share - half <= p) & (p <= share + half)
    return float(stats.binom.pmf(count, n, p)[inside].sum())


def of_list(n: int, p: float) -> float:
    """Coverage where n of a list of 2n answered, the share in the list as near p as it can be."""
    size, yes = 2 * n, round(2 * n * p)
    count = np.arange(n + 1)
    share = count / n
    effective = np.full(n + 1, (n - 1) / 0.5)
    low, high = wilson(share, effective, critical(0.95, np.full(n + 1, n - 1.0)))
    true = yes / size
    return float(stats.hypergeom.pmf(count, size, yes, n)[(low <= true) & (true <= high)].sum())


@dataclass(frozen=True)
class Sample:
    """A design to draw from.

    Parameters
    ----------
    cluster
        People in a cluster.
    alike
        Chance that a person answers as the cluster does.
    weights
        Repeated over the people.
    strata
        How many; the true share differs between them by ``apart`` times itself.
    """

    cluster: int = 1
    alike: float = 0.0
    weights: tuple[float, ...] = (1.0,)
    strata: int = 1
    apart: float = 0.0


SAMPLES = {
    "weighted": Sample(weights=(2.0, 1.0, 1.0, 1.0)),
    "clusters of 4": Sample(cluster=4, alike=0.3),
    "strata": Sample(strata=2, apart=0.5),
    "strata, clusters of 3, weights": Sample(3, 0.3, (1.0, 2.0, 3.0), 2, 0.5),
}


def simulated(n: int, p: float, draws: int, name: str) -> float:
    """Coverage through the package, many draws side by side."""
    plan = SAMPLES[name]
    generator = np.random.default_rng([SEED, n, round(1000 * p), len(name)])
    person = np.arange(n)
    stratum = np.minimum(person * plan.strata // n, plan.strata - 1)
    first = np.searchsorted(stratum, stratum)
    clusters = np.unique(stratum * n + (person - first) // plan.cluster, return_inverse=True)[1]
    weight = np.resize(plan.weights, n)
    home = stratum[np.unique(clusters, return_index=True)[1]]
    units = np.bincount(home, minlength=plan.strata).astype(float)
    none = np.zeros(plan.strata)
    stage = SamplingStage(clusters, home, units, none, np.ones(plan.strata))
    named = Design(cluster="c" if plan.cluster > 1 else None)
    sampling = Sampling(weight, (stage,), None, named, "", weight)
    shares = p * (1 + plan.apart * np.where(stratum == 0, 1, -1) * (plan.strata > 1))
    true = float(weight @ shares / weight.sum())
    items = items_of([_item(row) for row in _answers(generator, clusters, shares, (draws, plan))])
    everybody = Domains(("",), ("",), np.ones((n, 1), bool))
    limits = limits_of(means_of(sampling, everybody, items), items, sampling, "wilson", 0.95)
    return float(((limits.low <= true) & (true <= limits.high)).mean())


def _answers(
    generator: np.random.Generator,
    clusters: np.ndarray,
    shares: np.ndarray,
    how: tuple[int, Sample],
) -> np.ndarray:
    """Return 0/1 answers; some people answer as the draw of their cluster does."""
    draws, plan = how
    own = generator.random((draws, len(clusters))) < shares
    if plan.cluster == 1:
        return own.astype(np.int16)
    drawn = generator.random((draws, clusters.max() + 1))[:, clusters]
    copies = generator.random(own.shape) < plan.alike
    return np.where(copies, drawn < shares, own).astype(np.int16)


def _item(values: np.ndarray) -> Item:
    everybody = np.ones(len(values), bool)
    about = Meaning("q", "", "", "share", "share", "answered")
    return Item(about, values, (0.0, 1.0, 0.0), everybody, everybody)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2_000)
    draws = parser.parse_args().draws
    columns: dict[str, Callable[[int, float], float]] = {
        "simple random": exact,
        "half of a list": of_list,
        **{name: partial(simulated, draws=draws, name=name) for name in SAMPLES},
        "share ± t errors": wald,
    }
    for name, coverage in columns.items():
        by_people(name, coverage)
    by_range(columns)
    by_share()
    at_nought()


def by_people(name: str, coverage: Callable[[int, float], float]) -> None:
    """Print the coverage of one design, people by true share."""
    print(f"\n{name}: coverage in % of 95 % intervals, people by true share")
    print("| people | " + " | ".join(f"{p:.0%}" for p in SOME) + " |")
    print("|---" * (len(SOME) + 1) + "|")
    for n in PEOPLE:
        print(f"| {n} | " + " | ".join(f"{100 * coverage(n, p):.1f}" for p in SOME) + " |")


def by_range(columns: Mapping[str, Callable[[int, float], float]]) -> None:
    """Print the mean and the lowest coverage over true shares, by ranges of people."""
    print("\nMean over true shares of 2 to 98 %, the lowest in brackets")
    print("| people | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for first, last in RANGES:
        cells = []
        for name, coverage in columns.items():
            whole = name not in SAMPLES
            sizes = range(first, last + 1) if whole else (first,)
            found = [coverage(n, p) for n in sizes for p in (SHARES if whole else SOME)]
            cells.append(f"{100 * np.mean(found):.1f} ({100 * min(found):.1f})")
        print(f"| {first} to {last} | " + " | ".join(cells) + " |")


def at_nought() -> None:
    """Print the upper limit where nobody said yes, beside the exact (Clopper-Pearson) one."""
    print("\nNobody of n said yes: upper limit in %, ours and the exact one")
    print("| people | ours | Clopper-Pearson |")
    print("|---|---|---|")
    for n in PEOPLE:
        high = wilson(np.zeros(1), np.array([n - 1.0]), critical(0.95, np.array([n - 1.0])))[1][0]
        print(f"| {n} | {100 * high:.1f} | {100 * (1 - 0.025 ** (1 / n)):.1f} |")


def by_share() -> None:
    """Print for bands of true shares how far coverage dips, over all sizes of 12 to 80."""
    print("\n| true share | mean | lowest | sizes and shares with at least 94 % |")
    print("|---|---|---|---|")
    for low, high in BANDS:
        shares = np.arange(low, high + 1e-9, 0.005)
        found = np.array([exact(n, float(p)) for n in range(12, 81) for p in shares])
        cells = (100 * found.mean(), 100 * found.min(), 100 * (found >= 0.94).mean())
        print(f"| {low:.1%} to {high:.0%} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |")


if __name__ == "__main__":
    main()
