"""A finding of the wording checker, before it is known in which file the sentence stands."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """What is advised about one place of a sentence; ``word`` is shown, nothing more of it."""

    start: int
    slug: str
    what: str
    word: str
    do: str
