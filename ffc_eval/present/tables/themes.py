"""Themes: what people wrote about, counted by people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ffc_eval.model.blocks import Table
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import Line, distinct, first, lines, where
from ffc_eval.present.tables.numbers import whole

UNREVIEWED = "Matched by machine from the words of the codebook; no person has reviewed them yet."

VALENCES = (("−", "Not good"), ("±", "Mixed"), ("+", "Good"), ("0", "Neutral"), ("→", "Suggestion"))
"""Sign of a valence and its word, in the order of a bar."""


class Theme(NamedTuple):
    """People who raised a theme, and of whom how many said what of it."""

    id: str
    name: str
    line: Line
    valences: tuple[Line | None, ...]

    @property
    def reviewed(self) -> bool:
        """Whether somebody judged what was said."""
        return any(line is not None for line in self.valences)


def themes(
    released: Released[Estimates], codebook: Codebook | None = None, questions: Sequence[str] = ()
) -> list[Theme]:
    """Return the whole-authority themes, the one most people raised first; hidden ones last."""
    found = [line for line in lines(released, questions) if not line.by and not line.contrast]
    made = [
        _theme(where(found, indicator=code), code, codebook)
        for code in distinct(found, "indicator")
    ]
    return sorted(made, key=lambda theme: (theme.line.people != theme.line.people, -_rank(theme)))


def _rank(theme: Theme) -> float:
    return theme.line.people if theme.line.people == theme.line.people else 0.0


def _theme(found: Sequence[Line], id: str, codebook: Codebook | None) -> Theme:
    whole = first(found, option="any") or first(found, option="") or found[0]
    signs = tuple(first(found, option=sign) for sign, _ in VALENCES)
    return Theme(id, theme_name(id, codebook), whole, signs)


def theme_name(id: str, codebook: Codebook | None) -> str:
    """Return the name of a code or a theme, its id where no codebook names it."""
    if codebook is None:
        return id
    names = {**dict(codebook.themes), **{code.id: code.name for code in codebook.codes}}
    return names.get(id, id)


def theme_table(
    released: Released[Estimates], codebook: Codebook | None = None, questions: Sequence[str] = ()
) -> Table:
    """Return themes by people: how many raised it, per cent, likely range, and what they said."""
    found = themes(released, codebook, questions)
    titles = cells.columns(
        "Theme", "People", "Per cent", "Likely range", *(word for _, word in VALENCES)
    )
    rows = [
        (
            Cell(theme.name),
            cells.people(theme.line),
            cells.share(theme.line),
            cells.likely(theme.line),
            *(_said(line) for line in theme.valences),
        )
        for theme in found
    ]
    table = cells.table_of("What people wrote about", *cells.without_empty(titles, rows))
    reviewed = any(theme.reviewed for theme in found)
    return replace(table, notes=() if reviewed else (UNREVIEWED,))


def _said(line: Line | None) -> Cell:
    if line is None:
        return Cell("")
    if line.people != line.people:
        return Cell(line.symbol or "c")
    return cells.number(line.people, whole(line.people))
