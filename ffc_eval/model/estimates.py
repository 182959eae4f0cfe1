"""Estimates: one row per number, always the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ffc_eval.errors import EstimateError
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

TEXT_COLUMNS = (
    "indicator",
    "question",
    "option",
    "by",
    "domain",
    "period",
    "contrast",
    "statistic",
    "unit",
    "base",
)
NUMBER_COLUMNS = (
    "estimate",
    "std_error",
    "conf_low",
    "conf_high",
    "conf_level",
    "df",
    "df_num",
    "p_value",
    "p_adjusted",
    "count",
    "n",
    "n_missing",
    "n_effective",
    "n_weighted",
)
COLUMNS = (*TEXT_COLUMNS, *NUMBER_COLUMNS, "method", "note")
UNITS = ("share", "points", "score", "days", "people", "pounds", "per 10,000", "none")


@dataclass(frozen=True)
class Estimates:
    """A table of numbers, each with its base, interval and method.

    Parameters
    ----------
    frame
        One row a number, columns ``COLUMNS`` in that order; text columns str ("" where not
        apt), number columns float64 (NaN where not apt). Shares run 0 to 1.
    provenance
        Where the numbers came from.

    Raises
    ------
    EstimateError
        A column is missing, surplus or out of order.
    """

    frame: pd.DataFrame
    provenance: Provenance = Provenance()

    def __post_init__(self) -> None:
        if tuple(self.frame.columns) != COLUMNS:
            raise EstimateError(
                "estimate-columns",
                "A table of estimates does not have the fixed columns.",
                found=", ".join(map(str, self.frame.columns)),
                do="Build it with Estimates.from_rows.",
            )

    @classmethod
    def from_rows(
        cls, rows: Iterable[Mapping[str, Any]], provenance: Provenance | None = None
    ) -> Estimates:
        """Build from one mapping a row; what a row leaves out is "" or NaN."""
        import pandas as pd

        data = pd.DataFrame.from_records(list(rows)).reindex(columns=list(COLUMNS))
        return cls(_typed(data), provenance or Provenance())

    @classmethod
    def concat(cls, tables: Sequence[Estimates]) -> Estimates:
        """Stack several tables; their provenance is joined."""
        import pandas as pd

        tables = [table for table in tables if len(table)]
        if not tables:
            return cls.from_rows([])
        provenance = tables[0].provenance
        for table in tables[1:]:
            provenance = provenance.joined(table.provenance)
        frame = pd.concat([table.frame for table in tables], ignore_index=True)
        return cls(frame, provenance)

    def __len__(self) -> int:
        return len(self.frame)

    def where(self, **columns: str | Sequence[str]) -> Estimates:
        """Return the rows whose columns hold the given text (or one of the given texts)."""
        keep = self.frame[COLUMNS[0]].notna()
        for name, wanted in columns.items():
            choices = [wanted] if isinstance(wanted, str) else list(wanted)
            keep &= self.frame[name].isin(choices)
        return replace(self, frame=self.frame[keep].reset_index(drop=True))

    def how(self) -> str:
        """Say how the numbers were made: methods, then the steps, one a line."""
        methods = sorted(set(self.frame["method"]) - {""})
        return "\n".join([*methods, *self.provenance.steps])

    def _repr_html_(self) -> str:
        from ffc_eval.model.estimates_html import estimates_html

        return estimates_html(self.frame)


def _typed(data: pd.DataFrame) -> pd.DataFrame:
    text = [*TEXT_COLUMNS, "method", "note"]
    typed = data.astype(dict.fromkeys(NUMBER_COLUMNS, "float64"))
    return typed.assign(
        **{name: data[name].astype("object").fillna("").astype("str") for name in text}
    )
