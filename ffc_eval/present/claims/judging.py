"""Judging claims: the design and the evidence decide how strong each is, not its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ffc_eval.errors import Problem
from ffc_eval.present.claims.claim import Claim
from ffc_eval.present.claims.evidence import Facts, ceiling, maturity
from ffc_eval.present.claims.ladder import LADDER, Level, Maturity
from ffc_eval.present.claims.wording import advise, words_above
from ffc_eval.present.tables.numbers import out_of

_NUMBER = re.compile(
    r"\b(?P<count>\d[\d,]*) of (?P<of>\d[\d,]*)\b|(?P<share>[<>]?\d+)%|(?P<points>\d+) points?\b"
)


@dataclass(frozen=True)
class Judged:
    """A claim with the strength and maturity that its evidence carries.

    Parameters
    ----------
    level
        The author's, but not above the ceiling.
    ceiling
        The most that its evidence carries.
    findings
        What a draft shows and marks and a final stops at.
    advice
        What is advised about its wording.
    titles
        The sources of its evidence, as readers know them.
    """

    claim: Claim
    level: Level
    ceiling: Level
    maturity: Maturity
    findings: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    titles: tuple[str, ...]

    @property
    def exceeds(self) -> bool:
        """Whether the claim says more than the design allows."""
        return any(problem.slug == "claim-above-design" for problem in self.findings)


@dataclass(frozen=True)
class Claims:
    """The claims of a quarter, judged.

    Parameters
    ----------
    problems
        What is wrong with the claims sheet itself.
    synthetic
        The data are invented.
    """

    judged: tuple[Judged, ...] = ()
    problems: tuple[Problem, ...] = ()
    synthetic: bool = False

    @property
    def findings(self) -> tuple[Problem, ...]:
        """Everything that a final stops at."""
        return (*self.problems, *(one for judged in self.judged for one in judged.findings))

    @property
    def strongest(self) -> int:
        """The level of the strongest claim, 1 where there is none."""
        return max((judged.level.number for judged in self.judged), default=1)


def judge(claim: Claim, facts: Sequence[Facts], *, file: str) -> Judged:
    """Return a claim with the strength that its evidence carries, and what must be marked.

    Parameters
    ----------
    claim
        As its author wrote it.
    facts
        Of the released results that it names.
    file
        How the claims sheet is called in a finding.
    """
    most = ceiling(claim, facts)
    level = min(most if claim.strength is None else claim.strength, most)
    where = f"{file}, row {claim.row}"
    return Judged(
        claim,
        LADDER[level],
        LADDER[most],
        maturity(claim, facts),
        tuple(replace(problem, where=where) for problem in _findings(claim, facts, most)),
        tuple(
            replace(problem, where=f"{where}, claim")
            for problem in advise(claim.text, level=level, file=file)
        ),
        tuple(dict.fromkeys(one.title or one.source for one in facts)),
    )


def _findings(claim: Claim, facts: Sequence[Facts], most: int) -> Iterator[Problem]:
    allowed = f"Write {LADDER[most].allowed}."
    if claim.strength is not None and claim.strength > most:
        yield Problem(
            "claim-above-design",
            "The claim says more than the design allows.",
            found=f"strength {LADDER[claim.strength].label}; its evidence carries "
            f"{LADDER[most].label}",
            do=allowed,
        )
    for word in words_above(claim.text, most):
        yield Problem(
            "claim-above-design",
            "The claim says more than the design allows.",
            found=word,
            do=allowed,
        )
    if not facts:
        yield Problem(
            "claim-without-evidence",
            "The claim rests on no released result.",
            do='Name at least one, for example "staff.change: STF-07".',
        )
        return
    shown = frozenset(text for one in facts for text in one.numbers)
    for number in _numbers_in(claim.text):
        if number not in shown:
            yield Problem(
                "claim-number-not-in-evidence",
                "A number in the claim is in none of the results it names.",
                found=number,
                do="Copy the number from the report's own table, or name the result it is from.",
            )


def _numbers_in(text: str) -> Iterator[str]:
    """Give the counts, percentages and points of a claim as results write them."""
    for match in _NUMBER.finditer(text):
        if match["count"]:
            count, n = (float(match[name].replace(",", "")) for name in ("count", "of"))
            yield out_of(count, n)
        elif match["share"]:
            yield f"{match['share']}%"
        else:
            yield f"{match['points']} points"
