"""What becomes of a data frame that a researcher already has: typed answers and context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ffc_eval.errors import ExportError, Problem
from ffc_eval.model.instrument import Instrument, Option, Question, Wave

if TYPE_CHECKING:
    import pandas as pd

_MOST_OPTIONS = 30
_RESERVED = ("wave", "person")


class Framed(NamedTuple):
    """The parts of responses that a data frame gives; one row a row of the frame."""

    instrument: Instrument
    values: pd.DataFrame
    reasons: pd.DataFrame
    context: pd.DataFrame


def framed(frame: pd.DataFrame, instrument: Instrument | None, wave: str | None) -> Framed:
    """Return the parts; see ``Responses.from_frame``."""
    import pandas as pd

    _refuse_unclear(frame)
    index = pd.Index([f"frame:{row}" for row in range(1, len(frame) + 1)], name="response")
    data = frame.set_axis(index, axis=0).set_axis(frame.columns.astype("str"), axis=1)
    last = instrument.waves[-1].id if instrument and instrument.waves else "w1"
    waves = _waves(data, wave, last)
    drafted = instrument or _drafted(data, waves)
    asked = [column for question in drafted for column in question.columns]
    values = pd.DataFrame(
        {column: _typed(data, question, column) for question, column in _columns(drafted)},
        index=index,
    )[asked]
    _refuse_unknown(data, values)
    reasons = values.isna().replace({True: "blank", False: ""}).astype("str")
    others = data[[column for column in data.columns if column not in asked]]
    context = others.drop(columns=[c for c in _RESERVED if c in others])
    context = context.assign(wave=waves.astype("str"), person=_people(data))
    return Framed(drafted, values, reasons, context)


def _waves(data: pd.DataFrame, wave: str | None, last: str) -> pd.Series:
    """Return the round of each row: the one named, else the column "wave", else the last."""
    import pandas as pd

    if wave is not None or "wave" not in data:
        return pd.Series(wave or last, index=data.index, dtype="str").astype("category")
    column = data["wave"]
    if column.isna().any():
        raise ExportError(
            "wave-of-row-missing",
            'Column "wave" has empty cells.',
            found=f"{int(column.isna().sum())} of {len(column)} rows",
            do="Give every row its round, or name one round for all of them: wave=...",
        )
    return column.astype("category")


def _people(data: pd.DataFrame) -> pd.Series:
    """Return a number for each different person, which says no more than who is the same."""
    import pandas as pd

    if "person" not in data:
        return pd.Series("", index=data.index, dtype="str")
    codes = pd.factorize(data["person"])[0]
    return pd.Series(codes + 1, index=data.index).astype("str").where(codes >= 0, "")


def _columns(instrument: Instrument) -> list[tuple[Question, str]]:
    return [(question, column) for question in instrument for column in question.columns]


def _drafted(frame: pd.DataFrame, waves: pd.Series) -> Instrument:
    names = [name for name in frame.columns if name not in _RESERVED]
    questions = tuple(_question(str(name), frame[name]) for name in names)
    kept = tuple(question for question in questions if question is not None)
    rounds = tuple(Wave(str(level), str(level)) for level in waves.cat.categories)
    return Instrument("frame", "Data frame", kept, waves=rounds, kind="sample")


def _question(name: str, column: pd.Series) -> Question | None:
    """Return a question by the column's type; a number is context, since it may be a weight."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return _closed(name, [str(level) for level in column.cat.categories])
    if pd.api.types.is_bool_dtype(column):
        return _closed(name, ["True", "False"])
    if pd.api.types.is_numeric_dtype(column):
        return None
    if pd.api.types.is_datetime64_any_dtype(column):
        return Question(name, name, "date")
    levels = sorted({str(value) for value in column.dropna()})
    return _closed(name, levels)


def _closed(name: str, labels: list[str]) -> Question:
    """Return a question with options; where there are none, or very many, a text."""
    if not 0 < len(labels) <= _MOST_OPTIONS:
        return Question(name, name, "text")
    options = tuple(Option(label, label) for label in labels)
    return Question(name, name, "single", options)


def _typed(data: pd.DataFrame, question: Question, column: str) -> pd.Series:
    import numpy as np
    import pandas as pd

    if column not in data.columns:
        nothing: pd.Series = pd.Series(index=data.index, dtype=_dtype(question))
        return nothing
    cells = data[column]
    if question.type in ("single", "grid_item"):
        labels = {option.label: option.label for option in question.values}
        labels = {**{option.code: option.label for option in question.values}, **labels}
        dtype = _dtype(question)
        codes, levels = pd.factorize(cells)
        places = dtype.categories.get_indexer([labels.get(str(level)) for level in levels])
        found = pd.Categorical.from_codes(np.append(places, -1)[codes], dtype=dtype)
        return pd.Series(found, index=data.index)
    return pd.Series(cells.astype(_dtype(question)))


def _dtype(question: Question) -> Any:
    import pandas as pd

    if question.type in ("single", "grid_item"):
        return pd.CategoricalDtype([option.label for option in question.values], ordered=True)
    kinds = {"multi": "boolean", "ranking": "Float64", "number": "Float64"}
    return kinds.get(question.type, "datetime64[us]" if question.type == "date" else "str")


def _refuse_unclear(frame: pd.DataFrame) -> None:
    """Refuse columns of one name, and numbers without an end."""
    import numpy as np

    names = frame.columns.astype("str")
    numeric = frame.select_dtypes("float")
    endless = numeric.columns[np.isinf(numeric.to_numpy(dtype=float)).any(axis=0)]
    problems = [
        Problem("repeated-heading", f'More than one column is named "{name}".', do="Rename one.")
        for name in names[names.duplicated()].unique()
    ]
    problems += [
        Problem(
            "number-without-end",
            f'Column "{name}" holds infinite numbers.',
            do="Make them missing, or leave these rows out.",
        )
        for name in endless
    ]
    if problems:
        raise ExportError.of(problems)


def _refuse_unknown(data: pd.DataFrame, values: pd.DataFrame) -> None:
    """Refuse a frame of which an answer got lost: no option of its question fits it."""
    lost = [
        column
        for column in values.columns
        if column in data.columns and int(values[column].notna().sum()) < data[column].notna().sum()
    ]
    if lost:
        raise ExportError.of(
            Problem(
                "answers-not-offered",
                f'Column "{column}" holds answers that its question does not offer.',
                do="Add the options to the instrument, or leave the instrument out.",
            )
            for column in lost
        )
