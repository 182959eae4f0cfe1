"""The strength ladder and maturity, as data: what each level needs and which verbs it allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Maturity = Literal["emerging", "developing", "established"]


@dataclass(frozen=True)
class Level:
    """One step of the ladder.

    Parameters
    ----------
    needs
        What the evidence must be.
    verbs
        What a claim on this step may say.
    """

    number: int
    name: str
    needs: str
    verbs: tuple[str, ...]

    @property
    def label(self) -> str:
        """How a claims sheet names it, "1 Observed"."""
        return f"{self.number} {self.name}"

    @property
    def squares(self) -> str:
        """Five squares, a line for the eye, and the same in words: "■□□□□", "1 of 5"."""
        top = LADDER[-1].number
        return f"{'■' * self.number}{'□' * (top - self.number)}\n{self.number} of {top}"

    @property
    def allowed(self) -> str:
        """The verbs in a sentence, "“rose”, “fell”"."""
        return ", ".join(f"“{verb}”" for verb in self.verbs)


LADDER = (
    Level(0, "Reported", "one source, any base", ("was reported", "x of y said")),
    Level(1, "Observed", "a count or rate with its base", ("was", "there were")),
    Level(
        2,
        "Changed",
        "two comparable points with an interval that leaves zero, or a signal",
        ("rose, with the interval", "fell, with the interval"),
    ),
    Level(
        3,
        "Associated",
        "a comparison inside the data, limits stated",
        ("was higher where", "was lower where"),
    ),
    Level(
        4,
        "Contribution",
        "a theory of change, two independent sources, rivals examined",
        ("is likely to have contributed",),
    ),
    Level(
        5,
        "Attributable",
        "a registered impact design with a comparison",
        ("led to", "caused", "reduced"),
    ),
)

PROGRAMME_CEILING = 4
"""The programme has no registered impact design, so no claim about it stands higher."""

MATURITIES: Mapping[Maturity, str] = {
    "emerging": "one wave or one source",
    "developing": "two waves or two sources",
    "established": "three or more, and nothing against",
}

EVIDENCE_TYPES = (
    "Administrative record",
    "Family or child, first-hand",
    "Staff or partner, own experience",
    "Staff or partner about families, second-hand",
    "Promotional",
)
"""Kinds of evidence, the best first."""


def level_named(text: str) -> int | None:
    """Return the number of a level written as "1", "Observed" or "1 Observed"; None if neither.

    Examples
    --------
    >>> level_named("1 Observed"), level_named("changed"), level_named("strong")
    (1, 2, None)
    """
    wanted = text.strip().lower()
    return next(
        (
            level.number
            for level in LADDER
            if wanted in (str(level.number), level.name.lower(), level.label.lower())
        ),
        None,
    )
