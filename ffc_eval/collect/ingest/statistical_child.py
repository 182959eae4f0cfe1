"""Read one SPSS or Stata file in a process of its own.

The library that knows these formats is written in C, and a damaged file can end the process that
reads it (about one in 600 copies with a few changed bytes did). So it runs in a child: the parent
refuses the file and goes on.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

DAMAGED = 3
_LEAST_MEMORY = 640 << 20
_MEMORY_OF_BYTE = 60
"""A cell takes one byte in a packed file and about 60 on the way from it to text."""
_ROWS_AT_ONCE = 4_000
_SPSS_EPOCH = datetime(1582, 10, 14)
_PERIODS = ("QYR", "MOYR", "WKYR")


def code_text(value: Any) -> str:
    """Return a value or code as text, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def main(kind: str, source: Path, folder: Path) -> int:
    """Write the cells as Arrow text and the dictionary as JSON into a folder; end the process.

    Returns
    -------
    int
        ``DAMAGED``, and only where the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.feather as feather
    import pyreadstat

    _bound_memory(source)
    gc.disable()  # every collection would walk all cells, and none of them is garbage
    read = pyreadstat.read_sav if kind == "sav" else pyreadstat.read_dta
    try:
        cells, meta = read(source, user_missing=True, output_format="dict")
        if not _told_apart(meta.column_names):
            return DAMAGED
        numbers = _numbers(cells, meta)
        columns = [
            _texts(numbers.get(name, cells[name]), str(meta.original_variable_types.get(name, "")))
            for name in meta.column_names
        ]
        names = [str(place) for place in range(len(columns))]
        table = pa.table(columns, names=names)
        feather.write_feather(table, str(folder / "cells.arrow"), compression="uncompressed")
        words = json.dumps(_dictionary(meta))
        (folder / "dictionary.json").write_text(words, encoding="utf-8")
    except Exception:
        return DAMAGED
    os._exit(0)  # freeing every cell by itself would take as long as reading it


def _told_apart(names: Sequence[Any]) -> bool:
    """Whether every variable has a name of its own: in a damaged file some have none."""
    return all(isinstance(name, str) and name for name in names) and len(set(names)) == len(names)


def _numbers(cells: dict[str, list[Any]], meta: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Return the columns of numbers as arrays; those with letters among the numbers stay lists.

    The library makes the numbers row by row, so they are walked row by row: down a column each
    lies far from the one before, which takes three times as long.
    """
    import numpy as np

    names = [
        name
        for name in meta.column_names
        if name not in meta.missing_user_values and isinstance(_first(cells[name]), float)
    ]
    rows = zip(*(cells[name] for name in names), strict=True)
    table = np.empty((len(cells[names[0]]) if names else 0, len(names)), order="F")
    try:
        for start in range(0, len(table), _ROWS_AT_ONCE):
            part = table[start : start + _ROWS_AT_ONCE]
            flat = chain.from_iterable(islice(rows, len(part)))
            part[:] = np.fromiter(flat, "float64", part.size).reshape(part.shape)
    except ValueError:
        return {}
    return dict(zip(names, table.T, strict=True))


def _first(values: Sequence[Any]) -> Any:
    """Return the first value that is not missing, or None."""
    return next((value for value in values if value is not None and value == value), None)


def _bound_memory(source: Path) -> None:
    """Let a file that lies about its size fail to get memory, where the system can bound it."""
    if sys.platform == "win32":
        return
    import resource

    most = _LEAST_MEMORY + _MEMORY_OF_BYTE * source.stat().st_size
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _texts(values: Any, kind: str) -> pa.Array:
    """Return one variable as text; each different value is written once."""
    import pyarrow as pa

    try:
        typed = _typed(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([_text(value, kind) for value in values], pa.large_string())
    if typed.type == pa.large_string():
        return typed.fill_null("") if typed.null_count else typed
    coded = typed.dictionary_encode()
    written = [_text(value, kind) for value in coded.dictionary.to_pylist()]
    texts = pa.array(written, pa.large_string()).take(coded.indices)
    return texts.fill_null("") if texts.null_count else texts


def _typed(values: Any) -> pa.Array:
    """Return one variable with its type; guessing it from every value costs most of the time."""
    import numpy as np
    import pyarrow as pa

    if isinstance(values, np.ndarray):
        return pa.Array.from_buffers(pa.float64(), len(values), [None, pa.py_buffer(values)])
    first = _first(values)
    if isinstance(first, str):
        return pa.array(values, pa.large_string(), from_pandas=True)
    if isinstance(first, float):
        # tagged missing values stand as letters among the numbers
        return pa.array([_text(value, "") for value in values], pa.large_string())
    return pa.array(list(values), from_pandas=True)


def _text(value: Any, kind: str) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and kind.startswith(_PERIODS):
        return (_SPSS_EPOCH + timedelta(seconds=value)).date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else code_text(value)


def _dictionary(meta: Any) -> dict[str, Any]:
    return {
        "names": list(meta.column_names),
        "labels": {name: label or "" for name, label in meta.column_names_to_labels.items()},
        "values": {
            name: {code_text(code): str(label) for code, label in labels.items()}
            for name, labels in meta.variable_value_labels.items()
        },
        "missing_ranges": dict(meta.missing_ranges),
        "sets": dict(getattr(meta, "mr_sets", None) or {}),
        "formats": {name: str(kind) for name, kind in meta.original_variable_types.items()},
        "tagged": {name: list(tags) for name, tags in meta.missing_user_values.items()},
        "encoding": str(meta.file_encoding or "").casefold(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
