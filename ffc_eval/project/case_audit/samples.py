"""Samples of cases: drawn once a wave, kept with real case numbers in the restricted folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError
from ffc_eval.model.instrument import Instrument
from ffc_eval.project.case_audit.case_lists import levels, read_case_list
from ffc_eval.project.workspace import Workspace

if TYPE_CHECKING:
    from ffc_eval.analyse.case_sampling import CaseFrame, Draw
    from ffc_eval.analyse.case_sampling.draw import Replaced
    from ffc_eval.model.records import Records

DRAW = "draw.json"
FRAME = "frame"
_WAVE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


@dataclass(frozen=True)
class Asked:
    """A sample as it is asked for.

    Parameters
    ----------
    survey, wave
        The audit tool and the round of reading.
    frame
        The list of cases; its name is kept nowhere.
    n, seed
        How many cases, and what fixes which.
    """

    survey: str
    wave: str
    frame: Path
    n: int
    seed: int


@dataclass(frozen=True)
class Taken:
    """A sample as it was drawn: now, or before from the same list with the same seed."""

    draw: Draw
    frame: CaseFrame
    folder: Path
    before: bool


def take(project: Workspace, asked: Asked) -> Taken:
    """Draw the sample of a wave, or confirm the one that was drawn before.

    The draw, the list and the readers' workbooks are written to the restricted folder, the draw
    first: nobody can see a case before the sample is fixed.

    Raises
    ------
    DesignError
        The wave has a draw from another list, with another seed or of another size; or the list
        is not fit.
    """
    from ffc_eval.analyse.case_sampling import draw, to_json
    from ffc_eval.collect.instruments import read_instrument
    from ffc_eval.project.case_audit.books import write_books
    from ffc_eval.store import write_atomic

    instrument = read_instrument(project.folder.instrument(asked.survey))
    _check(instrument, asked.wave)
    frame = read_case_list(asked.frame, instrument)
    earlier = drawn(project, asked.survey, asked.wave)
    drawing = draw(frame, asked.n, seed=asked.seed, order=levels(instrument), earlier=earlier)
    _refuse_other_size(asked.n, drawing)
    folder = place(project, asked.survey, asked.wave)
    if earlier is None:
        write_atomic(folder / DRAW, to_json(drawing).encode(), mode=0o600)
        suffix = asked.frame.suffix.lower()
        write_atomic(folder / f"{FRAME}{suffix}", asked.frame.read_bytes(), mode=0o600)
    write_books(folder, drawing, frame, instrument)
    return Taken(drawing, frame, folder, before=earlier is not None)


@dataclass(frozen=True)
class Replacing:
    """A case that cannot be read.

    Parameters
    ----------
    survey, wave
        The audit tool and the round of reading.
    row
        Row of the first readers' workbook, the headings being row 1; it stands for the case
        drawn there, or for the one that took its place.
    reason
        A coded reason; "too difficult" is none.
    """

    survey: str
    wave: str
    row: int
    reason: Replaced


def replace_case(project: Workspace, replacing: Replacing) -> tuple[str, ...]:
    """Replace a case by the next of its stratum's reserve list.

    Returns
    -------
    tuple of str
        Names of the workbooks with the new case, in the restricted folder. Those that the readers
        have are left alone.

    Raises
    ------
    DesignError
        The wave has no draw in the restricted folder, the row holds no case, or the reserve of
        the stratum is used up.
    """
    from ffc_eval.analyse.case_sampling import from_json, substitute, to_json
    from ffc_eval.collect.instruments import read_instrument
    from ffc_eval.project.case_audit.books import write_replacement
    from ffc_eval.store import write_atomic

    folder = place(project, replacing.survey, replacing.wave)
    if not (folder / DRAW).is_file():
        raise _not_drawn(replacing.wave)
    drawing = from_json((folder / DRAW).read_text(encoding="utf-8"))
    lost = _standing_in(drawing, replacing.row)
    changed = substitute(drawing, lost, replacing.reason)
    write_atomic(folder / DRAW, to_json(changed).encode(), mode=0o600)
    new = changed.cases.loc[changed.cases["replaces"] == lost, "case"].item()
    instrument = read_instrument(project.folder.instrument(replacing.survey))
    frame = frame_of(project, instrument, replacing.wave)
    return write_replacement(folder, changed, new, frame, instrument)


def _standing_in(drawing: Draw, row: int) -> str:
    """Return the case that stands for a row: the one drawn, or the last that replaced it."""
    cases = drawing.cases
    first = cases.loc[(cases["replaces"] == "") & (cases["role"] != "reserve"), "case"].tolist()
    if not 2 <= row <= len(first) + 1:
        raise DesignError(
            "case-not-drawn",
            "That row of the first readers' workbook holds no case.",
            found=f"row {row}; cases stand in rows 2 to {len(first) + 1}",
            do="Look the row up in the workbook; the headings are row 1.",
        )
    case = str(first[row - 2])
    instead = dict(zip(cases["replaces"], cases["case"], strict=True))
    while case in instead:
        case = str(instead[case])
    return case


def place(project: Workspace, survey: str, wave: str) -> Path:
    """Return the folder of a wave's sample, in the restricted folder."""
    from ffc_eval.project.reading import restricted

    return restricted(project) / "samples" / survey / wave


def drawn(project: Workspace, survey: str, wave: str) -> Draw | None:
    """Return the draw of a wave with real case numbers; None where there is none yet."""
    from ffc_eval.analyse.case_sampling import from_json

    path = place(project, survey, wave) / DRAW
    if not path.is_file():
        path = project.folder.data(survey) / f"synthetic-draw-{wave}.json"
    if not path.is_file():
        return None
    return from_json(path.read_text(encoding="utf-8"))


def draws(project: Workspace, instrument: Instrument) -> Mapping[str, Draw]:
    """Return the draw of every wave under the pseudonyms that its marks are read with.

    Raises
    ------
    DesignError
        A wave with marks has no draw.
    """
    from ffc_eval.collect.privacy import pseudonym
    from ffc_eval.project.reading import secret_key

    found = {}
    for source in project.sources(instrument.id):
        drawing = drawn(project, instrument.id, source.wave)
        if drawing is None:
            raise _not_drawn(source.wave)
        secret, _ = secret_key(project, synthetic=bool(source.file))
        found[source.wave] = drawing.renamed(partial(pseudonym, secret))
    begun = {wave.id for wave in instrument.waves}
    return {wave: drawing for wave, drawing in found.items() if wave in begun}


def account(project: Workspace, instrument: Instrument) -> Records:
    """Return what was sampled: strata of each wave, replaced and left-out cases, as counts.

    Raises
    ------
    DesignError
        A wave has no draw, or the list it was drawn from is missing.
    """
    from ffc_eval.analyse.case_sampling import draw_account

    drawings = draws(project, instrument)
    frames = {wave: frame_of(project, instrument, wave) for wave in drawings}
    return draw_account(frames, drawings)


def frame_of(project: Workspace, instrument: Instrument, wave: str) -> CaseFrame:
    """Return the list that a wave's sample was drawn from.

    Raises
    ------
    DesignError
        It is missing.
    """
    folder = place(project, instrument.id, wave)
    kept = [*sorted(folder.glob(f"{FRAME}.*"))]
    kept.append(project.folder.data(instrument.id) / f"synthetic-frame-{wave}.csv")
    path = next((path for path in kept if path.is_file()), None)
    if path is None:
        raise _not_drawn(wave)
    return read_case_list(path, instrument)


def _not_drawn(wave: str) -> DesignError:
    return DesignError(
        "not-drawn",
        "Cases were read in a wave whose sample is not on file.",
        where=f"wave {wave}",
        do="Bring the restricted folder back from your backup, or take the source out of "
        "ffc-eval.toml: without the draw nobody knows what the cases stand for.",
    )


def _check(instrument: Instrument, wave: str) -> None:
    if not instrument.strata:
        raise DesignError(
            "no-strata",
            f'The instrument "{instrument.id}" names no questions that make strata.',
            do="Name them in instrument.yaml, for example: strata: [locality, plan]",
        )
    if not _WAVE.fullmatch(wave):
        raise DesignError(
            "wave-name",
            "A wave is named with letters, digits, - and _ only.",
            do="Write it as in --wave 2025-05.",
        )


def _refuse_other_size(n: int, drawing: Draw) -> None:
    size = len(drawing.sample)
    if size != n:
        raise DesignError(
            "size-changed",
            "The sample of this wave was drawn before, in another size.",
            found=f"{n} wanted, {size} drawn",
            do="Use the sample as it was drawn, or begin a new wave with --wave.",
        )
