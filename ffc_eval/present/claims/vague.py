"""Vague words: few, most, many; and colours without their rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ffc_eval.present.claims.finding import Finding
from ffc_eval.present.claims.sentences import Base, Sentence
from ffc_eval.present.tables.words import quantifier

_ALLOWS = {
    "few": ("few",),
    "some": ("some",),
    "most": ("most",),
    "majority": ("most", "a large majority"),
    "large majority": ("a large majority",),
    "nearly all": ("nearly all",),
    "many": (),
    "generally": (),
}
"""Vague word and the bound words it may stand for; "many" has no range of its own."""

_SAME = {"almost all": "nearly all"} | dict.fromkeys(
    ("vast majority", "great majority", "overwhelming majority"), "large majority"
)
_VAGUE = re.compile(
    r"(?<!at )\b((?:large|vast|great|overwhelming) majority|majority|nearly all|almost all|most"
    r"|many|some|few|generally)\b",
    re.IGNORECASE,
)
_COLOUR = re.compile(
    r"\b(?:RAG|(?i:rated?|rating|turned|now|is|are|remains?|stays?) (?:red|amber|green)"
    r"|(?i:red|amber|green)[- ](?i:rated|rating|status))\b"
)


def vague_findings(sentence: Sentence) -> Iterator[Finding]:
    """Give what is advised about vague quantifiers and colours of a sentence."""
    for match in _VAGUE.finditer(sentence.text):
        word = match[1].lower()
        base = _base_near(sentence, match.start())
        what, do = _quantifier_words(word, base)
        if what:
            yield Finding(match.start(), "vague-quantifier", what, match[1], do)
    for match in _COLOUR.finditer(sentence.text):
        yield Finding(
            match.start(),
            "rag-by-feel",
            "A colour stands for a judgement whose rule is not printed.",
            match[0],
            "Say the number and its target; a colour only where its rule stands beside it.",
        )


def _base_near(sentence: Sentence, place: int) -> Base | None:
    """Return the count that follows a word, or else one before it."""
    counted = [base for base in sentence.bases if base.people is not None]
    after = [base for base in counted if base.start > place]
    return next(iter(after or counted), None)


def _quantifier_words(word: str, base: Base | None) -> tuple[str, str]:
    """Return what is wrong with a quantifier and what to write; ("", "") where it fits."""
    if base is None or not base.n or base.people is None:
        return "A vague quantifier stands without its count.", "Write “x of y” beside it."
    bound = quantifier(base.people / base.n, base.n)
    written = f"{base.people:,} of {base.n:,}"
    if not bound:
        return "A vague quantifier needs a base of 20 or more.", f"Write “{written}” alone."
    if bound in _ALLOWS[_SAME.get(word, word)]:
        return "", ""
    return "The word does not fit its share.", f"{written} is “{bound}”."
