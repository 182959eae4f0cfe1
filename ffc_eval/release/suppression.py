"""Primary suppression: which splits would show, or give away, too few people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ffc_eval.release.policy import Policy
from ffc_eval.release.subtraction import Row, groups_of, implied_inside, left_over, variables

if TYPE_CHECKING:
    import pandas as pd

NO_WHOLE = "the same numbers for wider groups were not given with it, so it could not be checked"


class Split(NamedTuple):
    """All rows of one indicator by the same variables in one period."""

    indicator: str
    by: str
    period: str


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """Return the numbers of a table that subtraction can use.

    Differences and tests follow the rows they compare.
    """
    compared = (frame["contrast"] != "") | ((frame["by"] != "") & (frame["domain"] == ""))
    plain = frame[~compared & frame["n"].notna()]
    columns = [{"people": "count"}.get(name, name) for name in Row._fields]
    return [Row(*row) for row in plain[columns].itertuples(index=False)]


def unsafe_splits(rows: Sequence[Row], beside: Iterable[Row], policy: Policy) -> dict[Split, str]:
    """Return the splits that may not be shown, each with the reason.

    Parameters
    ----------
    rows
        Every number of the table that is to be shown.
    beside
        Numbers shown elsewhere that a reader could subtract from.
    """
    tables = _tables(rows)
    known = _tables([*rows, *beside])
    unsafe = {key: policy.reason for key, table in tables.items() if _names_few(key, table, policy)}
    for split in sorted((key for key in tables if key.by), key=lambda key: key.by.count(" | ")):
        wider = [
            table
            for key, table in known.items()
            if (key.indicator, key.period) == (split.indicator, split.period)
            and variables(table) < variables(tables[split])
            and key not in unsafe
        ]
        if not any(table[0].by == "" for table in wider) or not _matched(tables[split], wider):
            unsafe[split] = NO_WHOLE
        elif _shows_few(tables[split], wider, policy) or _outside_theme(split, known, policy):
            unsafe[split] = policy.reason
    return unsafe


def _tables(rows: Iterable[Row]) -> dict[Split, list[Row]]:
    tables: dict[Split, list[Row]] = {}
    for row in rows:
        tables.setdefault(Split(row.indicator, row.by, row.period), []).append(row)
    return tables


def _names_few(key: Split, table: Sequence[Row], policy: Policy) -> bool:
    """Whether answers to a question that results are split by are few people each.

    "Where do you live?" is asked of all, but "3 families in Saltmarsh" is a count of a small area.
    """
    asked = not key.by and key.indicator in policy.groups
    return asked and any(policy.hides_count(row.people) for row in table)


def _matched(split: Sequence[Row], wider: Sequence[Sequence[Row]]) -> bool:
    """Whether each wider table holds the same counts, so that all can be subtracted.

    "Disagree or strongly disagree" of a split and "No" of its total may be the same people.
    """
    wanted = {(row.statistic, row.option) for row in split if row.people == row.people}
    return all(wanted <= {(row.statistic, row.option) for row in table} for table in wider)


def _shows_few(split: Sequence[Row], wider: Sequence[Sequence[Row]], policy: Policy) -> bool:
    """Whether a group is too small, or what subtraction leaves over of a total."""
    groups = groups_of(split)
    for table in wider:
        for narrower in _subtractions(table, split, wider):
            rest = left_over(table, narrower)
            if any(_few(group, policy) for group in rest):
                return True
            if not table[0].by and _located([*groups, *rest], table, policy):
                return True
    return any(_few(group, policy) for group in groups)


def _subtractions(
    table: Sequence[Row], split: Sequence[Row], wider: Sequence[Sequence[Row]]
) -> list[list[Sequence[Row]]]:
    """Return what can be taken from a table: the split alone, or with all tables between."""
    between = [other for other in wider if variables(table) < variables(other)]
    more = len(variables(split) - variables(table))
    everything = [[*between, split]] if between and len(between) + 2 == 2**more else []
    return [[split], *everything]


def _few(group: Sequence[Row], policy: Policy) -> bool:
    return any(policy.hides_base(row.n) or policy.hides_count(row.people) for row in group) or any(
        policy.hides_count(count) for count in implied_inside(group)
    )


def _located(groups: Iterable[Sequence[Row]], whole: Sequence[Row], policy: Policy) -> bool:
    """Whether a small count of the whole authority is pinned to one group.

    Three people disagree strongly in all; if nobody disagrees in the North, they live elsewhere.
    """
    if not any(policy.hides_count(row.people) for row in whole):
        return False
    return sum(not _has_nobody(group) for group in groups) < 2


def _has_nobody(group: Sequence[Row]) -> bool:
    counts = [row.people for row in group]
    return group[0].n <= 0 or 0 in counts or 0 in implied_inside(group)


def _outside_theme(split: Split, known: Mapping[Split, Sequence[Row]], policy: Policy) -> bool:
    """Whether a code subtracted from its theme leaves a few people who said something else."""
    theme = split.indicator.split(".")[0]
    if theme == split.indicator:
        return False
    counts = {(row.domain, row.option): row.people for row in known[split]}
    return any(
        policy.hides_count(row.people - counts[row.domain, row.option])
        for row in known.get(split._replace(indicator=theme), ())
        if (row.domain, row.option) in counts
    )
