"""Child protection conference feedback from families of Exampleshire: an SPSS file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from ffc_eval.example.comments import written_comments
from ffc_eval.example.dealing import Person, Weights, answer_all, with_comments
from ffc_eval.example.layouts import spss
from ffc_eval.model.instrument import Instrument, Question

_MADE = datetime(2025, 7, 4, 10, 30)
_PEOPLE = 49
_UNKNOWN_CODE = ("CPF-12", 17, "9")
"""A question, a row and a code typed in that the question does not have."""


def _met(person: Person) -> bool:
    return person["CPF-03"] == "1"


def _not_met(person: Person) -> bool:
    return not _met(person)


def _had_report(person: Person) -> bool:
    return person["CPF-04"] != "4"


def _no_report(person: Person) -> bool:
    return not _had_report(person)


_PLAN: dict[str, Weights] = {
    "CPF-01": "1:22 2:24 -8:3",
    "CPF-02": "1:29 2:14 -8:6",
    "CPF-03": "1:27 0:19 -8:3",
    "CPF-03a": ((_met, "1:9 2:14 3:4"), (_not_met, "-6:1")),
    "CPF-04": "1:9 2:15 3:17 4:6 -8:2",
    "CPF-05": ((_had_report, "5:4 4:15 3:7 2:11 1:5 -8:1"), (_no_report, "-6:1")),
    "CPF-06": "2:19 1:14 0:15 _:1",
    "CPF-07": "1:8 2:10 3:21 -8:9 _:1",
    "CPF-08": "2:16 1:15 0:17 _:1",
    "CPF-09": "2:31 1:13 0:4 _:1",
    "CPF-10": "5:7 4:13 3:6 2:12 1:7 -8:1 -6:3",
    "CPF-11": "5:9 4:13 3:8 2:12 1:6 _:1",
    "CPF-12": "5:11 4:16 3:9 2:7 1:5 _:1",
    "CPF-13": "2:14 1:11 0:15 -7:8 _:1",
    "CPF-14": "5:7 4:12 3:4 2:4 1:2 -7:19 _:1",
    "CPF-15": "2:18 1:17 0:10 -6:3 _:1",
    "CPF-17": "1:27 0:20 _:2",
    "CPF-18": "1:15 0:31 _:3",
    "CPF-19": "1:13 2:9 3:8 4:8 5:7 6:4",
}


def conference_family_exports(instrument: Instrument) -> dict[str, bytes]:
    """Return the SPSS file under its file name."""
    rng = Random("conference_family 2025-Q1")
    people = answer_all(rng, _PEOPLE, _PLAN)
    question, row, code = _UNKNOWN_CODE
    people[question][row] = code
    people = with_comments(rng, people, "CPF-16", written_comments("conference_family.CPF-16"))
    first = date(2025, 4, 1)
    days = sorted(first + timedelta(days=rng.randrange(91)) for _ in range(_PEOPLE))
    columns: dict[str, list[Any]] = {
        "RESPID": [f"F{row + 1:04d}" for row in range(_PEOPLE)],
        "RECEIVED": days,
    }
    for asked in instrument:
        columns[_variable(asked)] = [_value(asked, answer) for answer in people[asked.id]]
    labels = {"RESPID": "Form number", "RECEIVED": "Day the form came in"}
    labels |= {_variable(asked): asked.text for asked in instrument}
    values = {
        _variable(asked): {float(option.code): option.label for option in asked.options}
        for asked in instrument
        if asked.closed
    }
    return {"synthetic-2025-Q1.sav": spss(columns, labels, values, _MADE)}


def _variable(question: Question) -> str:
    return question.headings[0][1]


def _value(question: Question, answer: str) -> str | float:
    if question.type == "text":
        return answer
    return float(answer) if answer else float("nan")
