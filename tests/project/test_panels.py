"""Two rounds of the same people, from the exports to the report: never mixed with the others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

import ffc_eval as ffc
from ffc_eval.example.layouts import ms_forms
from ffc_eval.project.adding import Adding, add_survey

HEADS = ("ID", "Start time", "Completion time", "Email", "Name")
STATEMENTS = ("I am listened to.", "Meetings start on time.")
SCALE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
ANSWERS = {
    "title": "Network pulse",
    "population": "partners",
    "kind": "list",
    "asked": "120",
    "frame": "120",
    "scale.q1": " > ".join(SCALE),
    "scale.q2": " > ".join(SCALE),
}


def export(path: Path, people: range, month: int, better: float) -> Path:
    """Write a Microsoft Forms download of people who are known by their e-mail."""
    rows = []
    for number in people:
        own, now = Random(number), Random(f"{number} {month}")
        level = min(4, max(0, own.randrange(5) - (now.random() < better)))
        stays = SCALE[own.randrange(5)]
        at = datetime(2025, month, 1 + number % 27, 9, number % 60)
        rows.append([number, at, at, f"p{number}@example.org", "", SCALE[level], stays])
    path.write_bytes(ms_forms(datetime(2025, 7, 1), [*HEADS, *STATEMENTS], rows))
    return path


def cut_of(folder: Path, later: range):
    """Return the evidence of a project with two rounds of one survey."""
    (folder / "p" / "surveys").mkdir(parents=True)
    (folder / "p" / "ffc-eval.toml").write_text(
        f'[project]\nid = "panel"\nauthority = "Invented"\nrestricted = "{folder}/restricted"\n'
        '[quarters."2025-Q1"]\ncut = 2025-07-11\nissued = 2025-07-21\n',
        encoding="utf-8",
    )
    for wave, people, month, better in (
        ("w1", range(70), 4, 0.0),
        ("w2", later, 6, 0.6),
    ):
        path = export(folder / f"{wave}.xlsx", people, month, better)
        said = {**ANSWERS, "wave": wave, "wave_label": f"round {wave}"}
        adding = Adding(path, "pulse", "2025-07-11", wave=wave, answers=said)
        add_survey(ffc.open_project(folder / "p"), adding, lambda ask: ask.default)
    return ffc.open_project(folder / "p").cut()


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    return cut_of(tmp_path_factory.mktemp("panel"), range(60))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    return cut_of(tmp_path_factory.mktemp("mixed"), range(20, 110))


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    return cut_of(tmp_path_factory.mktemp("apart"), range(60, 130))


def test_a_panel_is_told_as_one(panel):
    assert panel.linked("pulse") == "panel"
    text = " ".join(ffc.kind_passage(panel.instrument("pulse"), "panel").paragraphs)
    assert "same people" in text
    assert "Different people may have answered" not in text


def test_the_change_of_a_panel_is_that_of_those_who_answered_both(panel):
    released = panel.published("pulse.change")
    shown = ffc.table(released, panel.instrument("pulse"))
    assert any("of the 60 who answered both waves" in note for note in shown.notes)
    rows = {row[0]: row for row in shown.rows}
    assert "of 60" in rows["I am listened to"][1]
    assert rows["I am listened to"][5] == "Rose"
    gaps = released.frame[released.frame["statistic"] == "difference"]
    assert gaps["n"].tolist() == [60, 60]
    assert gaps["method"].str.contains("exact McNemar test").all()
    still = rows["Meetings start on time"]
    assert still[3:] == ("0", "−1 to +1", "Could be chance", "13 points")


def test_attrition_stands_before_the_change(panel):
    (table,) = ffc.linked_tables(
        panel.published("pulse.attrition"), panel.instrument("pulse"), "panel"
    )
    assert table.rows == (
        ("Answered both rounds", "60"),
        ("Answered round w1 only", "10"),
        ("Answered round w2 only", "0"),
        ("Without a pseudonym", "0"),
    )


def test_people_of_both_rounds_and_of_one_are_never_averaged(mixed):
    assert mixed.linked("pulse") == "mixed"
    released, instrument = mixed.published("pulse.change"), mixed.instrument("pulse")
    gaps = released.frame[released.frame["statistic"] == "difference"]
    assert set(gaps["domain"]) == {"both waves", "one wave only"}
    assert set(gaps.loc[gaps["domain"] == "both waves", "n"]) == {50}
    lead = ffc.change_lead(released, instrument)
    assert len(lead.paragraphs) == 2
    assert lead.paragraphs[0].startswith("Among people who answered both waves: ")
    shown = ffc.table(released, instrument)
    assert len(shown.rows) == 4
    assert all("(answered " in row[0] for row in shown.rows)


def test_fewer_than_half_the_same_people_are_separate_surveys(apart):
    assert apart.linked("pulse") == "cross_section"
    released = apart.published("pulse.attrition")
    assert ffc.linked_tables(released, apart.instrument("pulse"), "cross_section") == []
    gaps = apart.published("pulse.change").frame
    assert gaps.loc[gaps["statistic"] == "difference", "note"].str.contains("cross-section").all()


@pytest.mark.parametrize("kind", ["panel", "mixed"])
def test_the_report_of_a_panel_is_built(kind, request):
    from ffc_eval.project.building import build
    from ffc_eval.project.reports import request as asked

    folder = request.getfixturevalue(kind).project.folder
    templates = Path(__file__).parents[2] / "reports"
    folder.templates.mkdir(exist_ok=True)
    (folder.templates / "survey_summary.py").write_bytes(
        (templates / "survey_summary.py").read_bytes()
    )
    wanted = asked(folder, "survey-summary", "2025-Q1", survey="pulse", formats="html")
    build(folder, wanted, "")
    page = (folder.out("2025-Q1") / "survey-summary-pulse.html").read_text(encoding="utf-8")
    assert "Who answered both rounds" in page
    assert "Different people may have answered" not in page
    assert "Nobody answered" not in page
