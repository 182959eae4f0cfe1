"""An instrument drafted from an export, or from a questionnaire that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument
from ffc_eval.project.folder import Folder
from ffc_eval.project.settings import Source

if TYPE_CHECKING:
    from ffc_eval.collect.ingest.asking import Ask
    from ffc_eval.collect.ingest.export import Export

Answer = Callable[["Ask"], str]
"""Gives the answer to one question; the default where nobody knows."""


@dataclass(frozen=True)
class Draft:
    """What was drafted.

    Parameters
    ----------
    instrument
        A person reads it over before it is used.
    text
        Of ``instrument.yaml``.
    said
        The questions with the answers taken.
    unrouted
        Questions whose routing a person must write.
    left_out
        What the questionnaire holds and the instrument does not.
    """

    instrument: Instrument
    text: str
    said: tuple[tuple[str, str], ...]
    unrouted: tuple[str, ...]
    left_out: tuple[str, ...]


def draft_survey(
    export: Export, survey: str, said: Mapping[str, str], folder: Folder | None
) -> Draft:
    """Return the draft of an instrument.

    Parameters
    ----------
    export
        With or without rows.
    said
        Answers to what only a person knows.
    folder
        Project whose shared scales need not be repeated; None where there is none.

    Raises
    ------
    ExportError
        An answer does not fit.
    """
    from ffc_eval.collect.ingest import draft_instrument
    from ffc_eval.collect.ingest.definitions.routes import unrouted
    from ffc_eval.collect.instruments import read_scales, write_instrument

    drafted = draft_instrument(export, survey=survey, answers=said)
    drafted = replace(drafted, notes=(*drafted.notes, *_tests_kept(export, said)))
    scales = folder.surveys / "scales.yaml" if folder else None
    shared = tuple(read_scales(scales).values()) if scales and scales.is_file() else ()
    return Draft(
        drafted,
        write_instrument(drafted, shared),
        tuple(said.items()),
        unrouted(drafted),
        export.definition_differences if not len(export) else (),
    )


def answered(
    export: Export,
    survey: str,
    known: Mapping[str, str],
    answer: Answer,
    *,
    keys: Sequence[str] = (),
) -> dict[str, str]:
    """Return the answers to what only a person knows of an export: known, or asked for.

    Parameters
    ----------
    keys
        Ask about these only; () for everything.
    """
    from ffc_eval.collect.ingest import asks

    said = dict(known)
    for ask in asks(export, survey=survey):
        if ask.key in said or (keys and ask.key not in keys):
            continue
        named = ask.key == "wave_label" and said.get("wave")
        said[ask.key] = answer(replace(ask, default=said["wave"]) if named else ask)
    return said


def free_place(folder: Folder, survey: str) -> Path:
    """Return where the instrument of a new survey belongs.

    Raises
    ------
    ExportError
        The name is unfit, or an instrument stands there already.
    """
    check_name(survey)
    path = folder.instrument(survey)
    if path.exists():
        raise ExportError(
            "instrument-there",
            "The survey has an instrument already; a draft would take its place.",
            where=f"surveys/{survey}/instrument.yaml",
            do="Choose another name after --survey, or write the draft elsewhere with -o FILE.",
        )
    return path


def check_name(survey: str, wave: str = "") -> None:
    """Refuse a survey name that could not stand in the settings, before anything is read.

    Raises
    ------
    ExportError
        It holds anything but small letters, digits, - and _.
    """
    from pydantic import ValidationError

    try:
        Source(survey=survey, wave=wave or "w", sha256="0" * 64)
    except ValidationError:
        raise ExportError(
            "survey-name",
            "The name of a survey is small letters, digits, - and _.",
            found=survey[:40],
            do="Choose another name after --survey, for example families_2025.",
        ) from None


def _tests_kept(export: Export, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return the note that test rows are counted, where they are."""
    tests = int(export.marks["test"].sum())
    if not tests or said.get("test_rows") != "keep":
        return ()
    return (f"{tests} of {len(export)} rows are marked as tests by the platform and counted.",)
