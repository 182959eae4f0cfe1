"""The data-quality card: rows in and kept, what is missing and why, when people answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ffc_eval.model.instrument import REASONS
from ffc_eval.model.records import Records
from ffc_eval.model.responses import HOLD_OUTS, Responses

if TYPE_CHECKING:
    import pandas as pd

_DEFINITION = (
    ("wave", "Round of fieldwork"),
    ("about", "rows, question, fieldwork or mode"),
    ("item", "Question id, or what is counted"),
    ("measure", "answered, or why there is no answer; a reason for holding a row out"),
    ("count", "People"),
    ("of", "People that could have been counted"),
    ("value", "A date, where the measure is one"),
)
_Row = tuple[str, str, str, str, int | None, int | None, str]


def quality_card(responses: Responses) -> Records:
    """Return how complete and how sound the answers of each wave are.

    Returns
    -------
    Records
        One row a number. ``about`` rows: rows in, kept, and held out by reason. ``about``
        question: people who answered, and people without an answer by reason; "unknown" are
        answers that the instrument does not offer, "unreadable" those that are no number or
        date. ``about`` fieldwork: first and last day. ``about`` mode: people by mode.
    """
    import pandas as pd

    rows: list[_Row] = []
    for wave in dict.fromkeys((*responses.rows, *responses.waves)):
        part = responses.of_wave(wave)
        rows += [*_rows(part, wave), *_questions(part, wave), *_fieldwork(part, wave)]
    frame = pd.DataFrame(rows, columns=[name for name, _ in _DEFINITION])
    types = {"count": "Int64", "of": "Int64", "wave": "str", "about": "str", "item": "str",
             "measure": "str", "value": "str"}  # fmt: skip
    return Records(frame.astype(types), _DEFINITION, responses.provenance)


def _rows(part: Responses, wave: str) -> Iterator[_Row]:
    account = part.rows.get(wave)
    if account is None:
        return
    yield wave, "rows", "rows in", "rows in", account.rows_in, None, ""
    yield wave, "rows", "people", "people", account.people, account.rows_in, ""
    for reason in HOLD_OUTS:
        if account.held_out.get(reason):
            held = account.held_out[reason]
            yield wave, "rows", "held out", reason, held, account.rows_in, ""
    yield wave, "rows", "kept", "kept", account.kept, account.rows_in, ""


def _questions(part: Responses, wave: str) -> Iterator[_Row]:
    people = len(part)
    for question in part.instrument.questions:
        reasons = _reasons(part, question.columns)
        yield wave, "question", question.id, "answered", int((reasons == "").sum()), people, ""
        counts = reasons.value_counts()
        for reason in REASONS:
            if counts.get(reason, 0):
                yield wave, "question", question.id, reason, int(counts[reason]), people, ""


def _reasons(part: Responses, columns: tuple[str, ...]) -> pd.Series:
    """Return one reason a person: of several columns, "" where any holds an answer."""
    reasons = part.reasons[columns[0]]
    for column in columns[1:]:
        reasons = reasons.where(part.reasons[column] != "", "")
    return reasons


def _fieldwork(part: Responses, wave: str) -> Iterator[_Row]:
    dates = part.context["collected_on"].dropna()
    if len(dates):
        known, people = len(dates), len(part)
        first, last = dates.min().date().isoformat(), dates.max().date().isoformat()
        yield wave, "fieldwork", "first response", "date", known, people, first
        yield wave, "fieldwork", "last response", "date", known, people, last
    for mode, count in part.context["mode"].value_counts(sort=False).items():
        if mode:
            yield wave, "mode", str(mode), "people", int(count), len(part), ""
