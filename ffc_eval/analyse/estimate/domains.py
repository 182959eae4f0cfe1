"""Domains: the groups that results are shown for, as 0/1 columns over the whole design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from ffc_eval.errors import EstimateError
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

By = Sequence[str] | Sequence[Sequence[str]]
"""Names are crossed; a sequence of sequences makes one set of domains each."""

_JOIN = " | "
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
        One column a domain.
    """

    by: tuple[str, ...]
    labels: tuple[str, ...]
    members: Bools

    def __len__(self) -> int:
        return len(self.labels)


def domains_of(responses: Responses, by: By) -> Domains:
    """Return the domains of one or more sets of variables, empty ones included.

    Raises
    ------
    EstimateError
        The crossing has more domains than a person could read.
    """
    import numpy as np

    crossings = _crossings(by)
    names: list[str] = []
    labels: list[str] = []
    members: list[Bools] = []
    levels: dict[str, list[tuple[str, Bools]]] = {}
    for crossing in crossings:
        for name in crossing:
            levels[name] = levels.get(name) or _levels(responses, name)
        size = int(np.prod([len(levels[name]) for name in crossing]))
        if size > _MOST:
            raise EstimateError(
                "too-many-domains",
                f"Crossing {' by '.join(crossing)} makes {size} groups.",
                do=f"Cross fewer variables, so that there are at most {_MOST} groups.",
            )
        for cell in product(*(levels[name] for name in crossing)):
            names.append(_JOIN.join(crossing))
            labels.append(_JOIN.join(label for label, _ in cell))
            members.append(_all_of([who for _, who in cell], len(responses)))
    nobody = np.zeros((len(responses), 0), dtype=bool)
    columns = np.column_stack(members) if members else nobody
    return Domains(tuple(names), tuple(labels), columns)


def _crossings(by: By) -> list[tuple[str, ...]]:
    if isinstance(by, str):
        return [(by,)]
    if by and not isinstance(by[0], str):
        return [(one,) if isinstance(one, str) else tuple(one) for one in by]
    return [tuple(str(name) for name in by)]


def _all_of(parts: Sequence[Bools], size: int) -> Bools:
    import numpy as np

    who = np.ones(size, dtype=bool)
    for part in parts:
        who = who & part
    return who


def _levels(responses: Responses, name: str) -> list[tuple[str, Bools]]:
    """Return each level with who is at it; of a multi, each option with who chose it."""
    import numpy as np
    import pandas as pd

    known = {question.id: question for question in responses.instrument}
    question = known.get(name)
    if question is not None and question.type == "multi":
        return [
            (option.label, responses.values[column].to_numpy(dtype=bool, na_value=False))
            for option, column in zip(question.options, question.columns, strict=True)
        ]
    column = responses.column(name)
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, levels = column.cat.codes.to_numpy(), list(column.cat.categories)
    else:
        found, unique = pd.factorize(column, sort=True)
        codes, levels = found, list(unique)
    return [(str(level), np.asarray(codes == place)) for place, level in enumerate(levels)]
