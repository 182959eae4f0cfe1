"""Wave dumbbells: hollow before, filled after, and the difference with its interval beside."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.present.charts import palette
from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import wrapped
from ffc_eval.present.charts.marks import Scale, step_down, step_up, whisker, word_sign
from ffc_eval.present.tables.changes import Change
from ffc_eval.present.tables.lines import wording
from ffc_eval.present.tables.numbers import rounded, signed

_PITCH = 54.0


def draw(canvas: Canvas, shown: Sequence[Change], words: str) -> float:
    """Draw one row a statement; ``words`` say what the shares are of, "share agreeing"."""
    ends = _ends(shown)
    reach = _reach(shown)
    levels, moves = _scales(canvas, ends, reach)
    top = 22.0 if canvas.narrow else 30.0
    places, y = [], top
    for change in shown:
        places.append(y)
        y += _height(canvas, change)
    if not canvas.narrow:
        _grid(canvas, (levels, moves), (ends, reach), (top, y))
    _heads(canvas, (levels, moves), words)
    for place, change in zip(places, shown, strict=True):
        if place > top:
            canvas.across(place)
        (_narrow_row if canvas.narrow else _wide_row)(canvas, (levels, moves), place, change)
    if canvas.narrow:
        return y
    quiet = (palette.LABEL, palette.INK_2)
    for tick in range(ends[0], ends[1] + 1, 20):
        canvas.text((levels.at(tick / 100), y + 18), str(tick), *quiet, anchor="center")
    for tick in (-reach, 0, reach):
        canvas.text((moves.at(tick / 100), y + 18), signed(tick), *quiet, anchor="center")
    return y + 24


def _ends(shown: Sequence[Change]) -> tuple[int, int]:
    shares = [line.estimate for change in shown for line in (change.before, change.after)]
    low, high = step_down(min(shares), 20), step_up(max(shares), 20)
    if high - low < 40:
        high = min(100, low + 40)
    return min(low, high - 40), high


def _reach(shown: Sequence[Change]) -> int:
    limits = [
        abs(end)
        for change in shown
        for end in (change.difference.estimate, *_limits(change))
        if end == end
    ]
    return step_up(max(limits) * 0.95, 10)


def _limits(change: Change) -> tuple[float, float]:
    return change.difference.conf_low, change.difference.conf_high


def _scales(canvas: Canvas, ends: tuple[int, int], reach: int) -> tuple[Scale, Scale]:
    low, high = ends
    left, right, zero, half = (30.0, 206.0, 288.0, 52.0)
    if not canvas.narrow:
        left, right, zero, half = (292.0, 508.0, 622.0, 54.0)
    unit = (right - left) / (high - low)
    return Scale(left - low * unit, unit), Scale(zero, half / reach)


def _grid(
    canvas: Canvas,
    scales: tuple[Scale, Scale],
    reaches: tuple[tuple[int, int], int],
    ends: tuple[float, float],
) -> None:
    levels, moves = scales
    (low, high), reach = reaches
    for tick in range(low, high + 1, 20):
        canvas.down(levels.at(tick / 100), ends)
    for tick in (-reach, reach):
        canvas.down(moves.at(tick / 100), ends)
    canvas.down(moves.at(0), ends, zero=True)


def _heads(canvas: Canvas, scales: tuple[Scale, Scale], words: str) -> None:
    quiet = (palette.LABEL, palette.INK_2)
    if canvas.narrow:
        canvas.text((0, 14), f"{words}, %", *quiet)
        canvas.text((scales[1].at(0), 14), "change, points", *quiet, anchor="center")
        return
    canvas.text((292, 16), f"{words}, %", *quiet)
    place = (scales[1].at(0), 16)
    canvas.text(place, "change in points, likely range", *quiet, anchor="center")


def _height(canvas: Canvas, change: Change) -> float:
    if canvas.narrow:
        return 18.0 * len(_label(change, 350)) + 52 + 17 * bool(_beside(change))
    return _PITCH + 16 * bool(_beside(change)) + 18 * max(0, len(_label(change, 262)) - 2)


def _label(change: Change, width: float) -> list[str]:
    return wrapped(wording(change.difference), width, palette.BODY)


def _beside(change: Change) -> str:
    """Return the smallest change that would show, beside what could be chance."""
    if change.word.tone != "chance" or change.smallest != change.smallest:
        return ""
    size = rounded(change.smallest * 100)
    return f"{size} point{'' if size == 1 else 's'} would show"


def _dumbbell(canvas: Canvas, scales: tuple[Scale, Scale], y: float, change: Change) -> None:
    levels, moves = scales
    colour = palette.TONES[change.word.tone]
    old, new = levels.at(change.before.estimate), levels.at(change.after.estimate)
    canvas.line((old, y), (new, y), colour, 3)
    canvas.dot((old, y), 6, palette.WHITE, colour)
    canvas.dot((new, y), 6.6, colour)
    after = new >= old
    texts = ((old, change.before, not after), (new, change.after, after))
    for x, line, to_the_right in texts:
        strong = line is change.after
        canvas.text(
            (x + (13 if to_the_right else -12), y + 5),
            str(rounded(line.estimate * 100)),
            palette.BODY if strong else palette.LABEL,
            palette.INK if strong else palette.INK_2,
            weight=600 if strong else 400,
            anchor="left" if to_the_right else "right",
        )
    low, high = _limits(change)
    whisker(canvas, (moves.at(low), moves.at(high)), y, colour, halo=False)
    canvas.dot((moves.at(change.difference.estimate), y), 4.5, colour)


def _said(canvas: Canvas, place: tuple[float, float], change: Change) -> None:
    colour = palette.INK if change.word.tone == "chance" else palette.TONES[change.word.tone]
    word_sign(canvas, place[0], place[1], change.word)
    canvas.text((place[0] + 17, place[1]), change.word.text, colour=colour, weight=600)


def _wide_row(canvas: Canvas, scales: tuple[Scale, Scale], y: float, change: Change) -> None:
    height = _height(canvas, change)
    rows = _label(change, 262)
    middle = y + height / 2
    canvas.paragraph((0, middle + 5 - 9 * (len(rows) - 1)), rows)
    _dumbbell(canvas, scales, middle, change)
    beside = _beside(change)
    baseline = middle - 2 - 8 * bool(beside)
    _said(canvas, (722, baseline), change)
    canvas.text((739, baseline + 18), change.text, palette.LABEL)
    if beside:
        canvas.text((739, baseline + 35), beside, palette.SMALL, palette.INK_2)


def _narrow_row(canvas: Canvas, scales: tuple[Scale, Scale], y: float, change: Change) -> None:
    rows = _label(change, 350)
    canvas.paragraph((0, y + 18), rows)
    middle = y + 18 * len(rows) + 18
    canvas.down(scales[1].at(0), (middle - 12, middle + 12), zero=True)
    _dumbbell(canvas, scales, middle, change)
    _said(canvas, (0, middle + 24), change)
    canvas.text((360, middle + 24), change.text, palette.LABEL, anchor="right")
    if beside := _beside(change):
        place = (360, middle + 41)
        canvas.text(place, beside, palette.SMALL, palette.INK_2, anchor="right")
