"""Codebook of themes, and codings: segment by code by coder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.errors import InstrumentError, nearest
from ffc_eval.model.provenance import Provenance

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Code:
    """What a comment can be about; never a judgement.

    ``phrases`` are matched by the machine on word stems, ``not_phrases`` take a match back.
    """

    id: str
    name: str
    definition: str
    include: str = ""
    exclude: str = ""
    example: str = ""
    phrases: tuple[str, ...] = ()
    not_phrases: tuple[str, ...] = ()

    @property
    def theme(self) -> str:
        """The part of the id before the dot."""
        return self.id.split(".")[0]


@dataclass(frozen=True)
class Codebook:
    """Codes in themes, with a version. "Codebook" never means the data dictionary."""

    version: str
    themes: tuple[tuple[str, str], ...]
    codes: tuple[Code, ...]
    flags: tuple[Code, ...] = ()

    def code(self, id: str) -> Code:
        """Return the code of that id.

        Raises
        ------
        InstrumentError
            No code has it; the nearest is named.
        """
        for code in (*self.codes, *self.flags):
            if code.id == id:
                return code
        raise InstrumentError(
            "no-such-code",
            f'The codebook has no code "{id}".',
            do=nearest(id, [code.id for code in self.codes]),
        )


CODING_COLUMNS = ("response", "question", "start", "end", "code", "valence", "coder")


@dataclass(frozen=True)
class Codings:
    """Codes on segments of text.

    Parameters
    ----------
    frame
        One row a coding, columns ``CODING_COLUMNS``; offsets count characters of the redacted
        text; ``valence`` is +, −, ±, 0, → or "" where nobody has judged it.
    codebook
        The version coded with.
    reviewed
        False while a machine matched them and no person has confirmed them.
    """

    frame: pd.DataFrame
    codebook: Codebook
    reviewed: bool
    provenance: Provenance = Provenance()
