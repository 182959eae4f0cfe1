"""Goal lines: one small plot a goal, 0 to 10 by weeks, the family's line and the worker's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from ffc_eval.model.blocks import Figure
from ffc_eval.model.events import Events
from ffc_eval.model.released import Released
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.alt import alt_text
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.figures import Plan, figure_of
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.tables.cases import goal_table
from ffc_eval.present.tables.words import capital, number_word

Points = tuple[tuple[float, float], ...]

_LEGEND = (("signal", "as the family sees it"), ("hollow", "as the worker sees it"))
_PLOT, _GAP = 92.0, 24.0
_NOTE = "Families were chosen on purpose, so no average is drawn."


class Goal(NamedTuple):
    """One goal: whose, its words, and (week, value) as the family and the worker see it."""

    label: str
    words: str
    family: Points
    worker: Points


def goal_lines(released: Released[Events]) -> Figure | None:
    """Return a small plot of every goal that was rated twice; None where there is none.

    Parameters
    ----------
    released
        Goals that have passed the consent gate.
    """
    shown = [goal for goal in _goals(released) if len(goal.family) > 1]
    if not shown:
        return None
    number, families = len(shown), len({goal.label for goal in shown})
    said = (
        f"{capital(number_word(number))} goal{'s' * (number > 1)} of {number_word(families)} "
        f"famil{'ies' if families > 1 else 'y'}, each a line of its own from 0 to 10 in weeks "
        "since first contact."
    )
    plan = Plan(
        partial(draw, goals=shown),
        alt_text("Small plots of goals", [said], _NOTE),
        goal_table(released),
        _LEGEND,
        (_NOTE,),
    )
    return figure_of(plan)


def draw(canvas: Canvas, goals: Sequence[Goal]) -> float:
    """Draw the plots in columns, all to one scale."""
    columns = 2 if canvas.narrow else 4
    width = (canvas.width - _GAP * (columns - 1)) / columns
    last = max(52.0, *(week for goal in goals for week, _ in (*goal.family, *goal.worker)))
    y = 0.0
    for start in range(0, len(goals), columns):
        row = goals[start : start + columns]
        heads = [wrapped(goal.words, width, palette.SMALL) for goal in row]
        top = y + 22 + 16 * max(len(head) for head in heads) + 10
        for place, (goal, head) in enumerate(zip(row, heads, strict=True)):
            left = place * (width + _GAP)
            canvas.text((left, y + 16), goal.label, palette.LABEL, weight=600)
            for number, words in enumerate(head):
                canvas.text((left, y + 33 + 16 * number), words, palette.SMALL, palette.INK_2)
            _plot(canvas, (left, top, width), goal, last)
        y = top + _PLOT + 38
    canvas.text((0, y), "0 to 10, by weeks since first contact", palette.LABEL, palette.INK_2)
    return y + 8


def _plot(canvas: Canvas, box: tuple[float, float, float], goal: Goal, last: float) -> None:
    left, top, width = box
    start, end = left + 26, left + width - 8
    for value in (0, 5, 10):
        level = top + _PLOT * (1 - value / 10)
        colour = palette.INK if value == 0 else palette.HAIRLINE
        canvas.line((start - 6, level), (end + 8, level), colour)
        canvas.text(
            (left + 14, level + 5), str(value), palette.SMALL, palette.INK_2, anchor="right"
        )
    for week in (0, 26, 52):
        place = start + (end - start) * week / last
        quiet = (palette.SMALL, palette.INK_2)
        canvas.text((place, top + _PLOT + 17), str(week), *quiet, anchor="center")
    for points, colour in ((goal.worker, palette.LINE), (goal.family, palette.BLUE)):
        places = [
            (start + (end - start) * week / last, top + _PLOT * (1 - value / 10))
            for week, value in points
        ]
        for before, after in pairwise(places):
            canvas.line(before, after, colour, 2.0 if colour == palette.BLUE else 1.4)
        for place_of in places:
            if colour == palette.BLUE:
                canvas.bar((place_of[0] - 3.6, place_of[1] - 3.6, 7.2, 7.2), colour)
            else:
                canvas.dot(place_of, 3.6, palette.WHITE, palette.INK_2)


def _goals(released: Released[Events]) -> list[Goal]:
    columns = ["label", "goal", "words", "stage", "week", "value", "source"]
    words: dict[tuple[str, int], str] = {}
    points: dict[tuple[str, int], dict[str, list[tuple[float, float]]]] = {}
    frame = released.frame[columns]
    for label, goal, said, stage, week, value, source in frame.itertuples(index=False, name=None):
        if not stage:
            words[label, goal] = said
            continue
        lines = points.setdefault((label, goal), {"family": [], "worker": [], "record": []})
        lines[source].append((float(week), float(value)))
    return [
        Goal(
            label,
            words.get((label, goal), f"Goal {goal}"),
            tuple(sorted(lines["family"])),
            tuple(sorted(lines["worker"])),
        )
        for (label, goal), lines in points.items()
    ]
