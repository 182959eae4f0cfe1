"""What people typed under "Other", where the platform puts it in the place of the option.

The words stand as a free-text question beside the closed one: ``q4_other`` beside ``q4``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ffc_eval.collect.ingest.answers import Answers, Reader, Why
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.multi_selects import Splitter
from ffc_eval.collect.ingest.options import is_other
from ffc_eval.collect.ingest.scales import canonical
from ffc_eval.model.instrument import Instrument, Question

SUFFIX = "_other"


def with_other_words(questions: Iterable[Question], export: Export) -> Iterator[Question]:
    """Yield questions, each that invites people to type followed by one for their words."""
    asked = tuple(questions)
    names = {question.id for question in asked}
    for question in asked:
        yield question
        name = question.id + SUFFIX
        if export.other_replaces and name not in names and _invites(question):
            text = in_own_words(question.text)
            yield Question(name, text, "text", stem=question.stem)


def in_own_words(text: str) -> str:
    """Return the wording of what people typed beside a closed question of that wording."""
    return f"{text}: other, in people's own words"


def typed_blocks(
    instrument: Instrument, found: Mapping[str, Block], export: Export
) -> dict[str, Block]:
    """Return a block for each question of typed words that the export holds under another."""
    blocks = {}
    for question in instrument.questions:
        closed = closed_beside(question, instrument)
        if export.other_replaces and closed is not None and question.id not in found:
            block = found.get(closed.id)
            if block is not None and block.written in ("cell", "joined"):
                blocks[question.id] = replace(block, question=question, other=True)
    return blocks


def closed_beside(question: Question, instrument: Instrument) -> Question | None:
    """Return the closed question whose typed answers a question holds."""
    if question.type != "text" or not question.id.endswith(SUFFIX):
        return None
    name = question.id.removesuffix(SUFFIX)
    return next((q for q in instrument.questions if q.id == name and _invites(q)), None)


def _invites(question: Question) -> bool:
    return question.type in ("single", "grid_item", "multi") and any(
        is_other(option.label) for option in question.options
    )


def other_words(reader: Reader, name: str) -> Answers:
    """Return what each person typed; who chose offered answers only was not asked for words."""
    import pandas as pd

    cells = reader.coded(reader.block.columns[0])
    typed = [_typed(text, reader) for text in cells.texts]
    words = pd.array([text for text, _ in typed], dtype="str")
    reasons = pd.array([why for _, why in typed], dtype="str")
    return Answers({name: cells.spread(words)}, {name: cells.spread(reasons)})


def _typed(text: str, reader: Reader) -> tuple[str | None, Why]:
    why = reader.why(text, "")
    if why:
        return None, why
    if reader.question.type == "multi":
        rest = Splitter.of(reader).rest(text)
    else:
        offered = compared(text) in reader.lookup or canonical(text) in reader.lookup
        rest = "" if offered else text
    return (rest, "") if rest else (None, "not_asked")
