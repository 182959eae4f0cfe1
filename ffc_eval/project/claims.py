"""The claims of a quarter, judged by what has been released; the wording of its narrative."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.errors import FfcError, Problem, nearest
from ffc_eval.present.claims import (
    Claim,
    Claims,
    Facts,
    Judged,
    Reference,
    advise,
    facts_of,
    judge,
    read_claims,
)
from ffc_eval.project.results import published

if TYPE_CHECKING:
    from ffc_eval.project.evidence import Evidence


def claims(evidence: Evidence) -> Claims:
    """Read the quarter's claims sheet and judge each claim by the results it names.

    Nothing in the sheet stops a draft: what is wrong with it is in the findings.
    """
    sheet = read_claims(evidence.project.folder.narrative(str(evidence.quarter)))
    judged = tuple(_judged(evidence, claim, sheet.name) for claim in sheet.claims)
    return Claims(judged, sheet.problems, evidence.synthetic)


def wording_advice(evidence: Evidence, made: Claims) -> tuple[Problem, ...]:
    """Return the advice on the wording of the claims, then of every narrative file of a quarter.

    A narrative may say no more than the strongest claim of the quarter.
    """
    folder = evidence.project.folder.narrative(str(evidence.quarter))
    of_claims = [problem for judged in made.judged for problem in judged.advice]
    of_files = [
        problem
        for path in sorted(folder.glob("*.md"))
        for problem in advise(_text(path.read_bytes()), level=made.strongest, file=path.name)
    ]
    return (*of_claims, *of_files)


def _judged(evidence: Evidence, claim: Claim, file: str) -> Judged:
    facts: list[Facts] = []
    problems: list[Problem] = []
    for reference in claim.evidence:
        try:
            facts.append(_facts(evidence, reference))
        except FfcError as error:
            found = error.problems[0]
            where = f"{file}, row {claim.row}, Evidence"
            problems.append(Problem("claim-evidence-unknown", found.what, where, "", found.do))
    judged = judge(claim, facts, file=file)
    return replace(judged, findings=(*problems, *judged.findings))


def _facts(evidence: Evidence, reference: Reference) -> Facts:
    released = published(evidence, reference.result)
    title = (
        evidence.instrument(reference.source).title if reference.source in evidence.surveys else ""
    )
    facts = facts_of(released, reference, title)
    if facts is None:
        frame = released.frame
        known = list(dict.fromkeys(frame["indicator"]))
        raise FfcError(
            "claim-evidence-unknown",
            f'The result "{reference.result}" has no "{reference.indicator}".',
            do=nearest(reference.indicator, known),
        )
    return facts


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", errors="replace")
