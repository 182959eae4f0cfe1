"""Display logic and survey flow of Qualtrics: who is asked, as answers to earlier questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ffc_eval.collect.ingest.definitions.definition import Gate, Route
from ffc_eval.collect.ingest.definitions.expressions import (
    Comparison,
    Comparisons,
    NotUnderstoodError,
    both,
    resolved,
)
from ffc_eval.collect.ingest.headings import plain

_CHOICE = re.compile(r"q://(QID\d+)/SelectableChoice/(\w+)")
_OPERATORS = {"Selected": True, "NotSelected": False}
Logic = Mapping[str, Any]


@dataclass
class Flow:
    """In which order questions are asked, and under which conditions of their blocks.

    Parameters
    ----------
    order
        Question ids of blocks, in the order of the flow; deleted questions are not among them.
    logic
        Conditions of the branches that a question stands in, by question id.
    skips
        Questions with skip logic.
    """

    order: list[str] = field(default_factory=list)
    logic: dict[str, tuple[Logic, ...]] = field(default_factory=dict)
    skips: list[str] = field(default_factory=list)


def flow_of(elements: Sequence[Mapping[str, Any]]) -> Flow:
    """Return the flow of a questionnaire; a file without one asks its questions as listed."""
    payloads = {part["Element"]: part["Payload"] for part in elements}
    blocks = payloads.get("BL") or []
    listed = list(blocks.values()) if isinstance(blocks, dict) else list(blocks)
    by_id = {block.get("ID"): block for block in listed if block.get("Type") != "Trash"}
    flow = Flow()
    walked = list(_walked((payloads.get("FL") or {}).get("Flow") or [], ()))
    for block, logic in walked or [(name, ()) for name in by_id]:
        for part in by_id.get(block, {}).get("BlockElements") or []:
            name = part.get("QuestionID")
            if not name:
                continue
            if name in flow.order:
                flow.logic[name] = ({},)
                continue
            flow.order.append(name)
            flow.logic[name] = logic
            if part.get("SkipLogic"):
                flow.skips.append(name)
    return flow


def _walked(
    parts: Sequence[Mapping[str, Any]], logic: tuple[Logic, ...]
) -> Iterator[tuple[str, tuple[Logic, ...]]]:
    """Yield each block of the flow with the conditions of the branches above it."""
    for part in parts:
        if part.get("Type") in ("Block", "Standard"):
            yield part.get("ID", ""), logic
        inner = (*logic, part["BranchLogic"]) if "BranchLogic" in part else logic
        yield from _walked(part.get("Flow") or [], inner)


def route_of_logic(logics: Sequence[Logic], gate_of: Callable[[Comparison], Gate | None]) -> Route:
    """Return who is asked where all of some conditions hold; () where that is not understood."""
    found: Comparisons = [()]
    try:
        for logic in logics:
            found = both(found, _alternatives(logic))
        return resolved(found, gate_of)
    except NotUnderstoodError:
        return ()


def in_words(logics: Sequence[Logic]) -> str:
    """Return conditions as Qualtrics describes them."""
    parts = [
        plain(rule["Description"])
        for logic in logics
        for group in _numbered(logic)
        for rule in _numbered(group)
        if "Description" in rule
    ]
    return "; ".join(parts) or ("a branch of the survey flow" if logics else "")


def _numbered(part: Logic) -> list[Mapping[str, Any]]:
    return [value for key, value in part.items() if key.isdigit() and isinstance(value, dict)]


def _alternatives(logic: Logic) -> Comparisons:
    """Return the comparisons of one condition: groups of rules joined by and or or."""
    groups = _numbered(logic)
    if not groups:
        raise NotUnderstoodError
    return _folded([(group.get("Type", ""), _group(group)) for group in groups])


def _group(group: Logic) -> Comparisons:
    rules = _numbered(group)
    if not rules:
        raise NotUnderstoodError
    return _folded([(rule.get("Conjuction", ""), [(_comparison(rule),)]) for rule in rules])


def _folded(parts: Sequence[tuple[str, Comparisons]]) -> Comparisons:
    """Join parts; what joins "and" and "or" without saying which comes first is refused."""
    kinds = {"and" if kind.casefold().startswith("and") else "or" for kind, _ in parts[1:]}
    if len(kinds) > 1:
        raise NotUnderstoodError
    found = parts[0][1]
    for _, more in parts[1:]:
        found = both(found, more) if kinds == {"and"} else found + more
    return found


def _comparison(rule: Logic) -> Comparison:
    operator = rule.get("Operator")
    match = _CHOICE.fullmatch(str(rule.get("LeftOperand") or rule.get("ChoiceLocator") or ""))
    known = rule.get("LogicType") == "Question" and operator in _OPERATORS
    if match is None or not known or rule.get("QuestionIsInLoop", "no") != "no":
        raise NotUnderstoodError
    return Comparison(match[1], match[2], _OPERATORS[str(operator)])
