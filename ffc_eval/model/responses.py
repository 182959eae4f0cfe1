"""Responses: one row per respondent (or audited case) and wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ffc_eval.errors import ExportError, InstrumentError, nearest
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

HoldOut = Literal["blank", "duplicate", "test", "no_consent", "partial"]
HOLD_OUTS: tuple[HoldOut, ...] = ("blank", "duplicate", "test", "no_consent", "partial")
"""Why a row is held out, in the order in which the one reason of a row is decided."""


@dataclass(frozen=True)
class RowAccount:
    """Rows of one export: ``rows_in`` = ``kept`` + the sum of ``held_out``.

    Raises
    ------
    ExportError
        The sum does not hold, or a reason is not one of ``HOLD_OUTS``.
    """

    rows_in: int
    kept: int
    held_out: Mapping[HoldOut, int]

    def __post_init__(self) -> None:
        if self.rows_in != self.kept + sum(self.held_out.values()):
            raise ExportError(
                "rows-do-not-add-up",
                "Rows in, rows kept and rows held out do not add up.",
                found=f"{self.rows_in} in, {self.kept} kept, {dict(self.held_out)}",
                do="Report this: it is a fault of the program, not of your file.",
            )

    @property
    def people(self) -> int:
        """Every row a person sent, partial and test rows included."""
        out = self.held_out
        return self.rows_in - out.get("blank", 0) - out.get("duplicate", 0)

    def __str__(self) -> str:
        parts = [f"{self.held_out[why]} {why}" for why in HOLD_OUTS if self.held_out.get(why)]
        return " + ".join([f"{self.rows_in} rows in = {self.kept} kept", *parts])


@dataclass(frozen=True)
class Responses:
    """Answers to one instrument, in two frames of one shape, and what was held out.

    Parameters
    ----------
    instrument
        Names the columns.
    values
        Typed: singles and grid items ordered categories of option *labels* (those of
        ``Question.values``), multi columns boolean (nullable), rankings and numbers Float64,
        dates datetime64, text str. Missing where there is no value.
        The index, named "response", is file hash + row, unique.
    reasons
        Same shape: why there is no value, one of ``REASONS``; "" where there is one.
    context
        Same index: ``wave`` (str), ``person`` (pseudonym or ""), ``collected_on``
        (datetime64, may be missing), ``mode`` (str) and any weight, stratum, cluster and
        finite-population columns.
    rows
        The account of rows by wave.
    """

    instrument: Instrument
    values: pd.DataFrame
    reasons: pd.DataFrame
    context: pd.DataFrame
    rows: Mapping[str, RowAccount]
    provenance: Provenance = Provenance()

    def __post_init__(self) -> None:
        same = (
            self.values.index.equals(self.reasons.index)
            and self.values.index.equals(self.context.index)
            and list(self.values.columns) == list(self.reasons.columns)
        )
        if not same or not self.values.index.is_unique:
            raise ExportError(
                "frames-differ",
                "Values, reasons and context do not have the same rows and columns.",
                do="Build Responses with ffc.read_responses or Responses.from_frame.",
            )

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, instrument: Instrument | None = None, wave: str | None = None
    ) -> Responses:
        """Build responses from any data frame, one row a respondent.

        Parameters
        ----------
        frame
            Columns named by the instrument (codes or labels); all others, numbers included,
            become context, where a design finds weights, strata and clusters; numbers there
            have means, totals, ratios and quantiles. A column "wave" names the round of each
            row, a column "person" who is the same in several.
        instrument
            Without one, categories, truth values and texts of few values become closed
            questions.
        wave
            Id of the round of all rows; by default the column "wave", else the instrument's
            last.

        Raises
        ------
        ExportError
            A column holds answers that its question does not offer, or a row has no round.

        Examples
        --------
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"fair": ["Yes", "No", "Yes"], "weight": [1.0, 2.0, 1.0]})
        >>> Responses.from_frame(frame).instrument.question("fair").type
        'single'
        """
        from ffc_eval.model.framing import framed

        parts = framed(frame, instrument, wave)
        counts = parts.context["wave"].value_counts().to_dict()
        rows = {str(name): RowAccount(count, count, {}) for name, count in counts.items()}
        made = Provenance(steps=("Taken from a data frame.",))
        frames = (parts.values, parts.reasons, parts.context)
        return cls(parts.instrument, *frames, rows, made)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def frame(self) -> pd.DataFrame:
        """Values and context side by side, a copy."""
        return self.context.join(self.values)

    @property
    def waves(self) -> tuple[str, ...]:
        """Waves that hold a response, in the instrument's order."""
        present = set(self.context["wave"].unique())
        known = [wave.id for wave in self.instrument.waves if wave.id in present]
        return (*known, *sorted(present - set(known)))

    def column(self, name: str) -> pd.Series:
        """Return one column of the values or of the context.

        Raises
        ------
        InstrumentError
            Neither has it.
        """
        if name in self.values.columns:
            return self.values[name]
        if name in self.context.columns:
            return self.context[name]
        if not any(question.id == name for question in self.instrument):
            raise InstrumentError(
                "no-such-column",
                f'Neither the answers nor the context have a column "{name}".',
                do=nearest(name, [*self.values.columns, *self.context.columns]),
            )
        return self.values[self.instrument.question(name).columns[0]]

    def of_wave(self, wave: str) -> Responses:
        """Return the responses of one wave."""
        keep = self.context["wave"] == wave
        return replace(
            self,
            values=self.values[keep],
            reasons=self.reasons[keep],
            context=self.context[keep],
            rows={name: rows for name, rows in self.rows.items() if name == wave},
        )

    def with_context(self, **columns: pd.Series) -> Responses:
        """Return the responses with more context columns (a weight, a stratum)."""
        return replace(self, context=self.context.assign(**columns))
