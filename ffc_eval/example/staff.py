"""Staff survey of Exampleshire: two waves, downloaded from Microsoft Forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from ffc_eval.example.comments import written_comments
from ffc_eval.example.dealing import Person, Weights, answer_all, labelled, with_comments
from ffc_eval.example.layouts import Cell, ms_forms
from ffc_eval.model.instrument import Instrument, Question, Wave

_METADATA = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
_MADE = datetime(2025, 7, 11, 9, 0)

_CASE_HOLDING = ("1", "2", "4")
_PRACTICE = ("1", "2", "3", "4", "5", "6")


def _holds_cases(person: Person) -> bool:
    return person["STF-01"] in _CASE_HOLDING


def _holds_or_manages(person: Person) -> bool:
    return person["STF-01"] in (*_CASE_HOLDING, "3")


def _in_practice(person: Person) -> bool:
    return person["STF-01"] in _PRACTICE


def _leads_child_in_need(person: Person) -> bool:
    return person["STF-01"] in ("1", "2")


def _unqualified_with_cases(person: Person) -> bool:
    return _holds_cases(person) and person["STF-02"] == "0"


def _here_before(person: Person) -> bool:
    return person["STF-03"] in ("3", "4", "5")


def _social_worker(person: Person) -> bool:
    return person["STF-01"] in ("2", "4")


def _manager(person: Person) -> bool:
    return person["STF-01"] == "3"


def _other_role(person: Person) -> bool:
    return not (_social_worker(person) or _manager(person))


_FAMILIES = (
    "8:2 9:3 10:4 11:5 12:8 13:8 14:11 15:12 16:12 17:9 18:8 19:6 20:4 21:3 22:2 24:1 "
    "26:1 150:1 N/A:1 _:3"
)
_WHO: dict[str, Weights] = {
    "STF-02": ((_social_worker, "1:1"), (_manager, "1:7 0:3"), (_other_role, "0:88 1:6 -8:4 _:2")),
    "STF-03": "1:9 2:12 3:24 4:26 5:28 _:1",
}
_ENDS: dict[str, Weights] = {"STF-21": "1:58 0:37 _:5", "STF-22": "1:21 0:72 _:7"}

_OCTOBER: dict[str, Weights] = {
    "STF-01": "1:74 2:58 3:22 4:11 5:7 6:24 7:17 8:6 _:1",
    **_WHO,
    "STF-04": "1:52 2:41 3:34 4:43 5:36 6:13 _:1",
    "STF-05": "5:29 4:88 3:49 2:36 1:12 -8:4 _:2",
    "STF-06": ((_holds_or_manages, "5:9 4:35 3:33 2:16 1:4 -8:2 _:1"),),
    "STF-07": "5:32 4:83 3:47 2:35 1:15 -8:5 _:3",
    "STF-08": ((_leads_child_in_need, "4:22 3:48 2:23 1:6 _:1"),),
    "STF-09": "5:34 4:84 3:48 2:34 1:12 -8:5 _:3",
    "STF-10": ((_unqualified_with_cases, "5:8 4:34 3:24 2:22 1:9 -8:3"),),
    "STF-11": ((_holds_cases, "5:19 4:33 3:22 2:19 1:5 -8:1 _:1"),),
    "STF-12": ((_holds_cases, _FAMILIES),),
    "STF-13": ((_holds_cases, "5:15 4:37 3:31 2:12 1:3 _:2"),),
    "STF-14": ((_in_practice, "5:8 4:32 3:25 2:24 1:8 -8:2 _:1"),),
    "STF-15": ((_in_practice, "5:4 4:25 3:42 2:22 1:4 -8:2 _:1"),),
    "STF-16": "5:26 4:52 3:60 2:48 1:19 -7:8 -8:4 _:3",
    "STF-17": ((_here_before, "5:6 4:28 3:34 2:11 1:3 -8:17 _:1"),),
    "STF-18": "1:12 2:43 3:38 -9:5 _:2",
    **_ENDS,
}
_MAY: dict[str, Weights] = {
    "STF-01": "1:82 2:61 3:24 4:13 5:8 6:27 7:17 8:7 _:1",
    **_WHO,
    "STF-04": "1:57 2:44 3:38 4:46 5:40 6:14 _:1",
    "STF-05": "5:40 4:104 3:47 2:33 1:10 -8:4 _:2",
    "STF-06": ((_holds_or_manages, "5:11 4:40 3:30 2:13 1:3 -8:2 _:1"),),
    "STF-07": "5:58 4:103 3:40 2:22 1:10 -8:4 _:3",
    "STF-08": ((_leads_child_in_need, "4:28 3:50 2:17 1:4 _:1"),),
    "STF-09": "5:38 4:93 3:52 2:37 1:13 -8:4 _:3",
    "STF-10": ((_unqualified_with_cases, "5:10 4:38 3:23 2:19 1:7 -8:3"),),
    "STF-11": ((_holds_cases, "5:17 4:32 3:23 2:21 1:5 -8:1 _:1"),),
    "STF-12": ((_holds_cases, _FAMILIES),),
    "STF-13": ((_holds_cases, "5:19 4:40 3:28 2:9 1:2 _:2"),),
    "STF-14": ((_in_practice, "5:10 4:36 3:24 2:21 1:6 -8:2 _:1"),),
    "STF-15": ((_in_practice, "5:4 4:27 3:41 2:21 1:4 -8:2 _:1"),),
    "STF-16": "5:58 4:70 3:48 2:35 1:13 -7:9 -8:4 _:3",
    "STF-17": ((_here_before, "5:9 4:34 3:33 2:9 1:3 -8:11 _:1"),),
    "STF-18": "1:13 2:42 3:38 -9:5 _:2",
    **_ENDS,
}

_WAVES: Mapping[str, tuple[int, dict[str, Weights], tuple[int, ...]]] = {
    "2024-10": (220, _OCTOBER, (37, 141)),
    "2025-05": (240, _MAY, (88,)),
}
"""Per wave: people, what they answer, and the rows that stand in the file twice."""


def staff_exports(instrument: Instrument) -> dict[str, bytes]:
    """Return the download of each wave under its file name."""
    return {
        f"synthetic-{wave.id}.xlsx": _export(instrument, wave)
        for wave in instrument.waves
        if wave.id in _WAVES
    }


def _export(instrument: Instrument, wave: Wave) -> bytes:
    total, plan, twice = _WAVES[wave.id]
    rng = Random(f"staff {wave.id}")
    people = labelled(instrument, answer_all(rng, total, plan))
    for question in ("STF-19", "STF-20"):
        comments = written_comments(f"staff-{wave.id}.{question}")
        people = with_comments(rng, people, question, comments)
    people["STF-01"][5] = "Senior practitioner, edge of care"
    headings = [*_METADATA, *(_heading(question, wave) for question in instrument)]
    rows: list[list[Cell]] = [
        [*head, *(_cell(people[question.id][row]) for question in instrument)]
        for row, head in enumerate(_heads(rng, wave, total))
    ]
    return ms_forms(_MADE, headings, [*rows, *(rows[row] for row in twice)])


def _heading(question: Question, wave: Wave) -> str:
    return dict(question.headings).get(wave.id, question.text)


def _cell(answer: str) -> Cell:
    return int(answer) if answer.isdigit() else answer or None


def _heads(rng: Random, wave: Wave, total: int) -> list[list[Cell]]:
    assert wave.start is not None
    assert wave.end is not None
    opened = datetime.combine(wave.start, datetime.min.time()) + timedelta(hours=8)
    minutes = (wave.end - wave.start).days * 24 * 60
    starts = sorted(opened + timedelta(minutes=rng.randrange(minutes)) for _ in range(total))
    return [
        [row + 1, start, start + timedelta(seconds=rng.randrange(240, 1500)), "anonymous", "", None]
        for row, start in enumerate(starts)
    ]
