"""The main job as its user meets it: one command, four formats, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from built_reports import FORMATS, MAIN, Place, Run, ended, tree
from conftest import Built, run_here

EXPORTS = Path(__file__).parent / "exports"
HEAVY = {"numpy", "pandas", "pydantic", "matplotlib", "spacy", "scipy", "pyarrow", "IPython"}
STARTS = {"html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF-1.7", "xlsx": b"PK"}


def said(built: Built, report: str = "quarterly-learning") -> list[str]:
    return built.runs[report].out.splitlines()


def test_the_report_is_written_in_four_formats(main_job: Built):
    for name, path in main_job.place.report().items():
        assert path.read_bytes().lower().startswith(STARTS[name].lower()), name
    names = {path.name for path in main_job.place.out.iterdir()}
    assert {f"quarterly-learning.{name}" for name in FORMATS} | {"manifest.json"} <= names


def test_the_manifest_holds_the_hash_of_every_file_and_of_every_input(main_job: Built):
    manifest = json.loads((main_job.place.out / "manifest.json").read_text(encoding="utf-8"))
    entry = manifest["reports"]["quarterly-learning"]
    for name, path in main_job.place.report().items():
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        assert entry["outputs"][f"quarterly-learning.{name}"] == sha
    data = main_job.place.project / "surveys" / "fgc" / "data" / "synthetic-2025-Q1.csv"
    assert entry["inputs"]["fgc 2025-Q1"] == hashlib.sha256(data.read_bytes()).hexdigest()
    assert (entry["cut"], entry["issued"]) == ("2025-07-11", "2025-07-21")


def test_it_says_where_the_files_are_and_what_was_left_out_in_few_lines(main_job: Built):
    lines = said(main_job)
    assert len(lines) <= 12
    named = [main_job.place.project / line.strip() for line in lines if "/" in line.split()[0]]
    assert {path.suffix for path in named} == {".html", ".docx", ".pdf", ".xlsx", ".json"}
    assert all(path.is_file() for path in named)
    assert any("not shown" in line for line in lines)


def test_it_shows_progress_while_it_works(main_job: Built):
    shown = main_job.runs["quarterly-learning"].err.splitlines()
    stages = list(dict.fromkeys(line.partition(":")[0] for line in shown))
    assert stages == ["read", "analyse", "present", "render", "write"]
    assert len(shown) > 20


def test_timings_are_cpu_seconds_a_stage(main_job: Built):
    (line,) = [line for line in said(main_job) if line.startswith("CPU seconds")]
    stages = dict(re.findall(r"(\w+) (\d+\.\d)", line))
    assert set(stages) == {"read", "analyse", "present", "render", "write", "all"}
    parts = sum(float(seconds) for name, seconds in stages.items() if name != "all")
    assert float(stages["all"]) == pytest.approx(parts, abs=0.31)


def test_two_runs_from_scratch_give_the_same_bytes(main_job: Built, main_job_again: Built):
    for name, path in main_job.place.report().items():
        assert path.read_bytes() == main_job_again.place.report()[name].read_bytes(), name
    first, second = (
        json.loads((built.place.out / "manifest.json").read_text(encoding="utf-8"))["reports"]
        for built in (main_job, main_job_again)
    )
    assert first["quarterly-learning"] == second["quarterly-learning"]


def test_it_says_the_same_wherever_it_runs(main_job: Built, main_job_again: Built):
    first = [line for line in said(main_job) if not line.startswith("CPU seconds")]
    assert first == said(main_job_again)


def test_an_unchanged_run_writes_nothing_and_imports_no_heavy_package(main_job_again: Built):
    place = main_job_again.place
    before = tree(place.project)
    script = (
        "import sys\nfrom ffc_eval.app.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    print('exit', end.code)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    run = place.run("report", "quarterly-learning", script=script)
    *lines, status, modules = run.out.splitlines()
    assert status == "exit 0"
    assert "Nothing has changed" in lines[-1]
    assert len(lines) <= 12
    assert set(modules.split()) & HEAVY == set()
    assert tree(place.project) == before


@pytest.fixture(scope="module")
def apart(main_job: Built, whole_runs: Path) -> Place:
    """A copy of the project with its cache, to change at will."""
    folder = shutil.copytree(main_job.place.project, whole_runs / "apart")
    shutil.rmtree(folder / "reports" / "out")
    home = whole_runs / "home-apart"
    home.mkdir()
    return Place(folder, home)


SUMMARY = ("report", "survey-summary", "--survey", "fgc", "--format", "html")


@pytest.fixture(scope="module")
def drafts(apart: Place) -> Sequence[tuple[Run, dict[str, bytes]]]:
    """Drafts of one web page: the first, one after a person changed it, one after no change."""

    def standing() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in apart.out.iterdir()}

    steps = [(run_here(apart, *SUMMARY), standing())]
    page = apart.out / "survey-summary-fgc.html"
    page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>A note by hand</p></main>"))
    steps.append((run_here(apart, *SUMMARY), standing()))
    steps.append((run_here(apart, *SUMMARY), standing()))
    return steps


def test_one_format_alone_writes_one_file_and_the_manifest(drafts):
    (run, files), *_ = drafts
    assert run.code == 0
    assert set(files) == {"survey-summary-fgc.html", "manifest.json"}


def test_a_changed_file_is_left_alone_and_the_draft_gets_the_next_number(drafts):
    (_, first), (run, second), _ = drafts
    assert b"A note by hand" in second["survey-summary-fgc.html"]
    assert second["survey-summary-fgc-2.html"] == first["survey-summary-fgc.html"]
    assert "survey-summary-fgc-2.html" in run.out
    assert "left alone" in run.out


def test_the_next_number_is_not_taken_again_when_nothing_changed(drafts):
    _, (_, second), (run, third) = drafts
    assert "Nothing has changed" in run.out
    assert third == second


def test_json_says_the_same_to_a_program(main_job_again: Built):
    run = run_here(main_job_again.place, "report", "quarterly-learning", "--json")
    found = json.loads(run.out)
    assert found["report"] == "quarterly-learning"
    assert found["said"][: len(said(main_job_again))] == said(main_job_again)
    assert set(found["cpu_seconds"]) == {"read"}


STEAK = ("--survey", "steak", "--wave", "2025-06")


WITH_KEY = (
    ("survey", "add", str(EXPORTS / "surveymonkey" / "steak_risk.csv"), *STEAK),
    ("report", "quarterly-learning", "--format", "html,xlsx"),
    ("report", "survey-summary", *STEAK[:2]),
)
ONE_AFTER_THE_OTHER = f"""
from ffc_eval.app.cli.program import program
for words in {WITH_KEY!r}:
    program.main(list(words), standalone_mode=False)
"""


def place_with_key(main_job: Built, folder: Path, number: int) -> Place:
    """Copy the project with its cache, to be run under a key of its own."""
    project = shutil.copytree(main_job.place.project, folder / "project")
    shutil.rmtree(project / "reports" / "out")
    key = folder / "home" / "mine.key"
    key.parent.mkdir()
    key.write_bytes(bytes([number]) * 32)
    return Place(project, key.parent, {"FFC_EVAL_KEY_FILE": str(key)})


def test_no_output_depends_on_the_secret_key(main_job: Built, whole_runs: Path):
    """A real export is added, so that the key is used; then the reports are built anew."""
    one, two = (place_with_key(main_job, whole_runs / f"key {n}", n) for n in (1, 2))
    process = one.start(script=ONE_AFTER_THE_OTHER)
    for words in WITH_KEY:
        run_here(two, *words)
    run = ended(process)
    assert run.code == 0, run.err
    first, second = (
        {path.name: path.read_bytes() for path in at.out.iterdir()} for at in (one, two)
    )
    assert len(first) == 7
    assert first == second
    keys = {(at.project / ".ffc-eval" / "key-fingerprint").read_bytes() for at in (one, two)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("words", "slug", "hint"),
    [
        ("report quarterly-lerning", "no-such-report", 'Did you mean "quarterly-learning"?'),
        ("report quarterly-learning --quarter 2025-Q9", "quarter-name", "2025-Q1"),
        ("report quarterly-learning --quarter 2031-Q1", "no-quarter", "2025-Q1"),
        ("report quarterly-learning --format html,odt", "no-such-format", "docx"),
        ("report quarterly-learning --survey staff", "report-survey", "--survey"),
        ("report survey-summary", "report-survey", "--survey"),
        ("report survey-summary --survey staf", "no-such-survey", 'Did you mean "staff"?'),
    ],
)
def test_a_wrong_word_is_answered_with_what_to_do(
    main_job_again: Built, words: str, slug: str, hint: str, capsys, monkeypatch
):
    from ffc_eval.app.cli.program import run

    place = main_job_again.place
    for name, value in place.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(place.project)
    monkeypatch.setattr(sys, "argv", ["ffc-eval", *words.split()])
    before = tree(place.out)
    assert run() == 2
    shown = capsys.readouterr()
    assert f"[{slug}]" in shown.err
    assert re.search(r"^  what   \S", shown.err, re.MULTILINE)
    assert re.search(r"^  do     \S", shown.err, re.MULTILINE)
    assert hint in shown.err
    assert f"ffc-eval explain {slug}" in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
    assert tree(place.out) == before


def test_the_module_runs_as_the_command_does(main_job_again: Built):
    script = "import runpy\nrunpy.run_module('ffc_eval', run_name='__main__')\n"
    run = main_job_again.place.run("--version", script=script)
    assert run.code == 0
    assert re.fullmatch(r"ffc-eval, version \d+\.\d+\.\d+\n", run.out)
    assert main_job_again.place.run("--version", script=MAIN).out == run.out
