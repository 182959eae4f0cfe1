"""The command line as a person meets it: exit codes, words when something is wrong, and help."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from built_reports import ROOT, Place, Run, copy_project, tree

from ffc_eval.app.cli.explain import TOPICS
from ffc_eval.app.cli.program import COMMANDS, program

EXPORTS = ROOT / "tests" / "exports"
STEAK = EXPORTS / "surveymonkey" / "steak_risk.csv"
NAMED = "Ermintrude Oakapple"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The shipped project, of which nothing has been built."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "home").mkdir()
    return Place(copy_project(folder / "project"), folder / "home")


@pytest.fixture
def say(place: Place, monkeypatch, capsys):
    """Give the words of a command to the program as the shell would, in this process."""
    from ffc_eval.app.cli.program import run

    for name, value in place.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(place.project)

    def said(*words: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["ffc-eval", *map(str, words)])
        capsys.readouterr()
        code = run()
        shown = capsys.readouterr()
        return Run(code, shown.out, shown.err)

    return said


def test_help_lists_every_command_with_a_line_of_help(say):
    run = say("--help")
    assert run.code == 0
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^  {name} +\S", run.out, re.MULTILINE), name
        assert " ".join(line.split()[:3]) in run.out
    assert {"init", "survey", "check", "run", "report", "redact", "explain", "doctor"} <= set(
        COMMANDS
    )


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_that_says_what_it_does(say, name: str):
    run = say(name, "--help")
    assert run.code == 0
    assert "Usage: ffc-eval" in run.out
    assert len(run.out.split()) > 12


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Give each command that does something, by its words, with its options."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from leaves(found, (*path, name))
        elif found is not None:
            options = {option for parameter in found.params for option in parameter.opts}
            yield " ".join((*path, name)), options


def test_commands_share_their_options():
    commands = {name: found for name, found in leaves(program) if not name.startswith("case ")}
    assert len(commands) > 10
    assert [name for name, options in commands.items() if "--json" not in options] == []
    without = {name for name, options in commands.items() if "--project" not in options}
    assert without == {"init", "redact", "explain"}


def test_every_answer_comes_as_data_too(say, tmp_path: Path):
    made = json.loads(say("init", tmp_path / "new", "--authority", "Ours", "--json").out)
    assert (made["authority"], made["example"]) == ("Ours", False)
    topic = json.loads(say("explain", "wilson", "--json").out)
    assert topic["topic"] == "wilson"
    assert topic["text"].startswith("# ")
    assert "wilson" in json.loads(say("explain", "--json").out)["topics"]
    table = tmp_path / "x.csv"
    table.write_text("id,said\n1,Ring 07700 900123\n")
    words = ("redact", table, "--column", "said", "-o", tmp_path / "out.csv", "--json")
    assert json.loads(say(*words).out) == {
        "changed": 1, "columns": ["said"], "written": "out.csv"}  # fmt: skip


def test_doctor_looks_at_the_project_that_is_named(say, place: Place, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert json.loads(say("doctor", "--json").out)["project"] is False
    assert json.loads(say("doctor", "--json", "--project", place.project).out)["project"] is True
    assert "no-project" in say("doctor", "--project", tmp_path).err


def test_help_is_ready_before_any_heavy_package_is_loaded(place: Place):
    script = (
        "import sys\nfrom ffc_eval.app.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(len(sys.modules), *sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    for words in (["--help"], ["report", "--help"], ["--version"]):
        number, *modules = place.run(*words, script=script).out.splitlines()[-1].split()
        heavy = {"numpy", "pandas", "pydantic", "scipy", "matplotlib", "pyarrow", "spacy", "yaml"}
        assert heavy & set(modules) == set()
        assert int(number) < 400


WRONG = {
    "report nothing": "no-such-report",
    "report quarterly-learning --quarter spring": "quarter-name",
    "report quarterly-learning --quarter 2040-Q1": "no-quarter",
    "report quarterly-learning --format doc": "no-such-format",
    "report survey-summary --survey nobody": "no-such-survey",
    "run --quarter 2040-Q1": "no-quarter",
    "check --project HOME": "no-project",
    "init PROJECT": "folder-not-empty",
    "init NEW --restricted NEW/inside": "restricted-inside",
    "survey inspect EMPTY": "empty-file",
    "survey inspect STEAK --platform forms": "no-such-platform",
    "survey add EMPTY --survey new": "empty-file",
    "survey draft EMPTY -o NEW": "empty-file",
    "redact STEAK --column Nowhere -o NEW": "no-such-column",
}


@pytest.fixture
def filled(place: Place, tmp_path: Path) -> dict[str, str]:
    """Paths for the capital words of a command."""
    empty = tmp_path / f"{NAMED}.csv"
    empty.write_bytes(b"")
    paths = {"HOME": place.home, "PROJECT": place.project, "EMPTY": empty, "STEAK": STEAK}
    return {name: str(path) for name, path in {**paths, "NEW": tmp_path / "new"}.items()}


def split(words: str, filled: dict[str, str]) -> list[str]:
    parts = [word.partition("/") for word in words.split()]
    return [filled.get(head, head) + slash + rest for head, slash, rest in parts]


@pytest.mark.parametrize(("words", "slug"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_slug_and_where_to_read_more(
    say, place: Place, filled, words: str, slug: str
):
    before = tree(place.project)
    run = say(*split(words, filled))
    assert run.code == 2
    assert f"[{slug}]" in run.err
    assert f"More: ffc-eval explain {slug}" in " ".join(run.err.split())
    for part in ("what", "do"):
        assert re.search(rf"^  {part} +\S", run.err, re.MULTILINE), part
    assert "Traceback" not in run.err
    assert "Ermintrude" not in run.out + run.err
    assert not Path(filled["NEW"]).exists()
    assert tree(place.project) == before


@pytest.mark.parametrize("slug", sorted(set(WRONG.values())))
def test_the_slug_of_an_error_is_explained(say, slug: str):
    run = say("explain", slug)
    assert run.code == 0
    assert run.out.startswith("# ")
    assert len(run.out.split()) > 25


def test_a_misspelt_command_is_answered_with_the_nearest(say):
    run = say("reprot", "quarterly-learning")
    assert run.code == 2
    assert 'Did you mean "report"?' in run.err


def test_a_missing_word_is_answered_with_the_usage(say):
    run = say("report")
    assert run.code == 2
    assert "Usage: ffc-eval report" in run.err
    assert "NAME" in run.err


def test_a_fault_of_the_program_shows_no_traceback_and_no_words_of_the_data(say, monkeypatch):
    from ffc_eval.project import reports

    def fail(*_: object, **__: object) -> None:
        raise KeyError(NAMED)

    monkeypatch.setattr(reports, "request", fail)
    run = say("report", "quarterly-learning")
    assert run.code == 3
    assert "Internal error [KeyError]" in run.err
    assert "app/cli/report.py:" in run.err
    assert "explain internal-error" in run.err
    assert "Traceback" not in run.err
    assert "Ermintrude" not in run.err + run.out


def test_an_interrupted_command_says_so_in_one_line(say, monkeypatch):
    from ffc_eval.project import reports

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reports, "request", interrupt)
    run = say("report", "quarterly-learning")
    assert run.code == 2
    assert len(run.err.strip().splitlines()) <= 2
    assert "Stopped" in run.err


def test_init_refuses_a_full_folder_and_leaves_it_as_it_was(say, tmp_path: Path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    assert say("init", tmp_path / "full").code == 2
    assert tree(tmp_path) == before


def test_init_makes_a_project_that_is_in_order_and_says_what_is_next(say, tmp_path: Path):
    folder = tmp_path / "new"
    run = say("init", folder, "--authority", "Somewhere")
    assert run.code == 0
    assert "ffc-eval survey add" in run.out
    assert not list(folder.rglob("synthetic-*"))
    assert 'authority = "Somewhere"' in (folder / "ffc-eval.toml").read_text(encoding="utf-8")
    checked = say("check", "--project", folder)
    assert (checked.code, checked.out) == (
        0,
        "Settings, instruments and exports are in order.\n",
    )


def test_check_finds_in_the_shipped_project_what_was_planted_there_alone(say):
    """One export is not UTF-8, as old spreadsheets save it; three answers were never offered."""
    run = say("check", "--json")
    assert run.code == 1
    found = [(one["slug"], one["where"].removeprefix("export of ")) for one in json.loads(run.out)]
    assert found == [
        ("answers-not-offered", "conference_family, 2025-Q1, question CPF-12"),
        ("read-as-windows-1252", "big_conversation, 2025-Q1"),
        ("answers-not-offered", "big_conversation, 2025-Q1, question BCP-04"),
        ("answers-not-offered", "big_conversation, 2025-Q1, question EQ-01"),
    ]


@pytest.fixture
def broken(place: Place, tmp_path: Path) -> Path:
    """A copy of the project with three mistakes in one instrument and one in the settings."""
    folder = shutil.copytree(place.project, tmp_path / "broken")
    path = folder / "surveys" / "fgc" / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    for right, wrong in (
        ("kind: list", "kind: lisst"),
        ("type: number", "type: nummber"),
        ("base: commenters", "base: comenters"),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_check_lists_all_mistakes_of_an_instrument_with_their_lines(say, broken: Path):
    before = tree(broken)
    run = say("check", "--project", broken)
    assert run.code == 1
    lines = (broken / "surveys" / "fgc" / "instrument.yaml").read_text("utf-8").splitlines()
    for wrong in ("lisst", "nummber", "comenters"):
        (place,) = [number for number, line in enumerate(lines, start=1) if wrong in line]
        assert f"surveys/fgc/instrument.yaml, line {place}" in run.out, wrong
        assert wrong in run.out
    assert re.search(r"^\d+ findings\.$", run.out, re.MULTILINE)
    assert tree(broken) == before


def test_check_gives_the_same_list_to_a_program(say, broken: Path):
    run = say("check", "--project", broken, "--json")
    assert run.code == 1
    found = json.loads(run.out)
    assert len(found) >= 3
    assert {"slug", "what", "where", "found", "do"} == set(found[0])


def test_a_report_of_a_broken_instrument_is_refused_with_the_same_lines(say, broken: Path):
    run = say("report", "survey-summary", "--survey", "fgc", "--project", broken)
    assert run.code == 2
    assert run.err.count("surveys/fgc/instrument.yaml, line ") >= 3
    assert not (broken / "reports" / "out").exists()


def test_mistakes_in_the_settings_are_told_with_their_lines(say, broken: Path):
    path = broken / "ffc-eval.toml"
    text = path.read_text(encoding="utf-8").replace("cut = 2025-07-11", "cut = 2026-07-11")
    path.write_text(text.replace("marking =", "markign ="), encoding="utf-8", newline="\n")
    run = say("report", "quarterly-learning", "--project", broken)
    assert run.code == 2
    assert 'Did you mean "marking"?' in run.err
    assert "issued is before cut" in run.err
    assert len(re.findall(r"ffc-eval\.toml, line \d+", run.err)) == 2


def test_doctor_says_what_is_there_and_what_is_missing(say, monkeypatch):
    run = say("doctor")
    assert run.code == 0
    assert len(run.out.splitlines()) <= 12
    assert "pandas" in run.out
    assert "quarto" in run.out
    found = json.loads(say("doctor", "--json").out)
    assert found["missing"] == []
    assert found["project"] is True
    from ffc_eval.app.cli import doctor

    monkeypatch.setattr(doctor, "NEEDED", (*doctor.NEEDED, "a-package-nobody-made"))
    lacking = say("doctor")
    assert lacking.code == 1
    assert lacking.out.startswith("missing  a-package-nobody-made: run")


def test_explain_lists_every_topic(say):
    run = say("explain")
    assert run.code == 0
    assert all(path.stem in run.out for path in TOPICS.glob("*.md"))


def test_redact_takes_out_what_names_people_and_says_how_much(say, tmp_path: Path):
    letter = tmp_path / "letters.csv"
    letter.write_text(
        "id,said\n1,Ring Mrs Oakapple on 01632 960123\n2,All was well\n", encoding="utf-8"
    )
    out = tmp_path / "clean.csv"
    run = say("redact", letter, "--column", "said", "-o", out)
    assert run.code == 0
    assert run.out.startswith("1 cell changed")
    text = out.read_text(encoding="utf-8-sig")
    assert "Oakapple" not in text
    assert "960123" not in text
    assert "All was well" in text


def test_the_three_commands_of_a_first_session_on_a_real_export(say, tmp_path: Path, monkeypatch):
    project = tmp_path / "council"
    say("init", project, "--authority", "Somewhere", "--restricted", tmp_path / "restricted")
    monkeypatch.chdir(project)
    inspected = say("survey", "inspect", STEAK)
    assert inspected.code == 0
    assert "550" in inspected.out
    added = say("survey", "add", STEAK, "--survey", "steak")
    assert added.code == 0
    assert "550 rows in = 550 kept" in added.out
    reported = say("report", "survey-summary", "--survey", "steak", "--format", "html")
    assert reported.code == 0, reported.err
    (page,) = (project / "reports" / "out").rglob("survey-summary-steak.html")
    text = page.read_text(encoding="utf-8")
    assert "of those who chose to answer" in text
    assert "550" in text
    assert "synthetic" not in text.casefold()
    for run in (inspected, added, reported):
        assert len(run.out.splitlines()) <= 12


def test_the_installed_command_is_the_program():
    command = shutil.which("ffc-eval", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("ffc-eval is not installed as a command beside this Python")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("ffc-eval, version ")


def test_what_a_pipe_gets_is_utf8_whatever_the_computer_would_write(tmp_path):
    export = tmp_path / "a.csv"
    rows = ("Timestamp,Czy czujesz się wysłuchany? →", "2025/04/01 10:00:00,Tak")
    export.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ffc_eval", "survey", "inspect", str(export), "--json"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert done.returncode in (0, 1)
    texts = [question["text"] for question in json.loads(done.stdout)["questions"]]
    assert texts == ["Czy czujesz się wysłuchany? →"]
