"""Read instruments, scales and codebooks; every mistake is named at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.collect.instruments.conditions import broken_conditions
from ffc_eval.collect.instruments.faults import SourceFile
from ffc_eval.errors import InstrumentError, Problem
from ffc_eval.model.codebook import Code, Codebook
from ffc_eval.model.frame import SamplingPlan, Weighting
from ffc_eval.model.instrument import Condition, Instrument, Option, Question, Scale, Wave

if TYPE_CHECKING:
    from ffc_eval.collect.instruments.forms import (
        CodeForm,
        InstrumentForm,
        OptionForm,
        QuestionForm,
        ScaleForm,
        WeightingForm,
    )


def read_instrument(path: Path) -> Instrument:
    """Read an instrument and the shared scales it uses.

    Parameters
    ----------
    path
        ``surveys/<id>/instrument.yaml``. Shared scales stand in ``scales.yaml`` beside the folder
        of the survey; scales of the file itself come first. The list by group stands in
        ``frame.csv`` beside the instrument.

    Returns
    -------
    Instrument
        Its id is that of the file, or else the name of the folder.

    Raises
    ------
    InstrumentError
        Every problem of the instrument and of the scales file, each with its line.

    Examples
    --------
    >>> from pathlib import Path
    >>> staff = read_instrument(Path("surveys/staff/instrument.yaml"))
    >>> staff.question("STF-07").scale.id
    'AGREE5'
    """
    from ffc_eval.collect.instruments.forms import InstrumentForm
    from ffc_eval.collect.instruments.frames import FILE, with_frame
    from ffc_eval.collect.instruments.references import broken_references

    beside = path.parent.parent / "scales.yaml"
    shared, problems = _scales(beside) if beside.is_file() else ({}, [])
    file, faults = _open(path)
    form, wrong = file.check(InstrumentForm)
    own = file.root.plain
    named = own.get("scales", {}) if isinstance(own, dict) else {}
    known = [*(named if isinstance(named, dict) else ()), *shared]
    problems += [*faults, *wrong, *broken_references(file, known)]
    if form is not None and not problems:
        problems += _unfit_questions(file, form, shared)
    if form is None or problems:
        raise InstrumentError.of(problems)
    return with_frame(_instrument(form, shared, path.parent.name), path.parent / FILE)


def read_scales(path: Path) -> dict[str, Scale]:
    """Read the shared scales of a project, by id.

    Raises
    ------
    InstrumentError
        Every problem of the file, each with its line.
    """
    scales, problems = _scales(path)
    if problems:
        raise InstrumentError.of(problems)
    return scales


def read_codebook(path: Path) -> Codebook:
    """Read the codes and themes of a project.

    Raises
    ------
    InstrumentError
        Every problem of the file, each with its line.
    """
    from ffc_eval.collect.instruments.forms import CodebookForm

    file, problems = _open(path)
    form, wrong = file.check(CodebookForm)
    problems += wrong
    if form is None or problems:
        raise InstrumentError.of(problems)
    problems = [
        file.problem(
            ("themes", place, "codes", row, "id"),
            "code-outside-its-theme",
            f'The code "{code.id}" stands under the theme "{theme.id}".',
            do=f"Begin the code with {theme.id} and a full stop, each code once.",
        )
        for place, theme in enumerate(form.themes)
        for row, code in enumerate(theme.codes)
        if code.id.split(".")[0] != theme.id or code.id in [c.id for c in theme.codes[:row]]
    ]
    if problems:
        raise InstrumentError.of(problems)
    return Codebook(
        version=form.version,
        themes=tuple((theme.id, theme.name) for theme in form.themes),
        codes=tuple(_code(code) for theme in form.themes for code in theme.codes),
        flags=tuple(_code(flag) for flag in form.flags),
    )


def _open(path: Path) -> tuple[SourceFile, list[Problem]]:
    from ffc_eval.collect.instruments.marked import LARGEST, compose

    name = _called(path)
    try:
        data = path.read_bytes()
        text = data[:LARGEST].decode("utf-8-sig")
    except OSError as error:
        raise InstrumentError(
            "file-not-read",
            "The file cannot be opened.",
            where=name,
            found=error.strerror or "",
            do="Check that the file is there and not open in another program.",
        ) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InstrumentError(
            "not-utf8",
            "The file is not saved as UTF-8.",
            where=f"{name}, line {line}",
            do='Save it again with the encoding "UTF-8".',
        ) from None
    if len(data) > LARGEST:
        raise InstrumentError(
            "file-too-large",
            "The file is too large to be a questionnaire.",
            where=name,
            found=f"{len(data)} bytes",
            do=f"Keep it under {LARGEST} bytes.",
        )
    root, problems = compose(text, name)
    return SourceFile(name, root), list(problems)


def _called(path: Path) -> str:
    """Return the path from ``surveys`` on, or the file's name: never a folder of the machine."""
    parts = path.parts
    start = parts.index("surveys") if "surveys" in parts else len(parts) - 1
    return "/".join(parts[start:])


def _scales(path: Path) -> tuple[dict[str, Scale], list[Problem]]:
    from ffc_eval.collect.instruments.forms import ScalesForm

    file, problems = _open(path)
    form, wrong = file.check(ScalesForm)
    return _scales_of(form.scales if form else {}), [*problems, *wrong]


def _unfit_questions(
    file: SourceFile, form: InstrumentForm, shared: Mapping[str, Scale]
) -> list[Problem]:
    """Return a problem for every question whose answers, the scale's included, do not fit."""
    scales = {**shared, **_scales_of(form.scales)}
    questions = [_question(asked, scales) for asked in form.questions]
    problems = list(broken_conditions(file, questions))
    for position, question in enumerate(questions):
        codes = [option.code for option in question.options]
        labels = [option.label for option in question.values]
        if len(set(codes)) < len(codes) or len(set(labels)) < len(labels):
            what = "Two answers of the question have the same code or the same label."
            do = "Word them differently, or keep one."
        elif question.scale and not {*question.scale.top, *question.scale.bottom} <= set(codes):
            what = "The answers lack a code that the scale counts as its top or bottom."
            do = f"Use the codes of {question.scale.id}, or leave the scale out."
        else:
            continue
        problems.append(file.problem(("questions", position), "unfit-answers", what, do=do))
    return problems


def _instrument(form: InstrumentForm, shared: Mapping[str, Scale], folder: str) -> Instrument:
    scales = {**shared, **_scales_of(form.scales)}
    kept = form.model_dump(exclude={"id", "scales", "questions", "waves", "sampling", "weighting"})
    return Instrument(
        **kept,
        sampling=SamplingPlan(**form.sampling.model_dump()) if form.sampling else None,
        weighting=_weighting(form.weighting) if form.weighting else None,
        id=form.id or folder,
        questions=tuple(_question(question, scales) for question in form.questions),
        waves=tuple(Wave(**wave.model_dump()) for wave in form.waves),
    )


def _weighting(form: WeightingForm) -> Weighting:
    return Weighting(form.method, form.to, form.trim or (), form.bounds or ())


def _question(form: QuestionForm, scales: Mapping[str, Scale]) -> Question:
    kept = form.model_dump(exclude={"options", "also", "scale", "headings", "asked_if"})
    scale = scales[form.scale] if form.scale else None
    options = _options(form.options) or ((*scale.options, *_options(form.also)) if scale else ())
    headings = tuple((heading.wave, heading.heading) for heading in form.headings)
    asked_if = tuple(
        tuple(
            Condition(name, part.any_of or part.none_of, bool(part.any_of))
            for name, part in alternative.items()
        )
        for alternative in form.asked_if
    )
    return Question(**kept, options=options, scale=scale, headings=headings, asked_if=asked_if)


def _scales_of(forms: Mapping[str, ScaleForm]) -> dict[str, Scale]:
    return {
        name: Scale(
            name, _options(form.options), form.top, form.bottom, form.top_label, form.bottom_label
        )
        for name, form in forms.items()
    }


def _options(forms: Mapping[str, OptionForm]) -> tuple[Option, ...]:
    return tuple(Option(code=code, **form.model_dump()) for code, form in forms.items())


def _code(form: CodeForm) -> Code:
    return Code(**form.model_dump())
