"""Timeline of one family: rows of spans and marks in weeks since first contact, never dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from ffc_eval.model.blocks import Figure
from ffc_eval.model.events import Events
from ffc_eval.model.released import Released
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.alt import alt_text
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.figures import Plan, figure_of
from ffc_eval.present.charts.lettering import width_of
from ffc_eval.present.tables.cases import timeline_table
from ffc_eval.present.tables.words import listed, number_word

_LEGEND = (
    ("grey", "as at the start"),
    ("blue", "changed since"),
    ("break", "missed or overdue"),
)


class Mark(NamedTuple):
    """One span, gap, meeting or contact, in weeks."""

    lane: str
    shape: str
    state: str
    start: int
    end: int
    words: str


class Weeks(NamedTuple):
    """Where a week stands on the canvas."""

    left: float
    unit: float
    first: int
    last: int
    step: int

    def at(self, week: float) -> float:
        """Return the place of a week."""
        return self.left + self.unit * (week - self.first)


def timeline(released: Released[Events]) -> Figure | None:
    """Return the timeline of one family; None where nothing of it may be shown.

    Parameters
    ----------
    released
        A timeline that has passed the consent gate.
    """
    columns = list(Mark._fields)
    marks = [Mark(*row) for row in released.frame[columns].itertuples(index=False, name=None)]
    if not marks:
        return None
    plan = Plan(
        partial(draw, marks=marks),
        alt_text("Timeline in weeks since first contact", _findings(marks)),
        timeline_table(released),
        _LEGEND,
        ("Weeks since first contact, so that no date identifies the family.",),
    )
    return figure_of(plan)


def draw(canvas: Canvas, marks: Sequence[Mark]) -> float:
    """Draw one row a lane, and the weeks below."""
    lanes = [(lane, list(own)) for lane, own in groupby(marks, key=lambda mark: mark.lane)]
    weeks = _weeks(canvas, marks)
    pitch, top = (70.0, 8.0) if canvas.narrow else (46.0, 8.0)
    bottom = top + pitch * len(lanes)
    for week in range(weeks.first, weeks.last + 1, weeks.step):
        canvas.down(weeks.at(week), (top, bottom))
    for place, (lane, own) in enumerate(lanes):
        y = top + pitch * place
        canvas.text((0, y + (14 if canvas.narrow else 27)), lane, weight=600)
        _lane(canvas, weeks, y + (22 if canvas.narrow else 10), own)
    canvas.line((weeks.left, bottom), (weeks.at(weeks.last), bottom), palette.INK, 1.2)
    quiet = (palette.LABEL, palette.INK_2)
    for week in range(weeks.first, weeks.last + 1, weeks.step):
        canvas.text((weeks.at(week), bottom + 18), str(week), *quiet, anchor="center")
    canvas.text((weeks.left - 4, bottom + 38), "weeks since first contact", *quiet)
    return bottom + 46


def _weeks(canvas: Canvas, marks: Sequence[Mark]) -> Weeks:
    low, high = min(0, *(m.start for m in marks)), max(1, *(m.end for m in marks))
    step = 6 if high - low <= 54 else 12
    first, last = low // step * step, -(-high // step) * step
    left, right = (8.0, 350.0) if canvas.narrow else (150.0, 868.0)
    return Weeks(left, (right - left) / (last - first), first, last, step)


def _lane(canvas: Canvas, weeks: Weeks, y: float, marks: Sequence[Mark]) -> None:
    for place, mark in enumerate(marks):
        following = [weeks.at(other.start) for other in marks[place + 1 :]]
        room = min([x for x in following if x > weeks.at(mark.start)], default=canvas.width)
        if mark.shape in ("span", "gap"):
            _span(canvas, weeks, y, mark, changed=mark.words != marks[0].words)
        else:
            _point(canvas, (weeks.at(mark.start), y + 12), mark, room)


def _span(canvas: Canvas, weeks: Weeks, y: float, mark: Mark, *, changed: bool) -> None:
    left, right = weeks.at(mark.start), weeks.at(mark.end)
    box = (left + 1, y, max(right - left - 2, 2.0), 24.0)
    if mark.shape == "gap":
        canvas.bar(box, palette.WHITE, palette.LINE)
        words = _weeks_words(mark.end - mark.start)
        _below(canvas, ((left + right) / 2, y + 39), words, palette.RUST)
        return
    canvas.bar(box, palette.BLUE if changed else palette.HAIRLINE)
    colour = palette.WHITE if changed else palette.INK
    if width_of(mark.words, palette.LABEL) + 12 <= box[2]:
        canvas.text((left + 7, y + 17), mark.words, palette.LABEL, colour)
    else:
        _below(canvas, ((left + right) / 2, y + 39), mark.words, palette.INK)


def _weeks_words(number: int) -> str:
    return f"{number} week{'' if number == 1 else 's'} with none"


def _point(canvas: Canvas, place: tuple[float, float], mark: Mark, room: float) -> None:
    x, y = place
    missed = mark.state != "done"
    colour = palette.RUST if missed else palette.INK
    if mark.shape == "contact":
        canvas.dot(place, 6.5, palette.WHITE if missed else palette.BLUE, palette.RUST * missed)
    else:
        _diamond(canvas, place, 9.0, colour)
        if missed:
            _diamond(canvas, place, 6.4, palette.WHITE)
    width = width_of(mark.words, palette.LABEL)
    if not mark.words:
        return
    if x + 13 + width <= min(room - 10, canvas.width):
        canvas.text((x + 13, y + 5), mark.words, palette.LABEL, colour)
    else:
        _below(canvas, (x, y + 27), mark.words, colour)


def _below(canvas: Canvas, place: tuple[float, float], words: str, colour: str) -> None:
    """Write words under a mark, centred as far as the edges allow."""
    half = width_of(words, palette.SMALL) / 2
    middle = min(max(place[0], half), canvas.width - half)
    canvas.text((middle, place[1]), words, palette.SMALL, colour, anchor="center")


def _diamond(canvas: Canvas, place: tuple[float, float], half: float, colour: str) -> None:
    x, y = place
    canvas.shape([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], colour)


def _findings(marks: Sequence[Mark]) -> list[str]:
    """Say each row in words: what, in which weeks."""
    said = [f"Weeks {min(m.start for m in marks)} to {max(m.end for m in marks)}."]
    for lane, own in groupby(marks, key=lambda mark: mark.lane):
        said.append(f"{lane}: {listed([_said(mark) for mark in own])}.")
    late = sum(mark.state in ("missed", "overdue") for mark in marks)
    if late:
        verb = "was" if late == 1 else "were"
        said.append(f"{number_word(late).capitalize()} {verb} missed or overdue.")
    return said


def _said(mark: Mark) -> str:
    if mark.shape == "span":
        return f"{mark.words}, weeks {mark.start} to {mark.end}"
    if mark.shape == "gap":
        return f"nobody, weeks {mark.start} to {mark.end}"
    return f"{mark.words or 'held'}, week {mark.start}"
