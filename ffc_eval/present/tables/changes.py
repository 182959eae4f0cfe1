"""Changes: two waves side by side, the difference, its interval and its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ffc_eval.analyse.compare import CROSS_SECTION, WHO_ANSWERED
from ffc_eval.model.blocks import Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Direction, Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import (
    Line,
    first,
    lines,
    question_of,
    wave_label,
    where,
    wording,
)
from ffc_eval.present.tables.numbers import points, points_span, rounded, signed
from ffc_eval.present.tables.words import ChangeWord, capital, change_word

_SIDES = ("top_box", "share")
_WHOLE = ("", WHO_ANSWERED)
_LINKS = ("panel", CROSS_SECTION)


class Change(NamedTuple):
    """A difference with its two sides and the word it may be called by."""

    difference: Line
    before: Line
    after: Line
    word: ChangeWord
    smallest: float

    @property
    def drawn(self) -> bool:
        """Whether a chart can draw it."""
        return self.difference.drawn and self.before.drawn and self.after.drawn

    @property
    def text(self) -> str:
        """The difference with its interval, "+15 points (9 to 21)"."""
        line = self.difference
        return points(line.estimate, line.conf_low, line.conf_high) if line.drawn else line.symbol


def changes(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str] = ()
) -> list[Change]:
    """Return the whole-authority differences of shares, the largest rise first.

    One a question: that of its top box, where it has one; else one an answer. Where some people
    answered both waves and others one, each has a difference of its own.
    The smallest change that these people could have shown is read from a row of its own
    (statistic ``smallest_detectable``); it is not a number where there is none.
    """
    found = [_linked(line) for line in lines(released, questions) if line.by in _WHOLE]
    made = []
    for line in _headlines(found):
        later, _, earlier = line.contrast.partition(" - ")
        sides = [_side(found, line, wave) for wave in (earlier, later)]
        if sides[0] is None or sides[1] is None:
            continue
        asked = question_of(instrument, line.indicator)
        direction: Direction = asked.direction if asked is not None else "none"
        detectable = first(
            found,
            indicator=line.indicator,
            domain=line.domain,
            statistic="smallest_detectable",
        )
        made.append(
            Change(
                line,
                sides[0],
                sides[1],
                change_word(line.conf_low, line.conf_high, direction),
                detectable.estimate if detectable else float("nan"),
            )
        )
    return sorted(made, key=lambda change: (not change.drawn, -change.difference.estimate))


def _linked(line: Line) -> Line:
    """Return the line with the people it is of in its wording, where waves hold both kinds."""
    if not line.by:
        return line
    return line._replace(question=f"{wording(line)} (answered {line.domain})")


def _headlines(found: Sequence[Line]) -> list[Line]:
    """Return the differences to show; a top box stands after an answer of the same name."""
    tops = {line.indicator: line.option for line in where(found, statistic="top_box")}
    shares = {(line.indicator, line.option) for line in found if line.statistic in _SIDES}
    kept = {}
    for line in where(found, statistic="difference", unit="points"):
        key = line.indicator, line.option
        if line.option == tops.get(line.indicator, line.option) and key in shares:
            kept[*key, line.domain] = line
    return list(kept.values())


def _side(found: Sequence[Line], difference: Line, wave: str) -> Line | None:
    own = where(found, indicator=difference.indicator, period=wave, contrast="")
    wanted = difference.option, difference.domain
    same = [line for line in own if (line.option, line.domain) == wanted]
    return next((line for kind in _SIDES for line in same if line.statistic == kind), None)


def change_table(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str] = ()
) -> Table:
    """Return both waves, the difference with its likely range, and the word for it."""
    found = changes(released, instrument, questions)
    rows = [_row(change) for change in found]
    before, after = _waves(found, instrument)
    titles = cells.columns("Statement", before, after, "Change, points", "Likely range")
    words = cells.columns("", "Smallest change that would show")[1]
    columns = (*titles, cells.columns("What can be said")[0], words)
    made = cells.table_of(change_title(found), *cells.without_empty(columns, rows))
    links = [change.difference.note.split("; ")[0] for change in found]
    notes = [capital(link) + "." for link in dict.fromkeys(links) if link.startswith(_LINKS)]
    return replace(made, notes=tuple(notes))


def change_title(found: Sequence[Change]) -> str:
    """Return the largest change that chance alone would not give, and how many others."""
    moved = [change for change in found if change.drawn and change.word.tone != "chance"]
    if not moved:
        return "No change larger than chance would give"
    largest = max(moved, key=lambda change: abs(change.difference.estimate))
    size = points(largest.difference.estimate)
    title = f"“{wording(largest.difference)}” {largest.word.word.lower()}: {size}"
    others = len(moved) - 1
    if not others:
        return title
    return f"{title}; {others} other statement{'s' if others > 1 else ''} changed"


def _waves(found: Sequence[Change], instrument: Instrument) -> tuple[str, str]:
    if not found:
        return "Before", "After"
    return (
        capital(wave_label(instrument, found[0].before.period)),
        capital(wave_label(instrument, found[0].after.period)),
    )


def _row(change: Change) -> tuple[Cell, ...]:
    line = change.difference
    if not change.drawn:
        blank = Cell(line.symbol or "c")
        return (
            Cell(wording(line)),
            cells.people(change.before),
            cells.people(change.after),
            *[blank] * 3,
            Cell(""),
        )
    return (
        Cell(wording(line)),
        _both(change.before),
        _both(change.after),
        Cell(signed(rounded(line.estimate * 100)), line.estimate),
        Cell(points_span(line.conf_low, line.conf_high) if line.has_interval else ""),
        Cell(change.word.text),
        _smallest(change),
    )


def _both(line: Line) -> Cell:
    """Return per cent and counts of one side."""
    flag = f"\n{line.flag}" if line.flag else ""
    return Cell(
        f"{cells.share(line).text}\n{cells.people(line, flagged=False).text}{flag}", line.estimate
    )


def _smallest(change: Change) -> Cell:
    if change.word.tone != "chance":
        return Cell("")
    if change.smallest == change.smallest:
        return Cell(points(change.smallest).lstrip("+"), change.smallest)
    return Cell(change.difference.note)
