"""Texts that a spreadsheet program could take for a formula."""

from __future__ import annotations

_STARTS = tuple("=+-@|%\t\r\n＝＋－＠")
"""With the full-width signs, which some programs take for the plain ones."""
_SKIPPED = " \u00a0\u3000\"'"


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet program could run a text, also behind spaces and quotation marks.

    Numbers are for the caller to tell: "-5" begins like a formula and is none.
    """
    return text.startswith(_STARTS) or text.lstrip(_SKIPPED).startswith(_STARTS)
