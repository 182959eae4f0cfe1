"""Frequent phrases: what many people wrote in the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 3
"""Words of the longest phrase."""

_BREAK = re.compile(r"[.!?;:,()\n\"/–—]+|\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

_WEAK = """
ask asked came come did don't doesn't didn't can't won't isn't wasn't wouldn't couldn't i'm i've
it's that's got getting gets gave know knew let like lot really said saying say tell told thing
things think thought want wanted went going feel felt day way bit yes
"""
"""Words that say little of their own, beside the stop words."""

DEFINITION = (
    ("question", "the question that the comments answer"),
    ("phrase", "one to three words in small letters"),
    ("people", "people who used it"),
    ("wrote", "people who wrote something"),
)


def frequent_phrases(texts: pd.DataFrame, *, people: int = 10) -> Records:
    """Return phrases of one to three words that many people used.

    Parameters
    ----------
    texts
        One row a comment: ``response``, ``question`` and the redacted ``text``.
    people
        Fewest different people who used a phrase.

    Returns
    -------
    Records
        One row a question and phrase, most people first. A phrase neither begins nor ends with
        a little word ("the", "of"), holds nothing that looks like a name, and reaches over no
        full stop or comma. A phrase that was only ever used inside a longer one is left out.
    """
    import pandas as pd

    rows = [
        (question, phrase, count, wrote)
        for question, group in texts.groupby("question", sort=False)
        for phrase, count, wrote in _frequent(group, people)
    ]
    frame = pd.DataFrame(rows, columns=[name for name, _ in DEFINITION])
    frame = frame.astype({"question": "str", "phrase": "str", "people": int, "wrote": int})
    step = f"Phrases used by at least {people} people."
    return Records(frame, DEFINITION, Provenance().then(step))


def _frequent(texts: pd.DataFrame, least: int) -> list[tuple[str, int, int]]:
    comments = texts["text"].str.replace("’", "'").tolist()
    left_out = _stop_words()
    names = _name_like(comments)
    used: dict[object, set[tuple[str, ...]]] = {}
    for person, comment in zip(texts["response"], comments, strict=True):
        used.setdefault(person, set()).update(_grams(comment, left_out, names))
    counts = Counter(gram for grams in used.values() for gram in grams)
    many = {gram: count for gram, count in counts.items() if count >= least}
    kept = [(" ".join(gram), many[gram], len(used)) for gram in _not_inside(many)]
    return sorted(kept, key=lambda row: (-row[1], row[0]))


def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) | frozenset(_WEAK.split())


def _name_like(comments: Iterable[str]) -> frozenset[str]:
    """Return words that never stand in small letters, or inside a sentence seldom do."""
    inside: Counter[str] = Counter()
    capital: set[str] = set()
    small: Counter[str] = Counter()
    for comment in comments:
        for part in re.split(r"[.!?\n]+", comment):
            for place, word in enumerate(_WORD.findall(part)):
                if word.islower():
                    small[word] += 1
                elif word[1:].islower():
                    capital.add(word.lower())
                    inside[word.lower()] += place > 0
    return frozenset(word for word in capital if inside[word] > small[word] or not small[word])


def _grams(
    comment: str, left_out: frozenset[str], names: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    for part in _BREAK.split(comment):
        words = [word.lower() for word in _WORD.findall(part)]
        for start, first in enumerate(words):
            if first in left_out or first in names or len(first) < 2:
                continue
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                last = words[end - 1]
                if last in names:
                    break
                if last not in left_out and len(last) > 1:
                    yield tuple(words[start:end])


def _not_inside(counts: dict[tuple[str, ...], int]) -> Iterator[tuple[str, ...]]:
    """Give the phrases without those that the same people used inside a longer one."""
    inside = {
        part
        for gram, count in counts.items()
        for size in range(1, len(gram))
        for start in range(len(gram) - size + 1)
        if counts.get(part := gram[start : start + size]) == count
    }
    return (gram for gram in counts if gram not in inside)
