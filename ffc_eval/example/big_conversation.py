"""Big Conversation with parents and carers of Exampleshire: a plain file in Windows-1252."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ffc_eval.example.comments import written_comments
from ffc_eval.example.dealing import (
    People,
    Person,
    Weights,
    answer_all,
    deal,
    labelled,
    with_comments,
)
from ffc_eval.example.layouts import Cell, delimited
from ffc_eval.model.instrument import Instrument

_METADATA = (
    "Response ID",
    "Submitted",
    "Channel",
    "Your email (only if we may contact you)",
)
_PEOPLE = 398
_TWICE = (112, 290)
_BLANK_AFTER = 205
_CHANNELS = "Online:291 Paper:74 In_person:33"
_HELP = {"1": 46, "2": 41, "3": 33, "4": 38, "5": 29, "6": 11, "7": 4, "8": 17}
"""Per cent of those who had any help, by the help they had."""
_NO_HELP = "9"
_TYPED_IN = {
    23: ("BCP-03", "N/A"),
    61: ("BCP-02", "7"),
    144: ("BCP-09", "N/A"),
    187: ("BCP-07", "n/a"),
    260: ("EQ-01", "44"),
    333: ("BCP-04", "Mostly"),
}
"""Rows of paper forms where something stands that the question does not offer."""


def _had_help(person: Person) -> bool:
    return person["BCP-01"] not in ("", _NO_HELP)


def _anybody(person: Person) -> bool:
    return person["BCP-01"] != ""


def _had_worker(person: Person) -> bool:
    return bool({"4", "5", "6"} & set(person["BCP-01"].split(";")))


def _has_plan(person: Person) -> bool:
    return person["BCP-08"] in ("2", "1", "0")


_PLAN: dict[str, Weights] = {
    "BCP-02": "5:39 4:103 3:74 2:104 1:67 -8:7 _:4",
    "BCP-03": ((_had_help, "1:41 2:43 3:3 4:11 _:2"),),
    "BCP-04": ((_had_help, "5:29 4:33 3:22 2:10 1:4 -8:1 _:1"),),
    "BCP-05": ((_had_worker, "1:38 2:27 3:34 _:1"),),
    "BCP-06": ((_had_help, "5:26 4:31 3:24 2:11 1:6 -8:1 _:1"),),
    "BCP-07": ((_had_help, "5:14 4:30 3:29 2:18 1:6 -8:2 _:1"),),
    "BCP-08": ((_had_help, "2:19 1:22 0:17 -7:40 _:2"),),
    "BCP-09": ((_has_plan, "2:31 1:22 0:36 -7:9 _:2"),),
    "BCP-10": ((_has_plan, "2:36 1:34 0:28 _:2"),),
    "BCP-11": ((_had_help, "2:33 1:34 0:31 _:2"),),
    "BCP-12": ((_had_help, "5:21 4:28 3:18 2:10 1:6 -7:15 -8:1 _:1"),),
    "BCP-13": ((_had_help, "5:18 4:31 3:26 2:8 1:5 -8:10 _:2"),),
    "BCP-19": "1:236 0:148 _:14",
    "BCP-20": "1:71 0:309 _:18",
    "BCP-21": "1:101 2:76 3:61 4:72 5:54 6:22 -9:9 _:3",
    "EQ-01": "1:6 2:38 3:127 4:121 5:61 6:27 7:11 -9:5 _:2",
}


_COMMENTS = {"BCP-16": _had_help, "BCP-17": _had_help, "BCP-18": _anybody}


def big_conversation_exports(instrument: Instrument) -> dict[str, bytes]:
    """Return the file under its file name."""
    rng = Random("big_conversation 2025-Q1")
    first = answer_all(rng, _PEOPLE, {"BCP-01": f"some:324 {_NO_HELP}:71 _:3"})
    helped = [_help_had(rng) if code == "some" else code for code in first["BCP-01"]]
    people = answer_all(rng, _PEOPLE, _PLAN, {"BCP-01": helped})
    for question, asked in _COMMENTS.items():
        comments = written_comments(f"big_conversation.{question}")
        people = with_comments(rng, people, question, comments, asked)
    people = _shown(instrument, people)
    for row, (question, typed) in _TYPED_IN.items():
        people[question][row] = typed
    headings = [*_METADATA, *(question.text for question in instrument)]
    rows = [
        [*head, *(people[question.id][row] for question in instrument)]
        for row, head in enumerate(_heads(rng, people))
    ]
    rows += [rows[row] for row in _TWICE]
    rows.insert(_BLANK_AFTER, [""] * len(headings))
    return {"synthetic-2025-Q1.csv": delimited([headings, *rows], encoding="cp1252")}


def _help_had(rng: Random) -> str:
    """Return the kinds of help of one person, joined by ";"; at least one."""
    kinds = [kind for kind, percent in _HELP.items() if rng.random() * 100 < percent]
    return ";".join(kinds or ["1"])


def _shown(instrument: Instrument, people: People) -> People:
    labels = {option.code: option.label for option in instrument.question("BCP-01").options}
    several = [
        "; ".join(labels[code] for code in codes.split(";")) if codes else ""
        for codes in people["BCP-01"]
    ]
    return {**labelled(instrument, people), "BCP-01": several}


def _heads(rng: Random, people: People) -> list[list[Cell]]:
    minutes = sorted(rng.randrange(90 * 24 * 60) for _ in range(_PEOPLE))
    channels = deal(rng, _PEOPLE, _CHANNELS)
    return [
        [
            f"BC-{row + 1:04d}",
            f"{datetime(2025, 4, 1, 7) + timedelta(minutes=minutes[row]):%d/%m/%Y %H:%M}",
            channels[row].replace("_", " "),
            f"parent{row + 1:03d}@example.org" if people["BCP-20"][row] == "Yes" else "",
        ]
        for row in range(_PEOPLE)
    ]
