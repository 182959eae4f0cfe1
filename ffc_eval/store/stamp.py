"""Whether nothing changed since outputs were made: standard library only, so that it is quick."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ffc_eval.errors import StoreError
from ffc_eval.store.writing import sha256_file, write_atomic

_CLOCK_STEP = 2_000_000_000
"""Nanoseconds within which a file system may give two changes one time (2 s on FAT)."""


def write_stamp(
    stamp: Path,
    facts: Mapping[str, str],
    inputs: Mapping[str, Path],
    outputs: Mapping[str, Path],
    *,
    now_ns: int,
) -> None:
    """Write down what the outputs were made from, and what they are.

    Parameters
    ----------
    stamp
        A JSON file; safe to delete.
    facts
        What else the outputs depend on: versions, hash of the code, options.
    inputs, outputs
        Files under names of ours.
    now_ns
        The clock, as ``time.time_ns()`` gives it.
    """
    record = {
        "written_ns": now_ns,
        "facts": dict(facts),
        "inputs": {name: _seen(path) for name, path in inputs.items()},
        "outputs": {name: _seen(path) for name, path in outputs.items()},
    }
    write_atomic(stamp, json.dumps(record, sort_keys=True).encode())


def unchanged(
    stamp: Path, facts: Mapping[str, str], inputs: Mapping[str, Path], outputs: Mapping[str, Path]
) -> bool:
    """Return whether the outputs are still those that these inputs and facts gave.

    A file of the same size and time as before is taken to be the same, unless it was written so
    shortly before the stamp that a change could hide behind the clock; any other file is hashed.
    """
    try:
        record = json.loads(stamp.read_bytes())
        return (
            record["facts"] == dict(facts)
            and _same(record["inputs"], inputs, record["written_ns"])
            and _same(record["outputs"], outputs, record["written_ns"])
        )
    except (OSError, StoreError, ValueError, KeyError, TypeError):
        return False


def _seen(path: Path) -> dict[str, Any]:
    state = path.stat()
    return {"size": state.st_size, "mtime_ns": state.st_mtime_ns, "sha256": sha256_file(path)}


def _same(before: Mapping[str, Any], files: Mapping[str, Path], written_ns: int) -> bool:
    return before.keys() == files.keys() and all(
        _file_same(before[name], path, written_ns) for name, path in files.items()
    )


def _file_same(before: Mapping[str, Any], path: Path, written_ns: int) -> bool:
    state = path.stat()
    if state.st_size != before["size"]:
        return False
    settled = state.st_mtime_ns < written_ns - _CLOCK_STEP
    if settled and state.st_mtime_ns == before["mtime_ns"]:
        return True
    return sha256_file(path) == str(before["sha256"])
