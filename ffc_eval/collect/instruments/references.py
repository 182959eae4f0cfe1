"""Ids that must be unique and names that must exist, checked on the text of an instrument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ffc_eval.collect.instruments.faults import SourceFile
from ffc_eval.collect.instruments.marked import Path, Plain
from ffc_eval.errors import Problem, nearest
from ffc_eval.model.instrument import STRANDS
from ffc_eval.model.responses import HOLD_OUTS


def broken_references(file: SourceFile, scales: Sequence[str]) -> list[Problem]:
    """Return a problem for every id that stands twice and every name that leads nowhere.

    Parameters
    ----------
    file
        The instrument's text; parts of a wrong shape are passed over, other checks name them.
    scales
        Ids of the scales that a question may name.
    """
    root = file.root.plain
    assert isinstance(root, dict)
    questions = [str(part.get("id", "")) for _, part in _parts(root, "questions")]
    waves = [str(part.get("id", "")) for _, part in _parts(root, "waves")]
    names = [
        *_names_of_questions(root, questions),
        *_names_in_questions(root, scales, waves),
        *((path, name, HOLD_OUTS, "reason") for path, name in _texts(root, ("holds_out",))),
    ]
    return [
        *_doubled(file, "questions", questions),
        *_doubled(file, "waves", waves),
        *(_missing(file, *name) for name in names if name[1] not in name[2]),
    ]


_Name = tuple[Path, str, Sequence[str], str]


def _names_of_questions(root: dict[str, Plain], questions: Sequence[str]) -> Iterator[_Name]:
    for key in ("domains", "strata", "primary", "consent_quote", "consent_contact"):
        for path, name in _texts(root, (key,)):
            yield path, name, questions, "question"
    for key, inner in (("sampling", ("weight", "stratum", "cluster")), ("weighting", ("to",))):
        part = root.get(key)
        for path, name in _texts(part, inner, (key,)) if isinstance(part, dict) else ():
            yield path, name, questions, "question"


def _names_in_questions(
    root: dict[str, Plain], scales: Sequence[str], waves: Sequence[str]
) -> Iterator[_Name]:
    for path, question in _parts(root, "questions"):
        for place, name in _texts(question, ("scale",), path):
            yield place, name, scales, "scale"
        for place, name in _texts(question, ("strands",), path):
            yield place, name, tuple(STRANDS), "strand"
        headings = question.get("headings")
        for position, heading in enumerate(headings if isinstance(headings, list) else []):
            if isinstance(heading, dict) and len(heading) == 1:
                wave = next(iter(heading))
                yield (*path, "headings", position, wave), wave, waves, "wave"


def _parts(root: dict[str, Plain], key: str) -> Iterator[tuple[Path, dict[str, Plain]]]:
    parts = root.get(key)
    for position, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict):
            yield (key, position), part


def _texts(part: dict[str, Plain], keys: Path, path: Path = ()) -> Iterator[tuple[Path, str]]:
    for key in keys:
        value = part.get(str(key))
        if isinstance(value, str) and value:
            yield (*path, key), value
        elif isinstance(value, list):
            for position, item in enumerate(value):
                if isinstance(item, str):
                    yield (*path, key, position), item


def _doubled(file: SourceFile, key: str, ids: Sequence[str]) -> Iterator[Problem]:
    for position, name in enumerate(ids):
        if name and name in ids[:position]:
            yield file.problem(
                (key, position, "id"),
                "id-twice",
                f'The id "{name}" stands twice in {key}.',
                do="Give one of the two another id.",
            )


def _missing(file: SourceFile, path: Path, name: str, known: Sequence[str], kind: str) -> Problem:
    return file.problem(
        path,
        f"no-such-{kind}",
        f'There is no {kind} "{name[:60]}".',
        found=name[:60],
        do=nearest(name, list(known)) if known else f"This file knows no {kind}.",
    )
