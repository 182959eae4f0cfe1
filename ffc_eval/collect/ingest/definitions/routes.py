"""Who is asked, taken from a definition into the drafted questions of an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ffc_eval.collect.ingest.definitions.definition import Asked, Definition, Gate, asked_by_column
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Column
from ffc_eval.model.instrument import Condition, Instrument, Question

NOT_UNDERSTOOD = "Not understood, write it by hand: "
"""Start of a routing that stands in the platform's words."""


def with_routes(export: Export, columns: Sequence[Column], definition: Definition) -> Export:
    """Return the export with the routing and the limits that a definition gives its questions.

    Parameters
    ----------
    columns
        Of the export, as its layout and the definition have read them.
    """
    asked = asked_by_column(columns, definition)
    gates = _Gates(export, columns, asked)
    blocks = tuple(_told(block, asked.get(block.columns[0]), gates) for block in export)
    return replace(export, blocks=blocks)


def in_words(question: Question, earlier: Mapping[str, Question]) -> str:
    """Return who is asked, for a person to read."""
    alternatives = [
        " and ".join(_in_words(one, earlier[one.question]) for one in conditions)
        for conditions in question.asked_if
    ]
    return "Those who " + ", or who ".join(alternatives) if alternatives else ""


def not_understood(question: Question) -> Question:
    """Return a question whose routing a person must write, what was known of it in words."""
    words = question.routing
    said = words if words.startswith(NOT_UNDERSTOOD) else NOT_UNDERSTOOD + words
    return replace(question, asked_if=(), routing=said)


def unrouted(instrument: Instrument) -> tuple[str, ...]:
    """Return the ids of the questions whose routing a person must still write."""
    return tuple(q.id for q in instrument if q.routing.startswith(NOT_UNDERSTOOD))


def _in_words(condition: Condition, gate: Question) -> str:
    labels = [option.label for option in gate.options if option.code in condition.codes]
    listed = " or ".join(f'"{label}"' for label in labels)
    return f"{'chose' if condition.chosen else 'did not choose'} {listed} at {gate.id}"


def _told(block: Block, asked: Asked | None, gates: _Gates) -> Block:
    if asked is None or block.other:
        return block
    question = replace(block.question, low=asked.low, high=asked.high)
    if not asked.routing:
        return replace(block, question=question)
    conditions = [
        tuple(gates.condition(gate) for gate in alternative) for alternative in asked.route
    ]
    known = [tuple(one for one in part if one is not None) for part in conditions]
    whole = bool(known) and all(len(a) == len(b) for a, b in zip(known, conditions, strict=True))
    if not whole or gates.later(known, question):
        return replace(block, question=not_understood(replace(question, routing=asked.routing)))
    question = replace(question, asked_if=tuple(known))
    return replace(block, question=replace(question, routing=in_words(question, gates.by_id)))


class _Gates:
    """Drafted questions by what a definition calls them."""

    def __init__(
        self, export: Export, columns: Sequence[Column], asked: Mapping[str, Asked]
    ) -> None:
        self.by_id = {block.question.id: block.question for block in export if not block.personal}
        self._columns = {column.id: column for column in columns}
        self._asked = asked
        self._blocks = [block for block in export if not block.personal and not block.other]

    def condition(self, gate: Gate) -> Condition | None:
        """Return the answer to the drafted question, or None where there is none such."""
        for block in self._blocks:
            asked = self._asked.get(block.columns[0])
            if asked is None or asked.id != gate.asked or not self._of_item(block, gate, asked):
                continue
            codes = [_code(code, asked, block.question) for code in gate.codes]
            if all(codes) and block.question.closed:
                return Condition(block.question.id, tuple(codes), gate.chosen)
        return None

    def later(self, route: Sequence[tuple[Condition, ...]], question: Question) -> bool:
        """Say whether a question would be decided by itself, one after it, or one twice."""
        order = list(self.by_id)
        here = order.index(question.id) if question.id in order else len(order)
        return any(
            order.index(one.question) >= here or [c.question for c in part].count(one.question) > 1
            for part in route
            for one in part
        )

    def _of_item(self, block: Block, gate: Gate, asked: Asked) -> bool:
        if not gate.item:
            return True
        column = self._columns[block.columns[0]]
        label = next((item.label for item in asked.items if item.code == gate.item), None)
        return gate.item == column.code or label == column.label


def _code(code: str, asked: Asked, question: Question) -> str:
    """Return the drafted code of an option; "" where it was not drafted."""
    label = next((option.label for option in asked.options if option.code == code), None)
    if label is None:
        return ""
    same = [o.code for o in question.options if compared(o.label) == compared(label)]
    return same[0] if same else ""
