"""What becomes of a data frame that a researcher already has: typed answers and context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ffc_eval.errors import ExportError, Problem
from ffc_eval.model.instrument import Instrument, Option, Question, Wave

if TYPE_CHECKING:
    import pandas as pd

_MOST_OPTIONS = 30


class Framed(NamedTuple):
    """The parts of responses that a data frame gives; one row a row of the frame."""

    instrument: Instrument
    wave: str
    values: pd.DataFrame
    reasons: pd.DataFrame
    context: pd.DataFrame


def framed(frame: pd.DataFrame, instrument: Instrument | None, wave: str | None) -> Framed:
    """Return the parts; see ``Responses.from_frame``."""
    import pandas as pd

    name = wave or (instrument.waves[-1].id if instrument and instrument.waves else "w1")
    drafted = instrument or _drafted(frame, name)
    index = pd.Index([f"frame:{row}" for row in range(1, len(frame) + 1)], name="response")
    data = frame.set_axis(index, axis=0)
    asked = [column for question in drafted for column in question.columns]
    values = pd.DataFrame(
        {column: _typed(data, question, column) for question, column in _columns(drafted)},
        index=index,
    )[asked]
    _refuse_unknown(data, values)
    reasons = values.isna().replace({True: "blank", False: ""}).astype("str")
    others = data[[column for column in data.columns if column not in asked]]
    context = others.drop(columns=[c for c in ("wave", "person") if c in others])
    return Framed(drafted, name, values, reasons, context.assign(wave=name, person=""))


def _columns(instrument: Instrument) -> list[tuple[Question, str]]:
    return [(question, column) for question in instrument for column in question.columns]


def _drafted(frame: pd.DataFrame, wave: str) -> Instrument:
    questions = tuple(_question(str(name), frame[name]) for name in frame.columns)
    kept = tuple(question for question in questions if question is not None)
    return Instrument("frame", "Data frame", kept, waves=(Wave(wave, wave),), kind="sample")


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
    return _closed(name, levels) if len(levels) <= _MOST_OPTIONS else Question(name, name, "text")


def _closed(name: str, labels: list[str]) -> Question:
    options = tuple(Option(label, label) for label in labels)
    return Question(name, name, "single", options)


def _typed(data: pd.DataFrame, question: Question, column: str) -> pd.Series:
    import pandas as pd

    if column not in data.columns:
        nothing: pd.Series = pd.Series(index=data.index, dtype=_dtype(question))
        return nothing
    cells = data[column]
    if question.type in ("single", "grid_item"):
        labels = {option.label: option.label for option in question.values}
        labels = {**{option.code: option.label for option in question.values}, **labels}
        found = [None if cell != cell else labels.get(str(cell)) for cell in cells.astype("object")]
        return pd.Series(pd.Categorical(found, dtype=_dtype(question)), index=data.index)
    return pd.Series(cells.astype(_dtype(question)))


def _dtype(question: Question) -> Any:
    import pandas as pd

    if question.type in ("single", "grid_item"):
        return pd.CategoricalDtype([option.label for option in question.values], ordered=True)
    kinds = {"multi": "boolean", "ranking": "Float64", "number": "Float64"}
    return kinds.get(question.type, "datetime64[us]" if question.type == "date" else "str")


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
