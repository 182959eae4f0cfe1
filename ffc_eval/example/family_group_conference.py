"""Family group conference feedback of Exampleshire, downloaded from Qualtrics."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ffc_eval.example.comments import written_comments
from ffc_eval.example.dealing import Person, Weights, answer_all, labelled, with_comments
from ffc_eval.example.layouts import Cell, qualtrics
from ffc_eval.model.instrument import Instrument

_METADATA = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("RecipientLastName", "Recipient Last Name", "recipientLastName"),
    ("RecipientFirstName", "Recipient First Name", "recipientFirstName"),
    ("RecipientEmail", "Recipient Email", "recipientEmail"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("LocationLatitude", "Location Latitude", "locationLatitude"),
    ("LocationLongitude", "Location Longitude", "locationLongitude"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
)
_PEOPLE = 58
_PREVIEWS = (0, 1)
_PARTIALS = {14: 9, 33: 6, 47: 12}
"""Rows that stopped, with the number of questions that they had answered."""
_TWICE = 20


def _unsafe(person: Person) -> bool:
    return person["FGC-13"] == "0"


_PLAN: dict[str, Weights] = {
    "FGC-01": "1:19 2:8 3:4 4:13 5:6 6:3 7:3 8:2",
    "FGC-02": "1:39 0:16 -8:3",
    "FGC-03": "2:41 1:12 0:4 _:1",
    "FGC-04": "2:31 1:17 0:9 _:1",
    "FGC-05": "5:23 4:20 3:7 2:4 1:2 -8:1 _:1",
    "FGC-06": "5:13 4:22 3:9 2:9 1:3 -8:1 _:1",
    "FGC-07": "1:49 0:6 -8:2 _:1",
    "FGC-08": "1:17 2:21 3:9 4:7 -8:3 _:1",
    "FGC-09": "2:38 1:14 0:5 _:1",
    "FGC-10": "5:18 4:21 3:6 2:6 1:3 -8:1 _:3",
    "FGC-11": "5:4 4:9 3:9 2:20 1:12 -8:1 _:3",
    "FGC-12": "5:29 4:19 3:5 2:2 1:2 _:1",
    "FGC-13": "2:45 1:8 0:4 _:1",
    "FGC-13a": ((_unsafe, "1:2 0:2"),),
    "FGC-14": "3:1 4:2 5:6 6:7 7:11 8:14 9:8 10:6 _:3",
    "FGC-17": "1:36 0:20 _:2",
    "FGC-18": "1:22 0:34 _:2",
    "FGC-19": "1:14 2:11 3:9 4:12 5:9 6:3",
}


def family_group_conference_exports(instrument: Instrument) -> dict[str, bytes]:
    """Return the download under its file name."""
    rng = Random("fgc 2025-Q1")
    people = labelled(instrument, answer_all(rng, _PEOPLE, _PLAN))
    people = with_comments(rng, people, "FGC-15", written_comments("fgc.FGC-15"))
    people = with_comments(rng, people, "FGC-16", written_comments("fgc.FGC-16"))
    answers = [[people[question.id][row] for question in instrument] for row in range(_PEOPLE)]
    tried = ["Yes, fully" if answer else "" for answer in answers[0]]
    rows = [_row(rng, row, cells) for row, cells in enumerate([tried, tried, *answers])]
    rows.append(rows[_TWICE])
    names = [question.headings[0][1] for question in instrument]
    imports = [
        f"QID{place}_TEXT" if question.type in ("text", "number") else f"QID{place}"
        for place, question in enumerate(instrument, start=1)
    ]
    data = qualtrics(
        [*(name for name, _, _ in _METADATA), *names],
        [*(label for _, label, _ in _METADATA), *(question.text for question in instrument)],
        [*(imported for _, _, imported in _METADATA), *imports],
        rows,
    )
    return {"synthetic-2025-Q1.csv": data}


def _row(rng: Random, row: int, answers: list[str]) -> list[Cell]:
    preview = row in _PREVIEWS
    answered = len(answers) if preview else _PARTIALS.get(row, len(answers))
    start = datetime(2025, 4, 2, 9) + timedelta(minutes=row * 2110 + rng.randrange(900))
    seconds = rng.randrange(180, 1300)
    end = start + timedelta(seconds=seconds)
    identity = "R_" + "".join(
        rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz123456789") for _ in range(15)
    )
    finished = answered == len(answers)
    return [
        str(start),
        str(end),
        "Survey Preview" if preview else "IP Address",
        "" if preview else f"192.0.2.{rng.randrange(1, 255)}",
        100 * answered // len(answers),
        seconds,
        str(finished),
        str(end + timedelta(seconds=1)),
        identity,
        *[""] * 6,
        "preview" if preview else "anonymous",
        "EN-GB",
        *answers[:answered],
        *[""] * (len(answers) - answered),
    ]
