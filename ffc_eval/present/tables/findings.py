"""Titles that say the finding, written from released rows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ffc_eval.model.instrument import Instrument
from ffc_eval.present.tables.lines import (
    Line,
    question_of,
    top_words,
    under_stem,
    wave_label,
    wording,
)
from ffc_eval.present.tables.numbers import out_of, percent
from ffc_eval.present.tables.words import capital


def statements_title(tops: Sequence[Line], instrument: Instrument) -> str:
    """Return "Agree: most for “The co-ordinator was fair”, 48 of 57 (84%)".

    Of statements that mix good and bad news, the highest that is not bad news; without a share
    to compare, only what the statements were answered with.
    """
    if not tops:
        return "Statements"
    tops, stem = under_stem(tops, instrument)
    title = _most(tops, instrument)
    return f"“{stem.rstrip('.')}”. {title}" if stem else title


def _most(tops: Sequence[Line], instrument: Instrument) -> str:
    head = capital(top_words(question_of(instrument, tops[0].indicator), tops[0]))
    drawn = [line for line in tops if line.drawn]
    if len(drawn) < 2:
        return f"{head}, by statement"
    firm = [line for line in drawn if line.flag != "very small base"] or drawn
    hopeful = [line for line in firm if not _bad(line, instrument)] or firm
    best = max(hopeful, key=lambda line: line.estimate)
    count = out_of(best.people, best.n)
    return f"{head}: most for “{wording(best)}”, {count} ({percent(best.estimate)})"


def who_and_when(found: Sequence[Line], instrument: Instrument) -> str:
    """Return "Staff survey, May 2025": the survey and the rounds that the rows are of."""
    present = {line.period for line in found if line.period}
    waves = [wave_label(instrument, wave.id) for wave in instrument.waves if wave.id in present]
    return ", ".join([instrument.title, " and ".join(waves)] if waves else [instrument.title])


def _bad(line: Line, instrument: Instrument) -> bool:
    question = question_of(instrument, line.indicator)
    return (question is not None and question.direction == "bad") or math.isnan(line.estimate)
