"""Stems: one form for the words that differ only in grammar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_FORMS = """
be: am is are was were been being 's 'm 're
have: has had having 've
do: does did done doing
not: n't nt cannot cant cant
say: said says saying
tell: told tells telling
hear: heard hears hearing
feel: felt feels feeling
keep: kept keeps keeping
leave: left leaves leaving
get: got gets getting gotten
give: gave given gives giving
go: went gone goes going
come: came comes coming
take: took taken takes taking
make: made makes making
bring: brought brings bringing
think: thought thinks thinking
know: knew known knows knowing
understand: understood understands understanding
ring: rang rung rings ringing
meet: met meets
write: wrote written writes writing
speak: spoke spoken speaks speaking
begin: began begun begins beginning
hold: held holds holding
let: lets letting
lose: lost loses losing
see: saw seen sees seeing
sit: sat sits sitting
stand: stood stands standing
sleep: slept sleeps sleeping
choose: chose chosen chooses choosing
break: broke broken breaks breaking
fall: fell fallen falls falling
find: found finds finding
run: ran runs running
child: children kid kids childrens
person: people persons
they: i you he she it we them me us him her my your his its our their mine ours yours theirs
the: a an this that these those
one: someone somebody anyone anybody
nobody: no-one noone
co-ordinator: coordinator coordinators co-ordinators
"""


_LITTLE = """
they the be have do not and or but of to in on at for with from by up out as if so what who 's all
"""
LITTLE = frozenset(_LITTLE.split())
"""Stems that carry no subject of their own."""


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each distinct word.

    Parameters
    ----------
    words
        In small letters, contractions taken apart ("did", "n't").

    Notes
    -----
    Irregular forms by a table, pronouns and articles each by one form ("my worker" is "our
    worker"), everything else by the Snowball stemmer for English (Porter, 2001).
    """
    from snowballstemmer import stemmer

    known = dict(_irregular())
    rest = sorted(set(words) - known.keys())
    return known | dict(zip(rest, stemmer("english").stemWords(rest), strict=True))


def _irregular() -> Iterator[tuple[str, str]]:
    for line in _FORMS.strip().splitlines():
        stem, forms = line.split(": ")
        yield stem, stem
        for form in forms.split():
            yield form, stem
