"""Case-management extracts of the synthetic project: invented children, exact monthly counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ffc_eval.analyse.kpis.periods import Period, months
from ffc_eval.analyse.kpis.tables import TABLES
from ffc_eval.analyse.kpis.working_days import BANK_HOLIDAYS
from ffc_eval.example.care_records import care_episodes, protection_plans
from ffc_eval.store import write_atomic

Rows = list[tuple[str, ...]]

_CUT = date(2025, 7, 11)

# Completed and in time, March 2023 (so that nothing due in April is missed) to June 2025. From 65%
# in June to 88% in August 2024, then a new kind of assessment from 7 October 2024.
_EARLY_HELP = (
    *((94, 62), (92, 60), (98, 66), (101, 65), (88, 59), (83, 54), (97, 62), (104, 70), (99, 67)),
    *((76, 50), (95, 61), (93, 63), (98, 64), (91, 61), (100, 66), (97, 63), (94, 72), (90, 79)),
    *((96, 82), (89, 61), (84, 51), (70, 45), (86, 50), (88, 58), (93, 58), (90, 62), (95, 60)),
    (97, 66),
)
# From 84% in June to 91% in August 2024, within what chance makes.
_CHILD_IN_NEED = (
    *((109, 91), (108, 91), (115, 96), (118, 100), (104, 87), (99, 83), (112, 93), (120, 102)),
    *((116, 97), (92, 78), (110, 92), (107, 91), (114, 95), (109, 92), (117, 98), (113, 95)),
    *((111, 97), (110, 100), (114, 102), (106, 90), (103, 83), (88, 73), (101, 80), (104, 87)),
    *((110, 88), (108, 91), (112, 90), (115, 96)),
)
_STILL_OPEN = 70

_LOCALITIES = ("Northmoor", "Ashbrook", "Harrowdown", "Millvale", "Kingsbarrow", "Saltmarsh")
_FAMILY_SUPPORT, _SOCIAL_WORK = "Lead family support worker", "Lead social worker"
_ROLES_REDRAWN = date(2024, 6, 17)

_POPULATION = ((2022, 78_400), (2023, 78_150), (2024, 77_900))


def write_extracts(folder: Path) -> None:
    """Write the synthetic extracts, the same bytes at every run.

    Parameters
    ----------
    folder
        A project folder; the files go to ``surveys/kpis/data/synthetic-<table>.csv``.
    """
    place = folder / "surveys" / "kpis" / "data"
    place.mkdir(parents=True, exist_ok=True)
    assessed = months("2023-03", "2025-06")
    spans = assessed[1:]
    assessments, referrals = _child_in_need(Random(2), assessed)
    tables: dict[str, Rows] = {
        "early_help_assessments": _early_help(Random(1), assessed),
        "ssd_cin_assessments": assessments,
        "ssd_cin_episodes": referrals,
        "caseload_snapshots": list(_caseloads(Random(3), spans)),
        "ssd_cla_episodes": care_episodes(Random(4), spans),
        "ssd_cp_plans": protection_plans(Random(5), spans),
        "population": [
            (str(year), str(count), "Synthetic: invented for Exampleshire")
            for year, count in _POPULATION
        ],
    }
    for name, rows in tables.items():
        lines = [TABLES[name].names, *rows]
        text = "".join(",".join(line) + "\r\n" for line in lines)
        write_atomic(place / f"synthetic-{name}.csv", text.encode())


def _early_help(rng: Random, spans: Sequence[Period]) -> Rows:
    spells = _spells(rng, spans, _EARLY_HELP, 30)
    rows: Rows = [
        (f"EH{number:05d}", f"P{rng.randrange(100_000, 999_999)}", _iso(start), _iso(end))
        for number, (start, end) in enumerate(spells, 1)
    ]
    # What extracts hold: one row twice, one unreadable day, one that ends before it begins,
    # one empty row, and days as people write them.
    rows.insert(400, rows[399])
    rows.insert(900, ("EH90001", "P100001", "2024-02-30", ""))
    rows.insert(1200, ("EH90002", "P100002", "2024-05-14", "2024-05-02"))
    rows.insert(1500, ("", "", "", ""))
    for place in range(2000, 2040):
        rows[place] = (*rows[place][:2], *(_as_written(day) for day in rows[place][2:]))
    return rows


def _child_in_need(rng: Random, spans: Sequence[Period]) -> tuple[Rows, Rows]:
    assessments: Rows = []
    referrals: Rows = []
    for number, (referred, end) in enumerate(_spells(rng, spans, _CHILD_IN_NEED, 45), 1):
        person = f"P{rng.randrange(100_000, 999_999)}"
        referral = f"R{number:05d}"
        began = min(_later(referred, rng.randrange(4)), end or _CUT)
        referrals.append((referral, person, _iso(referred)))
        assessments.append((f"A{number:05d}", person, referral, _iso(began), _iso(end)))
    return assessments, referrals


def _spells(
    rng: Random, spans: Sequence[Period], plan: Sequence[tuple[int, int]], standard: int
) -> Iterator[tuple[date, date | None]]:
    """Yield first and last day of assessments that meet the plan, then of those still open."""
    for span, (completed, in_time) in zip(spans, plan, strict=True):
        days = _working_days_of(span)
        for number in range(completed):
            end = rng.choice(days)
            taken = standard - rng.randrange(20) if number < in_time else standard + _delay(rng)
            yield _later(end, -taken), end
    for _ in range(_STILL_OPEN):
        yield _later(date(2025, 6, 30), -rng.randrange(standard + 6)), None


def _delay(rng: Random) -> int:
    return 1 + min(rng.randrange(12), rng.randrange(12))


def _caseloads(rng: Random, spans: Sequence[Period]) -> Iterator[tuple[str, ...]]:
    for span in spans:
        redrawn = span.end >= _ROLES_REDRAWN
        for role, workers, mean, start in (
            (_FAMILY_SUPPORT, 36 if redrawn else 32, 15.4 if redrawn else 17.6, 1000),
            (_SOCIAL_WORK, 46, 15.8, 2000),
        ):
            for number in range(workers):
                share = (1.0, 1.0, 1.0, 0.8, 0.6)[number % 5]
                children = max(1, round(share * rng.gauss(mean, 2.6)))
                yield (
                    _iso(span.end),
                    f"W{start + number}",
                    role,
                    _LOCALITIES[number % 6],
                    f"{share:.1f}",
                    str(children),
                )


def _working_days_of(span: Period) -> list[date]:
    days = (span.start + timedelta(days=more) for more in range((span.end - span.start).days + 1))
    return [day for day in days if _works(day)]


def _later(day: date, working_days: int) -> date:
    """Return the day so many working days on, or back."""
    step = 1 if working_days > 0 else -1
    for _ in range(abs(working_days)):
        day += timedelta(days=step)
        while not _works(day):
            day += timedelta(days=step)
    return day


def _works(day: date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in BANK_HOLIDAYS


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _as_written(day: str) -> str:
    return "/".join(reversed(day.split("-"))) if day else ""
