"""Tables of a case audit: how far readers agree, and the grades where they agree enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.base_line import days
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.findings import statements_title
from ffc_eval.present.tables.lines import (
    Line,
    distinct,
    first,
    lines,
    periods,
    question_of,
    top_words,
    wave_label,
    where,
    wording,
)
from ffc_eval.present.tables.numbers import MINUS, out_of, percent, whole
from ffc_eval.present.tables.words import capital, listed

_ITEM = 0.34
TEXT_ONLY, FLAGGED = "text only", "flagged"
WEIGHTED = (
    "Percentages are weighted to all cases that could be drawn; counts are of the cases read, so "
    "the two need not divide."
)
_LOCAL = "Grades are local learning grades and never inspection judgements."
_HOW_AGREED = (
    "The second reader did not see the first grade. In brackets the likely range. Linearly "
    "weighted kappa counts agreement beyond chance; Gwet's AC2 is steady where most cases get one "
    "grade. With 30 cases the range of kappa is about ±0.3."
)
_NE = (
    "A case in which an item is not evidenced counts as not shown to meet the standard; a case "
    "that the item cannot apply to is left out of it."
)


def audit_passage(instrument: Instrument) -> Passage:
    """Return what was read, how it may be read, and what a difference cannot say."""
    sizes = [
        f"{whole(wave.asked)} of {whole(wave.frame)} cases in {wave.label or wave.id}"
        for wave in instrument.waves
        if wave.asked and wave.frame
    ]
    drawn = f"drawn at random within strata ({listed(sizes)})" if sizes else "drawn at random"
    words = [f"These are grades that readers gave to case files {drawn}. {_LOCAL} {_NE}"]
    if len(instrument.waves) > 1:
        words.append(
            "A difference between two readings says that grades were higher or lower, and nothing "
            "of why: the season, the mix of cases and the readers differ too."
        )
    return Passage("prose", tuple(words), synthetic=instrument.synthetic)


def agreement_table(
    agreement: Released[Estimates],
    instrument: Instrument,
    *,
    wave: str = "",
    questions: Sequence[str] = (),
    caption: Caption | None = None,
) -> Table:
    """Return how far two readers agreed on each item, and what that allows.

    Parameters
    ----------
    agreement
        Released agreement, by wave.
    wave
        The latest by default.
    questions
        Items shown; () for all. The title speaks of all.
    """
    found = lines(agreement)
    wave = wave or (periods(found, instrument) or [""])[-1]
    here = where(found, period=wave)
    items = distinct(here, "indicator")
    shown = [item for item in items if not questions or item in questions]
    rows = [_agreed(where(here, indicator=item)) for item in shown]
    heads = _item_columns("Graded twice", "Same grade", "Within one grade", "Weighted kappa", "AC2")
    titles = (*heads, cells.columns("What it allows")[0])
    words = caption or Caption()
    unclear = text_only(agreement, wave)
    title = words.title or _agreement_title(len(items), len(unclear))
    made = cells.table_of(title, titles, rows, words.subtitle or _where(instrument, [wave]))
    return replace(
        made,
        base_line=words.base_line or audit_base_line(instrument, [wave]),
        notes=(
            _HOW_AGREED,
            *agreement.notes,
        ),
        synthetic=agreement.synthetic,
    )


def grade_table(
    grades: Released[Estimates],
    agreement: Released[Estimates],
    instrument: Instrument,
    *,
    questions: Sequence[str] = (),
    caption: Caption | None = None,
) -> Table:
    """Return every grade of each item, those at the standard or above, and the agreement.

    Items on which readers agreed too little have no row: a note names them.
    """
    found = [line for line in lines(grades, questions) if not line.by]
    kappas = where(lines(agreement), statistic="kappa_linear")
    tops = where(found, statistic="top_box")
    options = distinct(where(found, statistic="share"), "option")
    rows = [
        _graded(line, where(found, statistic="share", period=line.period), options, kappas)
        for line in tops
    ]
    waves = periods(tops, instrument)
    words = caption or Caption()
    head = capital(top_words(question_of(instrument, tops[0].indicator), tops[0])) if tops else ""
    titles = _item_columns(*options, head, "Per cent", "Likely range", "Kappa")
    made = cells.table_of(
        words.title or statements_title(tops, instrument),
        titles,
        rows,
        words.subtitle or _where(instrument, waves),
    )
    return replace(
        made,
        base_line=words.base_line or audit_base_line(instrument, waves),
        notes=(WEIGHTED, *unclear_notes(agreement, waves[-1:]), *grades.notes),
        synthetic=grades.synthetic,
    )


def _graded(
    top: Line, shares: Sequence[Line], options: Sequence[str], kappas: Sequence[Line]
) -> tuple[Cell, ...]:
    own = where(shares, indicator=top.indicator)
    return (
        Cell(item_name(top)),
        *(cells.short(first(own, option=option)) for option in options),
        cells.people(top),
        cells.share(top),
        cells.likely(top),
        _coefficient(first(kappas, indicator=top.indicator, period=top.period)),
    )


def text_only(agreement: Released[Estimates], wave: str) -> list[Line]:
    """Return the items on which two readers agreed too little for a percentage."""
    kappas = where(lines(agreement), statistic="kappa_linear", period=wave)
    return [line for line in kappas if TEXT_ONLY in line.note]


def unclear_notes(agreement: Released[Estimates], waves: Sequence[str]) -> tuple[str, ...]:
    """Return the sentence that names the items without a percentage; () where there is none."""
    found = {line.indicator: line for wave in waves for line in text_only(agreement, wave)}
    if not found:
        return ()
    names = listed([f"{item} (“{wording(line)}”)" for item, line in found.items()])
    return (f"Without a percentage, as two readers agreed too little (kappa under 0.4): {names}.",)


def _item_columns(*numbers: str) -> tuple[Column, ...]:
    """Return number columns beside one that is wide enough for the wording of an item."""
    first_column, *others = cells.columns("Item", *numbers)
    return (replace(first_column, width=_ITEM), *others)


def item_name(line: Line) -> str:
    """Return "AUD-01 The child was seen"."""
    return f"{line.indicator} {wording(line)}"


def audit_base_line(instrument: Instrument, waves: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what was drawn, when it was read and how."""
    known = [wave for wave in instrument.waves if wave.id in waves]
    drawn = [
        f"{out_of(wave.asked, wave.frame)} in {wave.label or wave.id}"
        for wave in known
        if wave.asked and wave.frame
    ]
    parts = (
        ("Cases drawn", listed(drawn)),
        ("Read", listed([days(wave.start, wave.end) for wave in known if wave.start])),
        ("How", listed(list(dict.fromkeys(wave.mode for wave in known if wave.mode)))),
    )
    return tuple((word, text) for word, text in parts if text)


def _where(instrument: Instrument, waves: Sequence[str]) -> str:
    names = [wave_label(instrument, wave) for wave in waves if wave]
    return ", ".join([instrument.title, listed(names)] if names else [instrument.title])


def _agreement_title(items: int, unclear: int) -> str:
    if not items:
        return "No case was marked by two readers"
    if not unclear:
        return f"Two readers agreed enough on all {items} items"
    verb = "allows" if unclear == 1 else "allow"
    return f"{unclear} of {items} items {verb} no percentage: two readers agreed too little"


def _agreed(found: Sequence[Line]) -> tuple[Cell, ...]:
    exact = first(found, statistic="exact")
    kappa = first(found, statistic="kappa_linear")
    return (
        Cell(item_name(found[0])),
        Cell(whole(found[0].n), found[0].n),
        _exact(exact),
        _exact(first(found, statistic="within_one")),
        _coefficient(kappa, ranged=True),
        _coefficient(first(found, statistic="ac2")),
        Cell(_allows(kappa)),
    )


def _exact(line: Line | None) -> Cell:
    if line is None or not line.drawn:
        return Cell("")
    return Cell(f"{out_of(line.people, line.n)}\n({percent(line.estimate)})", line.estimate)


def _coefficient(line: Line | None, *, ranged: bool = False) -> Cell:
    if line is None or not line.drawn:
        return Cell("too few")
    text = two_places(line.estimate)
    if ranged and line.has_interval:
        text += f" ({two_places(line.conf_low)} to {two_places(line.conf_high)})"
    return Cell(text, line.estimate)


def two_places(value: float) -> str:
    """Return "0.68" or "−0.13"."""
    return f"{value:.2f}".replace("-", MINUS)


def _allows(kappa: Line | None) -> str:
    if kappa is None or not kappa.drawn:
        return "Too few cases marked twice"
    if TEXT_ONLY in kappa.note:
        return "Words only"
    return "Read with care" if FLAGGED in kappa.note else "Percentages"
