"""The topline of a survey: every question once, statements of one scale together."""

from __future__ import annotations

from collections.abc import Iterator

from ffc_eval.model.blocks import Block
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.released import Released
from ffc_eval.present.charts.dispatch import chart
from ffc_eval.present.tables.lines import distinct, lines


def topline(released: Released[Estimates], instrument: Instrument) -> list[Block]:
    """Return a chart, with its table behind it, of every question that was released.

    Statements of one scale stand in one chart; other closed questions
    have one each; numbers stand together at the end. The order is that of the instrument.
    """
    present = set(distinct(lines(released), "indicator"))
    asked = [question for question in instrument if question.id in present]
    return [chart(released, instrument, questions=names) for names in _groups(asked)]


def headlines(released: Released[Estimates], instrument: Instrument) -> list[Block]:
    """Return charts of the statements that are good or bad news for families.

    Only scales that several statements share, and nothing that asks people to look back. Where
    the instrument says of no statement which news it is, of every scale; where it has no scale,
    the topline.
    """
    present = set(distinct(lines(released), "indicator"))
    scales = [q for q in instrument if q.id in present and q.scale is not None and q.scale.top]
    current = [q for q in scales if not q.recall]
    groups = list(_groups([q for q in current if q.direction != "none"] or current))
    shared = [names for names in groups if len(names) > 1] or groups
    if not shared:
        return topline(released, instrument)
    return [chart(released, instrument, questions=names) for names in shared]


def _groups(asked: list[Question]) -> Iterator[list[str]]:
    seen: set[tuple[str, str]] = set()
    for question in asked:
        if question.type == "number":
            continue
        if question.scale is None:
            yield [question.id]
            continue
        key = question.scale.id, question.stem
        if key not in seen:
            seen.add(key)
            yield [q.id for q in asked if q.scale and (q.scale.id, q.stem) == key]
    numbers = [question.id for question in asked if question.type == "number"]
    if numbers:
        yield numbers
