"""``ffc-eval report``: one report, made from what it needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffc_eval.app.cli.console import (
    Progress,
    folder_of,
    json_option,
    progress,
    project_option,
    say,
    say_json,
)

if TYPE_CHECKING:
    from ffc_eval.project.folder import Folder


@click.command()
@click.argument("name")
@click.option("--quarter", default=None, help="For example 2025-Q1; by default the latest.")
@click.option("--survey", default="", help="The survey of a survey-summary.")
@click.option("--format", "formats", default="", help="html,docx,pdf,xlsx; by default all.")
@click.option("--out", default="", help="Another folder for the files.")
@click.option("--engine", type=click.Choice(["nbconvert", "quarto"]), default="nbconvert")
@click.option("--timings", is_flag=True, help="Print CPU seconds a stage.")
@project_option
@json_option
def command(name: str, project: Path | None, timings: bool, as_json: bool, **asked: str) -> None:
    """Make the report NAME: quarterly-learning or survey-summary.

    The same inputs give the same bytes. A file that was changed by hand, or is open in another
    program, is never overwritten: the new draft gets the next number.
    """
    with progress() as tell, _one_burst():
        said = _make(name, project, asked, tell)
        tell.stop()
    if as_json:
        say_json({"report": name, "said": said, "cpu_seconds": tell.seconds})
    else:
        say([*said, *(_timings(tell) if timings else [])])


@contextmanager
def _one_burst() -> Iterator[None]:
    """Look for no garbage cycles while a report is made: a quarter of the time went into that."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _make(name: str, project: Path | None, asked: dict[str, str], tell: Progress) -> list[str]:
    from ffc_eval.project.inputs import latest_quarter
    from ffc_eval.project.reports import request
    from ffc_eval.project.stamps import fingerprint, unchanged

    folder = folder_of(project)
    quarter = asked.pop("quarter") or latest_quarter(folder) or _no_quarter(folder)
    engine = asked.pop("engine")
    wanted = request(folder, name, quarter, engine=engine, **asked)
    tell("read", "what has changed")
    print_of = fingerprint(folder, wanted, today=date.today())
    said = unchanged(folder, wanted, print_of)
    if said is not None:
        return [*said, "Nothing has changed since; the files are as they were."]
    from ffc_eval.project.building import build

    return build(folder, wanted, print_of, tell=tell)


def _no_quarter(folder: Folder) -> str:
    """Let the settings say what is wrong with them."""
    from ffc_eval.project.project import open_project

    return str(open_project(folder.root).settings.latest)


def _timings(tell: Progress) -> list[str]:
    parts = [f"{stage} {seconds:.1f}" for stage, seconds in tell.seconds.items()]
    return [f"CPU seconds: {', '.join(parts)}; all {sum(tell.seconds.values()):.1f}"]
