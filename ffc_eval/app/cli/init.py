"""``ffc-eval init``: a new project folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from ffc_eval.app.cli.console import json_option, progress, say, say_json

OURS = "Our authority"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--example", is_flag=True, help="Also write the synthetic data of an invented place.")
@click.option("--authority", default=None, help="Name on the reports.")
@click.option("--restricted", default=None, help="Folder outside the project for raw exports.")
@json_option
def command(
    folder: Path, example: bool, authority: str | None, restricted: str | None, as_json: bool
) -> None:
    """Make a new project FOLDER with instruments, codebook and report templates."""
    from ffc_eval.project.starting import start_project

    with progress() as tell:
        asks = sys.stdin.isatty() and not example
        if authority is None:
            authority = click.prompt("Name of the authority", default=OURS) if asks else ""
        if restricted is None:
            restricted = _ask_restricted() if asks else ""
        tell("init", "instruments, codebook and templates")
        start_project(
            folder,
            authority=authority or OURS,
            restricted=restricted or "",
            today=date.today(),
            example=example,
        )
        if example:
            from ffc_eval.example import generate

            tell("init", "synthetic data")
            generate(folder)
    if as_json:
        say_json({"folder": str(folder), "example": example, "authority": authority or OURS})
    else:
        say(_next_steps(folder, example=example))


def _ask_restricted() -> str:
    answer: str = click.prompt(
        "Restricted folder, outside the project, for raw exports and the secret key\n"
        "(Enter for a folder in your user data directory)",
        default="",
        show_default=False,
    )
    return answer.strip()


def _next_steps(folder: Path, *, example: bool) -> list[str]:
    first = f"Project folder made: {folder}"
    if example:
        return [
            first,
            "Its data are synthetic. Next, in that folder: ffc-eval report quarterly-learning",
        ]
    return [
        first,
        "Next, in that folder: ffc-eval survey add EXPORT --survey NAME",
        "Then: ffc-eval report survey-summary --survey NAME",
    ]
