"""Base line: who was asked, who answered, when, how, what is missing and what is hidden."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Wave
from ffc_eval.model.released import Released
from ffc_eval.present.tables.lines import Line, lines, periods
from ffc_eval.present.tables.numbers import percent, whole
from ffc_eval.present.tables.words import listed

CHOSE = "these are shares of those who chose to answer, not of everybody who could have"
COUNTED = "every event is counted, so there is no likely range"


def base_line(
    released: Released[Estimates],
    instrument: Instrument,
    questions: Sequence[str] = (),
    answered: Mapping[str, int] | None = None,
) -> tuple[tuple[str, str], ...]:
    """Return run-in words and texts: Asked, Answered, Fieldwork, Mode, Missing, Suppressed.

    Parameters
    ----------
    released
        The numbers it stands below.
    instrument
        Its waves say who was asked, when and how.
    questions
        Only of these questions; () for all.
    answered
        People who answered, by wave; without it the bases of the numbers are given.
    """
    found = [line for line in lines(released, questions) if line.statistic != "difference"]
    shown = periods(found, instrument)
    waves = [wave for wave in instrument.waves if wave.id in shown]
    wrote = all(line.base == "commenters" for line in found)
    parts = [
        ("Asked", _by_wave(waves, {wave.id: _asked(wave) for wave in waves})),
        (
            "Wrote a comment" if wrote else "Answered",
            _answered(found, waves, shown, answered or {}),
        ),
        ("Fieldwork", listed([days(wave.start, wave.end) for wave in waves if wave.start])),
        ("Mode", listed(list(dict.fromkeys(wave.mode for wave in waves if wave.mode)))),
        ("Missing", "" if wrote else _missing(found)),
        ("Weighted", _weighted(released, instrument)),
        ("Read with care", {"self_selected": CHOSE, "census": COUNTED}.get(instrument.kind, "")),
        ("Suppressed", _suppressed(found, released)),
    ]
    return tuple((word, text) for word, text in parts if text)


_STEPS = ("Raked to", "Post-stratified by", "Calibrated to")


def _weighted(released: Released[Estimates], instrument: Instrument) -> str:
    steps = released.content.provenance.steps
    if instrument.weighting is None or not any(step.startswith(_STEPS) for step in steps):
        return ""
    return "percentages to the list, counts of people not"


def _asked(wave: Wave) -> str:
    if wave.asked is None:
        return ""
    if wave.frame and wave.frame != wave.asked:
        return f"{whole(wave.asked)} of {whole(wave.frame)}"
    return whole(wave.asked)


def _by_wave(waves: Sequence[Wave], texts: Mapping[str, str]) -> str:
    known = [wave for wave in waves if texts.get(wave.id)]
    if len(waves) == 1 and known:
        return texts[known[0].id]
    return listed([f"{texts[wave.id]} in {wave.label or wave.id}" for wave in known])


def _answered(
    found: Sequence[Line],
    waves: Sequence[Wave],
    shown: Sequence[str],
    answered: Mapping[str, int],
) -> str:
    bases = sorted({line.n for line in found if not line.by and not math.isnan(line.n)})
    asked = {wave.id: wave.asked for wave in waves}
    people = {
        wave: whole(n) + (f" ({percent(n / total)})" if (total := asked.get(wave)) else "")
        for wave, n in answered.items()
        if wave in shown
    }
    text = _by_wave(waves, people)
    each = "to ".join(f"{whole(n)} " for n in dict.fromkeys((*bases[:1], *bases[-1:]))).strip()
    if not text:
        return each
    same = len(bases) == 1 and bases[0] in answered.values()
    return text if same or not each else f"{text}; {each} a question"


def days(start: date | None, end: date | None) -> str:
    """Return "7 to 25 October 2024"; months and years that repeat stand once."""
    if start is None or end is None or start == end:
        known = start or end
        return f"{known.day} {known:%B %Y}" if known else ""
    last = f"{end.day} {end:%B %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {last}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {last}"
    return f"{start.day} {start:%B %Y} to {last}"


def _missing(found: Sequence[Line]) -> str:
    missing = sorted({line.n_missing for line in found if not line.by and line.n_missing >= 0})
    if not missing or missing[-1] == 0:
        return ""
    ends = " to ".join(whole(n) for n in dict.fromkeys((missing[0], missing[-1])))
    to_one = " to a question" if len(missing) > 1 else ""
    return f"{ends} gave no answer{to_one} or were not asked"


_AVERAGES = {"mean", "quantile", "net"}


def _suppressed(found: Sequence[Line], released: Released[Estimates]) -> str:
    if any(line.shown == "hidden" and line.symbol == "c" for line in found):
        return "numbers marked c"
    few = {line.statistic for line in found if line.shown == "number" and line.symbol == "c"}
    if few:
        return f"{'averages' if few <= _AVERAGES else 'results'} of very few people"
    return "a split, see the note" if released.notes else "nothing"
