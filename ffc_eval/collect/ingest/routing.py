"""Who was asked: an empty cell of a person whom the route led past a question is no blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.instrument import Condition, Instrument, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_EMPTY = ("blank", "not_asked")


def routed(
    instrument: Instrument, values: pd.DataFrame, reasons: pd.DataFrame, held: Sequence[str]
) -> pd.DataFrame:
    """Return the reasons, with "not asked" where an earlier answer led past a question.

    A value stays a value: somebody who answered a question was asked it.

    Parameters
    ----------
    values, reasons
        As in ``Responses``.
    held
        Questions that the export holds. A condition on another one decides nothing.
    """
    changed = {
        column: reasons[column].mask(~asked & (reasons[column] == "blank"), "not_asked")
        for question in instrument.questions
        if (asked := asked_of(question, instrument, values, reasons, held)) is not None
        for column in question.columns
    }
    return reasons.assign(**changed)


def asked_of(
    question: Question,
    instrument: Instrument,
    values: pd.DataFrame,
    reasons: pd.DataFrame,
    held: Sequence[str],
) -> pd.Series | None:
    """Return who was asked a question, or None where no earlier answer decides.

    Where the answer that decides cannot be read, the person counts as asked.
    """
    import pandas as pd

    gates = {one.question for conditions in question.asked_if for one in conditions}
    if not gates or not gates <= set(held):
        return None
    asked = pd.Series(data=False, index=values.index)
    for conditions in question.asked_if:
        together = pd.Series(data=True, index=values.index)
        for one in conditions:
            together &= _holds(one, instrument.question(one.question), values, reasons)
        asked |= together
    return asked


def _holds(
    condition: Condition, gate: Question, values: pd.DataFrame, reasons: pd.DataFrame
) -> pd.Series:
    named = [option for option in gate.options if option.code in condition.codes]
    if gate.type == "multi":
        columns = [f"{gate.id}[{option.code}]" for option in named]
        met = values[columns].fillna(value=False).astype(bool).any(axis=1)
        untold = ~reasons[columns].isin([*_EMPTY, ""]).all(axis=1)
    else:
        met = values[gate.id].isin([option.label for option in named if not option.reason])
        met |= reasons[gate.id].isin([option.reason for option in named if option.reason])
        untold = reasons[gate.id].isin(["unreadable", "unknown"])
    return untold | (met if condition.chosen else ~met)
