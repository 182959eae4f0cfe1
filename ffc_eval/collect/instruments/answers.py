"""Answers about an export, given beforehand in a file: one key and answer a line."""

from __future__ import annotations

from pathlib import Path

from ffc_eval.collect.instruments.marked import LARGEST, compose
from ffc_eval.errors import InstrumentError, Problem

_FILE = "the answers file"


def read_answers(path: Path) -> dict[str, str]:
    """Return the answers of a YAML file, every one as text.

    Raises
    ------
    InstrumentError
        The file is not UTF-8 text, or not one list of keys with texts.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise InstrumentError(
            "file-too-large",
            "The file is too large to be a file of answers.",
            where=_FILE,
            found=f"{size} bytes",
            do=f"Keep it under {LARGEST} bytes.",
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InstrumentError(
            "yaml-syntax",
            "The answers file is not UTF-8 text.",
            where=_FILE,
            do='Save it as "UTF-8" in your editor.',
        ) from None
    node, problems = compose(text, _FILE)
    if problems:
        raise InstrumentError.of(problems)
    found = dict(node.value) if not isinstance(node.value, str | tuple) else {}
    nested = [
        Problem(
            "answers-not-flat",
            "An answer must be one text.",
            f"{_FILE}, line {inner.line}",
            do="Write a key, a colon and the answer on one line, as in  asked: 402",
        )
        for inner in found.values()
        if not isinstance(inner.value, str)
    ]
    if nested:
        raise InstrumentError.of(nested)
    return {key: str(inner.value) for key, inner in found.items()}
