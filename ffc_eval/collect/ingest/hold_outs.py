"""Rows that the file itself marks, each with the one reason to hold it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.export import Export
from ffc_eval.model.responses import HOLD_OUTS

if TYPE_CHECKING:
    import pandas as pd


def first_reason(export: Export, reasons: Sequence[str]) -> pd.Series:
    """Return for each row the one reason, of those given, to hold it out; "" to keep it."""
    import pandas as pd

    chosen = pd.Series("", index=export.marks.index, dtype="str")
    for reason in HOLD_OUTS:
        if reason in reasons:
            chosen = chosen.mask(export.marks[reason] & (chosen == ""), reason)
    return chosen
