"""Two waves of a case audit: higher, lower or chance, and nothing of why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.audit import (
    FLAGGED,
    WEIGHTED,
    audit_base_line,
    item_name,
    two_places,
    unclear_notes,
)
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.changes import Change, changes
from ffc_eval.present.tables.lines import Line, first, lines, wave_label, where, wording
from ffc_eval.present.tables.numbers import (
    decimal,
    percent,
    points,
    points_span,
    result,
    rounded,
    signed,
)
from ffc_eval.present.tables.words import ChangeWord, capital, number_word

SIGNIFICANT = 0.05
_SAID = 0.2
NOT_TESTED = ChangeWord("Not tested", "chance")
CHANCE = ChangeWord("Could be chance", "chance")
_HOW_COMPARED = (
    "Below a difference stands its likely range: Newcombe, with the correction for a finite list. "
    "p-values are Holm-adjusted within the primary items. A difference says nothing of its cause. "
    "A fall in what is not evidenced can be better recording alone."
)
_SEASONS = ("winter", "spring", "summer", "autumn")


class AuditChange(NamedTuple):
    """One item in two waves: its difference, both shares not evidenced, what to beware of."""

    change: Change
    primary: bool
    p_adjusted: float
    not_evidenced: tuple[Line | None, Line | None]
    care: tuple[str, ...]


class Compared(NamedTuple):
    """What a comparison is made of: all released."""

    comparison: Released[Estimates]
    agreement: Released[Estimates]
    drift: Released[Estimates]


def audit_changes(found: Compared, instrument: Instrument) -> list[AuditChange]:
    """Return the compared items: the primary ones first, each group in the order of the tool."""
    tested = _tested(found.comparison)
    rows = lines(found.comparison)
    made = []
    for change in changes(found.comparison, instrument):
        item = change.difference.indicator
        primary = item in tested
        p_adjusted = tested.get(item, math.nan)
        word = _word(change, p_adjusted) if primary else NOT_TESTED
        missing = tuple(_not_evidenced(rows, item, line.period) for line in _sides(change))
        care = (*_drifted(found.drift, item), *_unsure(found.agreement, item))
        made.append(
            AuditChange(
                change._replace(word=word), primary, p_adjusted, (missing[0], missing[1]), care
            )
        )
    order = [question.id for question in instrument]
    return sorted(made, key=lambda one: (not one.primary, order.index(_item(one))))


def when_words(instrument: Instrument, waves: tuple[str, str]) -> tuple[str, str]:
    """Return the seasons of two waves, or their labels where the seasons are the same.

    Examples
    --------
    >>> from ffc_eval.model.instrument import Wave
    >>> autumn, spring = Wave("a", "A", date(2024, 10, 14)), Wave("b", "B", date(2025, 5, 12))
    >>> when_words(Instrument("audit", "Audit", (), waves=(autumn, spring)), ("a", "b"))
    ('autumn', 'spring')
    """
    starts = [instrument.wave(wave).start for wave in waves]
    seasons = [_season(start) if start else "" for start in starts]
    if all(seasons) and seasons[0] != seasons[1]:
        return seasons[0], seasons[1]
    return wave_label(instrument, waves[0]), wave_label(instrument, waves[1])


def change_words(one: AuditChange, instrument: Instrument) -> str:
    """Return "Higher in spring than autumn", "Could be chance" or "Not tested"."""
    word = one.change.word
    if word in (CHANCE, NOT_TESTED):
        return word.text
    before, after = when_words(instrument, _waves(one.change))
    return f"{word.word} in {after} than {before}"


def comparison_lead(found: Compared, instrument: Instrument) -> Passage:
    """Return how the primary items differ, in sentences that say nothing of causes."""
    tested = [one for one in audit_changes(found, instrument) if one.primary and one.change.drawn]
    if not tested:
        words = "No two waves can be compared."
        return Passage("lead", (words,), synthetic=found.comparison.synthetic)
    moved = [one for one in tested if one.change.word != CHANCE]
    total = number_word(len(tested))
    said = [_sentence(one, instrument) for one in moved]
    if len(moved) < len(tested):
        rest = f"the other {number_word(len(tested) - len(moved))}" if moved else f"all {total}"
        said.append(f"Of {total} primary items, for {rest} the difference could be chance.")
    return Passage("lead", (" ".join(said),), synthetic=found.comparison.synthetic)


def comparison_table(
    found: Compared, instrument: Instrument, *, caption: Caption | None = None
) -> Table:
    """Return both waves of every item, the difference, not evidenced, and what can be said."""
    items = audit_changes(found, instrument)
    waves = _waves(items[0].change) if items else ("", "")
    labels = [capital(wave_label(instrument, wave)) for wave in waves]
    heads = cells.columns("Item", *labels, "Difference, points", "p, adjusted", "Not evidenced")
    titles = (*heads, Column("What can be said", width=_SAID))
    words = caption or Caption()
    made = cells.table_of(
        words.title or _title(items, instrument),
        titles,
        [_row(one, instrument) for one in items],
        words.subtitle or instrument.title,
    )
    firsts = sum(one.primary for one in items)
    groups = ((0, "Primary items, named beforehand"), (firsts, "Other items, not tested"))
    return replace(
        made,
        groups=tuple(group for group in groups if 0 < firsts < len(items)),
        base_line=words.base_line or audit_base_line(instrument, waves),
        notes=(
            WEIGHTED,
            _HOW_COMPARED,
            *unclear_notes(found.agreement, waves),
            *found.comparison.notes,
        ),
        synthetic=found.comparison.synthetic,
    )


def _tested(comparison: Released[Estimates]) -> dict[str, float]:
    frame = comparison.frame
    rows = frame[(frame["statistic"] == "difference") & frame["note"].str.startswith("primary")]
    return dict(zip(rows["indicator"], rows["p_adjusted"], strict=True))


def _word(change: Change, p_adjusted: float) -> ChangeWord:
    line = change.difference
    if not p_adjusted < SIGNIFICANT or line.conf_low <= 0 <= line.conf_high:
        return CHANCE
    return ChangeWord("Higher", "good") if line.estimate > 0 else ChangeWord("Lower", "bad")


def _not_evidenced(rows: Sequence[Line], item: str, wave: str) -> Line | None:
    """Return the share of an answer that is no grade: the last of the distribution."""
    shares = where(rows, indicator=item, period=wave, statistic="share")
    return shares[-1] if shares else None


def _drifted(drift: Released[Estimates], item: str) -> tuple[str, ...]:
    line = first(lines(drift, (item,)), statistic="drift")
    if line is None or not line.drawn or not line.note:
        return ()
    up = "+" if line.estimate > 0 else ""
    return (f"marking drifted: the same cases got {up}{decimal(line.estimate)} of a grade",)


def _unsure(agreement: Released[Estimates], item: str) -> tuple[str, ...]:
    kappas = where(lines(agreement, (item,)), statistic="kappa_linear")
    if not any(line.drawn for line in kappas):
        return ("too few cases were marked twice to know how far readers agree",)
    flagged = [line.estimate for line in kappas if line.drawn and FLAGGED in line.note]
    return (f"readers agreed only fairly (kappa {two_places(min(flagged))})",) if flagged else ()


def _item(one: AuditChange) -> str:
    return one.change.difference.indicator


def _sides(change: Change) -> tuple[Line, Line]:
    return change.before, change.after


def _waves(change: Change) -> tuple[str, str]:
    return change.before.period, change.after.period


def _season(start: date) -> str:
    return _SEASONS[start.month % 12 // 3]


def _title(items: Sequence[AuditChange], instrument: Instrument) -> str:
    moved = [one for one in items if one.primary and one.change.word != CHANCE]
    tested = sum(one.primary for one in items)
    if not tested:
        return "Grades of two waves"
    if not moved:
        return "No primary item differs by more than chance would give"
    largest = max(moved, key=lambda one: abs(one.change.difference.estimate))
    size = points(largest.change.difference.estimate)
    said = change_words(largest, instrument).lower()
    return f"“{wording(largest.change.difference)}” {said}: {size}"


def _sentence(one: AuditChange, instrument: Instrument) -> str:
    change = one.change
    before, after = (
        result(line.people, line.n, line.estimate, line.conf_low, line.conf_high)
        for line in _sides(change)
    )
    size = points(*change.difference[10:13])
    said = change_words(one, instrument).lower()
    care = f"; read with care, {'; '.join(one.care)}" if one.care else ""
    return f"“{wording(change.difference)}” was {said}: {after} after {before}, {size}{care}."


def _row(one: AuditChange, instrument: Instrument) -> tuple[Cell, ...]:
    change, line = one.change, one.change.difference
    if not change.drawn:
        blank = Cell(line.symbol or ":")
        sides = [cells.people(side) for side in _sides(change)]
        return (Cell(item_name(line)), *sides, *[blank] * 3, Cell(""))
    p_value = one.p_adjusted
    return (
        Cell(item_name(line)),
        *(_both(side) for side in _sides(change)),
        Cell(_difference(line), line.estimate),
        Cell("" if math.isnan(p_value) else _p(p_value), None if math.isnan(p_value) else p_value),
        _missing(one.not_evidenced),
        Cell("\n".join((change_words(one, instrument), *map(capital, one.care)))),
    )


def _difference(line: Line) -> str:
    size = signed(rounded(line.estimate * 100))
    return f"{size}\n{points_span(line.conf_low, line.conf_high)}" if line.has_interval else size


def _both(line: Line) -> Cell:
    flag = f"\n{line.flag}" if line.flag else ""
    return Cell(
        f"{cells.share(line).text}\n{cells.people(line, flagged=False).text}{flag}", line.estimate
    )


def _missing(sides: tuple[Line | None, Line | None]) -> Cell:
    texts = [percent(side.estimate) if side and side.drawn else ":" for side in sides]
    return Cell(f"{texts[0]} to {texts[1]}")


def _p(value: float) -> str:
    return "<0.001" if value < 0.0005 else f"{value:.3f}"
