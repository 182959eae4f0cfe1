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

_LITTLE_WORDS = """
a about above after again all almost alone along already also although always am among an and
another any anyone anything are around as at away back be became because been before being between
both but by can cannot could did do does doing done down during each either else enough even ever
every everyone everything few first for from full further had has have having he her here hers him
his how however i if in into is it its just last least less made make many may me might mine more
most much must my never next no nobody none nor not nothing now of off often on once one only onto
or other others our ours out over own per perhaps put quite rather really same see seem she should
since so some someone something sometimes still such than that the their theirs them then there
these they this those though through to together too towards two under until up upon us used very
was we well were what when where whether which while who whole whom whose why will with within
without would yet you your yours yes ask asked came come don't doesn't didn't can't won't isn't
wasn't wouldn't couldn't i'm i've it's that's get got getting gets gave give know knew let like lot
said saying say tell told thing things think thought want wanted go went going feel felt day way bit
"""
"""Words that say little of their own."""

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
    left_out = frozenset(_LITTLE_WORDS.split())
    names = _name_like(comments)
    used: dict[object, set[tuple[str, ...]]] = {}
    for person, comment in zip(texts["response"], comments, strict=True):
        used.setdefault(person, set()).update(_grams(comment, left_out, names))
    counts = Counter(gram for grams in used.values() for gram in grams)
    many = {gram: count for gram, count in counts.items() if count >= least}
    kept = [(" ".join(gram), many[gram], len(used)) for gram in _not_inside(many)]
    return sorted(kept, key=lambda row: (-row[1], row[0]))


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
