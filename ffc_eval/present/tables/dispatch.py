"""Dispatch: the table that fits what was released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables.base_line import base_line
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.changes import change_table
from ffc_eval.present.tables.findings import who_and_when
from ffc_eval.present.tables.lines import Line, distinct, lines
from ffc_eval.present.tables.questions import distribution, number_summary, statements
from ffc_eval.present.tables.splits import split_table
from ffc_eval.present.tables.themes import VALENCES, theme_table
from ffc_eval.present.tables.words import capital, listed, number_word

Content = Literal["nothing", "change", "split", "themes", "numbers", "statements", "answers"]
_SIGNS = ("any", *(sign for sign, _ in VALENCES))


def content_of(found: Sequence[Line]) -> Content:
    """Say what released rows are about: the first that fits, in this order."""
    statistics = set(distinct(found, "statistic"))
    several = len(distinct(found, "indicator")) > 1
    kinds: tuple[tuple[Content, bool], ...] = (
        ("nothing", not found),
        ("change", "difference" in statistics),
        ("split", any(line.by for line in found)),
        ("themes", all(line.option in _SIGNS for line in found)),
        ("numbers", not statistics & {"share", "top_box"}),
        ("statements", "top_box" in statistics and (several or "share" not in statistics)),
    )
    return next((kind for kind, fits in kinds if fits), "answers")


def table(
    released: Released[Estimates],
    instrument: Instrument,
    *,
    questions: Sequence[str] = (),
    codebook: Codebook | None = None,
    caption: Caption | None = None,
) -> Table | Passage:
    """Return the table that fits the content, with its base line and notes.

    Parameters
    ----------
    released
        What ``ffc.protect`` gave.
    instrument
        Words, order of answers, waves and direction of the questions.
    questions
        Only these; () for all.
    codebook
        Names of the themes.
    caption
        Words in place of those written by the program.

    Returns
    -------
    Table or Passage
        Changes between waves, a split, themes, numbers, statements of one scale, or the answers
        of one question; a passage where there is nothing to show but the reason.
    """
    found = lines(released, questions)
    kind = content_of(found)
    names = distinct(found, "indicator")
    if kind == "nothing" or too_few(found):
        words = released.notes or few_words(found)
        return Passage("notice", words, synthetic=released.synthetic)
    if kind == "split":
        made = split_table(released, instrument, names, codebook)
        if isinstance(made, Passage):
            return made
    elif kind == "themes":
        made = theme_table(released, codebook, names)
    elif kind == "answers":
        made = distribution(released, instrument, names[0])
    else:
        make = {"change": change_table, "numbers": number_summary, "statements": statements}[kind]
        made = make(released, instrument, names)
    return captioned(made, released, instrument, names, caption or Caption())


def too_few(found: Sequence[Line]) -> bool:
    """Whether nothing but the number who answered may be shown of any row."""
    return all(line.shown in ("number", "hidden") for line in found)


def few_words(found: Sequence[Line]) -> tuple[str, ...]:
    """Return what stands in place of results of very few people; every question is named."""
    alike: dict[str, list[str]] = {}
    for question in distinct(found, "question") or [""]:
        why = _why_few([line for line in found if line.question == question])
        alike.setdefault(why, []).append(f"“{question}”" if question else "")
    return tuple(
        f"{listed(names)}: {why}" if any(names) else capital(why) for why, names in alike.items()
    )


def _why_few(found: Sequence[Line]) -> str:
    if any(line.shown == "hidden" and line.symbol == "c" for line in found):
        return "not shown, because an answer is that of very few people."
    most = max((line.n for line in found if line.n > 0), default=0)
    if not most:
        return "nobody answered."
    people = "one person" if most == 1 else f"{number_word(round(most))} people"
    return f"{people} answered, too few to show what was said."


def captioned(
    made: Table,
    released: Released[Estimates],
    instrument: Instrument,
    questions: Sequence[str],
    caption: Caption,
) -> Table:
    """Return the table with caption, base line, notes and the mark of synthetic data."""
    return replace(
        made,
        title=caption.title or made.title,
        subtitle=caption.subtitle
        or made.subtitle
        or who_and_when(lines(released, questions), instrument),
        base_line=caption.base_line or base_line(released, instrument, questions),
        notes=tuple(dict.fromkeys((*made.notes, *_left_out(released, questions), *released.notes))),
        synthetic=released.synthetic,
    )


def _left_out(released: Released[Estimates], questions: Sequence[str]) -> list[str]:
    """Return why numbers that could be shown are not there: a stratum of one cluster, a margin."""
    gone = [
        line.note
        for line in lines(released, questions)
        if line.shown == "percent" and line.estimate != line.estimate and line.note
    ]
    return [f"Numbers marked : are left out. {note}" for note in dict.fromkeys(gone)]
