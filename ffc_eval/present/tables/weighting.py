"""Weighting: what the weights agree with, what they cost, and what they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.analyse.weights.margins import MISSED_BY
from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.frame import CROSSED
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.kinds import notice
from ffc_eval.present.tables.lines import Line, distinct, first, lines, wave_label, where
from ffc_eval.present.tables.numbers import decimal, whole
from ffc_eval.present.tables.words import capital, listed

METHODS = {
    "post_stratification": "post-stratified, by the crossing of",
    "raking": "raked, each by itself, to",
    "calibration": "calibrated, each by itself, to",
}


def weight_words(instrument: Instrument, left_out: str = "") -> list[Passage]:
    """Return the sentence that says how answers are weighted; none where they are not to be.

    Parameters
    ----------
    left_out
        Why the weighted estimates are left out, "" where they are not.
    """
    weighting = instrument.weighting
    if weighting is None:
        return []
    named = listed([f"“{instrument.question(name).wording.rstrip('.')}”" for name in weighting.to])
    if left_out:
        text = (
            f"Answers were to be weighted to the list by {named}, but the weighted estimates are "
            f"left out: {left_out} All results in this report are of answers that count alike."
        )
        return [Passage("notice", (text,), synthetic=instrument.synthetic)]
    text = (
        f"Answers are weighted so that they agree with the list by {named}: percentages and likely "
        "ranges are weighted, counts of people are not. The weights, and what they change, stand "
        "in the appendix."
    )
    return [Passage("prose", (text,), synthetic=instrument.synthetic)]


def weight_tables(
    released: Sequence[Released[Estimates]], instrument: Instrument, left_out: str = ""
) -> list[Table | Passage]:
    """Return the account of the weights: method, design effect, margins, headline results twice.

    Parameters
    ----------
    released
        The results "weights" and "weights.QUESTION"; none where the survey is not weighted.
    left_out
        As for ``weight_words``.
    """
    if not released or instrument.weighting is None:
        return [notice("Answers are not weighted to a list: each counts as its design says.")]
    account, *margins = released
    found = lines(account)
    compared = _compared(found, account)
    return [
        _method(found, instrument, left_out),
        *(_margins(one, instrument) for one in margins),
        *([compared] if compared.rows else []),
    ]


def _method(found: Sequence[Line], instrument: Instrument, left_out: str) -> Passage:
    weighting = instrument.weighting
    assert weighting is not None
    named = listed([f"“{instrument.question(name).wording.rstrip('.')}”" for name in weighting.to])
    facts = {"Method": f"Answers are {METHODS[weighting.method]} {named}."}
    if weighting.trim:
        low, high = weighting.trim
        facts["Trimmed"] = (
            f"Before, weights of the design were kept to {low:g} to {high:g} times their mean."
        )
    if weighting.bounds:
        low, high = weighting.bounds
        facts["Bounds"] = f"No weight is changed by less than {low:g} or more than {high:g} times."
    for wave in distinct(where(found, statistic="design_effect"), "period"):
        facts[capital(wave_label(instrument, wave))] = _effect(found, wave)
    if left_out:
        facts["Left out"] = f"The weighted estimates are left out: {left_out}"
    else:
        facts["Likely ranges"] = (
            "They know of the weighting: the standard errors are those of the residuals after the "
            "margins (linearised; Deville and Särndal 1992)."
        )
    return Passage("facts", tuple(facts.values()), tuple(facts), synthetic=instrument.synthetic)


def _effect(found: Sequence[Line], wave: str) -> str:
    effect, size, largest = (
        first(found, statistic=name, period=wave, contrast="after")
        for name in ("design_effect", "n_effective", "largest_weight")
    )
    if not (effect and size and largest):
        return ""
    return (
        f"Design effect of the weights {effect.estimate:.2f}: {whole(effect.n)} answers tell as "
        f"much as {whole(size.estimate)} that count alike. The largest weight is "
        f"{decimal(largest.estimate)} times the mean."
    )


def _margins(released: Released[Estimates], instrument: Instrument) -> Table | Passage:
    mine = [line for line in lines(released) if line.by and line.shown != "hidden"]
    if not mine:
        return Passage("notice", released.notes, synthetic=released.synthetic)
    waves = distinct(mine, "period")
    rows = []
    for wave in waves:
        for group in distinct(where(mine, period=wave), "domain"):
            sides = {line.option: line for line in where(mine, period=wave, domain=group)}
            parts = [cells.share(sides.get(side)) for side in ("before", "target", "after")]
            head = f"{group}, {wave_label(instrument, wave)}" if len(waves) > 1 else group
            rows.append((Cell(head), *parts))
    names = mine[0].by.partition(":")[0].split(CROSSED)
    texts = [instrument.question(one).wording.rstrip(".") for one in names]
    made = cells.table_of(
        "The weights miss the list" if _off(mine) else "The weights agree with the list",
        cells.columns("Group", "Before", "On the list", "After"),
        rows,
        subtitle=" and ".join(f"“{text}”" for text in texts),
    )
    note = "People whose group is not known keep their share of the whole."
    return replace(made, notes=(note, *released.notes), synthetic=released.synthetic)


def _off(mine: Sequence[Line]) -> bool:
    """Whether a weighted margin differs from the list by more than weights may."""
    after = {(line.period, line.domain): line.estimate for line in where(mine, option="after")}
    return any(
        abs(after.get((line.period, line.domain), line.estimate) - line.estimate) > MISSED_BY
        for line in where(mine, option="target")
    )


def _compared(found: Sequence[Line], released: Released[Estimates]) -> Table:
    rows = []
    for line in where(found, contrast="weighted"):
        before = first(found, contrast="not weighted", indicator=line.indicator, option=line.option)
        if before is not None:
            head = f"{line.question.rstrip('.')}: {line.option[:1].lower()}{line.option[1:]}"
            rows.append(
                (
                    Cell(head),
                    cells.people(before),
                    cells.share(before),
                    cells.share(line),
                    cells.likely(line),
                )
            )
    titles = cells.columns(
        "Statement", "People", "Counting alike", "Weighted", "Likely range, weighted"
    )
    made = cells.table_of("What the weights change", *cells.without_empty(titles, rows))
    return replace(made, synthetic=released.synthetic)
