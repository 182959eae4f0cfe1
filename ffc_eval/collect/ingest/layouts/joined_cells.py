"""Several answers in one cell, where only the cells say which options there were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import sample, shape_of
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Column
from ffc_eval.collect.ingest.options import is_other, joined_order, option
from ffc_eval.collect.ingest.typed_labels import offered, with_other
from ffc_eval.model.instrument import Option

if TYPE_CHECKING:
    import pandas as pd

    Row = tuple[tuple[str, ...], int]

_CODES = re.compile(r"-?\d{1,4}(?:,-?\d{1,4})*")
_MOST = 40
_LONG = 120
_SURE = 8
_SHARE = 0.8
_MOST_COMMAS = 5

COMMA = re.compile(r",(?! )")
"""Between answers that Qualtrics leaves in one cell: a comma and a space belong to a label."""
COMMA_SPACE = re.compile(r", ")
"""Between answers of Google Forms and of SurveyMonkey, where labels may hold the same."""
SEMICOLON = re.compile(r";(?! )")
"""Between answers of Microsoft Forms, and of Google Forms as the form itself downloads them."""


def codes_in(cells: pd.Series) -> bool:
    """Say whether every cell holds codes, and some several of them."""
    values = _counted(cells)
    return all(map(_CODES.fullmatch, values)) and any("," in value for value in values)


def labels_in(
    cells: pd.Series, join: re.Pattern[str] = COMMA, *, typed: bool = False
) -> tuple[Option, ...]:
    """Return the options whose labels stand joined in the cells, or () where none do.

    Parameters
    ----------
    typed
        Words that a person typed may stand among the options.

    Notes
    -----
    Parts count as options only where most come back in different company, and where people gave
    different numbers of them: "Leeds, Yorkshire" is one answer. A part that is always preceded by
    the same one belongs to its label, which holds a comma: where it goes on with a small letter
    or a bracket is still open before it, or where the two are seen together alone, and often.
    """
    rows = [(tuple(join.split(value)), n) for value, n in _counted(cells).items()]
    if all(len(parts) == 1 for parts, _ in rows) or any("" in parts for parts, _ in rows):
        return ()
    if _mostly_new(rows):
        return ()
    rows = _with_whole_labels(rows) if join is COMMA_SPACE else rows
    company = Counter(part for parts, _ in rows for part in set(parts))
    times: Counter[str] = Counter()
    for parts, n in rows:
        times.update(dict.fromkeys(parts, n))
    again = [part for part in times if times[part] > 1 or is_other(part)]
    if len(again) > _MOST or any(len(part) > _LONG for part in again):
        return ()
    if not _combined(rows, [part for part in again if company[part] > 1 or is_other(part)]):
        return ()
    if sum(times[part] for part in again) < _SHARE * times.total():
        return ()
    return _options(rows, again, times, typed=typed)


def _mostly_new(rows: Sequence[Row]) -> bool:
    """Whether most parts are said once only, as in comments."""
    times: Counter[str] = Counter()
    for parts, n in rows:
        for part in parts:
            times[part] += n
    return sum(n for n in times.values() if n > 1) < 0.5 * times.total()


def joined_or_alone(
    column: Column, cells: pd.Series, join: re.Pattern[str], *, typed: bool = False
) -> Column:
    """Return the only column of a question with what it holds: one answer a cell, or several."""
    options = labels_in(cells, join, typed=typed)
    if options:
        return replace(column, shape="joined", options=options)
    return replace(column, shape=shape_of(cells, heading=column.text) or "text")


def _combined(rows: Sequence[Row], met: Sequence[str]) -> bool:
    """Whether people put the parts together in several ways, or gave each of them alone too."""
    several = [parts for parts, _ in rows if len(parts) > 1 and set(parts) <= set(met)]
    alone = {parts[0] for parts, _ in rows if len(parts) == 1} | set(filter(is_other, met))
    sizes = {len(parts) for parts, _ in rows}
    return len(sizes) > 1 and (len(several) > 1 or any(set(parts) <= alone for parts in several))


def _options(
    rows: Sequence[Row], again: Sequence[str], times: Counter[str], *, typed: bool
) -> tuple[Option, ...]:
    known = set(again) if typed else set(times)
    labels = set(offered({part: times[part] for part in known}, typed=typed))
    ordered = joined_order([[part for part in parts if part in labels] for parts, _ in rows])
    options = tuple(option(str(n), label) for n, label in enumerate(ordered, start=1))
    return with_other(options, None, aside=len(labels) < len(times))


def _counted(cells: pd.Series) -> dict[str, int]:
    counts = sample(cells).str.strip().value_counts(sort=False)
    return {str(value).rstrip(";"): int(n) for value, n in counts.items() if value}


def _with_whole_labels(rows: list[Row]) -> list[Row]:
    """Put labels together again that hold a comma."""
    for _ in range(_MOST_COMMAS):
        pairs = _always_together(rows)
        if not pairs:
            break
        rows = [(_joined(parts, pairs), n) for parts, n in rows]
    return rows


def _always_together(rows: Sequence[Row]) -> set[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    times: Counter[str] = Counter()
    for parts, n in rows:
        for part in parts:
            times[part] += n
        for pair in pairwise(parts):
            pairs[pair] += n
    together = set()
    for (first, second), n in pairs.items():
        small = first[:1].isupper() and second[:1].islower()
        goes_on = small or first.count("(") > first.count(")")
        if n == times[second] and (goes_on or (n == times[first] and n >= _SURE)):
            together.add((first, second))
    return together


def _joined(parts: tuple[str, ...], pairs: set[tuple[str, str]]) -> tuple[str, ...]:
    whole = [parts[0]]
    for pair in pairwise(parts):
        if pair in pairs:
            whole[-1] += f", {pair[1]}"
        else:
            whole.append(pair[1])
    return tuple(whole)


def same_answers_in_other_orders(cells: pd.Series) -> bool:
    """Say whether every cell lists the same answers, as only a ranking does."""
    lists = [tuple(compared(part) for part in value.split(";")) for value in _counted(cells)]
    one = {frozenset(parts) for parts in lists}
    return len(lists) > 1 and len(one) == 1 and len(lists[0]) > 1
