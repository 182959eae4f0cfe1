"""A damaged or hostile file is refused with one message and writes nothing, or is read right."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import damaged_small
import pytest
from click.testing import CliRunner
from damaged_small import Case

from ffc_eval.app.cli.program import program
from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.errors import FfcError

CASES = damaged_small.cases()
REFUSED = [name for name, case in CASES.items() if case.slug]
READ = [name for name, case in CASES.items() if not case.slug]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder of its own, its restricted folder beside it."""
    folder = tmp_path_factory.mktemp("scratch")
    made = CliRunner().invoke(
        program, ["init", str(folder / "project"), "--restricted", str(folder / "restricted")]
    )
    assert made.exit_code == 0, made.output
    return folder / "project"


def written(case: Case, folder: Path) -> tuple[Path, list[str]]:
    path = folder / f"ann-smith{case.ending}"
    case.write(path)
    return path, [word.replace("HERE", str(folder)) for word in case.options]


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_gets_one_message_and_writes_nothing(name: str, project: Path, tmp_path: Path):
    case = CASES[name]
    path, options = written(case, tmp_path)
    before = damaged_small.fingerprint(project.parent), damaged_small.fingerprint(tmp_path)
    words = ["survey", "add", str(path), "--survey", "tried", "--project", str(project)]
    done = CliRunner().invoke(program, [*words, *options])
    assert (
        damaged_small.fingerprint(project.parent),
        damaged_small.fingerprint(tmp_path),
    ) == before
    assert isinstance(done.exception, FfcError), (done.exception, done.output)
    assert {problem.slug for problem in done.exception.problems} == {case.slug}
    first = done.exception.problems[0]
    assert case.where in first.where
    assert first.what
    assert first.do
    assert "smith" not in str(done.exception).casefold()
    if case.slug != "yaml-alias":
        assert len(done.exception.problems) == 1


@pytest.mark.parametrize("name", READ)
def test_a_file_in_odd_dress_is_read_right_and_what_is_odd_is_said(name: str, tmp_path: Path):
    case = CASES[name]
    path, _ = written(case, tmp_path)
    export = read_export(path)
    assert tuple(problem.slug for problem in export.problems) == case.warned
    assert inspect(export)["people"] == case.people
    assert "smith" not in repr(export.problems).casefold()


def test_dates_that_stand_as_numbers_are_the_days_they_count(tmp_path: Path):
    path, _ = written(CASES["dates as serial numbers"], tmp_path)
    assert [str(day) for day in read_export(path).dates] == [
        "2025-05-01 00:00:00",
        "2025-05-02 12:00:00",
        "2025-05-23 00:00:00",
    ]


def test_dates_of_unknown_order_are_left_out_and_not_guessed(tmp_path: Path):
    path, _ = written(CASES["dates that may be day or month first"], tmp_path)
    assert read_export(path).dates.isna().all()


def test_control_and_bidirectional_characters_are_kept_in_the_cells(tmp_path: Path):
    path, _ = written(CASES["control and bidirectional characters"], tmp_path)
    export = read_export(path)
    assert export.block("q1").question.text == "It helped"
    assert export.cells["It helped"].iloc[0] == "Y\x07es\u202e"


def test_a_number_with_a_comma_in_the_wrong_place_is_no_number(tmp_path: Path):
    from ffc_eval.collect.ingest import draft_instrument, to_responses

    table = "ref,How many\n1,4\n2,5\n3,6\n4,7\n"
    path = tmp_path / "first.csv"
    path.write_text(table)
    instrument = draft_instrument(read_export(path), survey="s", answers={})
    path.write_text(table.replace("2,5", '2,"1,2,3"').replace("3,6", '3,"1,500"').replace(
        "4,7", "4,1e400"))  # fmt: skip
    wave = instrument.waves[0].id
    responses = to_responses(read_export(path), instrument, wave, key=b"k" * 32)
    numbers = responses.values["How_many" if "How_many" in responses.values else "q1"]
    assert numbers.dropna().tolist() == [4.0, 1500.0]


@pytest.mark.skipif(os.name == "nt", reason="the library is stopped by the system elsewhere only")
def test_far_cells_are_refused_before_the_library_makes_room_for_all_between(tmp_path: Path):
    import damaged_large

    case = damaged_large.cases()["LARGE a sheet with cells at both far corners"]
    path, _ = written(case, tmp_path)
    with pytest.raises(FfcError, match="sheet-too-large"):
        read_export(path)


@pytest.mark.parametrize("command", ["inspect", "add"])
def test_nothing_of_a_file_that_is_larger_than_any_export_is_read(
    command: str, project: Path, tmp_path: Path
):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(401 << 20)
    tracemalloc.start()
    try:
        words = ["survey", command, str(path), "--project", str(project)]
        named = ["--survey", "huge"] if command == "add" else []
        done = CliRunner().invoke(program, [*words, *named])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(done.exception, FfcError), done.output
    assert [problem.slug for problem in done.exception.problems] == ["export-too-large"]
    assert most < 50 << 20
