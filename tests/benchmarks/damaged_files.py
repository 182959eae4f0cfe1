"""What the tool says of every damaged or hostile file, how long it takes and what it needs.

Run by hand:  python tests/benchmarks/damaged_files.py [word in a name ...] [--large] [--small]
Each file is given to ``ffc-eval survey inspect`` and to ``ffc-eval survey add``, each in a
process of its own, in a scratch project. The table is printed as Markdown. Memory is the sum over
the process and those it starts. Bounds: 20 s of CPU (the clock depends on what else runs), 1024 MB.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import damaged_large
import damaged_small
import psutil

MOST_SECONDS, MOST_MB = 20.0, 1024.0
_GIVE_UP = 180


@dataclass(frozen=True)
class Run:
    """One run of the tool on one file."""

    code: int
    seconds: float
    cpu: float
    own_mb: float
    all_mb: float
    said: str
    left: str


def cpu_of_children() -> float:
    """Of every process that was started and has ended, and of those it started."""
    return sum(os.times()[2:4])


class Watch(threading.Thread):
    """Looks at the memory of a process and of those it started, until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process, self.own, self.all, self.over = psutil.Process(pid), 0, 0, False

    def run(self) -> None:
        while not self.over:
            try:
                own = self.process.memory_info().rss
                rest = sum(child.memory_info().rss for child in self.process.children(True))
            except psutil.Error:
                return
            self.own, self.all = max(self.own, own), max(self.all, own + rest)
            time.sleep(0.01)


def run(words: list[str], home: Path, project: Path) -> Run:
    scratch = home / "tmp"
    scratch.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "TMPDIR": str(scratch),
    }
    command = [sys.executable, "-m", "ffc_eval", *words]
    start, spent = time.perf_counter(), cpu_of_children()
    with subprocess.Popen(
        command,
        cwd=project,
        env=environment,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        watch = Watch(process.pid)
        watch.start()
        try:
            said = process.communicate(timeout=_GIVE_UP)[0]
        except subprocess.TimeoutExpired:
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            said = process.communicate()[0] + "\nGIVEN UP"
        watch.over = True
    left = ", ".join(sorted(path.name for path in scratch.iterdir()))
    mb = 1 << 20
    return Run(
        process.returncode,
        time.perf_counter() - start,
        cpu_of_children() - spent,
        watch.own / mb,
        watch.all / mb,
        said,
        left,
    )


def in_short(said: str) -> str:
    """The slugs and sentences of errors, or what was read, on one line."""
    lines = [line for line in said.splitlines() if not line.startswith(("read:", "More:"))]
    text = " ".join(" ".join(lines).split())
    found = re.findall(
        r"\w+Error \[([\w-]+)\] what (.*?)(?: where (.*?))?(?: found (.*?))? do ", text
    )
    errors = [
        f"[{slug}] {what} ({'; '.join(x for x in (where, seen) if x)})"
        for slug, what, where, seen in found
    ]
    return " // ".join(errors) if errors else text[:420]


def main() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    cases = {}
    if "--large" not in sys.argv:
        cases |= damaged_small.cases()
    if "--small" not in sys.argv:
        cases |= damaged_large.cases()
    print("| file | what the tool said | code | CPU s | s | MB | MB of all | left behind |")
    print("|---|---|---|---|---|---|---|---|")
    for name, case in cases.items():
        if words and not any(word in name for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            measured(name, case, Path(folder))


def measured(name: str, case: damaged_small.Case, folder: Path) -> None:
    home, given = folder / "home", folder / "given"
    home.mkdir()
    given.mkdir()
    project = folder / "project"
    run(["init", str(project)], home, folder)
    file = given / f"export{case.ending}"
    making = threading.Thread(target=case.write, args=(file,))
    making.start()
    making.join()
    if "--answers" in case.options:
        commands: tuple[list[str], ...] = (["add", "--survey", "tried"],)
    else:
        commands = (["inspect"], ["add", "--survey", "tried"])
    options = [word.replace("HERE", str(given)) for word in case.options]
    size = file.stat().st_size / (1 << 20)
    for command in commands:
        before = damaged_small.fingerprint(project) + damaged_small.fingerprint(home)
        words = ["survey", command[0], str(file), *command[1:], *options]
        done = run(words, home, project)
        same = damaged_small.fingerprint(project) + damaged_small.fingerprint(home) == before
        marks = [] if same else ["WRITTEN" if done.code else "added"]
        marks += [done.left] if done.left else []
        if "Traceback" in done.said or done.code not in (0, 2):
            marks.append("FAULT")
        if done.cpu > MOST_SECONDS or done.all_mb > MOST_MB:
            marks.append("OVER")
        costs = (done.cpu, done.seconds)
        print(
            f"| {name} ({size:.1f} MB), {command[0]} | {in_short(done.said).replace('|', '/')} "
            f"| {done.code} | {' | '.join(f'{cost:.1f}' for cost in costs)} "
            f"| {done.own_mb:.0f} | {done.all_mb:.0f} "
            f"| {', '.join(marks) or 'nothing'} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
