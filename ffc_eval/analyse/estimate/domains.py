"""Domains: the groups that results are shown for, as 0/1 columns over the whole design."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.weights.row_blocks import Column, Rows, Worked, coded
from ffc_eval.errors import EstimateError
from ffc_eval.model.frame import CROSSED
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Ints = NDArray[np.integer[Any]]

By = Sequence[str] | Sequence[Sequence[str]]
"""Names are crossed; a sequence of sequences makes one set of domains each."""

_MOST = 5_000


@dataclass(frozen=True)
class Domains:
    """Labels of the domains and who belongs to each.

    Parameters
    ----------
    by
        Variables of each domain, joined.
    labels
        Levels of each domain, joined; "" for everybody.
    members
        Whether each row belongs, one column a domain.
    depth
        Domains that a row can lie in at once.
    """

    by: tuple[str, ...]
    labels: tuple[str, ...]
    members: Column
    depth: int = 1

    def __len__(self) -> int:
        return len(self.labels)

    def among(self, places: Ints) -> Domains:
        """Return the same domains among the rows at some places."""
        return replace(self, members=Worked(lambda rows: self.members[places[rows]]))

    def part(self, places: slice) -> Domains:
        """Return some of the domains."""
        members = Worked(lambda rows: self.members[rows][:, places])
        return Domains(self.by[places], self.labels[places], members, self.depth)


@dataclass(frozen=True)
class _Levels:
    """Levels of one variable: their labels, who is at each, and how many somebody can be at."""

    labels: tuple[str, ...]
    members: Column
    depth: int


def everybody(size: int) -> Domains:
    """Return one domain that holds all rows."""
    import numpy as np

    return Domains(("",), ("",), np.broadcast_to(np.True_, (size, 1)))


def domains_of(responses: Responses, by: By) -> Domains:
    """Return the domains of one or more sets of variables, empty ones included.

    Raises
    ------
    EstimateError
        The crossing has more domains than a person could read.
    """
    crossings = _crossings(by)
    known = {name: _levels(responses, name) for crossing in crossings for name in crossing}
    sides = [[known[name] for name in crossing] for crossing in crossings]
    names: list[str] = []
    labels: list[str] = []
    for crossing, levels in zip(crossings, sides, strict=True):
        cells = list(_cells(crossing, levels))
        names += [CROSSED.join(crossing)] * len(cells)
        labels += cells
    depth = sum(math.prod(side.depth for side in levels) for levels in sides)
    size = len(responses)
    members = Worked(lambda rows: _members(sides, rows, size))
    return Domains(tuple(names), tuple(labels), members, depth)


def _crossings(by: By) -> list[tuple[str, ...]]:
    if isinstance(by, str):
        return [(by,)]
    if not all(isinstance(one, str) for one in by):
        return [(one,) if isinstance(one, str) else tuple(one) for one in by]
    return [tuple(str(name) for name in by)]


def _cells(crossing: Sequence[str], levels: Sequence[_Levels]) -> list[str]:
    size = math.prod(len(side.labels) for side in levels)
    if size > _MOST:
        raise EstimateError(
            "too-many-domains",
            f"Crossing {' by '.join(crossing)} makes {size} groups.",
            do=f"Cross fewer variables, so that there are at most {_MOST} groups.",
        )
    return [CROSSED.join(cell) for cell in product(*(side.labels for side in levels))]


def _members(sides: Sequence[Sequence[_Levels]], rows: Rows, size: int) -> Bools:
    """Return who of some rows belongs to each domain, crossing by crossing."""
    import numpy as np

    here = len(range(*rows.indices(size))) if isinstance(rows, slice) else len(rows)
    found = [np.zeros((here, 0), dtype=bool)]
    for levels in sides:
        cells = np.ones((here, 1), dtype=bool)
        for side in levels:
            cells = (cells[:, :, None] & side.members[rows][:, None, :]).reshape(here, -1)
        found.append(cells)
    return np.hstack(found)


def _levels(responses: Responses, name: str) -> _Levels:
    """Return the levels of a column; of a multi, its options with who chose each."""
    import numpy as np

    known = {question.id: question for question in responses.instrument}
    question = known.get(name)
    if question is not None and question.type == "multi":
        ticks = [responses.values[column].array for column in question.columns]
        chosen = Worked(
            lambda rows: np.column_stack(
                [tick[rows].to_numpy(dtype=bool, na_value=False) for tick in ticks]
            )
        )
        return _Levels(tuple(option.label for option in question.options), chosen, len(ticks))
    codes, levels = coded(responses.column(name))
    members = Worked(lambda rows: codes[rows][:, None] == np.arange(len(levels)))
    return _Levels(tuple(str(level) for level in levels), members, 1)
