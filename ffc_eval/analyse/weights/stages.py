"""Stages: the strata and units that rows were drawn in, as codes, and the share drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.weights.row_blocks import (
    Rows,
    blocks,
    coded,
    numbers,
    order_of,
    recoded,
    tally,
)
from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design, Stage
from ffc_eval.model.frame import SingleCluster
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Bools = NDArray[np.bool_]

CORRECTION_FROM = 0.10
"""A list is corrected for its size where more than this share of it answered."""


@dataclass(frozen=True)
class SamplingStage:
    """One stage: which unit and stratum a row belongs to, and how many were drawn.

    Parameters
    ----------
    unit
        Unit of each row, 0 up, numbered stratum by stratum; None where each row is a unit.
    stratum
        Stratum of each unit, 0 up.
    units
        Units drawn, by stratum.
    fraction
        Share of the stratum's units that was drawn; 0 without finite population correction.
    reach
        Product of the fractions of the stages before, by stratum: 1 at the first stage.
    """

    unit: Ints | None
    stratum: Ints
    units: Floats
    fraction: Floats
    reach: Floats

    def unit_of(self, rows: Rows) -> Ints:
        """Return the unit of some rows."""
        import numpy as np

        if self.unit is not None:
            return self.unit[rows]
        return np.arange(len(self.stratum))[rows] if isinstance(rows, slice) else rows

    def stratum_of(self, rows: Rows) -> Ints:
        """Return the stratum of some rows."""
        return self.stratum[rows if self.unit is None else self.unit[rows]]

    @property
    def lone(self) -> Bools:
        """Strata of one unit that is not the whole stratum."""
        lone: Bools = (self.units == 1) & (self.fraction < 1 - 1e-7)
        return lone

    def scale(self, single_cluster: SingleCluster) -> Floats:
        """Return the factor on the squared deviations, by stratum."""
        import numpy as np

        alone = 1.0 if single_cluster == "centre" else 0.0
        spread = np.where(self.units > 1, self.units / np.maximum(self.units - 1, 1), alone)
        return self.reach * (1 - self.fraction) * spread


def first_stage(responses: Responses, design: Design) -> tuple[SamplingStage, str]:
    """Return the first stage, and its finite population correction in words."""
    import numpy as np

    stratum = _codes(responses, design.stratum)
    unit, home = _units(responses, design.cluster, stratum)
    units = _count(home)
    fraction = np.zeros(len(units))
    correction = ""
    if design.fpc is not None:
        fraction = _fractions(responses.column(design.fpc), design.fpc, stratum, units)
        correction = "finite population correction"
    elif design.kind == "list":
        share, correction = _list_fraction(responses)
        fraction = fraction + share
    return SamplingStage(unit, home, units, fraction, np.ones(len(units))), correction


def further_stages(
    responses: Responses, design: Design, first: SamplingStage
) -> list[SamplingStage]:
    """Return the stages inside the units of the first."""
    stages: list[SamplingStage] = []
    before = first
    for stage in design.stages:
        before = _next_stage(responses, stage, before)
        stages.append(before)
    return stages


def _next_stage(responses: Responses, stage: Stage, before: SamplingStage) -> SamplingStage:
    import numpy as np

    stratum = before.unit_of(slice(None))
    if stage.stratum is not None:
        stratum = _within(stratum, _codes(responses, stage.stratum))[0]
    unit, home = _units(responses, stage.cluster, stratum)
    units = _count(home)
    fraction = np.zeros(len(units))
    if stage.fpc is not None:
        fraction = _fractions(responses.column(stage.fpc), stage.fpc, stratum, units)
    reach = np.zeros(len(units))
    for rows in blocks(len(stratum)):
        reach[stratum[rows]] = (before.reach * before.fraction)[before.stratum_of(rows)]
    return SamplingStage(unit, home, units, fraction, reach)


def _codes(responses: Responses, name: str | None) -> Ints:
    import numpy as np

    if name is None:
        return np.broadcast_to(np.int8(0), len(responses))
    codes, levels = coded(responses.column(name))
    missing = int((codes < 0).sum())
    if missing:
        raise DesignError(
            "design-column-missing",
            f'Column "{name}" of the design has empty cells.',
            found=f"{missing} of {len(codes)} rows",
            do="Give every row its stratum and cluster, for example a stratum of its own "
            "for those whose stratum is not known.",
        )
    used = tally(codes, len(levels)) > 0
    return codes if used.all() else recoded(codes, np.cumsum(used) - 1)


def _units(responses: Responses, cluster: str | None, stratum: Ints) -> tuple[Ints | None, Ints]:
    """Return the unit of each row (None for the row itself) and the stratum of each unit."""
    if cluster is None:
        return None, stratum
    return _within(stratum, _codes(responses, cluster))


def _within(outer: Ints, inner: Ints) -> tuple[Ints, Ints]:
    """Return one code for each pair, so that the same name in two strata is two units.

    Also the outer code of each.
    """
    import numpy as np

    size = int(inner.max(initial=-1)) + 1
    home = np.zeros(size, dtype=outer.dtype)
    for rows in blocks(len(outer)):
        home[inner[rows]] = outer[rows]
    if not all((home[inner[rows]] == outer[rows]).all() for rows in blocks(len(outer))):
        return _numbered(outer, inner)
    order = np.argsort(home, kind="stable")
    if (order == np.arange(size)).all():
        return inner, home
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size)
    return recoded(inner, place), home[order]


def _numbered(outer: Ints, inner: Ints) -> tuple[Ints, Ints]:
    """Return one code for each pair that occurs, in order, and the outer code of each."""
    import numpy as np

    order = order_of(inner, int(inner.max()) + 1)
    order = order[order_of(outer[order], int(outer.max()) + 1)]
    unit = np.empty(len(outer), dtype=np.int32)
    homes: list[Ints] = []
    before, so_far = (-1, -1), -1
    for rows in blocks(len(order)):
        here = order[rows]
        pair = outer[here], inner[here]
        new = np.append((pair[0][0], pair[1][0]) != before, (np.diff(pair) != 0).any(axis=0))
        unit[here] = so_far + np.cumsum(new)
        homes.append(pair[0][new])
        before, so_far = (pair[0][-1], pair[1][-1]), int(unit[here[-1]])
    return unit, np.concatenate(homes)


def _count(home: Ints) -> Floats:
    """Return the units of each stratum."""
    return tally(home, int(home.max(initial=-1)) + 1).astype(float)


def _fractions(column: pd.Series, name: str, stratum: Ints, units: Floats) -> Floats:
    import numpy as np
    import pandas as pd

    size = numbers(pd.to_numeric(column, errors="coerce"))
    known = np.full(len(units), np.nan)
    for rows in blocks(len(stratum)):
        known[stratum[rows]] = size[rows]
    if not all(np.array_equal(known[stratum[rows]], size[rows]) for rows in blocks(len(stratum))):
        raise DesignError(
            "fpc-differs",
            f'Column "{name}" is empty or differs within a stratum.',
            do="Give every row of a stratum the same number: how many people (or clusters) "
            "the stratum has in the population.",
        )
    fraction: Floats = np.where(known <= 1, known, units / known)
    if (fraction > 1 + 1e-12).any() or (known <= 0).any():
        raise DesignError(
            "fpc-too-small",
            f'Column "{name}" names fewer people (or clusters) than answered.',
            found=f"{int((fraction > 1).sum())} of {len(units)} strata",
            do="Correct the size of the population, or leave the column out of the design.",
        )
    return np.minimum(fraction, 1.0)


def _list_fraction(responses: Responses) -> tuple[float, str]:
    """Return the share of the list that answered, and the words for it."""
    waves = responses.waves
    known = {wave.id: wave.frame for wave in responses.instrument.waves}
    size = known.get(waves[0]) if len(waves) == 1 else None
    if not size:
        return 0.0, "no finite population correction: size of the list not known"
    answered = len(responses)
    if answered > size:
        return 0.0, f"no finite population correction: {answered} answers, list of {size}"
    if answered <= CORRECTION_FROM * size:
        return 0.0, f"no finite population correction: {answered} of {size} answered"
    return answered / size, f"finite population correction ({answered} of {size} answered)"
