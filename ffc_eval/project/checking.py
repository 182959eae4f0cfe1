"""Everything that is wrong with a project, found in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import FfcError, Problem
from ffc_eval.project.folder import Folder
from ffc_eval.project.project import open_project
from ffc_eval.project.workspace import Tell, Workspace, silent

if TYPE_CHECKING:
    from ffc_eval.project.settings import Source

_OF_INSTRUMENT = ("answers-not-offered", "route-not-kept", "dates-both-ways")
"""What an export alone can only guess: its instrument names the answers and who is asked."""


def findings(folder: Folder, *, tell: Tell = silent) -> list[Problem]:
    """Return the problems of settings, instruments and stored exports, in this order.

    A part that cannot be read is one finding or more and does not stop the others.
    """
    try:
        project = open_project(folder.root)
    except FfcError as error:
        return list(error.problems)
    return [problem for name, part in _parts(project) for problem in _problems_of(name, part, tell)]


def _parts(project: Workspace) -> Iterator[tuple[str, Callable[[], list[Problem]]]]:
    from ffc_eval.collect.instruments import read_codebook

    surveys = project.folder.surveys
    if (surveys / "codebook.yaml").is_file():
        yield "codebook", partial(_readable, read_codebook, surveys / "codebook.yaml")
    for path in sorted(surveys.glob("*/instrument.yaml")):
        yield f"instrument {path.parent.name}", partial(_instrument_problems, path)
    for source in project.settings.sources:
        name = f"export of {source.survey}, {source.wave}"
        yield name, partial(_export_problems, project, source)


def _export_problems(project: Workspace, source: Source) -> list[Problem]:
    from ffc_eval.collect.ingest import inspect
    from ffc_eval.collect.ingest.misfits import misfits
    from ffc_eval.collect.instruments import read_instrument
    from ffc_eval.project.reading import stored_export

    export = stored_export(project, source)
    found = [Problem(**problem) for problem in inspect(export)["problems"]]
    of_export = [problem for problem in found if problem.slug not in _OF_INSTRUMENT]
    try:
        instrument = read_instrument(project.folder.instrument(source.survey))
    except FfcError:
        return of_export
    return [*of_export, *misfits(export, instrument, source.wave)]


def _instrument_problems(path: Path) -> list[Problem]:
    from ffc_eval.collect.ingest.misfits import unwritten_routes
    from ffc_eval.collect.instruments import read_instrument

    return list(unwritten_routes(read_instrument(path)))


def _problems_of(name: str, part: Callable[[], list[Problem]], tell: Tell) -> list[Problem]:
    tell("check", name)
    try:
        found = part()
    except FfcError as error:
        found = list(error.problems)
    return [replace(problem, where=_where(name, problem.where)) for problem in found]


def _where(name: str, where: str) -> str:
    """Say which stored export is meant: it has no name of its own."""
    return where.replace(FILE, name)


def _readable(read: Callable[[Path], object], path: Path) -> list[Problem]:
    """Return no problem: reading raises where there is one."""
    read(path)
    return []
