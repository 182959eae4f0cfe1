"""Grades of the synthetic case audit: exact counts by item and wave, two readers, drift."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from ffc_eval.example.dealing import deal

Grades = Mapping[str, Mapping[str, str]]
"""Code of the grade by item, then by case."""

# Of a hundred cases; "NA" where the item does not apply. AUD-12 really rises, AUD-08 does not,
# AUD-05 seems to: its marking drifted. Fewer cases of AUD-02 are not evidenced in spring.
_PLAN: Mapping[str, tuple[str, str]] = {
    "AUD-01": ("4:21 3:43 2:23 1:8 NE:5", "4:23 3:44 2:22 1:7 NE:4"),
    "AUD-02": ("4:12 3:36 2:25 1:11 NE:16", "4:15 3:45 2:25 1:10 NE:5"),
    "AUD-03": ("4:15 3:44 2:26 1:10 NE:5", "4:17 3:46 2:24 1:8 NE:5"),
    "AUD-04": ("4:18 3:41 2:22 1:15 NE:4", "4:20 3:44 2:20 1:12 NE:4"),
    "AUD-05": ("4:11 3:39 2:31 1:12 NE:7", "4:17 3:49 2:22 1:6 NE:6"),
    "AUD-06": ("4:16 3:50 2:22 1:7 NE:5", "4:17 3:49 2:23 1:6 NE:5"),
    "AUD-07": ("4:14 3:45 2:25 1:8 NE:8", "4:15 3:46 2:24 1:8 NE:7"),
    "AUD-08": ("4:14 3:41 2:27 1:9 NE:9", "4:15 3:42 2:26 1:9 NE:8"),
    "AUD-09": ("4:9 3:30 2:32 1:17 NE:12", "4:11 3:33 2:31 1:14 NE:11"),
    "AUD-10": ("4:9 3:29 2:28 1:15 NE:11 NA:8", "4:11 3:34 2:25 1:13 NE:9 NA:8"),
    "AUD-11": ("4:10 3:34 2:33 1:14 NE:9", "4:12 3:36 2:31 1:13 NE:8"),
    "AUD-12": ("4:10 3:36 2:34 1:12 NE:8", "4:20 3:50 2:19 1:6 NE:5"),
    "AUD-13": ("4:8 3:32 2:26 1:12 NE:16 NA:6", "4:9 3:33 2:26 1:11 NE:15 NA:6"),
    "AUD-14": ("4:11 3:37 2:30 1:13 NE:9", "4:12 3:39 2:29 1:12 NE:8"),
    "AUD-15": ("4:16 3:46 2:24 1:8 NE:6", "4:15 3:47 2:25 1:7 NE:6"),
    "AUD-16": ("4:12 3:40 2:26 1:10 NE:12", "4:13 3:42 2:25 1:9 NE:11"),
    "AUD-17": ("4:7 3:25 2:26 1:12 NE:21 NA:9", "4:8 3:26 2:26 1:11 NE:20 NA:9"),
    "AUD-18": ("4:5 3:13 2:6 1:2 NE:1", "4:5 3:13 2:6 1:2 NE:1"),
    "AUD-19": ("4:4 3:11 2:8 1:3 NE:1", "4:5 3:12 2:7 1:2 NE:1"),
    "AUD-20": ("4:3 3:9 2:9 1:4 NE:2", "4:4 3:10 2:8 1:3 NE:2"),
    "AUD-21": ("4:10 3:38 2:31 1:13 NE:8", "4:11 3:40 2:30 1:12 NE:7"),
    "AUD-22": ("4:9 3:31 2:32 1:12 NE:16", "4:10 3:33 2:31 1:11 NE:15"),
    "AUD-23": ("4:13 3:42 2:30 1:11 NE:4", "4:12 3:41 2:32 1:12 NE:3"),
    "AUD-24": ("4:9 3:29 2:27 1:13 NE:22", "4:9 3:31 2:26 1:13 NE:21"),
    "AUD-25": ("4:13 3:43 2:29 1:9 NE:6", "4:14 3:45 2:28 1:8 NE:5"),
}
GRADES = tuple(_PLAN)
PROTECTION_ONLY = ("AUD-18", "AUD-19", "AUD-20")
UNCLEAR, DOUBTFUL, DRIFTED = "AUD-22", "AUD-24", "AUD-05"

_APART = "0:22 1:7 2:1"
_FURTHER = "0:14 1:12 2:3"
_AGAIN, _HIGHER = "0:11 1:1 -1:1", "0:5 1:9"
_SCALE = ("1", "2", "3", "4")


def dealt_grades(
    rng: Random, cases: Sequence[str], place: int, applies: Callable[[str, str], bool]
) -> Grades:
    """Return the grade of every case: ``place`` 0 in autumn, 1 in spring.

    ``applies`` says of an item and a case whether it can be graded at all.
    """
    made: dict[str, Mapping[str, str]] = {}
    for item, plans in _PLAN.items():
        asked = [case for case in cases if applies(item, case)]
        codes = dict(zip(asked, deal(rng, len(asked), plans[place]), strict=True))
        made[item] = {case: codes.get(case, "NA") for case in cases}
    return made


def second_marks(rng: Random, grades: Grades, cases: Sequence[str]) -> tuple[Grades, Grades]:
    """Return what the first and the second reader gave before they agreed on ``grades``.

    They are mostly of one mind or a grade apart; on one item they do not see the same thing.
    """
    first: dict[str, Mapping[str, str]] = {}
    second: dict[str, Mapping[str, str]] = {}
    for item in GRADES:
        agreed = {case: grades[item][case] for case in cases}
        if item == UNCLEAR:
            first[item], second[item] = _shuffled(rng, agreed), _shuffled(rng, agreed)
        else:
            apart = _FURTHER if item == DOUBTFUL else _APART
            first[item], second[item] = _apart(rng, agreed, apart)
    return first, second


def marked_again(rng: Random, grades: Grades, cases: Sequence[str]) -> Grades:
    """Return the grades of another wave's readers: the same but for chance, one item higher."""
    made: dict[str, Mapping[str, str]] = {}
    for item in GRADES:
        codes = {case: grades[item][case] for case in cases}
        graded = [case for case in cases if codes[case] in _SCALE]
        dealt = deal(rng, len(graded), _HIGHER if item == DRIFTED else _AGAIN)
        steps = dict(zip(graded, map(int, dealt), strict=True))
        made[item] = {case: _moved(codes[case], steps.get(case, 0)) for case in cases}
    return made


def _shuffled(rng: Random, codes: Mapping[str, str]) -> Mapping[str, str]:
    given = list(codes.values())
    rng.shuffle(given)
    return dict(zip(codes, given, strict=True))


def _apart(
    rng: Random, agreed: Mapping[str, str], apart: str
) -> tuple[dict[str, str], dict[str, str]]:
    sides = (dict(agreed), dict(agreed))
    graded = [case for case, code in agreed.items() if code in _SCALE]
    steps = zip(graded, map(int, deal(rng, len(graded), apart)), strict=True)
    for place, (case, step) in enumerate((case, step) for case, step in steps if step):
        up = int(agreed[case]) + step <= len(_SCALE) and rng.random() < 0.5
        down = int(agreed[case]) - step >= 1
        sides[place % 2][case] = _moved(agreed[case], step if up or not down else -step)
    for place, case in enumerate(case for case, code in agreed.items() if code == "NE"):
        if place % 4 == 0:
            sides[1][case] = "2"
    return sides


def _moved(code: str, steps: int) -> str:
    return str(min(max(int(code) + steps, 1), len(_SCALE))) if code in _SCALE else code
