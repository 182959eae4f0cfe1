"""What pages have and a screen has not: column widths in full, tables behind figures at the end."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.model.blocks import Column, Figure, Passage, Table
from ffc_eval.present.report.document import Document, Part, Section

_WIDEST = 44
"""Characters of a column above which its words are wrapped rather than the column widened."""


def on_paper(document: Document) -> Document:
    """Return the document with a last appendix: the table behind each figure."""
    figures = [part for part in document.parts if isinstance(part.block, Figure)]
    if not figures:
        return document
    letters = [section.number for section in document.sections if section.number.isalpha()]
    number = chr(ord(letters[-1]) + 1) if letters else "A"
    tables = tuple(
        Part(table, f"behind-{part.id}", f"Table behind {part.label.lower()}")
        for part in figures
        if (table := behind(part)) is not None
    )
    title = "Appendix: tables behind the figures"
    opening = Part(Passage("prose", ("The values of each figure, in order.",)), "behind")
    section = Section(number, "behind-figures", title, (opening, *tables))
    return replace(document, sections=(*document.sections, section))


def behind(part: Part) -> Table | None:
    """Return the table behind a figure under the figure's title, None for other blocks."""
    if not isinstance(part.block, Figure):
        return None
    table = part.block.table
    return replace(table, title=part.block.title, synthetic=part.block.synthetic)


def number_line(part: Part) -> str:
    """Return the line above a title: "Figure 3, synthetic data"."""
    if part.block.synthetic and not isinstance(part.block, Passage):
        return f"{part.label}, synthetic data"
    return part.label


def column_shares(table: Table) -> tuple[float, ...]:
    """Return the share of the width that each column takes; they sum to 1.

    Declared widths hold. The rest is shared by the longest line of each column, text columns only
    up to a length at which wrapping reads better.
    """
    declared = sum(column.width for column in table.columns)
    needs = [0.0 if column.width else _need(table, i) for i, column in enumerate(table.columns)]
    rest = max(1.0 - declared, 0.05 * sum(need > 0 for need in needs))
    total = sum(needs) or 1.0
    shares = [
        column.width or rest * need / total
        for column, need in zip(table.columns, needs, strict=True)
    ]
    whole = sum(shares)
    return tuple(round(share / whole, 4) for share in shares)


def _need(table: Table, place: int) -> float:
    column: Column = table.columns[place]
    lines = [len(line) for row in table.rows for line in row[place].split("\n")]
    longest = max(lines, default=0)
    words = [len(word) for row in table.rows for word in row[place].split()]
    heading = max((len(word) for word in column.title.split()), default=0)
    if column.align == "text":
        longest = min(longest, _WIDEST)
    return float(max(longest, heading, len(column.title) / 3, *words, 4) + 2)
