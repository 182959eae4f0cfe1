"""``ffc-eval check``: one list of every problem."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ffc_eval.app.cli.console import folder_of, json_option, progress, project_option, say_json


@click.command()
@project_option
@json_option
def command(project: Path | None, as_json: bool) -> int:
    """List every problem of the settings, the instruments and the stored exports.

    Changes nothing. Exit status 0: nothing to say; 1: there are findings.
    """
    from ffc_eval.project.checking import findings

    with progress() as tell:
        found = findings(folder_of(project), tell=tell)
    if as_json:
        say_json([asdict(problem) for problem in found])
    elif not found:
        click.echo("Settings, instruments and exports are in order.")
    else:
        for problem in found:
            click.echo(f"{problem}\n")
        click.echo(f"{len(found)} finding{'s' if len(found) != 1 else ''}.")
    return 1 if found else 0
