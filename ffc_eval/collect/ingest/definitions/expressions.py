"""Conditions of a questionnaire read, never run: answers joined by and, or, not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from ffc_eval.collect.ingest.definitions.definition import Gate, Route

_WORD = re.compile(
    r"""\s*(?:
    (?P<text>'[^']*'|"[^"]*")
    |(?P<name>\$\{[^{}]+\}|\[[^\[\]]+\]|\d+X\d+X\w+(?:\.\w+)?|[A-Za-z_]\w*(?:\.\w+)*)
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<sign>==|!=|<>|=|&&|\|\||!|\(|\)|,)
    )""",
    re.VERBOSE,
)
_SIGNS = {"&&": "and", "||": "or", "!": "not", "eq": "=", "==": "=", "ne": "!=", "<>": "!="}
_MOST = 32
_LONGEST = 4_000


@dataclass(frozen=True)
class Comparison:
    """One comparison: a question by the platform's name for it, an answer, and whether equal.

    ``listed`` where the answer is sought among several.
    """

    name: str
    answer: str
    equal: bool = True
    listed: bool = False


Comparisons = list[tuple[Comparison, ...]]
"""Alternatives; in each, all tests hold."""


class NotUnderstoodError(Exception):
    """The condition is more than answers joined by and, or, not."""


def route_of(condition: str, gate_of: Callable[[Comparison], Gate | None]) -> Route:
    """Return who is asked as answers to earlier questions; () where that is not understood.

    Parameters
    ----------
    condition
        As an XLSForm, a REDCap dictionary or a LimeSurvey structure writes it.
    gate_of
        Return the answer that a comparison is about, or None.
    """
    try:
        return resolved(read(condition), gate_of)
    except (NotUnderstoodError, RecursionError):
        return ()


def resolved(comparisons: Comparisons, gate_of: Callable[[Comparison], Gate | None]) -> Route:
    """Return comparisons as answers to earlier questions.

    Raises
    ------
    NotUnderstoodError
        One is about no option of a question, or an instrument cannot say them together.
    """
    return joined([tuple(_known(gate_of(one)) for one in tests) for tests in comparisons])


def read(condition: str) -> Comparisons:
    """Return the comparisons of a condition.

    Raises
    ------
    NotUnderstoodError
        It holds anything else: sums, counts, dates, functions.
    """
    if len(condition) > _LONGEST:
        raise NotUnderstoodError
    parser = _Parser(list(_tokens(condition)))
    tests = parser.alternatives()
    if parser.left:
        raise NotUnderstoodError
    return tests


def joined(alternatives: list[tuple[Gate, ...]]) -> Route:
    """Return alternatives with the answers to one question put together.

    Raises
    ------
    NotUnderstoodError
        Two answers to one question must both be given, which an instrument cannot say.
    """
    found: list[tuple[Gate, ...]] = []
    for gates in map(_together, alternatives):
        merged = gates
        while (known := next((one for one in found if _either(one, merged)), None)) is not None:
            found.remove(known)
            merged = _either(known, merged) or merged
        found.append(merged)
    return tuple(found)


def _either(one: tuple[Gate, ...], other: tuple[Gate, ...]) -> tuple[Gate, ...] | None:
    """Return two alternatives as one, where they differ in the answers to one question only."""
    if [replace(gate, codes=()) for gate in one] != [replace(gate, codes=()) for gate in other]:
        return None
    unlike = [place for place, gate in enumerate(one) if gate != other[place]]
    if not unlike:
        return one
    place = unlike[0]
    if len(unlike) > 1 or not one[place].chosen:
        return None
    codes = tuple(dict.fromkeys((*one[place].codes, *other[place].codes)))
    return (*one[:place], replace(one[place], codes=codes), *one[place + 1 :])


def _together(gates: tuple[Gate, ...]) -> tuple[Gate, ...]:
    found: dict[tuple[str, str], Gate] = {}
    for gate in gates:
        key = (gate.asked, gate.item)
        known = found.get(key)
        if known is not None and (known.chosen or gate.chosen):
            if known != gate:
                raise NotUnderstoodError
            continue
        codes = (*known.codes, *gate.codes) if known else gate.codes
        found[key] = replace(gate, codes=tuple(dict.fromkeys(codes)))
    return tuple(found.values())


def _known(gate: Gate | None) -> Gate:
    if gate is None:
        raise NotUnderstoodError
    return gate


def _tokens(condition: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each word, quotation marks and brackets of names off."""
    place = 0
    text = condition.strip()
    while place < len(text):
        match = _WORD.match(text, place)
        if match is None:
            raise NotUnderstoodError
        place, kind = match.end(), str(match.lastgroup)
        word = match[kind]
        plain = word.casefold()
        if kind == "text":
            yield "answer", word[1:-1].strip()
        elif kind == "number":
            yield "answer", word
        elif plain in ("and", "or", "not", "selected", "eq", "ne") or kind == "sign":
            yield "sign", _SIGNS.get(plain, plain)
        else:
            yield "name", word.removeprefix("$").strip("{}[]")


class _Parser:
    """Reads tokens from left to right; "and" binds closer than "or"."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.left = tokens

    def alternatives(self) -> Comparisons:
        """Read what is joined by "or"."""
        found = self._conjunction()
        while self._takes("or"):
            found = found + self._conjunction()
        return found

    def _conjunction(self) -> Comparisons:
        found = self._term()
        while self._takes("and"):
            found = both(found, self._term())
        return found

    def _term(self) -> Comparisons:
        if self._takes("not"):
            return _negated(self._term())
        if self._takes("("):
            found = self.alternatives()
            self._must(")")
            return found
        if self._takes("selected"):
            self._must("(")
            name = self._next("name")
            self._must(",")
            answer = self._next("answer")
            self._must(")")
            return [(Comparison(name, answer, listed=True),)]
        return [(self._comparison(),)]

    def _comparison(self) -> Comparison:
        kind, _ = self.left[0] if self.left else ("", "")
        first = self._next("answer" if kind == "answer" else "name")
        equal = not self._takes("!=")
        if equal:
            self._must("=")
        second = self._next("name" if kind == "answer" else "answer")
        return (
            Comparison(second, first, equal)
            if kind == "answer"
            else Comparison(first, second, equal)
        )

    def _takes(self, sign: str) -> bool:
        if self.left[:1] == [("sign", sign)]:
            del self.left[0]
            return True
        return False

    def _must(self, sign: str) -> None:
        if not self._takes(sign):
            raise NotUnderstoodError

    def _next(self, kind: str) -> str:
        if not self.left or self.left[0][0] != kind or not self.left[0][1]:
            raise NotUnderstoodError
        return self.left.pop(0)[1]


def both(one: Comparisons, other: Comparisons) -> Comparisons:
    """Return the alternatives in which one of each hold together.

    Raises
    ------
    NotUnderstoodError
        There are more than a person would read.
    """
    if len(one) * len(other) > _MOST:
        raise NotUnderstoodError
    return [(*first, *second) for first, second in product(one, other)]


def _negated(tests: Comparisons) -> Comparisons:
    found: Comparisons = [()]
    for alternative in tests:
        found = both(found, [(replace(one, equal=not one.equal),) for one in alternative])
    return found
