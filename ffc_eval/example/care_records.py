"""Invented children in care and on protection plans, whose numbers move as planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ffc_eval.analyse.kpis.periods import Period

Rows = list[tuple[str, ...]]

# Change in a month, April 2023 to June 2025. In care: steady, then falling from summer 2024.
# On plans: steady, then rising at the same time.
_CARE_START = 642
_CARE = (3, -4, 2, 5, -6, 1, -3, 6, -2, -5, 4, 1, -4, 3, -2, *(-6, -3, -5), *(-2, -6, -1, -4))
_CARE_LATER = (-5, 2, -4, -3, -2)
_PLANS_START = 204
_PLANS = (-3, 4, -2, 5, -6, 3, 2, -4, 1, -3, 5, -2, 3, -4, 2, *(3, 4, 1), *(5, -1, 3, 2))
_PLANS_LATER = (4, 1, -2, 3, 2)

_EXIT_CODES = (
    *("E4A",) * 36,
    *("E4B",) * 6,
    *("E45",) * 10,
    *("E47",) * 7,
    *("E13",) * 6,
    *("E11",) * 5,
    *("E12",) * 6,
    *("E17",) * 9,
    *("E5",) * 6,
    *("E6",) * 4,
    *("E3", "E8", "E9", "E16", "E8"),
)


@dataclass(frozen=True)
class Stay:
    """One child's time in care or on a plan."""

    person: str
    start: date
    end: date | None = None


def care_episodes(rng: Random, spans: Sequence[Period]) -> Rows:
    """Return episodes of care: about one stay in three has a change of placement in it.

    One episode ends as if another followed, and none does: the flows miss one child.
    """
    stays = _stays(rng, spans, _CARE_START, (*_CARE, *_CARE_LATER), (15, 25))
    rows: Rows = []
    for stay in stays:
        rows += _episodes(rng, stay, len(rows))
    lost = next(place for place, row in enumerate(rows) if row[4].startswith("2024-11"))
    rows[lost] = (*rows[lost][:5], "X1")
    return rows


def protection_plans(rng: Random, spans: Sequence[Period]) -> Rows:
    """Return child protection plans."""
    stays = _stays(rng, spans, _PLANS_START, (*_PLANS, *_PLANS_LATER), (16, 24))
    return [
        (f"C{number:05d}", stay.person, stay.start.isoformat(), _iso(stay.end))
        for number, stay in enumerate(stays, 1)
    ]


def _stays(
    rng: Random,
    spans: Sequence[Period],
    start: int,
    changes: Sequence[int],
    entries: tuple[int, int],
) -> list[Stay]:
    """Return stays whose number on the last day of each month is as planned."""
    first = spans[0].start
    stays = [
        Stay(f"P{200_000 + number}", first - timedelta(days=rng.randrange(20, 1500)))
        for number in range(start)
    ]
    open_ = list(range(start))
    for span, change in zip(spans, changes, strict=True):
        came = rng.randint(*entries)
        for _ in range(came - change):
            leaver = open_.pop(rng.randrange(len(open_)))
            stays[leaver] = replace(stays[leaver], end=_day(rng, span))
        for _ in range(came):
            open_.append(len(stays))
            stays.append(Stay(f"P{200_000 + len(stays)}", _day(rng, span)))
    return stays


def _episodes(rng: Random, stay: Stay, written: int) -> Iterator[tuple[str, ...]]:
    """Yield the one or two episodes of a stay."""
    code = rng.choice(_EXIT_CODES) if stay.end else ""
    middle = stay.start + timedelta(days=rng.randrange(30, 200))
    moved = rng.random() < 0.35 and middle < (stay.end or date(2025, 6, 1))
    if not moved:
        yield _row(written, stay, "S", code)
        return
    yield _row(written, replace(stay, end=middle), "S", "X1")
    yield _row(written + 1, replace(stay, start=middle), rng.choice("PLB"), code)


def _row(written: int, stay: Stay, began: str, ended: str) -> tuple[str, ...]:
    number = f"L{written + 1:05d}"
    return number, stay.person, stay.start.isoformat(), began, _iso(stay.end), ended


def _day(rng: Random, span: Period) -> date:
    return span.start + timedelta(days=rng.randrange((span.end - span.start).days + 1))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
