"""Leads: the sentence that opens a section, made of released numbers."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.model.blocks import Passage
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables.changes import Change, changes
from ffc_eval.present.tables.lines import Line, lines, question_of, top_words, where, wording
from ffc_eval.present.tables.numbers import result
from ffc_eval.present.tables.themes import themes
from ffc_eval.present.tables.words import capital, number_word, quantifier


def change_lead(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str] = ()
) -> Passage:
    """Return how many statements changed by more than chance, and which way."""
    shown = [change for change in changes(released, instrument, questions) if change.drawn]
    kinds = sorted({change.difference.domain for change in shown})
    said = [
        _whose(kind) + change_sentence([one for one in shown if one.difference.domain == kind])
        for kind in kinds
    ]
    words = tuple(said) or (change_sentence(shown),)
    return Passage("lead", words, synthetic=released.synthetic)


def _whose(kind: str) -> str:
    """Return whose change it is, where people who answered both rounds and one stand apart."""
    return f"Among people who answered {kind}: " if kind else ""


def change_sentence(shown: Sequence[Change]) -> str:
    """Return "Four of seven statements changed by more than chance would give. ..."."""
    total = len(shown)
    moved = [change.word.tone for change in shown if change.word.tone != "chance"]
    if not total:
        return "No two waves can be compared."
    if not moved:
        return f"None of {number_word(total)} statements changed by more than chance would give."
    verb = "statement" if total == 1 else "statements"
    start = f"{capital(number_word(len(moved)))} of {number_word(total)} {verb} changed"
    good, bad = moved.count("good"), moved.count("bad")
    parts = [f"{number_word(good)} moved for the better"] if good else []
    parts += [f"{number_word(bad)} {'' if good else 'moved '}for the worse"] if bad else []
    end = f" {capital(' and '.join(parts))}." if parts else ""
    return f"{start} by more than chance would give.{end}"


def question_lead(
    released: Released[Estimates], instrument: Instrument, question: str, wave: str = ""
) -> Passage:
    """Return the main result of one statement in a sentence, with its counts and range."""
    tops = where(lines(released, (question,)), statistic="top_box", by="")
    tops = where(tops, period=wave) if wave else tops
    text = statement_sentence(tops[-1], instrument) if tops else ""
    return Passage("lead", (text,) if text else (), synthetic=released.synthetic)


def statement_sentence(line: Line, instrument: Instrument) -> str:
    """Return "Some, 20 of 45 (44%, 31 to 59), answered “agree” to “My views counted”."."""
    if line.people != line.people:
        return f"“{wording(line)}”: too few people answered to say more."
    words = top_words(question_of(instrument, line.indicator), line)
    vague = quantifier(line.estimate, line.n) if line.drawn else ""
    found = result(line.people, line.n, line.estimate, line.conf_low, line.conf_high)
    who = f"{capital(vague)}, {found}," if vague else found
    return f"{who} answered “{words}” to “{wording(line)}”."


def theme_lead(released: Released[Estimates], codebook: Codebook | None = None) -> Passage:
    """Return which theme most people raised; for the text, never for a headline."""
    found = [theme for theme in themes(released, codebook) if theme.line.people >= 1]
    if not found:
        return Passage("lead", (), synthetic=released.synthetic)
    line, name = found[0].line, found[0].name
    count = result(line.people, line.n, line.estimate, line.conf_low, line.conf_high)
    text = f"More people wrote about “{name}” than about anything else: {count}."
    return Passage(
        "lead", (text.replace(") of those", ") of those"),), synthetic=released.synthetic
    )
