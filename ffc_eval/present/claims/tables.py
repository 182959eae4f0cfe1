"""Claims as blocks: the headline table, the table that brings them together, the advice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ffc_eval.errors import Problem
from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.instrument import STRANDS
from ffc_eval.present.claims.judging import Claims, Judged
from ffc_eval.present.claims.ladder import LADDER, MATURITIES, PROGRAMME_CEILING
from ffc_eval.present.tables.words import capital, listed, number_word

_MIND = "What would change our mind"
_NO_CLAIMS = "No claim has been written yet for this quarter."


def claims_table(claims: Claims) -> Table | Passage:
    """Return the headline claims: claim, strength, maturity, since last quarter, evidence.

    A claim that says more than the design allows is marked, with the words that are allowed.
    """
    if not claims.judged:
        return Passage("empty", (_NO_CLAIMS,), synthetic=claims.synthetic)
    widths = {"Claim": 0.42, "Strength": 0.11, "Maturity": 0.12, "Since last quarter": 0.15}
    columns = [Column(title, width=width) for title, width in widths.items()]
    number = len(claims.judged)
    return Table(
        title=f"{capital(number_word(number))} headline claim{'' if number == 1 else 's'}",
        subtitle="Strength is set by how the evidence was gathered, not by how much we like the "
        "answer",
        columns=(*columns, Column("Evidence", width=0.2)),
        rows=tuple(_headline_row(judged) for judged in claims.judged),
        base_line=confidence_key(),
        synthetic=claims.synthetic,
    )


def together_table(claims: Claims) -> Table | Passage:
    """Return, by reform strand: claim, for, against, rivals, strength, what would change our mind.

    A claim on several strands stands once, under all their names; strands without any are named.
    """
    if not claims.judged:
        return Passage("empty", (_NO_CLAIMS,), synthetic=claims.synthetic)
    ordered = sorted(claims.judged, key=_strand_place)
    groups, place = [], 0
    for strands, members in groupby(ordered, key=lambda judged: judged.claim.strands):
        groups.append((place, _strand_names(strands)))
        place += len(list(members))
    widths = {"Claim": 0.24, "For": 0.16, "Against": 0.16, "Rival explanations": 0.18}
    columns = [Column(title, width=width) for title, width in widths.items()]
    return Table(
        title="What the evidence says together, strand by strand",
        columns=(*columns, Column("Strength", width=0.1), Column(_MIND, width=0.16)),
        rows=tuple(_together_row(judged) for judged in ordered),
        groups=tuple(groups),
        notes=_strands_without(claims.judged),
        synthetic=claims.synthetic,
    )


def advice_passage(advice: Sequence[Problem], *, synthetic: bool = False) -> Passage:
    """Return the wording advice of a draft, one point each: file and line, word, what to write."""
    if not advice:
        return Passage("notice", ("No wording advice.",), synthetic=synthetic)
    points = tuple(_advice_words(problem) for problem in advice)
    return Passage("list", points, ("Wording advice for this draft",), synthetic=synthetic)


def confidence_key() -> tuple[tuple[str, str], ...]:
    """Return the key to strength and maturity, for a base line."""
    steps = ", ".join(f"{level.number} {level.name.lower()}" for level in LADDER)
    stages = "; ".join(f"{name}: {needs}" for name, needs in MATURITIES.items())
    return (
        ("Strength", f"{steps}. This programme’s design cannot go above {PROGRAMME_CEILING}."),
        ("Maturity", f"{stages}."),
    )


def _headline_row(judged: Judged) -> tuple[str, ...]:
    claim = judged.claim
    sources = listed(list(judged.titles)) or "No released result"
    return (
        f"{claim.id}. {claim.text}{_mark(judged)}",
        _strength(judged),
        capital(judged.maturity),
        claim.since or "Not said",
        f"{claim.kind or 'Kind of evidence not said'}\n{sources}",
    )


def _together_row(judged: Judged) -> tuple[str, ...]:
    claim = judged.claim
    words = (claim.support, claim.against, claim.rivals)
    return (
        f"{claim.id}. {claim.text}{_mark(judged)}",
        *(text or "Not said" for text in words),
        _strength(judged),
        claim.mind or "Not said",
    )


def _strength(judged: Judged) -> str:
    return f"{judged.level.name}\n{judged.level.squares}"


def _mark(judged: Judged) -> str:
    """Return the second line of a claim that must be marked; "" for one that need not."""
    if judged.exceeds:
        allowed = judged.ceiling.allowed
        return f"\nSays more than the design allows. At {judged.ceiling.label}: {allowed}."
    whats = dict.fromkeys(problem.what for problem in judged.findings)
    return f"\n{' '.join(whats)}" if whats else ""


def _strand_place(judged: Judged) -> tuple[int, ...]:
    order = list(STRANDS)
    return tuple(order.index(strand) for strand in judged.claim.strands) or (len(order),)


def _strand_names(strands: Sequence[str]) -> str:
    return "; ".join(STRANDS[strand] for strand in strands) or "No reform strand named"


def _strands_without(judged: Sequence[Judged]) -> tuple[str, ...]:
    held = {strand for one in judged for strand in one.claim.strands}
    empty = [name for strand, name in STRANDS.items() if strand not in held]
    return (f"No claim this quarter on: {listed(empty)}.",) if empty else ()


def _advice_words(problem: Problem) -> str:
    word = f" “{problem.found}”:" if problem.found else ""
    return f"{problem.where}:{word} {problem.what} {problem.do}".strip()
