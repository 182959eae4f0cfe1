"""How a stored export fits its instrument: answers not offered, routes not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.answers import Answers
from ffc_eval.collect.ingest.definitions.routes import unrouted
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.hold_outs import first_reason
from ffc_eval.collect.ingest.matching import match
from ffc_eval.collect.ingest.reading_answers import read_answers
from ffc_eval.collect.ingest.routing import asked_of
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.collect.ingest.times import undeclared
from ffc_eval.errors import Problem
from ffc_eval.model.instrument import Instrument, Question

if TYPE_CHECKING:
    import pandas as pd


def misfits(export: Export, instrument: Instrument, wave: str) -> tuple[Problem, ...]:
    """Return where the answers of an export do not fit the questions of its instrument.

    Raises
    ------
    ExportError
        The export is of another survey.
    """
    import pandas as pd

    blocks = match(export, instrument, wave).blocks
    held = {
        q.id: (q, blocks[q.id]) for q in instrument if q.id in blocks and not blocks[q.id].other
    }
    read = {name: read_answers(q, block, export) for name, (q, block) in held.items()}
    values = pd.DataFrame({k: v for one in read.values() for k, v in one.values.items()})
    reasons = pd.DataFrame({k: v for one in read.values() for k, v in one.reasons.items()})
    kept = first_reason(export, instrument.holds_out) == ""
    return (
        *undeclared(export, instrument),
        *(
            problem
            for name, (question, block) in held.items()
            for problem in not_offered(question, block, read[name], export, kept)
        ),
        *(
            problem
            for question, _ in held.values()
            for problem in _astray(question, instrument, kept, (values, reasons, list(held)))
        ),
    )


def unwritten_routes(instrument: Instrument) -> Iterator[Problem]:
    """Yield a problem where a questionnaire's routing has not been written by hand yet."""
    names = unrouted(instrument)
    if names:
        yield Problem(
            "routing-not-understood",
            "Who is asked stands in the platform's words, which are not followed.",
            f"surveys/{instrument.id}/instrument.yaml, questions {', '.join(names)}",
            do="Say it under asked_if where an earlier answer decides, and in words under routing.",
        )


def not_offered(
    question: Question, block: Block, answers: Answers, export: Export, rows: pd.Series
) -> Iterator[Problem]:
    """Yield a problem where people gave answers that a closed question does not offer.

    Only the rows marked are looked at. Values that the file itself declares missing are none.
    """
    if not question.closed:
        return
    missing = set(dict(block.missing))
    unknown = rows & False
    for place, why in enumerate(answers.reasons.values()):
        column = block.columns[min(place, len(block.columns) - 1)]
        unknown |= (why == "unknown") & ~export.cells[column].str.strip().isin(missing)
    count = int((unknown & rows).sum())
    if count:
        yield Problem(
            "answers-not-offered",
            "A closed question holds answers that are not among its options.",
            f"{FILE}, question {question.id}",
            _people(count),
            "Compare with the questionnaire; they are counted as unknown.",
        )


def _astray(
    question: Question,
    instrument: Instrument,
    kept: pd.Series,
    read: tuple[pd.DataFrame, pd.DataFrame, list[str]],
) -> Iterator[Problem]:
    values, reasons, held = read
    asked = asked_of(question, instrument, values, reasons, held)
    if asked is None:
        return
    answered = values[list(question.columns)].notna().any(axis=1)
    count = int((answered & ~asked & kept).sum())
    if count:
        yield Problem(
            "route-not-kept",
            "A question was answered by people who were not to be asked it.",
            f"{FILE}, question {question.id}",
            _people(count),
            "Check the routing of the questionnaire; their answers are kept.",
        )


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"
