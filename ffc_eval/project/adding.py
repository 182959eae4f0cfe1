"""A survey's export added to a project: stored, drafted, counted, entered in the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.responses import RowAccount
from ffc_eval.project.project import Project, Tell, open_project, silent
from ffc_eval.project.reading import raw_store, restricted, secret_key, source_path
from ffc_eval.project.settings import Source
from ffc_eval.project.sources import enter_source

if TYPE_CHECKING:
    from ffc_eval.collect.ingest.asking import Ask
    from ffc_eval.collect.ingest.export import Export
    from ffc_eval.collect.ingest.newer import Replacement

Answer = Callable[["Ask"], str]
"""Gives the answer to one question; the default where nobody knows."""


@dataclass(frozen=True)
class Adding:
    """What is asked for: an export and what is already known of it.

    Parameters
    ----------
    path
        The export; its name is kept nowhere.
    survey
        Id of the survey it belongs to.
    wave
        Id of the round; "" where the dates in the file may tell.
    answers
        Answers known beforehand, by the key of the question.
    platform
        Where the content fits more than one.
    definition
        Questionnaire as the platform exports it.
    today
        ISO date, for the index of the raw store.
    """

    path: Path
    survey: str
    today: str
    wave: str = ""
    answers: Mapping[str, str] | None = None
    platform: str | None = None
    definition: Path | None = None


@dataclass(frozen=True)
class Added:
    """What was done with an export.

    ``said`` lists the questions with the answers taken; ``replacement`` is set where the export
    took the place of an earlier download; ``platform_count`` says how the people counted compare
    with the platform's own page, "" where nobody looked.
    """

    survey: str
    wave: str
    account: RowAccount
    instrument: Instrument
    drafted: bool
    said: tuple[tuple[str, str], ...]
    replacement: Replacement | None
    restricted: Path
    messages: tuple[str, ...]
    platform_count: str = ""


def add_survey(project: Project, adding: Adding, answer: Answer, *, tell: Tell = silent) -> Added:
    """Add an export to a project; everything is checked before anything is written.

    Raises
    ------
    FfcError
        The export cannot be read, does not fit its instrument, or is neither a new round nor a
        newer download of a round that is there. Nothing was written.
    """
    from ffc_eval.collect.ingest import read_export, to_responses

    _check_names(adding)
    tell("read", "the export")
    export = read_export(adding.path, platform=adding.platform, definition=adding.definition)
    path = project.folder.instrument(adding.survey)
    known = {source.wave: source for source in project.sources(adding.survey)}
    wave, replacement = _round(project, adding, export, known)
    drafted = not path.is_file()
    said = {"wave": wave} if replacement else _answered(export, adding, answer, drafted=drafted)
    wave = said["wave"]
    counted = _counted(adding, export, said)
    instrument, text = _instrument(project, adding, export, said, counted)
    secret, message = secret_key(project, synthetic=False)
    tell("read", "rows and answers")
    responses = to_responses(export, instrument, wave, key=secret)
    _keep(project, adding, wave, text)
    return Added(
        survey=adding.survey,
        wave=wave,
        account=responses.rows[wave],
        instrument=instrument,
        drafted=drafted,
        said=tuple(said.items()),
        replacement=replacement,
        restricted=restricted(project),
        messages=(message,) if message else (),
        platform_count=counted,
    )


def _check_names(adding: Adding) -> None:
    """Refuse a survey name that could not stand in the settings, before anything is read."""
    from pydantic import ValidationError

    try:
        Source(survey=adding.survey, wave=adding.wave or "w", sha256="0" * 64)
    except ValidationError:
        raise ExportError(
            "survey-name",
            "The name of a survey is small letters, digits, - and _.",
            found=adding.survey[:40],
            do="Choose another name after --survey, for example families_2025.",
        ) from None


def _round(
    project: Project, adding: Adding, export: Export, known: Mapping[str, Source]
) -> tuple[str, Replacement | None]:
    """Return the wave of an export, and what it changes where it is a newer download."""
    from ffc_eval.collect.ingest import read_export
    from ffc_eval.collect.ingest.newer import replaces, same_form

    for wave, source in known.items():
        path = source_path(project, source)
        earlier = read_export(path, platform=source.platform or None)
        change = replaces(earlier, export)
        again = same_form(earlier, export) and change.newer
        if again and adding.wave in ("", wave):
            return wave, change
        if again and (change.by == "response id" or not (change.new or change.gone)):
            raise ExportError(
                "people-of-another-round",
                f'Most people of this export stand in round "{wave}" already.',
                where=f"survey {adding.survey}, round {adding.wave}",
                found=f"{change.same} rows the same, {len(change.new)} new",
                do=f"Add it with --wave {wave}, if it is a newer download of that round.",
            )
        if adding.wave == wave:
            raise ExportError(
                "not-a-newer-download",
                "This round has an export already, and the new one is not a later download of it.",
                where=f"survey {adding.survey}, round {wave}",
                found=f"{change.same} rows the same, {len(change.gone)} gone, "
                f"{len(change.new)} new",
                do="Give the new export a round of its own with --wave, or take the source out of "
                "ffc-eval.toml first.",
            )
    return adding.wave, None


def _answered(export: Export, adding: Adding, answer: Answer, *, drafted: bool) -> dict[str, str]:
    """Ask what only a person knows; of a further round of a known survey, only about the round."""
    from ffc_eval.collect.ingest.asking import asks

    said = {**(adding.answers or {}), **({"wave": adding.wave} if adding.wave else {})}
    for ask in asks(export, survey=adding.survey):
        if ask.key in said or not (drafted or ask.key in _OF_WAVE):
            continue
        default = said["wave"] if ask.key == "wave_label" else ask.default
        said[ask.key] = answer(replace(ask, default=default))
    return said


_OF_WAVE = ("wave", "wave_label", "asked", "frame", "platform_count", "checked_by")


def _counted(adding: Adding, export: Export, said: Mapping[str, str]) -> str:
    """Say how the people counted compare with the platform's own page."""
    from ffc_eval.collect.ingest.platform_count import compared_count

    count, by = said.get("platform_count", ""), said.get("checked_by", "")
    return compared_count(export, count=count, by=by, day=adding.today)


def _instrument(
    project: Project, adding: Adding, export: Export, said: Mapping[str, str], counted: str
) -> tuple[Instrument, str]:
    """Return the instrument that the export is read with, and its text; "" where unchanged."""
    from ffc_eval.collect.ingest import draft_instrument
    from ffc_eval.collect.instruments import read_instrument, read_scales, write_instrument
    from ffc_eval.collect.instruments.later_waves import with_wave

    path = project.folder.instrument(adding.survey)
    if not path.is_file():
        drafted = draft_instrument(export, survey=adding.survey, answers=said)
        drafted = replace(drafted, notes=(*drafted.notes, *_tests_kept(export, said)))
        if counted:
            drafted = replace(drafted, notes=(*drafted.notes, f"Round {said['wave']}: {counted}."))
        scales = project.folder.surveys / "scales.yaml"
        shared = tuple(read_scales(scales).values()) if scales.is_file() else ()
        return drafted, write_instrument(drafted, shared)
    instrument = read_instrument(path)
    if said["wave"] in {known.id for known in instrument.waves}:
        return instrument, ""
    further = draft_instrument(export, survey=adding.survey, answers=_of_wave(said)).waves[0]
    text = with_wave(path.read_text(encoding="utf-8-sig"), further)
    return replace(instrument, waves=(*instrument.waves, further)), text


def _tests_kept(export: Export, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return the note that test rows are counted, where they are."""
    tests = int(export.marks["test"].sum())
    if not tests or said.get("test_rows") != "keep":
        return ()
    return (f"{tests} of {len(export)} rows are marked as tests by the platform and counted.",)


def _of_wave(said: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in said.items() if name in _OF_WAVE}


def _keep(project: Project, adding: Adding, wave: str, text: str) -> None:
    """Store the raw bytes, write the instrument, enter the source, in this order."""
    from ffc_eval.store import write_atomic

    store = raw_store(project)
    sha = store.keep(adding.path)
    store.enter(adding.survey, wave, sha, day=adding.today)
    if text:
        write_atomic(project.folder.instrument(adding.survey), text.encode())
    source = Source(survey=adding.survey, wave=wave, sha256=sha, platform=adding.platform or "")
    enter_source(project.folder, source)
    open_project(project.folder.root)
