"""Missing: who answered beside the list they came from, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.findings import who_and_when
from ffc_eval.present.tables.kinds import notice
from ffc_eval.present.tables.lines import Line, distinct, first, lines
from ffc_eval.present.tables.numbers import percent, rounded, signed, whole
from ffc_eval.present.tables.words import listed

_FEWER = 0.02
"""From this gap a group is named as heard from less than its share."""


def missing_tables(
    released: Sequence[Released[Estimates]], instrument: Instrument
) -> list[Table | Passage]:
    """Return, for each question that the list is known by, who answered and who is missing.

    Counts, not estimates: they have no likely range.
    """
    if not released:
        return [
            notice(
                "No list of people by group is given for this survey, so it cannot be said who is "
                f"missing from the answers. Put it into surveys/{instrument.id}/frame.csv."
            )
        ]
    return [_table(one, instrument) for one in released]


def _table(released: Released[Estimates], instrument: Instrument) -> Table | Passage:
    found = [line for line in lines(released) if line.shown != "hidden"]
    groups = [line for line in found if line.by]
    if not groups:
        return Passage("notice", released.notes, synthetic=released.synthetic)
    names = distinct(groups, "domain")
    rows = [_row(name, [line for line in groups if line.domain == name]) for name in names]
    total = _row("All", [line for line in found if not line.by])
    titles = cells.columns(
        "Group",
        "On the list",
        "Answered",
        "Response rate",
        "Share of the list",
        "Share of those who answered",
        "Difference, points",
    )
    question = instrument.question(groups[0].by.partition(":")[0])
    made = cells.table_of(_title(groups), *cells.without_empty(titles, [*rows, total]))
    return replace(
        made,
        subtitle=f"{who_and_when(found, instrument)}: “{question.wording.rstrip('.')}”",
        totals=1,
        notes=(_said(groups, total), *released.notes),
        synthetic=released.synthetic,
    )


def _row(head: str, found: Sequence[Line]) -> tuple[Cell, ...]:
    rate, share, gap = (
        first(found, statistic=name) for name in ("response_rate", "frame_share", "coverage")
    )
    people = gap.people if gap else float("nan")
    both = share.estimate + gap.estimate if share and gap else float("nan")
    return (
        Cell(head),
        _number(share.n if share else float("nan")),
        _number(people),
        _percent(rate.estimate if rate else float("nan")),
        _percent(share.estimate if share else float("nan")),
        _percent(both),
        _points(gap.estimate if gap and head != "All" else float("nan")),
    )


def _number(n: float) -> Cell:
    return cells.number(n, whole(n))


def _percent(share: float) -> Cell:
    # A sum of a share and a gap can miss 0 and 1 by a rounding error.
    near = round(share, 12)
    return cells.number(near, percent(near))


def _points(gap: float) -> Cell:
    return Cell("") if gap != gap else Cell(signed(rounded(gap * 100)), gap)


def _title(groups: Sequence[Line]) -> str:
    """Name the groups that were heard from less than their share."""
    gaps = [line for line in groups if line.statistic == "coverage" and line.estimate <= -_FEWER]
    fewest = sorted(gaps, key=lambda line: line.estimate)[:2]
    if not fewest:
        return "Those who answered are made up like the list"
    return f"Fewer answered than their share of the list: {listed([g.domain for g in fewest])}"


def _said(groups: Sequence[Line], total: tuple[Cell, ...]) -> str:
    answered = total[2].text
    asked = any(line.statistic == "response_rate" for line in groups)
    rate = "" if asked else " How many of each group were asked is not known: there is no rate."
    return (
        f"Counts of the {answered} people whose group is known, not estimates: there is no likely "
        f"range.{rate} Differences are taken before rounding. A group that answered like its share "
        "can still hold people unlike those who did not answer."
    )
