"""Released: what has passed the disclosure policy, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ffc_eval.errors import ReleaseError

if TYPE_CHECKING:
    import pandas as pd


class Framed(Protocol):
    """Whatever holds a frame: estimates, records, excerpts, events."""

    @property
    def frame(self) -> pd.DataFrame:
        """Its rows."""


T = TypeVar("T", bound=Framed)


class _Token:
    """Held by ``ffc_eval.release`` alone; a test looks who imports it."""


_TOKEN = _Token()

RELEASED_COLUMNS = ("shown", "flag", "symbol")
"""Columns that released estimates gain.

shown: percent, count_of, number or hidden. flag: "", "small base", "very small base".
symbol: "" or c (hidden), z (not applicable), : (not available).
"""


@dataclass(frozen=True)
class Released(Generic[T]):
    """Content that may be shown: every value that may not is blank in it.

    Parameters
    ----------
    content
        The ``Estimates``, ``Records`` or other content after the policy.
    notes
        Sentences that must stand beside it: what was merged, left out or hidden, and why.
    synthetic
        The data are invented.
    marks
        Of estimates: one row a number, the columns ``RELEASED_COLUMNS``; else None.
    token
        Proof that ``ffc_eval.release`` made it.

    Raises
    ------
    ReleaseError
        Made outside ``ffc_eval.release``.
    """

    content: T
    notes: tuple[str, ...]
    synthetic: bool
    marks: pd.DataFrame | None
    token: object

    def __post_init__(self) -> None:
        if self.token is not _TOKEN:
            raise ReleaseError(
                "not-released",
                "Only the release step may make a released object.",
                do="Use ffc.protect(estimates, policy), which applies the disclosure policy.",
            )

    @property
    def frame(self) -> pd.DataFrame:
        """The rows with their marks beside them, a copy."""
        frame = self.content.frame
        return frame.copy() if self.marks is None else frame.join(self.marks)
