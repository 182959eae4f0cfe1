"""Margins: what a population is known to be, and how far weights reproduce it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.weights.row_blocks import (
    Column,
    Rows,
    Worked,
    blocks,
    coded,
    crossed,
    numbers,
    recoded,
    tally,
)
from ffc_eval.errors import DesignError, FfcError, Problem
from ffc_eval.model.design import Calibration
from ffc_eval.model.frame import CROSSED, NOT_STATED
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]

MISSED_BY = 1e-6
"""A margin missed by more than this share of its total leaves the weighted estimate out."""
_SHARES = 1e-6


@dataclass(frozen=True)
class Margin:
    """One margin: the category of every row, and the total of each category.

    Parameters
    ----------
    name
        Column, or columns joined where they are crossed.
    categories
        Those of the population; "not stated" last where some rows have none.
    codes
        Category of each row.
    totals
        Population total of each category.
    """

    name: str
    categories: tuple[str, ...]
    codes: Ints
    totals: Floats

    def sums(self, weight: Floats) -> Floats:
        """Return the weighted total of each category."""
        import numpy as np

        found: Floats = np.bincount(self.codes, weight, len(self.categories)).astype(float)
        return found


def margins_of(
    responses: Responses, start: Floats, wanted: Mapping[str, Mapping[str, float]]
) -> list[Margin]:
    """Return the margins with totals on one scale.

    Parameters
    ----------
    responses
        One wave.
    start
        Weights before.
    wanted
        By column, counts or shares of the population by category.

    Raises
    ------
    DesignError
        Answers hold a category without a total, a total is below 0, or the totals of two
        margins differ.

    Notes
    -----
    People whose category is not known keep their share of the weights before; the totals of
    the others are made smaller in proportion.
    """
    problems: list[Problem] = []
    found = []
    sizes = {name: float(sum(totals.values())) for name, totals in wanted.items()}
    counts = [size for size in sizes.values() if not are_shares(size)]
    population = counts[0] if counts else float(start.sum())
    for name, totals in wanted.items():
        categories = tuple(map(str, totals))
        codes = _codes(responses, name, categories, problems)
        problems += _size_problems(name, totals, sizes[name], population)
        scaled = [total / sizes[name] * population for total in totals.values()]
        found.append(with_not_stated(name, categories, codes, scaled, start))
    if problems:
        raise _joined(problems)
    return found


def with_not_stated(
    name: str, categories: tuple[str, ...], codes: Ints, totals: Sequence[float], start: Floats
) -> Margin:
    """Return a margin in which the rows without a category are one of their own."""
    import numpy as np

    aim = np.array(totals, dtype=float)
    unknown = codes < 0
    if not unknown.any():
        return Margin(name, categories, codes, aim)
    share = float(start[unknown].sum() / start.sum())
    return Margin(
        name,
        (*categories, NOT_STATED),
        np.where(unknown, np.int32(len(categories)), codes),
        np.append(aim * (1 - share), aim.sum() * share),
    )


def _joined(problems: Sequence[Problem]) -> FfcError:
    return DesignError.of(problems)


def _codes(
    responses: Responses, name: str, categories: tuple[str, ...], problems: list[Problem]
) -> Ints:
    import numpy as np

    found, levels = coded(responses.column(name))
    used = tally(found[found >= 0], len(levels)) > 0
    labels = [str(level) for level in levels[used]]
    unknown = [label for label in labels if label not in categories]
    if unknown:
        problems.append(
            Problem(
                "category-without-total",
                f'Answers to "{name}" hold a category that its margin has no total for.',
                where=name,
                found=f"{len(unknown)} of {len(labels)} categories",
                do="Give every category of the answers a total, with the same spelling: "
                + ", ".join(categories)
                + ".",
            )
        )
    place = np.full(len(levels), -1)
    place[used] = [categories.index(x) if x in categories else -1 for x in labels]
    return recoded(found, place)


def _size_problems(
    name: str, totals: Mapping[str, float], size: float, population: float
) -> list[Problem]:
    if min(totals.values(), default=0) < 0 or size <= 0:
        return [
            Problem(
                "margin-below-zero",
                f'A total of margin "{name}" is below 0, or all are 0.',
                where=name,
                do="Give the number of people in each category of the population.",
            )
        ]
    if not are_shares(size) and abs(size - population) > _SHARES * population:
        return [
            Problem(
                "margins-differ",
                f'The totals of margin "{name}" add up to another population than the first.',
                where=name,
                found=f"{size:g} and {population:g}",
                do="Give counts of one population, or shares that add up to 1.",
            )
        ]
    return []


def are_shares(size: float) -> bool:
    """Say whether totals that add up to ``size`` are shares of the population, not counts."""
    return abs(size - 1) <= _SHARES


def missed(margins: Sequence[Margin], weight: Floats) -> tuple[str, ...]:
    """Name the margins, with their category, that weights miss by more than ``MISSED_BY``."""
    import numpy as np

    found = []
    for margin in margins:
        gaps = np.abs(margin.sums(weight) - margin.totals) / max(margin.totals.sum(), 1e-300)
        found += [
            f"{margin.name}: {margin.categories[place]}"
            for place in np.flatnonzero(~(gaps <= MISSED_BY))
        ]
    return tuple(found)


def crossed_codes(responses: Responses, columns: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Return the cell of each row where columns are crossed, -1 where one is empty."""
    import numpy as np
    import pandas as pd

    cells: Ints = np.broadcast_to(np.int8(0), len(responses))
    names = np.array([""], dtype=object)
    for place, name in enumerate(columns):
        codes, levels = coded(responses.column(name))
        texts = levels.astype("str").to_numpy(dtype=object)
        cells, pairs = crossed(cells, codes, len(levels))
        before, level = np.divmod(pairs, max(len(levels), 1))
        names = names[before] + (CROSSED if place else "") + texts[level]
    rank, ordered = pd.factorize(names, sort=True)
    return recoded(cells, rank), tuple(map(str, ordered))


def basis_of(responses: Responses, calibration: Calibration, start: Floats) -> Column:
    """Return orthonormal columns that span the margins times the root of the weights before."""
    import numpy as np

    sets = (
        [calibration.categories]
        if calibration.crossed
        else [(name,) for name in calibration.categories]
    )
    codes = [_filled(crossed_codes(responses, names)[0]) for names in sets]
    values = [numbers(responses.column(name)) for name in calibration.numbers]

    def margins(rows: Rows) -> Floats:
        columns = [code[rows][:, None] == np.arange(size) for code, size in codes]
        columns += [np.nan_to_num(value[rows])[:, None] for value in values]
        return np.asarray(np.hstack(columns) * np.sqrt(start[rows])[:, None])

    turn = _orthonormal(margins, len(responses))
    return Worked(lambda rows: margins(rows) @ turn)


def _filled(codes: Ints) -> tuple[Ints, int]:
    """Return the codes with "not stated" as one of their own, last, and how many there are."""
    import numpy as np

    size = int(codes.max(initial=-1)) + 1
    stated = bool((codes >= 0).all())
    if stated:
        return codes, size
    return np.where(codes < 0, size, codes), size + 1


def _orthonormal(columns: Callable[[Rows], Floats], size: int) -> Floats:
    """Return what turns columns into orthonormal ones that span the same, and no more.

    Notes
    -----
    The triangle of a QR decomposition, block after block, has the singular values of the whole.
    """
    import numpy as np

    triangle = columns(slice(0, 0))
    for rows in blocks(size):
        triangle = np.asarray(np.linalg.qr(np.vstack([triangle, columns(rows)]), mode="r"))
    lengths = np.sqrt((triangle * triangle).sum(axis=0))
    there = np.flatnonzero(lengths > 0)
    _, sizes, right = np.linalg.svd(triangle[:, there] / lengths[there], full_matrices=False)
    kept = sizes > 1e-9 * sizes.max(initial=0.0)
    turn = np.zeros((len(lengths), int(kept.sum())))
    turn[there] = (right[kept] / sizes[kept, None]).T / lengths[there, None]
    return turn
