"""Speed of estimates and weights against the targets, and against R in the same run.

    python tests/benchmarks/estimates.py [--rows 50000] [--large] [--without-r] [--svy PYTHON]

CPU seconds (all threads), the best of three. R (``survey``) runs the same numbers where
``Rscript`` is on the path, the Python package ``svy`` where ``--svy`` names an interpreter that
has it: neither is a dependency. ``--large`` adds 1 to 10 million rows, plain and in clusters: time
and memory.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from ffc_eval.analyse.estimate import item_block, mean
from ffc_eval.analyse.weights import rake
from ffc_eval.analyse.weights.resampling import bootstrap
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale
from ffc_eval.model.responses import Responses, RowAccount

ITEMS, CUTS, LEVELS = 40, 6, 6
SCALE = Scale(
    "agree",
    tuple(Option(str(code), f"answer {code}", float(code)) for code in (5, 4, 3, 2, 1)),
    ("5", "4"),
    ("2", "1"),
)
BY = tuple((f"d{cut}",) for cut in range(CUTS))
QUESTIONS = [f"q{item}" for item in range(ITEMS)]
DESIGN = Design(weight="weight", stratum="stratum")
R_SCRIPT = """
suppressMessages(library(survey)); options(survey.lonely.psu = "certainty")
people <- read.csv(commandArgs(TRUE)[1])
items <- reformulate(paste0("q", 0:39))
design <- svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = people)
took <- system.time(for (cut in 0:5) for (level in 0:5) {
  part <- design[people[[paste0("d", cut)]] == level, ]
  if (anyNA(people)) for (item in paste0("q", 0:39)) {
    m <- svymean(reformulate(item), part, na.rm = TRUE); confint(m, df = degf(part))
  } else { m <- svymean(items, part); confint(m, df = degf(part)) }
})
cat("estimates", sum(took[1:2]), "\\n")
wanted <- lapply(0:5, function(cut) {
  data.frame(level = 0:5, Freq = nrow(people) * (1:6) / 21)
})
for (cut in 0:5) names(wanted[[cut + 1]])[1] <- paste0("d", cut)
took <- system.time(rake(design, lapply(paste0("~d", 0:5), as.formula), wanted,
  control = list(maxit = 200, epsilon = nrow(people) * 1e-10)))
cat("raking", sum(took[1:2]), "\\n")
"""
SVY_SCRIPT = """
import sys, time
import polars as pl, svy
people = pl.read_csv(sys.argv[1], null_values="NA")
design = svy.Design(stratum="stratum", wgt="weight")
sample = svy.Sample(people, design)
start = time.process_time()
items = [f"q{item}" for item in range(40)]
for cut in range(6):
    for found in sample.estimation.mean(items, by=f"d{cut}", drop_nulls=True):
        found.to_polars()
print("estimates", time.process_time() - start)
size = people["weight"].sum()
wanted = {f"d{cut}": {level: size * (level + 1) / 21 for level in range(6)} for cut in range(6)}
start = time.process_time()
sample.weighting.rake(controls=wanted, tol=1e-10, max_iter=1000)
print("raking", time.process_time() - start)
"""


def people(rows: int, missing: float, seed: int = 1) -> Responses:
    """Return answers to 40 scale items, six ways to group people, weights and strata."""
    generator = np.random.default_rng(seed)
    labels = [option.label for option in SCALE.options]
    index = pd.RangeIndex(rows, name="response")
    values, reasons = {}, {}
    for name in QUESTIONS:
        codes = generator.integers(0, 5, rows).astype(np.int8)
        codes[generator.random(rows) < missing] = -1
        values[name] = pd.Categorical.from_codes(codes, labels, ordered=True)
        reasons[name] = pd.Categorical.from_codes((codes < 0).astype(np.int8), ["", "blank"])
    context = {
        f"d{cut}": generator.integers(0, LEVELS, rows).astype(np.int8) for cut in range(CUTS)
    }
    context |= {"weight": generator.uniform(0.5, 2, rows), "stratum": context["d0"]}
    frame = pd.DataFrame(context, index=index).assign(wave="w1")
    questions = tuple(
        Question(name, name, "grid_item", SCALE.options, SCALE, base="opinion")
        for name in QUESTIONS
    )
    account = {"w1": RowAccount(rows, rows, {})}
    answers, why = (pd.DataFrame(part, index=index) for part in (values, reasons))
    return Responses(Instrument("b", "B", questions, kind="sample"), answers, why, frame, account)


def cpu(run: Callable[[], object], times: int = 3) -> float:
    """Return the CPU seconds of the fastest of some runs."""
    took = []
    for _ in range(times):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return min(took)


def estimates_of(responses: Responses, design: Design = DESIGN) -> Estimates:
    """Return the 1,440 estimates."""
    return mean(responses, design, QUESTIONS, by=BY)


def megabytes(run: Callable[[], object]) -> float:
    """Return the most memory that a run held at once."""
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def others(responses: Responses, svy: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return what R and svy needed for the same numbers; empty for one that is not here."""
    with tempfile.TemporaryDirectory() as folder:
        table = responses.values.apply(lambda column: 5 - column.cat.codes.replace(-1, 99))
        table = table.where(table >= 0).join(responses.context.drop(columns="wave"))
        data = Path(folder) / "people.csv"
        table.to_csv(data, index=False, na_rep="NA")
        r = shutil.which("Rscript") or ""
        return _seconds(r, R_SCRIPT, data, "run.R"), _seconds(svy, SVY_SCRIPT, data, "run.py")


def _seconds(program: str, text: str, data: Path, name: str) -> dict[str, float]:
    if not program:
        return {}
    script = data.with_name(name)
    script.write_text(text, encoding="utf-8")
    run = subprocess.run([program, script, data], capture_output=True, text=True, check=True)
    lines = [line.split() for line in run.stdout.splitlines()]
    return {words[0]: float(words[1]) for words in lines if len(words) == 2}


def show(name: str, seconds: float, target: float | None = None, *slower: float | None) -> None:
    """Print one line of the table: seconds, and how many times more the others needed."""
    aim = "" if target is None else f"{target:g}"
    against = [f"{other:.2f} ({other / seconds:.0f})" if other else "" for other in slower]
    cells = [name, f"{seconds:.3f}", aim, *against, *[""] * (2 - len(against))]
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Run all and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--without-r", action="store_true")
    parser.add_argument("--svy", default="", help="a Python that has svy")
    options = parser.parse_args()
    small, whole, holes = people(400, 0.05), people(options.rows, 0), people(options.rows, 0.05)
    none: tuple[dict[str, float], dict[str, float]] = ({}, {})
    r, svy = none if options.without_r else others(whole, options.svy)
    r_holes, svy_holes = none if options.without_r else others(holes, options.svy)
    estimates_of(small)
    print(
        "| what | CPU s | target | R (times slower) | svy (times slower) |\n|---|---|---|---|---|"
    )
    every, some = r.get("estimates"), r_holes.get("estimates")
    show("1,440 estimates", cpu(lambda: estimates_of(whole)), 0.5, every, svy.get("estimates"))
    show("5 % missing", cpu(lambda: estimates_of(holes)), 0.6, some, svy_holes.get("estimates"))
    show("400 respondents", cpu(lambda: estimates_of(small), 9), 0.03)
    clustered, design = in_clusters(whole)
    show("clusters of 25", cpu(lambda: estimates_of(clustered, design)))
    show("12,960: whole blocks", cpu(lambda: item_block(holes, DESIGN, QUESTIONS, by=BY)))
    margins = {name: {str(level): level + 1.0 for level in range(LEVELS)} for (name,) in BY}
    raking = cpu(lambda: rake(whole, DESIGN, margins))
    show("raking, 6 margins", raking, 0.06, r.get("raking"), svy.get("raking"))
    start = time.process_time()
    replicated, design = bootstrap(whole, DESIGN, seed=1)
    show("making 1,000 replicates", time.process_time() - start)
    show("1,440 from 1,000 replicates", cpu(lambda: estimates_of(replicated, design), 1), 10)
    print(
        f"memory above the data, 1,440 estimates: {megabytes(lambda: estimates_of(holes)):.0f} MB"
    )
    if options.large:
        del replicated, clustered, whole, holes
        large()


def in_clusters(responses: Responses) -> tuple[Responses, Design]:
    """Return the responses with clusters of 25, which cross the strata."""
    index = responses.values.index
    found = responses.with_context(cluster=pd.Series(np.arange(len(index)) // 25, index))
    return found, Design(weight="weight", stratum="stratum", cluster="cluster")


def large() -> None:
    """Print time and memory above the data, plain and in clusters, for 1 to 10 million rows."""
    print("\n| rows | CPU s | MB above the data | in clusters: CPU s | MB |\n|---|---|---|---|---|")
    for rows in (1_000_000, 4_000_000, 10_000_000):
        plain = people(rows, 0.05)
        cells = []
        for responses, design in ((plain, DESIGN), in_clusters(plain)):
            run = partial(estimates_of, responses, design)
            cells += [f"{cpu(run, 1):.1f}", f"{megabytes(run):.0f}"]
        print(f"| {rows:,} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
