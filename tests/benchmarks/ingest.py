"""How long the readers take on large exports, beside a bare read by pandas (and polars) in one run.

Run by hand:  python tests/benchmarks/ingest.py [csv] [xlsx] [shared] [sav] [--rows=N] [--times=N]
With polars:  uv run --with polars --with fastexcel python tests/benchmarks/ingest.py
Each case runs in a process of its own, several times; the least is printed. CPU seconds are of
the process and of those it started, peak memory of the process and of the largest it started.
The cells of xlsx hold their texts, those of shared a place in a list of texts, as Excel and
Microsoft Forms write them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

COLUMNS = 80
ROWS = {"csv": 200_000, "xlsx": 50_000, "shared": 50_000, "sav": 200_000}
BOUNDS = {"csv": (6.0, 1536), "xlsx": (5.0, 614), "shared": (5.0, 614), "sav": (9.0, 1536)}
SUFFIXES = {"shared": "xlsx"}
AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
TOOLS = ("Phone call", "Letter", "Meeting, at home", "Text message")


def frame(rows: int):
    """70 closed questions, 4 multi-selects, a number, a date, 2 comments, an id and a time."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    data = {"Response ID": np.arange(rows).astype(str)}
    start = np.datetime64("2025-04-01T09:00:00")
    data["Completed"] = np.datetime_as_string(start + rng.integers(0, 7_000_000, rows), unit="s")
    for n in range(70):
        data[f"Statement {n} about the service"] = rng.choice([*AGREE, ""], rows)
    for n in range(4):
        data[f"Tick all {n}"] = _ticked(rng, rows)
    data["Age"] = rng.integers(16, 90, rows).astype(str)
    visited = np.datetime64("2025-01-01") + rng.integers(0, 90, rows)
    data["Visited"] = np.datetime_as_string(visited)
    for n in range(2):
        data[f"Comment {n}"] = _comments(rng, rows)
    return pd.DataFrame(data)


def _ticked(rng, rows: int):
    import numpy as np

    cells = ["".join(f"{t};" for n, t in enumerate(TOOLS) if k >> n & 1) for k in range(16)]
    return np.array(cells)[(rng.random((rows, 4)) < 0.4) @ (1 << np.arange(4))]


def _comments(rng, rows: int):
    """Every second person writes, each something else, some with a line break."""
    import numpy as np

    words = np.array(["listened", "felt", "too", "long", "heard", "late", "kind", "clear", "we"])
    texts = words[rng.integers(0, len(words), (20_000, 12))]
    pool = np.array([" ".join(row) + ",\nreally" * (k % 50 == 0) for k, row in enumerate(texts)])
    own = pool[rng.integers(0, len(pool), rows)].astype(object) + np.arange(rows).astype(str)
    return np.where(rng.random(rows) < 0.5, own, "")


def write(kind: str, rows: int, path: Path) -> None:
    table = frame(rows)
    if kind == "csv":
        table.to_csv(path, index=False)
    elif kind in ("xlsx", "shared"):
        import xlsxwriter

        with xlsxwriter.Workbook(path, {"constant_memory": kind == "xlsx"}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, list(table.columns))
            for number, cells in enumerate(table.itertuples(index=False), start=1):
                sheet.write_row(number, 0, list(cells))
    else:
        import pyreadstat

        codes = {label: float(5 - n) for n, label in enumerate(AGREE)}
        names = [f"v{n}" for n in range(table.shape[1])]
        labels = {}
        for name, column in zip(names, list(table.columns), strict=True):
            if column.startswith("Statement"):
                table[column] = table[column].map(codes)
                labels[name] = {value: label for label, value in codes.items()}
        table.columns = names
        pyreadstat.write_sav(table, path, variable_value_labels=labels)


def ours(path: Path) -> None:
    from ffc_eval.collect.ingest import draft_instrument, read_export, to_responses
    from ffc_eval.store import Cache, Kept

    export = read_export(path)
    instrument = draft_instrument(export, survey="large", answers={})
    responses = to_responses(export, instrument, instrument.waves[0].id, key=b"k" * 32)
    Cache(path.with_suffix("")).save(
        export.sha256, Kept({"values": responses.values, "reasons": responses.reasons})
    )


def pandas_read(path: Path) -> None:
    import pandas as pd

    if path.suffix == ".csv":
        pd.read_csv(path, dtype="str", keep_default_na=False)
    elif path.suffix == ".xlsx":
        pd.read_excel(path, dtype="str", keep_default_na=False, engine="calamine")
    else:
        pd.read_spss(path)


def polars_read(path: Path) -> None:
    import polars

    if path.suffix == ".csv":
        polars.read_csv(path, infer_schema=False)
    elif path.suffix == ".xlsx":
        polars.read_excel(path)
    else:
        raise ImportError


READERS: dict[str, Callable[[Path], None]] = {
    "ours": ours,
    "pandas": pandas_read,
    "polars": polars_read,
}


def peak_memory() -> tuple[float, float]:
    """Megabytes of this process, and of the largest that it started."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    status = Path("/proc/self/status")
    if status.is_file():  # not what the process that made this one had taken before
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return float(line.split()[1]) / 1024, started
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, started


def cpu_seconds() -> float:
    """Of this process and of those it started."""
    return sum(os.times()[:4])


def measured(reader: str, path: Path) -> None:
    start, wall = cpu_seconds(), time.perf_counter()
    try:
        READERS[reader](path)
    except ImportError:
        return
    own, started = peak_memory()
    cost = {"cpu": cpu_seconds() - start, "wall": time.perf_counter() - wall}
    print(json.dumps({**cost, "own": own, "started": started}))


def least(reader: str, path: Path, times: int) -> dict[str, float]:
    """The least of several runs; {} where the reader cannot read the file or is not there."""
    costs: list[dict[str, float]] = []
    for _ in range(times):
        command = [sys.executable, __file__, "measure", reader, str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            print("  ", reader, run.stderr.strip().splitlines()[-1])
        if run.returncode or not run.stdout:
            return {}
        costs.append(json.loads(run.stdout))
    return {name: min(cost[name] for cost in costs) for name in costs[0]}


def compared(kind: str, path: Path, times: int) -> None:
    costs = {reader: least(reader, path, times) for reader in READERS}
    ours_cpu = costs["ours"].get("cpu", 0.0)
    for reader, cost in costs.items():
        if cost:
            print(
                f"   {reader:7} {cost['cpu']:5.1f} CPU s  {cost['wall']:5.1f} s  "
                f"{cost['own']:6.0f} MB and {cost['started']:4.0f} MB started  "
                f"ours is {ours_cpu / cost['cpu']:.1f} times this"
            )
    print(f"   bound   {BOUNDS[kind][0]:5.1f} CPU s          {BOUNDS[kind][1]:6.0f} MB")


def number(name: str, otherwise: int) -> int:
    """The number given as --name=N."""
    said = (word.partition("=")[2] for word in sys.argv if word.startswith(f"--{name}="))
    return int(next(said, otherwise))


def main() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if words[:1] == ["measure"]:
        measured(words[1], Path(words[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in [word for word in words if word in ROWS] or list(ROWS):
            rows = number("rows", ROWS[kind])
            path = Path(folder) / f"large_{kind}.{SUFFIXES.get(kind, kind)}"
            write(kind, rows, path)
            print(f"{kind}: {rows:,} x {COLUMNS}, {path.stat().st_size / 2**20:.0f} MB")
            compared(kind, path, number("times", 3))


if __name__ == "__main__":
    main()
