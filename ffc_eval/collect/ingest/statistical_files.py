"""SPSS and Stata files: cells as text, and the dictionary that stands in the file."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.sheet import FILE, Sheet
from ffc_eval.errors import ExportError

if TYPE_CHECKING:
    import pandas as pd

_SPSS_EPOCH = datetime(1582, 10, 14)
_PERIODS = ("QYR", "MOYR", "WKYR")


def read_sav(data: bytes) -> tuple[Sheet, dict[str, Any]]:
    """Read an SPSS file, user-missing values kept.

    Raises
    ------
    ExportError
        The file is damaged.
    """
    frame, meta = _read(data, ".sav")
    return Sheet(_as_text(frame, meta)), _dictionary(meta)


def read_dta(data: bytes) -> tuple[Sheet, dict[str, Any]]:
    """Read a Stata file, tagged missing values kept as letters.

    Raises
    ------
    ExportError
        The file is damaged.
    """
    frame, meta = _read(data, ".dta")
    return Sheet(_as_text(frame, meta)), _dictionary(meta)


def _read(data: bytes, suffix: str) -> tuple[pd.DataFrame, Any]:
    import pyreadstat

    read = pyreadstat.read_sav if suffix == ".sav" else pyreadstat.read_dta
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export{suffix}"
        path.write_bytes(data)
        try:
            frame, meta = read(path, user_missing=True)
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError) as error:
            raise ExportError(
                "damaged-statistical-file",
                "The file of the statistics program is damaged or of an unknown version.",
                where=FILE,
                do="Save it again in the statistics program, or export it as CSV.",
            ) from error
    return frame, meta


def _as_text(frame: pd.DataFrame, meta: Any) -> pd.DataFrame:
    import pandas as pd

    columns = {
        place: _text_column(frame[name], str(meta.original_variable_types.get(name, "")))
        for place, name in enumerate(frame.columns)
    }
    return pd.DataFrame(columns, index=range(len(frame)))


def _text_column(cells: pd.Series, kind: str) -> pd.Series:
    """Return one variable as text; each different value is written once."""
    import numpy as np
    import pandas as pd

    codes, values = pd.factorize(cells)
    texts = np.array([_text(value, kind) for value in values] + [""], dtype=object)
    return pd.Series(pd.array(texts[codes], dtype="str"), index=cells.index)


def _text(value: Any, kind: str) -> str:
    if isinstance(value, float):
        if kind.startswith(_PERIODS):
            return (_SPSS_EPOCH + timedelta(seconds=value)).date().isoformat()
        return code_text(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


def code_text(value: Any) -> str:
    """Return a value or code as text, whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _dictionary(meta: Any) -> dict[str, Any]:
    return {
        "names": tuple(meta.column_names),
        "labels": {name: label or "" for name, label in meta.column_names_to_labels.items()},
        "values": {
            name: {code_text(code): str(label) for code, label in labels.items()}
            for name, labels in meta.variable_value_labels.items()
        },
        "missing_ranges": dict(meta.missing_ranges),
        "sets": dict(getattr(meta, "mr_sets", None) or {}),
        "formats": {name: str(kind) for name, kind in meta.original_variable_types.items()},
        "tagged": dict(meta.missing_user_values),
        "encoding": str(meta.file_encoding or "").casefold(),
    }
