"""SPSS and Stata files: cells as text, and the dictionary that stands in the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from ffc_eval.collect.ingest import statistical_child
from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

_MOST_SECONDS = 300
_PACKAGE = Path(__file__).parents[3]


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
            raise ExportError(
                "damaged-statistical-file",
                "The file of the statistics program is damaged or of an unknown version.",
                where=FILE,
                do="Save it again in the statistics program, or export it as CSV.",
            )
        rows = feather.read_table(str(folder / "cells.arrow"), memory_map=False).to_pandas()
        words = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
    rows.columns = range(rows.shape[1])
    return Sheet(rows), words


def _read_apart(kind: str, source: Path, folder: Path) -> bool:
    """Read a file in a process of its own; say whether that went well."""
    module = statistical_child.__name__
    paths = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    try:
        run = subprocess.run(
            [sys.executable, "-m", module, kind, str(source), str(folder)],
            env=environment,
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if run.returncode == 1:
        raise RuntimeError("The reader of statistical files could not be started.")
    return run.returncode == 0
