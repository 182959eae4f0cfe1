"""Case audit of Exampleshire: two lists of cases, two draws, two workbooks of grades."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from ffc_eval.collect.instruments import read_instrument
from ffc_eval.example.audit_grades import (
    GRADES,
    PROTECTION_ONLY,
    Grades,
    dealt_grades,
    marked_again,
    second_marks,
)
from ffc_eval.example.layouts import Cell, Row, delimited, stored
from ffc_eval.model.instrument import Instrument
from ffc_eval.project.case_audit.books import headings
from ffc_eval.project.case_audit.case_lists import levels, read_case_list
from ffc_eval.store import write_atomic

if TYPE_CHECKING:
    from ffc_eval.analyse.case_sampling import CaseFrame, Draw

Case = tuple[str, ...]
"""Number, family, age, locality, plan type, reason why it is left out."""

_HEADINGS = ("case", "family", "age", "locality", "plan", "left_out")
_SEEDS = {"2024-10": 20241007, "2025-05": 20250506}
_READERS = {"2024-10": range(1, 9), "2025-05": range(4, 12)}
_MADE = datetime(2025, 7, 11, 9, 0)
_N, _AGAIN, _STAY = 100, 15, 0.6

# Children that could be drawn, by locality and plan type; one stratum of a single child.
_SIZES: Mapping[str, Mapping[str, tuple[int, int, int, int]]] = {
    "2024-10": {
        "Northmoor": (66, 58, 30, 9),
        "Ashbrook": (72, 55, 27, 8),
        "Harrowdown": (58, 49, 22, 7),
        "Millvale": (70, 60, 29, 10),
        "Kingsbarrow": (55, 47, 24, 6),
        "Saltmarsh": (49, 40, 19, 1),
    },
    "2025-05": {
        "Northmoor": (71, 55, 29, 8),
        "Ashbrook": (75, 57, 28, 9),
        "Harrowdown": (61, 47, 24, 6),
        "Millvale": (68, 62, 31, 9),
        "Kingsbarrow": (58, 45, 25, 7),
        "Saltmarsh": (51, 41, 18, 1),
    },
}
_LEFT_OUT = (
    *(("moved in mid-window",) * 14),
    *(("restricted access",) * 9),
    *(("related to staff",) * 8),
)
_SIBLINGS = 46


def write_audit(folder: Path) -> None:
    """Write the synthetic case audit, the same bytes at every run.

    Parameters
    ----------
    folder
        A project folder with the shipped instruments; the files go to ``surveys/audit/data``:
        for each wave the list of cases, the draw made of it and the readers' grades.
    """
    from ffc_eval.analyse.case_sampling import draw, to_json

    place = folder / "surveys" / "audit"
    instrument = read_instrument(place / "instrument.yaml")
    (place / "data").mkdir(exist_ok=True)
    before: Wave | None = None
    listed: list[Case] = []
    for wave, seed in _SEEDS.items():
        listed = _listed(Random(f"cases {wave}"), wave, instrument, listed)
        path = place / "data" / f"synthetic-frame-{wave}.csv"
        write_atomic(path, delimited([_HEADINGS, *listed]))
        frame = read_case_list(path, instrument)
        drawn = draw(frame, _N, seed=seed, order=levels(instrument))
        write_atomic(path.with_name(f"synthetic-draw-{wave}.json"), to_json(drawn).encode())
        now = _wave(wave, drawn, frame, instrument)
        rows = _rows(now, before, instrument)
        book = _workbook([headings(instrument), *rows])
        write_atomic(path.with_name(f"synthetic-{wave}.xlsx"), book)
        before = now


@dataclass(frozen=True)
class Wave:
    """A wave as it was marked: cases drawn, where they live, their moderated grades."""

    id: str
    drawn: Draw
    frame: CaseFrame
    cases: tuple[str, ...]
    grades: Grades

    @property
    def twice(self) -> tuple[str, ...]:
        """The cases that a second reader marked."""
        sample = self.drawn.sample
        return tuple(sample["case"][sample["double_marked"]])


def _listed(rng: Random, wave: str, instrument: Instrument, before: Sequence[Case]) -> list[Case]:
    """Return the children of a wave in the order of their numbers; half are from before."""
    plans = [option.label for option in instrument.question("plan").values]
    stayed = [case for case in _youngest(before) if rng.random() < _STAY]
    numbers = _numbers(rng, {case[0] for case in before})
    made: list[Case] = []
    for locality, sizes in _SIZES[wave].items():
        for plan, size in zip(plans, sizes, strict=True):
            old = [case for case in stayed if case[3:5] == (locality, plan)][:size]
            new = (_child(rng, next(numbers), locality, plan) for _ in range(size - len(old)))
            made += [*old, *new]
    made += [_older(case, next(numbers)) for case in rng.sample(made, _SIBLINGS)]
    localities = list(_SIZES[wave])
    for reason in _LEFT_OUT:
        child = _child(rng, next(numbers), rng.choice(localities), rng.choice(plans[:3]))
        made.append((*child[:5], reason))
    return sorted(made)


def _youngest(cases: Sequence[Case]) -> list[Case]:
    """Return the child that stands for each family, of those who could be drawn."""
    ordered = sorted((case for case in cases if not case[5]), key=lambda case: int(case[2]))
    families = {case[1]: case for case in reversed(ordered)}
    return sorted(families.values())


def _numbers(rng: Random, taken: set[str]) -> Iterator[str]:
    while True:
        number = f"EX-{rng.randrange(100_000, 999_999)}"
        if number not in taken:
            taken.add(number)
            yield number


def _child(rng: Random, number: str, locality: str, plan: str) -> Case:
    family = f"F{number[-6:]}"
    return (number, family, str(rng.randrange(13)), locality, plan, "")


def _older(case: Case, number: str) -> Case:
    """Return a sister or brother, who is not drawn: the youngest stands for the family."""
    return (number, case[1], str(int(case[2]) + 2), *case[3:])


def _wave(wave: str, drawn: Draw, frame: CaseFrame, instrument: Instrument) -> Wave:
    cases = tuple(sorted(drawn.sample["case"]))
    protection = {option.label for option in instrument.question("plan").values[2:]}

    def applies(item: str, case: str) -> bool:
        return item not in PROTECTION_ONLY or frame.cases.at[case, "plan"] in protection

    place = list(_SEEDS).index(wave)
    grades = dealt_grades(Random(f"grades {wave}"), cases, place, applies)
    return Wave(wave, drawn, frame, cases, grades)


def _rows(now: Wave, before: Wave | None, instrument: Instrument) -> list[Row]:
    """Return the rows of a wave's workbook: first, second, moderated, marked again."""
    from ffc_eval.analyse.case_sampling import pick

    rng = Random(f"readers {now.id}")
    twice = sorted(now.twice)
    first, second = second_marks(rng, now.grades, twice)
    firsts = {item: {**now.grades[item], **first[item]} for item in GRADES}
    parts = [
        (now, "first", now.cases, firsts),
        (now, "second", twice, second),
        (now, "moderated", twice, now.grades),
    ]
    if before is not None:
        only = set(before.cases) - set(now.cases)
        cases = sorted(pick(only, _AGAIN, _SEEDS[now.id], "drift"))
        parts.append((before, "again", cases, marked_again(rng, before.grades, cases)))
    return [
        _row((case, _reader(rng, now.id, marking), marking), wave.frame, grades, instrument)
        for wave, marking, cases, grades in parts
        for case in cases
    ]


def _reader(rng: Random, wave: str, marking: str) -> str:
    return "" if marking == "moderated" else f"R{rng.choice(_READERS[wave])}"


def _workbook(rows: Sequence[Row]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Marks")
        for place, cells in enumerate(rows):
            sheet.write_row(place, 0, list(cells))
    return stored(buffer.getvalue())


def _row(
    head: tuple[str, str, str], frame: CaseFrame, grades: Grades, instrument: Instrument
) -> Row:
    case = head[0]
    cells: list[Cell] = [*head]
    for question in instrument:
        if question.scale is None:
            cells.append(str(frame.cases.at[case, question.id]))
            continue
        code = grades[question.id][case]
        cells.append(int(code) if code.isdigit() else code)
    return cells
