"""What an evaluator should know of the answers before using them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.answers import Answers
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.misfits import not_offered
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_CLEAR_GATE = 0.95
_GATES = 3
_FEWEST = 20
_LONG_COMMENT = 80
_FEWEST_ALIKE = 3


def findings(export: Export, read: Mapping[str, Answers]) -> tuple[Problem, ...]:
    """Return what the answers show: empty submissions, routes not kept, answers not offered."""
    people = export.people
    filled = {block.question.id: _filled(block, export) & people for block in export}
    return (
        *_nothing_answered(export, filled, people),
        *(
            problem
            for block in export
            for name in [block.question.id]
            for problem in not_offered(block.question, block, read[name], export, people)
        ),
        *_without_labels(export),
        *_same_words(export, people),
        *_routes(export, filled, people),
    )


def _filled(block: Block, export: Export) -> pd.Series:
    filled = export.cells[block.columns[0]] != ""
    for column in block.columns[1:]:
        filled |= export.cells[column] != ""
    return filled


def _nothing_answered(
    export: Export, filled: Mapping[str, pd.Series], people: pd.Series
) -> Iterator[Problem]:
    if not filled:
        return
    count = sum(one.astype("int32") for one in filled.values())
    nothing = int((people & (count == 0)).sum())
    if nothing:
        yield Problem(
            "answered-nothing",
            "Some people sent the form without answering a question.",
            FILE,
            f"{nothing} people",
            "Nothing: they count as people and are missing in every question.",
        )
    first = next(iter(filled.values()))
    alone = int((first & (count == 1)).sum()) if "partial" in export.unmarked else 0
    if alone and len(filled) > 1:
        yield Problem(
            "first-question-only",
            "The export does not mark partial responses; some people answered one question only.",
            FILE,
            f"{alone} people answered the first question and no other",
            "Look at the base of each question; it counts those who answered.",
        )


def _without_labels(export: Export) -> Iterator[Problem]:
    """Say where closed questions hold numbers of which the file does not say what they mean."""
    coded = [
        block.question.id
        for block in export
        if block.question.type in ("single", "grid_item")
        and block.question.options
        and all(o.label == o.code and _is_code(o.label) for o in block.question.options)
    ]
    if coded:
        yield Problem(
            "codes-without-labels",
            "Some closed questions hold numbers, and the file does not say what they mean.",
            f"{FILE}, question {coded[0]}" + (" and others" if len(coded) > 1 else ""),
            f"{len(coded)} question" + ("s" if len(coded) > 1 else ""),
            "Give the questionnaire as the platform exports it, --definition FILE, or download "
            "the answers as text.",
        )


def _same_words(export: Export, people: pd.Series) -> Iterator[Problem]:
    """Say where several people gave one long comment word for word, as in a campaign."""
    for block in export:
        if block.question.type != "text" or block.personal:
            continue
        texts = export.cells[block.columns[0]][people].str.strip()
        counts = texts[texts.str.len() >= _LONG_COMMENT].value_counts()
        again = counts[counts >= _FEWEST_ALIKE]
        if len(again):
            yield Problem(
                "same-words-many-times",
                "Several people gave the same long comment word for word, as in a campaign.",
                f"{FILE}, question {block.question.id}",
                f"{int(again.sum())} people, {len(again)} different texts",
                "Nothing is left out; say in the report how many answers came that way.",
            )


def _is_code(label: str) -> bool:
    return label.lstrip("-").isdigit()


def _routes(
    export: Export, filled: Mapping[str, pd.Series], people: pd.Series
) -> Iterator[Problem]:
    """Find questions that nearly all of those who gave one answer saw, and hardly anybody else."""
    blocks = list(export)
    for place, block in enumerate(blocks):
        asked = filled[block.question.id]
        gates = [b for b in blocks[max(0, place - _GATES) : place] if b.question.type == "single"]
        for gate in reversed(gates):
            found = _route(asked, export.cells[gate.columns[0]].str.strip(), people)
            if found is not None:
                answer, outside = found
                if outside:
                    yield _outside(block, gate, answer, outside)
                break


def _route(asked: pd.Series, gate: pd.Series, people: pd.Series) -> tuple[str, int] | None:
    total = int(asked.sum())
    if total < _FEWEST or total > 0.95 * int(people.sum()):
        return None
    answer = str(gate[asked].value_counts().index[0])
    inside, others = (gate == answer) & people, (gate != answer) & people
    seen = (asked & inside).sum() / max(1, inside.sum())
    outside = int((asked & others).sum())
    clear = answer != "" and seen >= _CLEAR_GATE and total - outside >= _CLEAR_GATE * total
    return (answer, outside) if clear else None


def _outside(block: Block, gate: Block, answer: str, outside: int) -> Problem:
    code = next((o.code for o in gate.question.options if answer in (o.label, o.code)), "")
    return Problem(
        "route-not-kept",
        "A question that seems to be asked only after one answer was answered by others too.",
        f"{FILE}, question {block.question.id}, after option {code} of {gate.question.id}",
        f"{outside} people",
        "Check the routing of the questionnaire; their answers are kept.",
    )
