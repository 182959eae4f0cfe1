"""Records: typed rows of a register, an extract or an account of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Records:
    """Typed rows with the definition of each column.

    Parameters
    ----------
    frame
        One row a record; pseudonymised.
    definition
        What each column means, in the order of the columns.
    """

    frame: pd.DataFrame
    definition: tuple[tuple[str, str], ...]
    provenance: Provenance = Provenance()
