"""A survey's export added to a project: stored, drafted, counted, entered in the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.responses import RowAccount
from ffc_eval.project.drafts import Answer, answered, check_name, draft_survey
from ffc_eval.project.project import open_project
from ffc_eval.project.reading import raw_store, restricted, secret_key, stored_export
from ffc_eval.project.settings import Source
from ffc_eval.project.sources import enter_source
from ffc_eval.project.workspace import Tell, Workspace, silent

if TYPE_CHECKING:
    from ffc_eval.collect.ingest.export import Export
    from ffc_eval.collect.ingest.newer import Replacement


_MOST_TOLD = 3


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

    @property
    def unrouted(self) -> tuple[str, ...]:
        """Questions whose routing a person must write."""
        from ffc_eval.collect.ingest.definitions.routes import unrouted

        return unrouted(self.instrument)


def add_survey(project: Workspace, adding: Adding, answer: Answer, *, tell: Tell = silent) -> Added:
    """Add an export to a project; everything is checked before anything is written.

    Raises
    ------
    FfcError
        The export cannot be read, does not fit its instrument, or is neither a new round nor a
        newer download of a round that is there. Nothing was written.
    """
    from ffc_eval.collect.ingest import read_export, to_responses

    check_name(adding.survey, adding.wave)
    adding = _with_its_data(adding)
    tell("read", "the export")
    export = read_export(adding.path, platform=adding.platform, definition=adding.definition)
    if not len(export):
        raise _nobody()
    path = project.folder.instrument(adding.survey)
    known = {source.wave: source for source in project.sources(adding.survey)}
    wave, replacement = _round(project, adding, export, known)
    drafted = not path.is_file()
    if replacement:
        adding = replace(adding, wave=wave)
    keys = _OF_COUNT if replacement else _OF_WAVE
    said = _answered(export, adding, answer, keys=() if drafted else keys)
    wave = said["wave"]
    counted = _counted(adding, export, said)
    instrument, text = _instrument(project, adding, export, said)
    instrument, table = _listed(instrument, said.get("frame_table", ""))
    secret, message = secret_key(project, synthetic=False)
    tell("read", "rows and answers")
    responses = to_responses(export, instrument, wave, key=secret)
    _keep(project, replace(adding, wave=wave), text, counted)
    if table:
        _keep_list(path, table)
    return Added(
        survey=adding.survey,
        wave=wave,
        account=responses.rows[wave],
        instrument=instrument,
        drafted=drafted,
        said=tuple(said.items()),
        replacement=replacement,
        restricted=restricted(project),
        messages=(*_told(export), *filter(None, [message])),
        platform_count=counted,
    )


def _nobody() -> ExportError:
    return ExportError(
        "no-responses",
        "The file holds no responses, so there is nothing to add.",
        where="the file you named",
        do="Add the export when somebody has answered. To draft an instrument from a "
        "questionnaire: ffc-eval survey draft FILE -o instrument.yaml",
    )


def _told(export: Export) -> tuple[str, ...]:
    """Say what is wrong with the file itself, the first few."""
    told = [f"problem: {problem.what}" for problem in export.problems]
    return tuple(dict.fromkeys(told))[:_MOST_TOLD]


def _with_its_data(adding: Adding) -> Adding:
    """Name the data of a triple-S description as the export: both are stored."""
    from ffc_eval.collect.ingest.opening import bytes_of
    from ffc_eval.collect.ingest.triple_s import data_beside, is_triple_s

    data = bytes_of(adding.path)
    beside = data_beside(adding.path, data) if is_triple_s(data) else None
    return replace(adding, path=beside, definition=adding.path) if beside else adding


def _round(
    project: Workspace, adding: Adding, export: Export, known: Mapping[str, Source]
) -> tuple[str, Replacement | None]:
    """Return the wave of an export, and what it changes where it is a newer download."""
    from ffc_eval.collect.ingest.newer import replaces, same_form

    for wave, source in known.items():
        earlier = stored_export(project, source)
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


_OF_COUNT = ("platform_count", "checked_by")
_OF_WAVE = ("wave", "wave_label", "asked", "frame", *_OF_COUNT)


def _answered(
    export: Export, adding: Adding, answer: Answer, *, keys: tuple[str, ...]
) -> dict[str, str]:
    """Ask what only a person knows: about everything, or of a known survey about its round."""
    known = {**(adding.answers or {}), **({"wave": adding.wave} if adding.wave else {})}
    return answered(export, adding.survey, known, answer, keys=keys)


def _counted(adding: Adding, export: Export, said: Mapping[str, str]) -> str:
    """Say how the people counted compare with the platform's own page."""
    from ffc_eval.collect.ingest.platform_count import compared_count

    count, by = said.get("platform_count", ""), said.get("checked_by", "")
    return compared_count(export, count=count, by=by, day=adding.today)


def _instrument(
    project: Workspace, adding: Adding, export: Export, said: Mapping[str, str]
) -> tuple[Instrument, str]:
    """Return the instrument that the export is read with, and its text; "" where unchanged."""
    from ffc_eval.collect.ingest import draft_instrument
    from ffc_eval.collect.instruments import read_instrument
    from ffc_eval.collect.instruments.later_waves import with_wave

    path = project.folder.instrument(adding.survey)
    if not path.is_file():
        draft = draft_survey(export, adding.survey, said, project.folder)
        return draft.instrument, draft.text
    instrument = read_instrument(path)
    if said["wave"] in {known.id for known in instrument.waves}:
        return instrument, ""
    further = draft_instrument(export, survey=adding.survey, answers=_of_wave(said)).waves[0]
    text = with_wave(path.read_text(encoding="utf-8-sig"), further)
    return replace(instrument, waves=(*instrument.waves, further)), text


def _of_wave(said: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in said.items() if name in _OF_WAVE}


def _listed(instrument: Instrument, table: str) -> tuple[Instrument, bytes]:
    """Return the instrument with its list by group, and the bytes of that table."""
    from ffc_eval.collect.instruments.frames import with_frame

    path = Path(table.strip()).expanduser()
    if not table.strip():
        return instrument, b""
    if not path.is_file():
        raise ExportError(
            "file-not-read",
            "The table of the list by group is not there.",
            where="the answer frame_table",
            do="Give the path of a CSV file, or leave the answer empty.",
        )
    return with_frame(instrument, path), path.read_bytes()


def _keep_list(instrument: Path, table: bytes) -> None:
    """Write the list by group beside its instrument."""
    from ffc_eval.collect.instruments.frames import FILE
    from ffc_eval.store import write_atomic

    write_atomic(instrument.with_name(FILE), table)


def _keep(project: Workspace, adding: Adding, text: str, counted: str) -> None:
    """Store the raw bytes, write the instrument, enter the source, in this order."""
    from ffc_eval.store import write_atomic

    store = raw_store(project)
    sha = store.keep(adding.path)
    store.enter(adding.survey, adding.wave, sha, day=adding.today)
    if text:
        write_atomic(project.folder.instrument(adding.survey), text.encode())
    source = Source(
        survey=adding.survey,
        wave=adding.wave,
        sha256=sha,
        platform=adding.platform or "",
        definition=store.keep(adding.definition) if adding.definition else "",
        checked=counted,
    )
    enter_source(project.folder, source)
    open_project(project.folder.root)
