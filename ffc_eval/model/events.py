"""Events: rows about single families, before and after the consent gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd

EventKind = Literal["board", "timeline", "plan", "goals", "domains", "words", "pattern"]

STORIES: tuple[EventKind, ...] = ("timeline", "plan", "domains", "words")
"""Kinds that tell one family's story; they need a publication check wherever they are shown."""

EVENT_KEYS = ("case", "participant", "scope")
"""Columns by which the gate decides; released events do not have them."""


@dataclass(frozen=True)
class Events:
    """Rows about single families: a board, a timeline, a plan, goals, words.

    Parameters
    ----------
    kind
        What the rows are.
    frame
        Before the gate, the columns ``EVENT_KEYS`` stand first: family, person, and the scope
        that each row needs.
    """

    kind: EventKind
    frame: pd.DataFrame
    provenance: Provenance = Provenance()
