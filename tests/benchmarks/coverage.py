"""Coverage of the Wilson interval: how often it holds the true share, by simulation.

    python tests/benchmarks/coverage.py [--draws 2000]

A simple random sample is worked out exactly, every count by its probability, for every size of
a range; the weighted and the clustered design are simulated with a fixed seed through the
package's own functions, for the smallest size of the range. Prints one table, and a second of the
true shares for which 94 % is kept at every size.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy import stats

from ffc_eval.analyse.estimate.domains import Domains
from ffc_eval.analyse.estimate.intervals import critical, wilson
from ffc_eval.analyse.estimate.items import Item, Meaning, items_of
from ffc_eval.analyse.estimate.means import means_of
from ffc_eval.analyse.estimate.tabulate import limits_of
from ffc_eval.analyse.weights.sampling import Sampling, SamplingStage
from ffc_eval.model.design import Design

RANGES = ((12, 15), (16, 19), (20, 29), (30, 39), (40, 59), (60, 80))
SHARES = tuple(round(0.02 * step, 2) for step in range(1, 26))
"""Up to one half; the interval treats a share and its complement alike."""
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


def simulated(n: int, p: float, draws: int, design: str) -> float:
    """Coverage with weights or clusters, through the package, many draws side by side."""
    generator = np.random.default_rng([SEED, n, round(100 * p), len(design)])
    clusters = np.arange(n) // (4 if design == "clustered" else 1)
    weight = np.where(np.arange(n) % 4 == 0, 2.0, 1.0) if design == "weighted" else np.ones(n)
    stage = SamplingStage(
        clusters, np.zeros(n, int), np.array([clusters.max() + 1.0]), np.zeros(1), np.ones(1)
    )
    named = Design(cluster="c" if design == "clustered" else None)
    sampling = Sampling(weight, (stage,), np.zeros(n, bool), named, "", weight)
    items = items_of([_item(row) for row in _answers(generator, clusters, p, draws)])
    everybody = Domains(("",), ("",), np.ones((n, 1), bool))
    limits = limits_of(means_of(sampling, everybody, items), items, sampling, "wilson", 0.95)
    return float(((limits.low <= p) & (p <= limits.high)).mean())


def _answers(
    generator: np.random.Generator, clusters: np.ndarray, p: float, draws: int
) -> np.ndarray:
    """Return 0/1 answers; within a cluster one in five copies its neighbour (correlation)."""
    own = generator.random((draws, len(clusters))) < p
    if clusters.max() + 1 == len(clusters):
        return own.astype(np.int16)
    shared = (generator.random((draws, clusters.max() + 1)) < p)[:, clusters]
    copies = generator.random(own.shape) < 0.3
    return np.where(copies, shared, own).astype(np.int16)


def _item(values: np.ndarray) -> Item:
    everybody = np.ones(len(values), bool)
    about = Meaning("q", "", "", "share", "share", "answered")
    return Item(about, values, (0.0, 1.0, 0.0), everybody, everybody)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2_000)
    draws = parser.parse_args().draws
    print("Coverage in % of 95 % intervals: mean over true shares, the lowest in brackets")
    print("| people | 2 to 98 % | 10 to 90 % | weighted | clusters of 4 | share ± t errors |")
    print("|---|---|---|---|---|---|")
    some = [0.04, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.96]
    for first, last in RANGES:
        sizes = range(first, last + 1)
        columns = (
            [exact(n, p) for n in sizes for p in SHARES],
            [exact(n, p) for n in sizes for p in SHARES if p >= 0.1],
            [simulated(first, p, draws, "weighted") for p in some],
            [simulated(first, p, draws, "clustered") for p in some],
            [wald(n, p) for n in sizes for p in SHARES],
        )
        cells = [f"{100 * np.mean(column):.1f} ({100 * min(column):.1f})" for column in columns]
        print(f"| {first} to {last} | " + " | ".join(cells) + " |")
    by_share()


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
