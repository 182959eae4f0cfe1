"""A claim as its author writes it: the sentence, its results, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Reference(NamedTuple):
    """A result that a claim rests on: "staff.change: STF-07" is the result and the indicator."""

    result: str
    indicator: str

    @classmethod
    def parse(cls, text: str) -> Reference | None:
        """Read "staff.change: STF-07"; None where one half is missing."""
        result, _, indicator = (part.strip() for part in text.partition(":"))
        return cls(result, indicator) if result and indicator else None

    @property
    def source(self) -> str:
        """What must differ for two results to be independent: the survey or extract."""
        return self.result.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.result}: {self.indicator}"


@dataclass(frozen=True)
class Claim:
    """One headline claim.

    Parameters
    ----------
    text
        The claim, one sentence.
    strands
        Reform strands: FH, CP, FN, SP, SYS.
    evidence
        The released results that it rests on; they decide its strength and maturity.
    support
        What speaks for it, in words.
    against
        What speaks against it; "None found" where somebody looked and found nothing.
    rivals
        Other explanations, and what became of them; "not examined" where nobody looked.
    strength
        The level that the author sees; None leaves it to the evidence.
    kind
        The best of its evidence, one of ``EVIDENCE_TYPES``.
    theory
        The link of the theory of change that it bears on; "" for none.
    mind
        What would change our mind.
    since
        What happened to it since last quarter.
    row
        Where it stands in the sheet.
    """

    id: str
    text: str
    strands: tuple[str, ...] = ()
    evidence: tuple[Reference, ...] = ()
    support: str = ""
    against: str = ""
    rivals: str = ""
    strength: int | None = None
    kind: str = ""
    theory: str = ""
    mind: str = ""
    since: str = ""
    row: int = 0

    @property
    def contested(self) -> bool:
        """Whether something stands against it."""
        return bool(self.against) and not self.against.lower().startswith("none")

    @property
    def rivals_examined(self) -> bool:
        """Whether other explanations are named, and none of them is left "not examined"."""
        return bool(self.rivals) and "not examined" not in self.rivals.lower()
