"""Captions: the words around a table or chart that its maker may set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """What stands above and below a table or chart; empty parts are written by the program.

    Parameters
    ----------
    title
        Says the finding, or names the content.
    subtitle
        Who, what, when.
    base_line
        Run-in word and text pairs, in place of those made of the instrument's waves.
    """

    title: str = ""
    subtitle: str = ""
    base_line: tuple[tuple[str, str], ...] = ()
