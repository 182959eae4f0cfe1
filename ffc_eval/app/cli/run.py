"""``ffc-eval run``: read and analyse everything of a quarter."""

from __future__ import annotations

from pathlib import Path

import click

from ffc_eval.app.cli.console import folder_of, json_option, progress, project_option, say, say_json


@click.command()
@click.option("--quarter", default=None, help="For example 2025-Q1; by default the latest.")
@project_option
@json_option
def command(quarter: str | None, project: Path | None, as_json: bool) -> None:
    """Read and analyse everything of a quarter, from the cache where nothing has changed."""
    from ffc_eval.project.building import prepare
    from ffc_eval.project.project import open_project

    with progress() as tell:
        cut = open_project(folder_of(project).root).cut(quarter, tell=tell)
        prepare(cut)
    rows = {
        f"{name} {wave}": account
        for name in cut.surveys
        for wave, account in cut.responses(name).rows.items()
    }
    if as_json:
        say_json({"quarter": str(cut.quarter), "rows": {k: str(v) for k, v in rows.items()}})
    else:
        say([f"{name}: {account}" for name, account in rows.items()])
