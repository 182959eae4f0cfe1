"""Draft an instrument from an export and from what a person said about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from ffc_eval.collect.ingest.asking import NOBODY, UNSAID, asks, scale_keys
from ffc_eval.collect.ingest.definitions.routes import not_understood
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.options import drafted
from ffc_eval.collect.ingest.other_words import in_own_words, with_other_words
from ffc_eval.errors import ExportError, Problem, nearest
from ffc_eval.model.instrument import (
    Instrument,
    Kind,
    Linked,
    Option,
    Population,
    Question,
    Scale,
    Wave,
)


def draft_instrument(export: Export, *, survey: str, answers: Mapping[str, str]) -> Instrument:
    """Return a first instrument for a survey; a person reads it over before it is used.

    Parameters
    ----------
    export
        Its questions are taken over, personal ones left out. Routing is not guessed.
    survey
        Id of the survey.
    answers
        What a person said, under the keys of ``asks``; the default holds where one is absent.

    Raises
    ------
    ExportError
        An answer has an unknown key, or is none of the choices.
    """
    said = _with_whole_grids(export, _checked(export, survey, answers))
    personal = (*export.personal, *_listed(said["personal"]))
    questions = tuple(
        _question(block, export, said)
        for block in export
        if not block.personal and not _chosen_personal(block, personal)
    )
    held = ("blank", "duplicate", "test", "no_consent")
    quote = said["consent_quote"]
    return Instrument(
        id=survey,
        title=said["title"],
        questions=tuple(_routed(with_other_words(questions, export))),
        population=cast("Population", said["population"]),
        kind=cast("Kind", said["kind"]),
        linked=cast("Linked", said["linked"]),
        waves=(_wave(export, said),) if len(export) else (),
        consent_quote="" if quote == NOBODY else quote,
        platform=export.platform,
        zone=said.get("zone", ""),
        personal=personal,
        holds_out=tuple(why for why in held if why != "test" or said.get("test_rows") != "keep"),
    )


def _with_whole_grids(export: Export, said: Mapping[str, str]) -> dict[str, str]:
    """Return the answers with the order of a scale for every item of the grid it was given for."""
    orders = {
        f"scale.{name}": said[key] for name, key in scale_keys(export).items() if said.get(key)
    }
    return {**orders, **{key: text for key, text in said.items() if text or key not in orders}}


def _routed(questions: Iterable[Question]) -> Iterator[Question]:
    """Yield questions whose routes hold in the instrument; others say what was known in words."""
    earlier: dict[str, Question] = {}
    for question in questions:
        known = all(
            gate is not None and set(one.codes) <= {option.code for option in gate.options}
            for conditions in question.asked_if
            for one in conditions
            for gate in [earlier.get(one.question)]
        )
        earlier[question.id] = question if known else not_understood(question)
        yield earlier[question.id]


def _checked(export: Export, survey: str, answers: Mapping[str, str]) -> dict[str, str]:
    known = {ask.key: ask for ask in asks(export, survey=survey)}
    problems = [
        Problem(
            "no-such-answer-key",
            f'"{key}" is nothing that was asked about this export.',
            do=nearest(key, list(known)),
        )
        for key in answers
        if key not in known and not key.startswith(("tick_all.", "scale."))
    ]
    problems += [
        Problem(
            "answer-not-a-choice",
            f'The answer to "{key}" is none of the choices.',
            do=nearest(answers[key], ask.choices),
        )
        for key, ask in known.items()
        if key in answers and ask.choices and answers[key] not in ask.choices
    ]
    if problems:
        raise ExportError.of(problems)
    return {**{key: ask.default for key, ask in known.items()}, **answers}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _chosen_personal(block: Block, personal: tuple[str, ...]) -> bool:
    return block.question.id in personal or all(column in personal for column in block.columns)


def _wave(export: Export, said: Mapping[str, str]) -> Wave:
    known = export.dates.dropna()
    return Wave(
        id=said["wave"],
        label=said["wave_label"] if said["wave_label"] else said["wave"],
        start=known.min().date() if len(known) else None,
        end=known.max().date() if len(known) else None,
        asked=_people(said["asked"]),
        frame=_people(said["frame"]),
    )


def _people(text: str) -> int | None:
    digits = text.replace(",", "").strip()
    if not digits:
        return None
    if not digits.isdigit():
        raise ExportError(
            "not-a-number-of-people",
            "How many people were asked must be a whole number.",
            do="Write digits only, or leave it empty.",
        )
    return int(digits)


def _question(block: Block, export: Export, said: Mapping[str, str]) -> Question:
    question = block.question
    if block.other and any(b.question.text == question.text for b in export if not b.other):
        question = replace(question, text=in_own_words(question.text))
    headings = tuple(
        (wave, heading)
        for wave, heading in question.headings
        if compared(heading) not in (compared(question.text), compared(question.id))
    )
    question = replace(question, headings=headings)
    if question.type == "date":
        order = export.date_order or said.get("dates", UNSAID)
        return replace(question, unit=order) if order != UNSAID else question
    if said.get(f"tick_all.{question.id}") == "no":
        options, scale = drafted([option.label for option in question.options])
        return replace(question, type="single", options=options, scale=scale)
    order = said.get(f"scale.{question.id}", "")
    if not order:
        return question
    name = scale_keys(export)[question.id].removeprefix("scale.")
    return _scaled(question, [part.strip() for part in order.split(">")], name)


def _scaled(question: Question, labels: list[str], name: str) -> Question:
    """Put the options of a question in the order that a person gave, top first, and score them."""
    by_label = {compared(option.label): option for option in question.options}
    unknown = [label for label in labels if compared(label) not in by_label]
    if unknown:
        raise ExportError(
            "scale-order",
            f'The order of the scale of "{question.id}" names an answer that it does not have.',
            do=nearest(unknown[0], [option.label for option in question.options]),
        )
    points = tuple(
        replace(by_label[compared(label)], score=float(len(labels) - place))
        for place, label in enumerate(labels)
    )
    rest: tuple[Option, ...] = tuple(
        option for option in question.options if option.label not in {p.label for p in points}
    )
    ends = max(1, len(points) * 2 // 5)
    scale = Scale(
        f"{name}_scale",
        points,
        tuple(point.code for point in points[:ends]),
        tuple(point.code for point in points[-ends:]),
        points[0].label.casefold(),
        points[-1].label.casefold(),
    )
    return replace(question, options=(*points, *rest), scale=scale)
