"""SPSS and Stata files: cells as text, and the dictionary that stands in the file."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from ffc_eval.collect.ingest import statistical_child
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

_LEAST_SECONDS = 15
_BYTES_A_SECOND = 1 << 19
_UNKNOWN = -1


def read_statistical(
    data: bytes, kind: Literal["sav", "dta"], path: Path | None = None
) -> tuple[Sheet, dict[str, Any]]:
    """Read an SPSS or Stata file, user-missing values kept, tagged ones as letters.

    Parameters
    ----------
    path
        Where the bytes stand already; a copy is made where they stand nowhere.

    Raises
    ------
    ExportError
        The file is damaged.
    """
    import pyarrow.feather as feather

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = path.absolute() if path else folder / f"export.{kind}"
        if path is None:
            source.write_bytes(data)
        if not _read_apart(kind, source, folder):
            raise _damaged()
        rows = feather.read_table(str(folder / "cells.arrow"), memory_map=False).to_pandas()
        words = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
    rows.columns = range(rows.shape[1])
    claimed = _claimed_rows(data) if kind == "sav" else len(rows)
    if claimed not in (_UNKNOWN, len(rows)):
        raise _damaged(f"{len(rows)} rows, its first part says {claimed}")
    return Sheet(rows), words


def _damaged(found: str = "") -> ExportError:
    return ExportError(
        "damaged-statistical-file",
        "The file of the statistics program is damaged or of an unknown version.",
        where=FILE,
        found=found,
        do="Save it again in the statistics program, or export it as CSV.",
    )


def _claimed_rows(data: bytes) -> int:
    """Return how many rows an SPSS file says it has: a cut one holds fewer."""
    order: Literal["little", "big"] = "little" if data[64] in (2, 3) else "big"
    return int.from_bytes(data[80:84], order, signed=True)


def _read_apart(kind: str, source: Path, folder: Path) -> bool:
    """Read a file in a process of its own, which imports no more than it needs."""
    try:
        run = subprocess.run(
            [sys.executable, "-P", statistical_child.__file__, kind, str(source), str(folder)],
            capture_output=True,
            timeout=_LEAST_SECONDS + source.stat().st_size / _BYTES_A_SECOND,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if run.returncode == 1:
        raise RuntimeError("The reader of statistical files could not be started.")
    return run.returncode == 0
