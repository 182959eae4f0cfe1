"""Nothing leaves the machine: the main job runs with every socket refused."""

from __future__ import annotations

from pathlib import Path

from built_reports import MAIN, NO_SOCKETS
from conftest import Built

STEAK = Path(__file__).parent / "exports" / "surveymonkey" / "steak_risk.csv"


def test_the_main_job_opens_no_socket(main_job: Built):
    """The fixture ran it in a fresh process in which every socket is refused."""
    assert main_job.runs["quarterly-learning"].code == 0
    assert all(path.is_file() for path in main_job.place.report().values())


def test_the_refusal_refuses(main_job: Built):
    for opened in ("socket.socket()", "socket.create_connection(('192.0.2.1', 80))"):
        run = main_job.place.run(script=f"{NO_SOCKETS}\nimport socket\n{opened}")
        assert run.code == 1
        assert "a socket was opened" in run.err


def test_an_export_is_inspected_without_a_socket(main_job: Built):
    run = main_job.place.run("survey", "inspect", STEAK, script=NO_SOCKETS + MAIN)
    assert run.code == 0, run.err
    assert "550" in run.out
