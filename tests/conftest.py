"""Reports that are dear to build: each is built once a session and looked at by many tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from built_reports import FORMATS, MAIN, NO_SOCKETS, Place, Run, copy_project, ended
from click.testing import CliRunner

SUMMARIES = {"staff": ("html", "xlsx"), "fgc": FORMATS, "conference_family": ("html", "xlsx")}
"""Surveys that are summed up here, each in some formats."""


@dataclass(frozen=True)
class Built:
    """A place where reports were built, and what the commands said."""

    place: Place
    runs: dict[str, Run]


@pytest.fixture(scope="session")
def whole_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for everything built here, home folders too."""
    return tmp_path_factory.mktemp("whole runs")


def run_here(place: Place, *words: object) -> Run:
    """Run the command line in this process: sockets are refused and warnings are errors."""
    from ffc_eval.app.cli.program import program

    with pytest.MonkeyPatch.context() as patch:
        for name, value in place.environment().items():
            patch.setenv(name, value)
        patch.chdir(place.project)
        result = CliRunner().invoke(program, [str(word) for word in words], catch_exceptions=False)
    return Run(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="session")
def two_main_jobs(whole_runs: Path) -> tuple[Built, Built]:
    """The main job twice from scratch, side by side: what it is given differs in nothing.

    The first runs in a fresh process with sockets refused; its folder's name has a space and
    brackets, its user and home folder have names that nothing else has, its clock stands in
    another time zone. The second runs in this process.
    """
    places = []
    user = dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "zaphod-beeble")
    for folder, home, environ in (
        ("Exampleshire (mine)", "zaphods-home", {**user, "TZ": "Pacific/Auckland"}),
        ("clone", "another-home", {}),
    ):
        (whole_runs / home).mkdir()
        project = copy_project(whole_runs / folder)
        places.append(Place(project, whole_runs / home, environ))
    words = ("report", "quarterly-learning")
    first = places[0].start(*words, "--timings", script=NO_SOCKETS + MAIN)
    second = run_here(places[1], *words)
    runs = (ended(first), second)
    assert runs[0].code == 0, runs[0].err
    return Built(places[0], {words[1]: runs[0]}), Built(places[1], {words[1]: runs[1]})


@pytest.fixture(scope="session")
def main_job(two_main_jobs: tuple[Built, Built]) -> Built:
    """The main job, run in a fresh process."""
    return two_main_jobs[0]


@pytest.fixture(scope="session")
def main_job_again(two_main_jobs: tuple[Built, Built]) -> Built:
    """The main job, run once more from scratch in another folder."""
    return two_main_jobs[1]


@pytest.fixture(scope="session")
def summaries(main_job: Built) -> Built:
    """Survey summaries beside the quarterly report."""
    words = ("report", "survey-summary", "--survey")
    runs = {
        name: run_here(main_job.place, *words, name, "--format", ",".join(formats))
        for name, formats in SUMMARIES.items()
    }
    return Built(main_job.place, runs)


@pytest.fixture(scope="session")
def cut(main_job: Built) -> Iterator[object]:
    """The evidence of the quarter, from the cache of the main job."""
    import ffc_eval

    with pytest.MonkeyPatch.context() as patch:
        for name, value in main_job.place.environment().items():
            patch.setenv(name, value)
        yield ffc_eval.open_project(main_job.place.project).cut()
