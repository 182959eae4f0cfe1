"""Answers dealt like cards: the shares are exact, only who gets which is left to the seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from ffc_eval.model.instrument import Instrument

BLANK = "_"

People = dict[str, list[str]]
"""A column of answer codes a question; "" where the person gave none."""


@dataclass(frozen=True)
class Person:
    """The answers of one person so far, by question."""

    people: People
    row: int

    def __getitem__(self, question: str) -> str:
        return self.people[question][self.row]


Asked = Callable[[Person], bool]
Weights = str | Sequence[tuple[Asked, str]]
"""Codes with weights, "5:32 4:83 _:3" ("_" is left blank); or several, each for those it asks."""


def deal(rng: Random, total: int, weights: str) -> list[str]:
    """Return codes in the shares of the weights, in an order of chance.

    Parameters
    ----------
    total
        How many codes; where the weights add up to it, each stands exactly that often.
    weights
        "code:weight" pairs; "_" stands for a blank answer, returned as "".
    """
    pairs = [pair.rsplit(":", 1) for pair in weights.split()]
    whole = sum(int(weight) for _, weight in pairs)
    exact = [total * int(weight) / whole for _, weight in pairs]
    counts = [int(share) for share in exact]
    by_rest = sorted(range(len(pairs)), key=lambda place: counts[place] - exact[place])
    for place in by_rest[: total - sum(counts)]:
        counts[place] += 1
    codes = [
        "" if code == BLANK else code
        for (code, _), count in zip(pairs, counts, strict=True)
        for _ in range(count)
    ]
    rng.shuffle(codes)
    return codes


def answer_all(
    rng: Random, total: int, plan: Mapping[str, Weights], given: People | None = None
) -> People:
    """Deal every question of the plan, in its order; who was not asked stays blank.

    ``given`` holds answers from before, which the plan may ask about.
    """
    people: People = dict(given or {})
    for question, weights in plan.items():
        people[question] = [""] * total
        parts = [(_everybody, weights)] if isinstance(weights, str) else weights
        for asked, shares in parts:
            rows = [row for row in range(total) if asked(Person(people, row))]
            for row, code in zip(rows, deal(rng, len(rows), shares), strict=True):
                people[question][row] = code
    return people


def _everybody(person: Person) -> bool:
    return person.row >= 0


def labelled(instrument: Instrument, people: People) -> People:
    """Return the answers as the respondents read them: labels in the place of codes."""
    shown = {}
    for question, codes in people.items():
        labels = {option.code: option.label for option in instrument.question(question).options}
        shown[question] = [labels.get(code, code) for code in codes]
    return shown


def with_comments(
    rng: Random,
    people: People,
    question: str,
    texts: Sequence[str],
    asked: Asked = _everybody,
) -> People:
    """Return the answers with each comment given to one person, the others leaving it blank.

    Raises
    ------
    ValueError
        There are more comments than people asked.
    """
    total = len(next(iter(people.values())))
    rows = [row for row in range(total) if asked(Person(people, row))]
    column = [""] * total
    for row, text in zip(rng.sample(rows, len(texts)), texts, strict=True):
        column[row] = text
    return {**people, question: column}
