"""Microsoft Forms and Google Forms as councils download, translate and save them again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import inspect, read_export

SPANISH = ["ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre",
           "Hora de la última modificación"]  # fmt: skip
ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
HELPED, FELT, ORDER, MORE = "What helped?", "How did it feel?", "Put in order", "Anything else?"
ANSWERS = (
    ("Phone;Visit; at home;", "Good", "Home;School;Club;", "All was well"),
    ("Phone;", "Bad", "School;Home;Club;", ""),
    ("Visit; at home;Letter;", "Good", "Club;Home;School;", "Too far for us"),
    ("Letter;Phone;", "Good", "Home;Club;School;", ""),
    ("", "", "Home;School;Club;", ""),
    ("Visit; at home;", "Bad", "Home;School;Club;", "Loud"),
)


def said(folder: Path, rows: Sequence[Sequence[object]], name: str = "export.csv") -> Any:
    path = folder / name
    if name.endswith(".xlsx"):
        from openpyxl import Workbook

        book = Workbook()
        for row in rows:
            book.active.append([None if cell == "" else cell for cell in row])
        book.save(path)
    else:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path.write_bytes(text.getvalue().encode())
    return inspect(read_export(path))


def answers(found: dict[str, Any]) -> list[tuple[str, dict[str, int], int]]:
    return [
        (q["type"], {o["label"]: o["n_selected"] for o in q["options"]}, q["n_answered"])
        for q in found["questions"]
    ]


EXPECTED = [
    ("multi", {"Phone": 3, "Letter": 2, "Visit; at home": 3}, 5),
    ("single", {"Good": 3, "Bad": 2}, 5),
    ("ranking", {"Home": 6, "School": 6, "Club": 6}, 6),
    ("text", {}, 3),
]


def sorted_labels(found: list[tuple[str, dict[str, int], int]]) -> list[Any]:
    return [(kind, dict(sorted(counts.items())), n) for kind, counts, n in found]


@pytest.mark.parametrize("headings", [SPANISH, ENGLISH, ENGLISH[:5], SPANISH[:5]])
@pytest.mark.parametrize("name", ["export.xlsx", "export.csv"])
def test_microsoft_forms_in_any_language_as_workbook_or_saved_as_csv(
    headings: list[str], name: str, tmp_path: Path
):
    stamps = [datetime(2024, 6, 13 + n, 10, 4) for n in range(6)]
    times = stamps if name.endswith("xlsx") else [f"6/{13 + n}/24 10:04:00" for n in range(6)]
    edited = [""] * (len(headings) - 5)
    found = said(tmp_path, [
        [*headings, HELPED, FELT, ORDER, MORE],
        *([n + 3, times[n], times[n], "anonymous", "", *edited, *a]
          for n, a in enumerate(ANSWERS)),
    ], name)  # fmt: skip
    assert (found["platform"], found["people"], found["metadata"]) == ("ms_forms", 6, headings)
    assert found["personal"] == headings[3:5]
    assert sorted_labels(answers(found)) == sorted_labels(EXPECTED)
    assert "ticked or ranked" in found["questions"][0]["note"]
    assert "ticked or ranked" not in found["questions"][1]["note"]


def test_what_a_quiz_adds_is_no_question_in_any_language(tmp_path: Path):
    found = said(tmp_path, [
        [*ENGLISH[:5], "Total points", "Quiz feedback", "Grade posted time", HELPED,
         f"Points - {HELPED}", f"Feedback - {HELPED}", FELT, f"Puntos: {FELT}",
         "Points of interest - parks"],
        *([n, "2024-06-13 10:00:00", "2024-06-13 10:05:00", f"p{n}@example.org", "Ann", "2", "",
           "", "Phone", "1", "", "Good", "1", "yes"] for n in range(1, 6)),
    ])  # fmt: skip
    texts = [q["text"] for q in found["questions"]]
    assert texts == [HELPED, FELT, "Points of interest - parks"]


STAMP = "Timestamp"
MEALS = ("Food, drink and travel", "Music", "Play (indoors, outdoors)")
CHOSEN = (MEALS[:2], MEALS[1:], MEALS[:1], (MEALS[1], "A thing of my own"), MEALS, (MEALS[2],))


def google(stamps: Sequence[str], mark: str) -> list[list[str]]:
    return [
        [STAMP, "Email Address", "What do you like?", "Free on [Monday]", "Free on [Sunday, late]",
         "How was [it]?", "Age", "Age"],
        *([stamps[n], f"p{n}@example.org", mark.join(CHOSEN[n]),
           mark.join(("Morning", "Night")[: n % 3]), ("Night", "Morning")[n % 2],
           ("Good", "Fair")[n % 2], str(30 + n), ""] for n in range(6)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stamps", "mark"),
    [
        ([f"5/{13 + n}/2024 9:05:00" for n in range(6)], ", "),
        ([f"{13 + n}/05/2024 09:05:00" for n in range(6)], ", "),
        ([f"2024/05/{13 + n} 9:05:00 AM GMT+1" for n in range(6)], ";"),
        ([f"2024/05/{13 + n} 9:05:00 PM AST" for n in range(6)], ";"),
    ],
)
def test_google_forms_from_the_sheet_or_from_the_form(stamps: list[str], mark: str, tmp_path: Path):
    found = said(tmp_path, google(stamps, mark))
    assert (found["platform"], found["people"]) == ("google_forms", 6)
    assert sorted_labels(answers(found)[:3]) == sorted_labels([
        ("multi", {MEALS[0]: 3, MEALS[1]: 4, MEALS[2]: 3, "Other": 1}, 6),
        ("multi", {"Morning": 4, "Night": 2}, 4),
        ("multi", {"Morning": 3, "Night": 3}, 6),
    ])  # fmt: skip
    grid = found["questions"][1:3]
    assert [(q["stem"], q["text"]) for q in grid] == [
        ("Free on", "Monday"), ("Free on", "Sunday, late"),
    ]  # fmt: skip
    assert len({q["group"] for q in grid}) == 1
    assert found["questions"][3]["text"] == "How was [it]?"
    assert [q["n_answered"] for q in found["questions"][4:]] == [6, 0]
    assert "repeated-heading" in {problem["slug"] for problem in found["problems"]}


def test_a_google_grid_is_closed_though_its_stem_sounds_like_an_invitation(tmp_path: Path):
    found = said(tmp_path, [
        [STAMP, "How do you feel? [About staff]", "How do you feel? [About the hub]"],
        *([f"5/{n + 1}/2024 9:05:00", felt, "OK"] for n, felt in enumerate(["Sad", "OK", "Sad"])),
    ])  # fmt: skip
    assert answers(found) == [
        ("grid_item", {"OK": 1, "Sad": 2}, 3),
        ("grid_item", {"OK": 3, "Sad": 0}, 3),
    ]


def test_a_place_written_with_a_comma_is_one_answer(tmp_path: Path):
    places = ("Leeds, Yorkshire", "York, Yorkshire", "Leeds, Kent", "York, Kent")
    found = said(tmp_path, [
        [STAMP, "Where?"], *([f"5/{n + 1}/2024 9:05:00", places[n % 4]] for n in range(12)),
    ])  # fmt: skip
    assert answers(found)[0][:2] == ("single", dict.fromkeys(sorted(places), 3))


def test_scores_of_a_google_quiz_are_no_questions(tmp_path: Path):
    found = said(tmp_path, [
        [STAMP, "Email Address", "Total score", FELT, f"{FELT} [Score]", f"{FELT} [Feedback]"],
        ["2024/05/01 3:00:00 PM GMT+1", "a@example.org", "4.00 / 5", "Good", "1.00 / 1", "--"],
        ["2024/05/02 3:00:00 PM GMT+1", "b@example.org", "3.00 / 5", "Bad", "0.00 / 1", "--"],
    ])  # fmt: skip
    assert [q["text"] for q in found["questions"]] == [FELT]


def test_answers_that_differ_in_capitals_only_are_one_option(tmp_path: Path):
    said_so = ("Yes please", "yes please", "No way", "Yes please", "no way", "No way")
    found = said(tmp_path, [
        [STAMP, "Again?"], *([f"5/{n + 1}/2024 9:05:00", a] for n, a in enumerate(said_so)),
    ])  # fmt: skip
    assert answers(found) == [("single", {"No way": 3, "Yes please": 3}, 6)]


def test_comments_with_commas_stay_comments(tmp_path: Path):
    words = ("Warm", "kind", "far", "Cold", "busy", "open")
    found = said(tmp_path, [
        [STAMP, "In a few words?"],
        *([f"5/{n + 1}/2024 9:05:00",
           f"{words[n % 6]} and {n}, but {words[n % 5]} on day {n}, so we left"]
          for n in range(12)),
    ])  # fmt: skip
    assert answers(found) == [("text", {}, 12)]
