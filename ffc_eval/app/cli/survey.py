"""``ffc-eval survey``: inspect, add, draft."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffc_eval.app.cli.console import folder_of, json_option, progress, project_option, say, say_json
from ffc_eval.app.cli.survey_words import added_lines, inspected_lines

if TYPE_CHECKING:
    from ffc_eval.collect.ingest.asking import Ask

EXPORT = click.Path(exists=True, dir_okay=False, path_type=Path)
platform_option = click.option("--platform", default=None, help="Where the content fits several.")
definition_option = click.option(
    "--definition", type=EXPORT, default=None, help="The questionnaire as the platform exports it."
)


@click.group()
def command() -> None:
    """Inspect, add or draft a survey from its export."""


@command.command()
@click.argument("export", type=EXPORT)
@platform_option
@definition_option
@json_option
def inspect(export: Path, platform: str | None, definition: Path | None, as_json: bool) -> None:
    """Say what EXPORT is: platform, people, rows held out, questions, free text. Stores nothing."""
    from ffc_eval.collect.ingest import inspect as describe
    from ffc_eval.collect.ingest import read_export

    with progress() as tell:
        tell("read", "the export")
        found = describe(read_export(export, platform=platform, definition=definition))
    if as_json:
        say_json(found)
    else:
        say(inspected_lines(found))


@command.command()
@click.argument("export", type=EXPORT)
@click.option("--survey", default=None, help="Id of the survey, small letters.")
@click.option("--wave", default="", help="Id of the round of fieldwork.")
@click.option("--answers", type=EXPORT, default=None, help="YAML file: key and answer a line.")
@platform_option
@definition_option
@project_option
@json_option
def add(
    export: Path, survey: str | None, project: Path | None, as_json: bool, **asked: str
) -> None:
    """Add EXPORT to the project: raw bytes stored, instrument drafted, rows counted.

    Asks what only a person knows, each question with a default; without a terminal it takes the
    defaults and lists them.
    """
    from ffc_eval.project.adding import Adding, add_survey
    from ffc_eval.project.project import open_project

    opened = open_project(folder_of(project).root)
    answers = asked["answers"]
    with progress() as tell:
        adding = Adding(
            path=export,
            survey=survey or _survey_name(),
            today=date.today().isoformat(),
            wave=asked["wave"],
            answers=_answers(Path(answers)) if answers else None,
            platform=asked["platform"],
            definition=Path(asked["definition"]) if asked["definition"] else None,
        )
        added = add_survey(opened, adding, _asker(tell.clear), tell=tell)
    lines = added_lines(added)
    if as_json:
        say_json({"survey": added.survey, "wave": added.wave, "said": dict(added.said)})
    else:
        say(lines)


@command.command()
@click.argument("export", type=EXPORT)
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--survey", default=None, help="Id of the survey, small letters.")
@platform_option
@definition_option
def draft(
    export: Path, out: Path, survey: str | None, platform: str | None, definition: Path | None
) -> None:
    """Write the drafted instrument of EXPORT to a YAML file, and nothing else."""
    from ffc_eval.collect.ingest import draft_instrument, read_export
    from ffc_eval.collect.instruments import write_instrument
    from ffc_eval.store import write_atomic

    with progress() as tell:
        tell("read", "the export")
        read = read_export(export, platform=platform, definition=definition)
        drafted = draft_instrument(read, survey=survey or "survey", answers={})
    write_atomic(out, write_instrument(drafted).encode())
    say([f"{len(drafted.questions)} questions drafted; read {out.name} over before you use it."])


def _survey_name() -> str:
    if not sys.stdin.isatty():
        return "survey"
    name: str = click.prompt("Id of the survey (small letters)", default="survey")
    return name


def _asker(clear: Callable[[], None]) -> Callable[[Ask], str]:
    """Ask at the terminal; without one, take the default."""

    def ask_person(ask: Ask) -> str:
        if not sys.stdin.isatty():
            return ask.default
        clear()
        kind = click.Choice(ask.choices) if ask.choices else None
        answer: str = click.prompt(ask.text, default=ask.default, type=kind)
        return answer.strip()

    return ask_person


def _answers(path: Path) -> Mapping[str, str]:
    from ffc_eval.collect.instruments.answers import read_answers

    return read_answers(path)
