"""The sample commands draw once, keep case numbers out of the project, and speak of no causes."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from audit_projects import audit_project
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from ffc_eval.app.cli.sample import command
from ffc_eval.app.cli.survey import command as survey
from ffc_eval.errors import DesignError
from ffc_eval.project.case_audit.books import FIRST, SECOND
from ffc_eval.project.project import open_project

LOCALITIES = ("Northmoor", "Ashbrook")
PLANS = ("Family Help at early help level", "Child protection plan")
NUMBER = re.compile(r"CASE-\d+")


def listed(folder: Path, rows: int = 60, name: str = "list.csv") -> Path:
    """Write a list of invented cases beside the project, one number looking like a formula."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(["Case", "Locality", "Plan type", "Left out"])
    for row in range(rows):
        number = f"=CASE-{row:04d}" if row % 2 else f"CASE-{row:04d}"
        write.writerow([number, LOCALITIES[row % 2], PLANS[row // 2 % 2], ""])
    path = folder.parent / f"{folder.name}-{name}"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return audit_project(tmp_path / "project")


def sample(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--project", str(folder)])


def done(folder: Path, *words: str) -> str:
    result = sample(folder, *words)
    assert result.exit_code == 0, result.output + repr(result.exception)
    if "--json" not in words:
        assert len(result.stdout.splitlines()) <= 12
    return result.stdout


def drawn(folder: Path, *more: str, seed: int = 7, n: int = 20) -> str:
    words = ["draw", "--frame", str(listed(folder)), "--n", str(n), "--seed", str(seed)]
    return done(folder, *words, "--wave", "2026-01", *more)


def kept(folder: Path) -> Path:
    return folder.parent / f"{folder.name}-restricted" / "samples" / "audit" / "2026-01"


def rows(path: Path, sheet: str = "Marks") -> list[list[str]]:
    book = CalamineWorkbook.from_path(path)
    return [[str(cell) for cell in row] for row in book.get_sheet_by_name(sheet).to_python()]


def refused(folder: Path, slug: str, *words: str) -> None:
    before = {path: path.read_bytes() for path in kept(folder).iterdir()}
    result = sample(folder, *words)
    assert isinstance(result.exception, DesignError)
    assert slug in [problem.slug for problem in result.exception.problems]
    assert not NUMBER.search(str(result.exception))
    assert {path: path.read_bytes() for path in kept(folder).iterdir()} == before


def test_the_same_seed_gives_the_same_cases_and_changes_nothing(folder: Path):
    assert "drawn before" not in drawn(folder)
    first = (kept(folder) / "draw.json").read_bytes()
    assert "drawn before from this list with this seed" in drawn(folder)
    assert (kept(folder) / "draw.json").read_bytes() == first


def test_the_floor_and_the_double_marking_are_printed(folder: Path):
    said = drawn(folder)
    assert "20 of 60 cases in 4 strata, at least 2 a stratum" in said
    assert "Floor: the smallest of 8, half the sample divided by the number of strata" in said
    assert "20 cases are marked by a second reader" in said


def test_another_list_seed_or_size_for_a_wave_that_has_a_draw_is_refused(folder: Path):
    drawn(folder)
    same = ["draw", "--wave", "2026-01", "--frame", str(listed(folder))]
    other = str(listed(folder, rows=59, name="other.csv"))
    changed = ["draw", "--wave", "2026-01", "--frame", other, "--n", "20", "--seed", "7"]
    refused(folder, "frame-changed", *changed)
    refused(folder, "seed-changed", *same, "--n", "20", "--seed", "8")
    refused(folder, "size-changed", *same, "--n", "21", "--seed", "7")


def test_case_numbers_are_in_the_restricted_folder_only(folder: Path):
    said = drawn(folder) + drawn(folder, "--json")
    assert not NUMBER.search(said)
    inside = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in inside if b"CASE-00" in path.read_bytes()]
    for path in kept(folder).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name


def test_the_first_readers_have_every_case_and_the_reserve_the_second_only_theirs(folder: Path):
    drawn(folder)
    first, second = rows(kept(folder) / FIRST), rows(kept(folder) / SECOND)
    assert first[0][:5] == ["Case", "Reader", "Marking", "Locality", "Plan type"]
    assert first[0][5].startswith("AUD-01 The child was seen")
    assert len(first) == 21
    assert {row[2] for row in first[1:]} == {"first"}
    assert {row[2] for row in second[1:]} == {"second"}
    assert all(cell == "" for row in second[1:] for cell in row[5:])
    assert len(rows(kept(folder) / FIRST, "Reserve")) > 1
    names = CalamineWorkbook.from_path(kept(folder) / SECOND).sheet_names
    assert "Reserve" not in names


def test_no_cell_of_a_workbook_can_run_as_a_formula(folder: Path):
    drawn(folder)
    cells = [row[0] for row in rows(kept(folder) / FIRST)[1:]]
    assert [cell for cell in cells if cell.startswith("'=CASE-")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_workbook_that_readers_have_is_never_written_again(folder: Path):
    drawn(folder)
    (kept(folder) / FIRST).write_bytes(b"filled in")
    drawn(folder)
    done(folder, "replace", "2", "--reason", "access restricted", "--wave", "2026-01")
    assert (kept(folder) / FIRST).read_bytes() == b"filled in"


def test_a_replaced_case_is_the_next_of_its_stratum_in_workbooks_of_its_own(folder: Path):
    drawn(folder)
    waiting = {row[2]: row[1] for row in rows(kept(folder) / FIRST, "Reserve")[1:]}
    old = rows(kept(folder) / FIRST)[1]
    said = done(folder, "replace", "2", "--reason", "record not available", "--wave", "2026-01")
    assert not NUMBER.search(said)
    new = rows(kept(folder) / "replacement-1-first.xlsx")[1]
    assert waiting[new[0]] == f"{old[3]} | {old[4]}"
    assert rows(kept(folder) / "replacement-1-second.xlsx")[1][0] == new[0]
    draw = json.loads((kept(folder) / "draw.json").read_text(encoding="utf-8"))
    cases = {case["case"]: case for case in draw["cases"]}
    assert cases[old[0].lstrip("'")]["reason"] == "record not available"


def test_a_row_without_a_case_and_a_reason_that_is_none_are_refused(folder: Path):
    drawn(folder)
    wave = ["--wave", "2026-01", "--reason"]
    refused(folder, "case-not-drawn", "replace", "22", *wave, "access restricted")
    assert sample(folder, "replace", "2", *wave, "too difficult").exit_code == 2


def test_marked_workbooks_come_back_as_cases_with_their_weights(folder: Path, tmp_path: Path):
    drawn(folder)
    first, second = rows(kept(folder) / FIRST), rows(kept(folder) / SECOND)
    text = io.StringIO()
    filled = [[*row[:5], *["3"] * (len(row) - 5)] for row in (*first[1:], *second[1:])]
    csv.writer(text).writerows([first[0], *filled])
    marks = tmp_path / "marks.csv"
    marks.write_text(text.getvalue(), encoding="utf-8")
    answers = tmp_path / "answers.yaml"
    answers.write_text("wave: 2026-01\nwave_label: winter 2026\n", encoding="utf-8")
    words = ["add", str(marks), "--survey", "audit", "--answers", str(answers)]
    result = CliRunner().invoke(survey, [*words, "--project", str(folder)])
    assert result.exit_code == 0, result.output + repr(result.exception)
    cases = open_project(folder).cut().responses("audit").of_wave("2026-01")
    assert len(cases) == 20
    assert cases.context["weight"].sum() == pytest.approx(60)
    inside = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in inside if b"CASE-00" in path.read_bytes()]


def test_agreement_is_told_the_worst_first(folder: Path):
    said = done(folder, "agree").splitlines()
    assert said[0].startswith("spring 2025: 22 items; 1 under 0.4 (words only), 1 from 0.4 to 0.6")
    assert said[1] == "AUD-22: same grade 4 of 19 (21%), kappa −0.14 (−0.39 to 0.11): text only"
    assert said[2].endswith(": flagged")
    data = json.loads(done(folder, "agree", "--wave", "2024-10", "--json"))
    assert len({row["indicator"] for row in data["agreement"]}) == 25
    assert {row["period"] for row in data["agreement"]} == {"2024-10"}


def test_the_comparison_says_higher_in_spring_than_autumn_and_no_cause(folder: Path):
    said = done(folder, "compare")
    assert said.startswith("AUD-12 higher in spring than autumn: 70 of 100 (70%) after 46 of 100")
    assert "+24 points (11 to 36), p 0.002 (Holm); not evidenced 7% to 5%" in said
    assert said.count("could be chance") == 4
    assert "Marking drifted on AUD-05" in said
    assert not re.search("improv|because|thanks to", said)
    data = json.loads(done(folder, "compare", "--json"))
    assert {row["statistic"] for row in data["drift"]} == {"drift", "drift_share"}


def test_a_survey_of_people_is_no_audit(folder: Path):
    path = folder / "surveys" / "audit" / "instrument.yaml"
    text = path.read_text(encoding="utf-8").replace("platform: case_audit", "platform: plain")
    path.write_text(text, encoding="utf-8")
    result = sample(folder, "agree")
    assert isinstance(result.exception, DesignError)
    assert "not-an-audit" in str(result.exception)
