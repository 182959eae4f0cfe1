"""Conference feedback from partners of Exampleshire, downloaded from SurveyMonkey."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ffc_eval.example.comments import written_comments
from ffc_eval.example.dealing import Person, Weights, answer_all, labelled, with_comments
from ffc_eval.example.layouts import Cell, surveymonkey
from ffc_eval.model.instrument import Instrument

_METADATA = (
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
)
_COMPLETE = 118
_PARTIAL = 4
_ANSWERED_BY_PARTIAL = 3
_TWICE = 54
_FIRST_ID = 114_800_231_000


def _took_part(person: Person) -> bool:
    return person["CPR-02"] != "4"


_PLAN: dict[str, Weights] = {
    "CPR-01": "1:38 2:17 3:33 4:5 5:6 6:6 7:9 8:4",
    "CPR-02": "1:54 2:47 3:7 4:10",
    "CPR-03": "5:13 4:41 3:17 2:32 1:13 -8:1 _:1",
    "CPR-04": "5:9 4:37 3:21 2:24 1:8 -7:17 _:2",
    "CPR-05": ((_took_part, "5:24 4:49 3:17 2:12 1:5 _:1"),),
    "CPR-06": ((_took_part, "5:26 4:51 3:16 2:11 1:3 _:1"),),
    "CPR-07": ((_took_part, "1:27 0:75 -8:5 _:1"),),
    "CPR-08": ((_took_part, "5:28 4:50 3:15 2:9 1:4 -8:1 _:1"),),
    "CPR-09": ((_took_part, "5:22 4:47 3:20 2:14 1:3 -8:1 _:1"),),
    "CPR-10": ((_took_part, "5:25 4:42 3:18 2:15 1:6 -8:1 _:1"),),
    "CPR-11": ((_took_part, "1:86 2:13 3:8 _:1"),),
    "CPR-12": "5:10 4:37 3:21 2:22 1:9 -7:17 _:2",
    "CPR-13": "5:9 4:31 3:34 2:10 1:4 -8:14 -7:15 _:1",
    "CPR-15": "1:74 0:41 _:3",
    "CPR-16": "1:49 0:66 _:3",
    "CPR-17": "1:32 2:23 3:19 4:21 5:16 6:7",
}


def conference_partner_exports(instrument: Instrument) -> dict[str, bytes]:
    """Return the download under its file name."""
    rng = Random("conference_partner 2025-Q1")
    people = labelled(instrument, answer_all(rng, _COMPLETE, _PLAN))
    people = with_comments(rng, people, "CPR-14", written_comments("conference_partner.CPR-14"))
    answers = [[people[question.id][row] for question in instrument] for row in range(_COMPLETE)]
    for place in range(_PARTIAL):
        given = answers[place][:_ANSWERED_BY_PARTIAL]
        cut = [*given, *[""] * (len(answers[place]) - len(given))]
        answers.insert(20 + 25 * place, cut)
    rows = [_row(rng, place, cells) for place, cells in enumerate(answers)]
    rows.append(rows[_TWICE])
    headings = [
        (question.text, "Open-Ended Response" if question.type == "text" else "Response")
        for question in instrument
    ]
    return {"synthetic-2025-Q1.csv": surveymonkey(_METADATA, headings, rows)}


def _row(rng: Random, place: int, answers: list[str]) -> list[Cell]:
    start = datetime(2025, 4, 3, 8, 30) + timedelta(minutes=place * 1030 + rng.randrange(600))
    end = start + timedelta(seconds=rng.randrange(150, 900))
    complete = any(answers[_ANSWERED_BY_PARTIAL:])
    return [
        _FIRST_ID + place * 137 + rng.randrange(100),
        430_118_207,
        f"{start:%m/%d/%Y %I:%M:%S %p}",
        f"{end:%m/%d/%Y %I:%M:%S %p}" if complete else "",
        f"198.51.100.{rng.randrange(1, 255)}",
        f"partner{place + 1:03d}@example.org",
        *[""] * 3,
        *answers,
    ]
