"""Wording advice: words that say more than the evidence. It advises and never stops a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ffc_eval.errors import Problem
from ffc_eval.present.claims.figures import figure_findings
from ffc_eval.present.claims.finding import Finding
from ffc_eval.present.claims.ladder import LADDER
from ffc_eval.present.claims.sentences import Sentence, sentences
from ffc_eval.present.claims.triggers import hits
from ffc_eval.present.claims.vague import vague_findings

_SIGNIFICANT = re.compile(r"\b(?:in)?significant(?:ly)?\b|\b(?:in)?significance\b", re.IGNORECASE)
_TEST = re.compile(r"\bp\s*(?:=|<|>|≤)\s*0?\.\d|\bp[- ]value", re.IGNORECASE)


def advise(text: str, *, level: int, file: str) -> tuple[Problem, ...]:
    """Return what is advised about the wording of a narrative text, in order of place.

    Parameters
    ----------
    text
        Markdown as a person wrote it.
    level
        The step of the ladder that the text may stand on: that of its strongest claim.
    file
        How the file is called in the advice.

    Returns
    -------
    tuple of Problem
        File and line in ``where``, the word in ``found``, wording of level 1 in ``do``. Nothing
        else of the text is repeated.

    Examples
    --------
    >>> found = advise("This demonstrated significant improvements.", level=1, file="partners.md")
    >>> [problem.found for problem in found]
    ['demonstrated', 'significant']
    """
    return tuple(
        Problem(
            finding.slug,
            finding.what,
            f"{file}, line {sentence.line(finding.start)}",
            finding.word,
            finding.do,
        )
        for sentence in sentences(text)
        for finding in sorted(_findings(sentence, level))
    )


def words_above(text: str, level: int) -> tuple[str, ...]:
    """Return the words of a text that need a higher step of the ladder."""
    return tuple(hit.word for hit in hits(text) if hit.trigger.level > level)


def _findings(sentence: Sentence, level: int) -> Iterator[Finding]:
    yield from _above(sentence, level)
    yield from _significant(sentence)
    yield from figure_findings(sentence)
    yield from vague_findings(sentence)


def _above(sentence: Sentence, level: int) -> Iterator[Finding]:
    for hit in hits(sentence.text):
        if hit.trigger.level > level:
            needed = LADDER[hit.trigger.level]
            yield Finding(
                hit.start,
                "says-more-than-design",
                f"The word needs strength {needed.label}: {needed.needs}. The text has {level}.",
                hit.word,
                f"At level 1 write {hit.trigger.instead}.",
            )


def _significant(sentence: Sentence) -> Iterator[Finding]:
    """The word is kept for a test that is reported beside it."""
    if _TEST.search(sentence.text):
        return
    for match in _SIGNIFICANT.finditer(sentence.text):
        yield Finding(
            match.start(),
            "significant-without-test",
            "“Significant” is kept for a reported test, and none stands in the sentence.",
            match[0],
            "At level 1 write “was”, with both counts. If it was tested, give the p-value; "
            "otherwise leave the word out.",
        )
