"""Names of Qualtrics questions, from the export names of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.layouts.qualtrics_groups import Part

_NUMBER = re.compile(r"-?\d*")
_DEFAULT = re.compile(r"((?:\d+_)?Q\d+)_(.+)")
_TWICE = re.compile(r"(.+)_\1")


def named(parts: Sequence[Part]) -> list[Part]:
    """Return the columns of one question under its export name."""
    loop = _loop(parts[0].column.question)
    name = question_name(parts)
    whole = f"{loop}{name}" if loop and not name.startswith(loop) else name
    return [replace(part, column=replace(part.column, question=whole)) for part in parts]


def question_name(parts: Sequence[Part]) -> str:
    """Return what the export names of the columns have in common.

    A name ends in as many parts as its import id does. Where an author named the rows, such a
    part may itself hold "_", and the start that all columns share is the name.
    """
    names = [plain(part.column.heading) for part in parts]
    heads = dict.fromkeys(map(_head, parts, names))
    head = next(iter(heads))
    if len(heads) > 1:
        head = _shared(names) or head
    head = _once(head)
    default = _DEFAULT.fullmatch(head) if any(part.codes for part in parts) else None
    if default and (default[2].startswith("Q") or not all(map(_is_numbered, names))):
        return default[1]
    return head


def _is_numbered(name: str) -> bool:
    return _NUMBER.fullmatch(name.removesuffix("_TEXT").rpartition("_")[2]) is not None


def _head(part: Part, name: str) -> str:
    if part.side:
        return name.partition("#")[0]
    ends = [*part.codes, *(["TEXT"] if part.typed and name.endswith("_TEXT") else [])]
    for _ in ends:
        name = name.rpartition("_")[0] or name
    return name


def _shared(names: Sequence[str]) -> str:
    shared = []
    for tokens in zip(*(name.split("_") for name in names), strict=False):
        if len(set(tokens)) > 1:
            break
        shared.append(tokens[0])
    return "_".join(shared)


def _once(name: str) -> str:
    """Return "q4" for "q4_q4", as the first downloads with import ids wrote it."""
    twice = _TWICE.fullmatch(name)
    return twice[1] if twice else name


def _loop(question: str) -> str:
    match = re.fullmatch(r"(\d+_)QID\d+", question)
    return match[1] if match else ""
