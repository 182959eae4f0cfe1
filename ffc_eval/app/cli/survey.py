"""``ffc-eval survey``: inspect, add, draft, form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ffc_eval.app.cli.console import (
    folder_if_any,
    folder_of,
    harmless,
    json_option,
    progress,
    project_option,
    say,
    say_json,
)
from ffc_eval.app.cli.survey_words import (
    added_json,
    added_lines,
    drafted_json,
    drafted_lines,
    inspected_lines,
)

if TYPE_CHECKING:
    from ffc_eval.collect.ingest.asking import Ask
    from ffc_eval.collect.ingest.export import Export

EXPORT = click.Path(exists=True, dir_okay=False, path_type=Path)
platform_option = click.option("--platform", default=None, help="Where the content fits several.")
definition_option = click.option(
    "--definition", type=EXPORT, default=None, help="The questionnaire as the platform exports it."
)


@click.group()
def command() -> None:
    """Inspect, add or draft a survey; write it as a form."""


@command.command()
@click.argument("export", type=EXPORT)
@platform_option
@definition_option
@project_option
@json_option
def inspect(
    export: Path,
    platform: str | None,
    definition: Path | None,
    project: Path | None,
    as_json: bool,
) -> None:
    """Say what EXPORT is: platform, people, rows held out, questions, free text. Stores nothing.

    Of an export that a project holds it also says whether its count was checked.
    """
    from ffc_eval.collect.ingest import inspect as describe
    from ffc_eval.collect.ingest import read_export
    from ffc_eval.project.sources import checked_count

    folder = folder_if_any(project)
    with progress() as tell:
        tell("read", "the export")
        read = read_export(export, platform=platform, definition=definition)
        found = {**describe(read), "platform_count": checked_count(folder, export)}
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
    if as_json:
        say_json(added_json(added))
    else:
        say(added_lines(added))


@command.command()
@click.argument("export", type=EXPORT, required=False)
@definition_option
@platform_option
@click.option("--survey", default=None, help="Id of the survey, small letters.")
@click.option("--answers", type=EXPORT, default=None, help="YAML file: key and answer a line.")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Where to write it; by default the place of a new survey in the project.",
)
@project_option
@json_option
def draft(
    export: Path | None,
    survey: str | None,
    out: Path | None,
    project: Path | None,
    as_json: bool,
    **asked: str,
) -> None:
    """Draft an instrument from EXPORT, from --definition FILE alone, or from both; nothing else.

    Asks what only a person knows, as "survey add" does.
    """
    from ffc_eval.project.drafts import answered, draft_survey, free_place
    from ffc_eval.store import write_atomic

    definition = Path(asked["definition"]) if asked["definition"] else None
    if export is None and definition is None:
        raise click.UsageError("Give an EXPORT, a questionnaire with --definition FILE, or both.")
    folder = folder_of(project) if out is None or project else folder_if_any(None)
    name = survey or _survey_name()
    place = out or free_place(folder_of(project), name)
    with progress() as tell:
        tell("read", "the export" if export else "the questionnaire")
        read = _read(export, definition, asked["platform"])
        known = _answers(Path(asked["answers"])) if asked["answers"] else {}
        said = answered(read, name, known, _asker(tell.clear))
        drafted = draft_survey(read, name, said, folder)
    write_atomic(place, drafted.text.encode())
    if as_json:
        say_json(drafted_json(drafted))
    else:
        say(drafted_lines(drafted, out.name if out else f"surveys/{name}/instrument.yaml"))


@command.command()
@click.argument("survey")
@click.option("-o", "--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@project_option
@json_option
def form(survey: str, out: Path, project: Path | None, as_json: bool) -> None:
    """Write the instrument of SURVEY as an XLSForm, to be fielded in KoboToolbox, ODK or Ona."""
    from ffc_eval.collect.ingest import write_xlsform
    from ffc_eval.collect.instruments import read_instrument
    from ffc_eval.store import write_atomic

    instrument = read_instrument(folder_of(project).instrument(survey))
    write_atomic(out, write_xlsform(instrument))
    if as_json:
        say_json({"survey": instrument.id, "questions": len(instrument.questions)})
    else:
        say([f"{len(instrument.questions)} questions written to {out.name}. Upload it as a form."])


def _read(export: Path | None, definition: Path | None, platform: str) -> Export:
    """Return the export, or the questionnaire as one that nobody has filled in."""
    from ffc_eval.collect.ingest import read_export, unfilled_export

    if export is None:
        assert definition is not None
        return unfilled_export(definition)
    return read_export(export, platform=platform, definition=definition)


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
        answer: str = click.prompt(harmless(ask.text), default=ask.default, type=kind)
        return answer.strip()

    return ask_person


def _answers(path: Path) -> Mapping[str, str]:
    from ffc_eval.collect.instruments.answers import read_answers

    return read_answers(path)
