"""What pages have and a screen has not: column widths in full, tables behind figures at the end."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.model.blocks import Column, Figure, Passage, Table
from ffc_eval.present.report.document import Document, Part, Section
from ffc_eval.present.report.drawings import proportion

PICTURE_WIDTH, PICTURE_HEIGHT = 174.0, 205.0
"""Width of a picture in mm, and the most height a page leaves it."""
_SMALLEST = 0.85
"""A drawing made smaller than this to fit its page has letters too small to read."""
_WIDEST, _LINE = 44, 98
"""Characters after which the words of a column are wrapped, and those of a line across a page."""


def on_paper(document: Document) -> Document:
    """Return the document as pages can carry it.

    A last appendix holds the table behind each figure. A figure too tall for a page gives way to
    its table.
    """
    sections = tuple(
        replace(section, parts=tuple(_fitting(part) for part in section.parts))
        for section in document.sections
    )
    tables = tuple(
        Part(table, f"behind-{part.id}", f"Table behind {part.label.lower()}")
        for section in sections
        for part in section.parts
        if (table := behind(part)) is not None
    )
    if not tables:
        return replace(document, sections=sections)
    letters = [section.number for section in sections if section.number.isalpha()]
    number = chr(ord(letters[-1]) + 1) if letters else "A"
    title = "Appendix: tables behind the figures"
    opening = Part(Passage("prose", ("The values of each figure, in order.",)), "behind")
    appendix = Section(number, "behind-figures", title, (opening, *tables))
    return replace(document, sections=(*sections, appendix))


def fits(figure: Figure) -> float:
    """Return by how much a drawing must shrink to stand on one page, 1 for not at all."""
    return min(1.0, PICTURE_HEIGHT / (PICTURE_WIDTH * proportion(figure.wide)))


def _fitting(part: Part) -> Part:
    table = behind(part)
    if not isinstance(part.block, Figure) or table is None or fits(part.block) >= _SMALLEST:
        return part
    note = "The figure itself is too tall for a page; the web page shows it."
    base = table.base_line or part.block.base_line
    notes = (*table.notes, note)
    shown = replace(table, subtitle=part.block.subtitle, base_line=base, notes=notes)
    return replace(part, block=shown)


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

    Declared widths hold. The rest is shared by the longest line of each column; where that is
    more than the page has, lines are wrapped, but no word is broken while there is room for it.
    """
    needs = [_need(table, place) for place, _ in enumerate(table.columns)]
    free = [place for place, column in enumerate(table.columns) if not column.width]
    room = max(1.0 - sum(column.width for column in table.columns), 0.1) * _LINE
    least = sum(needs[place][0] for place in free)
    most = sum(needs[place][1] for place in free)
    stretch = (room - least) / (most - least) if most > least else 0.0
    widths = [column.width * _LINE for column in table.columns]
    for place in free:
        low, high = needs[place]
        widths[place] = high if most <= room else low + max(stretch, 0.0) * (high - low)
    return tuple(round(width / sum(widths), 4) for width in widths)


def _need(table: Table, place: int) -> tuple[float, float]:
    """Return the characters of a column's longest word, and of its longest line."""
    column: Column = table.columns[place]
    lines = [line for row in table.rows for line in row[place].split("\n")]
    words = [word for line in (*lines, column.title) for word in line.split()]
    word = max(map(len, words), default=0)
    line = max((*map(len, lines), len(column.title) // 3), default=0)
    if column.align == "text":
        word, line = min(word, _WIDEST), min(line, _WIDEST)
    return max(word, 3) + 2.5, max(word, line, 3) + 2.5
