"""The list by group (``frame.csv``): read beside its instrument, every mistake with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ffc_eval.errors import InstrumentError, Problem, nearest
from ffc_eval.model.frame import CROSSED, NOT_STATED, FrameGroup, sizes_of
from ffc_eval.model.instrument import Instrument, Question

FILE = "frame.csv"
_NEEDED = ("question", "category", "people")
_KNOWN = (*_NEEDED, "asked", "wave")


def with_frame(instrument: Instrument, path: Path) -> Instrument:
    """Return the instrument with the list by group, checked against its questions.

    Parameters
    ----------
    path
        A CSV file with the columns question (id or wording), category and people, and if known
        asked and wave. Where it is not there, the instrument only must not need it.

    Raises
    ------
    InstrumentError
        Every problem of the file, each with its line.
    """
    name = f"surveys/{instrument.id}/{FILE}"
    problems: list[Problem] = []
    groups: list[FrameGroup] = []
    if path.is_file():
        rows = _rows(path, name)
        reading = _Reading(instrument, name)
        found = [reading.group(line, row) for line, row in rows]
        problems = [problem for _, faults in found for problem in faults]
        groups = [group for group, _ in found if group is not None]
    made = replace(instrument, frame=tuple(groups))
    if not problems:
        problems = [*_twice(made, name), *_sums(made, name), *_lacking(made, name)]
    if problems:
        raise InstrumentError.of(problems)
    return made


def _rows(path: Path, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        cut = csv.reader(io.StringIO(text, newline=""))
        found = [(cut.line_num, [cell.strip() for cell in cells]) for cells in cut]
    except (UnicodeDecodeError, csv.Error):
        raise InstrumentError(
            "not-utf8",
            "The file is not a table saved as UTF-8.",
            where=name,
            do='Save it again as "CSV UTF-8".',
        ) from None
    heads = [cell.lower() for cell in found[0][1]] if found else []
    strange = [head for head in heads if head not in _KNOWN]
    if strange or not set(_NEEDED) <= set(heads):
        raise InstrumentError(
            "list-columns",
            "The list by group has the columns question, category and people; if known also "
            "asked and wave.",
            where=f"{name}, line 1",
            found=", ".join(heads)[:80],
            do="Name the columns so in the first line, with commas between.",
        )
    return [
        (line, dict(zip(heads, cells, strict=False))) for line, cells in found[1:] if any(cells)
    ]


class _Reading:
    """Reads rows against the questions of one instrument."""

    def __init__(self, instrument: Instrument, name: str) -> None:
        self.instrument, self.name = instrument, name
        self.questions = {
            known: question for question in instrument for known in (question.text, question.id)
        }

    def group(self, line: int, row: dict[str, str]) -> tuple[FrameGroup | None, list[Problem]]:
        """Return the group of a row, or what is wrong with it."""
        where = f"{self.name}, line {line}"
        names = row.get("question", "").split(CROSSED)
        unknown = [name for name in names if name not in self.questions]
        if unknown:
            do = nearest(unknown[0], [question.id for question in self.instrument])
            what = f'There is no question "{unknown[0][:60]}".'
            return None, [Problem("no-such-question", what, where, unknown[0][:60], do)]
        asked = [self.questions[name] for name in names]
        problems = [*_strange(asked, row.get("category", ""), where), *self._wave(row, where)]
        sizes = [_whole(row.get(head, ""), head, where) for head in ("people", "asked")]
        problems += [size for size in sizes if isinstance(size, Problem)]
        people, sent = sizes
        if problems or isinstance(people, Problem) or isinstance(sent, Problem):
            return None, problems
        question = CROSSED.join(one.id for one in asked)
        return FrameGroup(question, row["category"], people or 0, sent, row.get("wave", "")), []

    def _wave(self, row: dict[str, str], where: str) -> Iterator[Problem]:
        wave = row.get("wave", "")
        known = [wave.id for wave in self.instrument.waves]
        if wave and wave not in known:
            what = f'There is no wave "{wave[:60]}".'
            yield Problem("no-such-wave", what, where, wave[:60], nearest(wave, known))


def _strange(asked: Sequence[Question], category: str, where: str) -> Iterator[Problem]:
    """Give a problem where a category is no answer of its question."""
    parts = category.split(CROSSED)
    if category == NOT_STATED:
        return
    for question, part in zip(asked, parts, strict=False):
        labels = [option.label for option in question.values]
        if part not in labels:
            what = f"“{question.text.rstrip('.')}” has no such answer."
            do = nearest(part, labels)
            yield Problem("no-such-category", what, where, part[:60] or "nothing", do)
    if len(parts) != len(asked):
        what = f"{len(asked)} questions are crossed, but the category names {len(parts)}."
        do = "Join the categories by space, bar, space, in the order of the questions."
        yield Problem("no-such-category", what, where, category[:60], do)


def _whole(text: str, head: str, where: str) -> int | Problem | None:
    plain = text.replace(",", "")
    if plain.isdecimal():
        return int(plain)
    if not text and head == "asked":
        return None
    what = f'"{head}" is not a number of people.'
    do = "Write a whole number, digits only."
    return Problem("not-a-number-of-people", what, where, text[:20] or "nothing", do)


def _twice(instrument: Instrument, name: str) -> Iterator[Problem]:
    seen = set()
    for group in instrument.frame:
        key = group.question, group.category, group.wave
        if key in seen:
            what = f'"{group.category}" stands twice under {group.question}.'
            yield Problem("list-group-twice", what, name, do="Keep one of the two lines.")
        seen.add(key)


def _sums(instrument: Instrument, name: str) -> Iterator[Problem]:
    """Give a problem for every question whose groups add up to another list than the round's."""
    for wave in instrument.waves:
        sums = {
            question: sum(people for people, _ in groups.values())
            for question, groups in sizes_of(instrument.frame, wave.id).items()
        }
        size = wave.frame or max(sums.values(), default=0)
        for question, people in sums.items():
            if people != size:
                yield Problem(
                    "list-sums-differ",
                    f"The groups of {question} do not add up to the list of {wave.id}.",
                    name,
                    f"{people}, not {size}",
                    "Count everybody on the list once under each question; those whose group is "
                    f'not known stand under the category "{NOT_STATED}".',
                )


def _lacking(instrument: Instrument, name: str) -> Iterator[Problem]:
    """Give a problem where weights or strata need groups that the list does not have."""
    plan, weighting = instrument.sampling, instrument.weighting
    needed = list(weighting.margins) if weighting else []
    needed += [plan.stratum] if plan and plan.population == "frame" else []
    for wave in instrument.waves:
        sizes = sizes_of(instrument.frame, wave.id)
        for question in dict.fromkeys(needed):
            if question not in sizes:
                yield Problem(
                    "weighting-without-list",
                    f"The instrument weights by {question}, but the list has no groups of it in "
                    f"round {wave.id}.",
                    name,
                    do=f"Add a line for each answer: {question},category,people.",
                )
