"""Charts of a case audit: bars of grades, and dumbbells of two waves that say nothing of causes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.charts import alt, diverging, dumbbells
from ffc_eval.present.charts.figures import Plan, figure_of
from ffc_eval.present.tables.audit import grade_table
from ffc_eval.present.tables.audit_changes import (
    CHANCE,
    AuditChange,
    Compared,
    audit_changes,
    change_words,
    comparison_table,
    when_words,
)
from ffc_eval.present.tables.lines import question_of, wave_label, wording
from ffc_eval.present.tables.words import capital, number_word


def grade_chart(
    grades: Released[Estimates],
    agreement: Released[Estimates],
    instrument: Instrument,
    *,
    questions: Sequence[str] = (),
) -> Figure | Table:
    """Return bars of grades, at the standard to the right; the table where none may be drawn.

    Parameters
    ----------
    grades, agreement
        Released.
    questions
        Items drawn; () for all.
    """
    behind = grade_table(grades, agreement, instrument, questions=questions)
    if not behind.rows:
        return behind
    shown = diverging.items(grades, instrument, questions)
    drawn = [item.top for item in shown if item.top.drawn]
    asked = question_of(instrument, drawn[0].indicator) if drawn else None
    if asked is None or asked.scale is None:
        return behind
    words = diverging.scale_words(asked)
    labels = {option.code: option.label.lower() for option in asked.options}
    best, worst = labels[asked.scale.top[0]], labels[asked.scale.bottom[-1]]
    said = alt.highest_and_lowest(drawn, [wording(line) for line in drawn], words[0])
    legend = (
        ("blue blue-2", f"{words[0]} (dark: {best})"),
        ("rust rust-2", f"{words[1]} (dark: {worst})"),
        ("grey", words[2]),
        ("whisker", f"all {words[0]}, likely range"),
    )
    text = alt.alt_text("Diverging bars of grades", said, alt.small_bases(drawn))
    draw = partial(diverging.draw, shown=shown, words=words)
    return figure_of(Plan(draw, text, behind, legend))


def difference_chart(found: Compared, instrument: Instrument) -> Figure | Table:
    """Return dumbbells of the primary items of two waves, with every item in the table behind.

    Parameters
    ----------
    found
        Comparison, agreement and drift, released.
    """
    behind = comparison_table(found, instrument)
    shown = [one for one in audit_changes(found, instrument) if one.primary and one.change.drawn]
    if not shown:
        return behind
    changes = [one.change for one in shown]
    waves = changes[0].before.period, changes[0].after.period
    seasons = when_words(instrument, waves)
    labels = [wave_label(instrument, wave) for wave in waves]
    tones = {change.word.tone for change in changes}
    legend = [("hollow", labels[0]), ("filled", labels[1])]
    legend += [("blue", f"higher in {seasons[1]}")] if "good" in tones else []
    legend += [("rust", f"lower in {seasons[1]}")] if "bad" in tones else []
    chance = "could be chance, all primary items taken together"
    legend += [("ink-2", chance)] if "chance" in tones else []
    plan = Plan(
        partial(dumbbells.draw, shown=changes, words="share at the standard or above"),
        alt.alt_text("Dumbbells of two waves", _findings(shown, instrument)),
        behind,
        tuple(legend),
        ("The scale of the shares does not start at zero.",),
    )
    return figure_of(plan)


def _findings(shown: Sequence[AuditChange], instrument: Instrument) -> list[str]:
    moved = [one for one in shown if one.change.word != CHANCE]
    said = [
        f"{wording(one.change.difference)}: {change_words(one, instrument).lower()}, "
        f"{one.change.text}."
        for one in moved
    ]
    rest = len(shown) - len(moved)
    if rest:
        verb = "difference" if rest == 1 else "differences"
        said.append(f"{capital(number_word(rest))} {verb} could be chance.")
    return said
