"""Dispatch: the chart that fits what was released."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.model.blocks import Figure, Passage, Table
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.charts.figures import Plan, figure_of
from ffc_eval.present.charts.plans import (
    answer_plan,
    change_plan,
    number_plan,
    scale_plan,
    split_plan,
    theme_plan,
)
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.dispatch import captioned, content_of, table
from ffc_eval.present.tables.lines import distinct, lines
from ffc_eval.present.tables.questions import scale_block


def chart(
    released: Released[Estimates],
    instrument: Instrument,
    *,
    questions: Sequence[str] = (),
    codebook: Codebook | None = None,
    caption: Caption | None = None,
) -> Figure | Table | Passage:
    """Return the chart that fits the content, with the table behind it.

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
    Figure, Table or Passage
        Dumbbells for changes, dots for themes and groups, diverging bars for statements of one
        scale, bars for one question, strips for numbers. Where nothing may be drawn, the table;
        where nothing may be shown, the sentence that says why.
    """
    behind = table(released, instrument, questions=questions, codebook=codebook, caption=caption)
    if isinstance(behind, Passage):
        return behind
    found = lines(released, questions)
    names = distinct(found, "indicator")
    kind = content_of(found)
    if kind == "statements":
        block = scale_block(released, instrument, names)
        behind = captioned(block, released, instrument, names, caption or Caption())
    plan: Plan | None
    if kind == "split":
        plan = split_plan(released, instrument, names, behind, codebook)
    elif kind == "themes":
        plan = theme_plan(released, instrument, behind, codebook)
    elif kind == "answers":
        plan = answer_plan(released, instrument, names[0], behind)
    else:
        make = {"change": change_plan, "numbers": number_plan, "statements": scale_plan}[kind]
        plan = make(released, instrument, names, behind)
    return behind if plan is None else figure_of(plan)
