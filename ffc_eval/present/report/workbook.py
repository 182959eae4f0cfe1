"""A report's tables as an accessible workbook: a cover, contents, notes, and a table a sheet.

gptables makes such workbooks too, and the layout follows its rules (those of the Analysis
Function). It is not used: it takes each table as a frame and guesses what is a number, writes text
that begins with an equals sign as a formula, unpickles its own theme, and loads pandas for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.formula_like import is_formula_like
from ffc_eval.present.report.document import Document, Part
from ffc_eval.present.report.fragments import sentence
from ffc_eval.present.report.paper import behind
from ffc_eval.present.report.sheet_grid import Cell, Grid, grid_of, width_of
from ffc_eval.present.report.shown_numbers import ShownNumber

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_INK, _GREY = "#16202A", "#4A5661"


class Sheet(NamedTuple):
    """One table with its sheet name."""

    name: str
    label: str
    table: Table


def to_xlsx(document: Document) -> bytes:
    """Return every table of the report, and the table behind every figure, as one workbook.

    Numbers are numbers, as rounded as the report shows them. A text is always a text, so that
    none can run as a formula.
    """
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True})
    front = document.front
    book.set_properties(
        {
            "title": front.name,
            "author": front.organisation,
            "created": datetime.combine(front.issued, time()),
        }
    )
    styles = Styles.of(book)
    sheets = list(_sheets(document))
    _cover(book, styles, document)
    _contents(book, styles, sheets)
    _notes(book, styles, sheets)
    for sheet in sheets:
        _table_sheet(book, styles, sheet)
    book.close()
    return held.getvalue()


@dataclass(frozen=True)
class Styles:
    """Looks of a cell; ``numbers`` makes one for each number format."""

    book: Workbook
    title: Format
    bold: Format
    plain: Format
    grey: Format
    head: Format
    head_number: Format
    link: Format

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """Make the looks of one workbook."""

        def look(**more: Any) -> Format:
            plain = {"font_name": "Arial", "font_size": 11, "font_color": _INK, "valign": "top"}
            return book.add_format({**plain, **more})

        head = {"bold": True, "text_wrap": True, "bottom": 2, "valign": "bottom"}
        return cls(
            book,
            title=look(bold=True, font_size=14),
            bold=look(bold=True),
            plain=look(),
            grey=look(font_color=_GREY),
            head=look(**head),
            head_number=look(**head, align="right"),
            link=look(font_color="#12436D", underline=1),
        )

    def cell(self, shape: str, *, bold: bool, align: str) -> Format:
        """Return the look of a table's cell; ``shape`` is a number format, or "quoted"."""
        text = {"text_wrap": True, "quote_prefix": shape == "quoted"}
        return self.book.add_format(
            {
                "font_name": "Arial",
                "font_size": 11,
                "font_color": _INK,
                "valign": "top",
                "align": align,
                "bold": bold,
                "bottom": 1,
                "bottom_color": "#D5DBE0",
                **(text if shape in ("", "quoted") else {"num_format": shape}),
            }
        )


def _sheets(document: Document) -> Iterable[Sheet]:
    for part in document.parts:
        table = part.block if isinstance(part.block, Table) else behind(part)
        if table is not None:
            yield Sheet(part.label, _label(part), table)


def _label(part: Part) -> str:
    return f"Values of {part.label.lower()}" if isinstance(part.block, Figure) else part.label


def _cover(book: Workbook, styles: Styles, document: Document) -> None:
    front = document.front
    sheet = book.add_worksheet("Cover")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 70)
    lines = [(front.title, styles.title), (front.period, styles.bold)]
    lines += [(front.organisation, styles.plain)]
    if front.synthetic:
        words = "Synthetic data: invented to test the reports; no real person or council."
        lines.append((words, styles.bold))
    for row, (text, style) in enumerate(lines):
        _write_text(sheet, row, 0, text, style)
    for row, stated in enumerate(front.strip, start=len(lines)):
        _write_text(sheet, row, 0, stated.name, styles.grey)
        _write_text(sheet, row, 1, stated.text, styles.plain)
    for row, text in enumerate(front.footer, start=len(lines) + len(front.strip)):
        _write_text(sheet, row, 0, sentence(text), styles.plain)


def _contents(book: Workbook, styles: Styles, sheets: Sequence[Sheet]) -> None:
    sheet = book.add_worksheet("Contents")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    _write_text(sheet, 0, 0, "Contents", styles.title)
    _write_text(sheet, 1, 0, "Each table stands in a sheet of its own.", styles.plain)
    entries = [("Notes", "Symbols, and how the numbers are written")]
    entries += [(one.name, one.table.title) for one in sheets]
    for row, (name, title) in enumerate(entries, start=2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        _write_text(sheet, row, 1, title, styles.plain)


def _notes(book: Workbook, styles: Styles, sheets: Sequence[Sheet]) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    _write_text(sheet, 0, 0, "Notes", styles.title)
    symbols = {symbol: text for one in sheets for symbol, text in one.table.symbols}
    lines = [
        ("Numbers", "As rounded as in the report; shares are percentages, changes are in points."),
        ("As shown", "A column so named holds the words of the report where it says more."),
        *((symbol, sentence(text)) for symbol, text in sorted(symbols.items())),
    ]
    for row, (name, text) in enumerate(lines, start=1):
        _write_text(sheet, row, 0, name, styles.bold)
        _write_text(sheet, row, 1, text, styles.plain)


def _table_sheet(book: Workbook, styles: Styles, one: Sheet) -> None:
    sheet = book.add_worksheet(one.name)
    grid = grid_of(one.table)
    row = 0
    for row, (text, style) in enumerate(_heading(one, styles)):
        _write_text(sheet, row, 0, text, style)
    top = row + 1
    for column, (title, number) in enumerate(zip(grid.titles, grid.numeric, strict=True)):
        style = styles.head_number if number else styles.head
        _write_text(sheet, top, column, title, style)
        sheet.set_column(column, column, width_of(grid, column))
    if grid.rows:
        _name_table(sheet, grid, top, f"table_{one.name.lower().replace(' ', '_')}", styles)
    totals = len(grid.rows) - one.table.totals
    for place, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            bold = place >= totals or column == 0
            side = "right" if grid.numeric[column] else "left"
            look = styles.cell(_shape(cell), bold=bold, align=side)
            _write_cell(sheet, (top + 1 + place, column), cell, look)


def _heading(one: Sheet, styles: Styles) -> list[tuple[str, Format]]:
    table = one.table
    base = " ".join(f"{word} {sentence(text)}".strip() for word, text in table.base_line)
    lines = [
        (f"{one.label}: {table.title}", styles.title),
        (table.subtitle, styles.plain),
        ("Synthetic data." if table.synthetic else "", styles.bold),
        (base, styles.grey),
        (" ".join(sentence(note) for note in table.notes), styles.grey),
    ]
    return [(text, style) for text, style in lines if text]


def _name_table(sheet: Worksheet, grid: Grid, top: int, name: str, styles: Styles) -> None:
    """Make it a table in Excel's sense: screen readers then say the heading of each cell."""
    columns = [
        {"header": title, "header_format": styles.head_number if number else styles.head}
        for title, number in zip(grid.titles, grid.numeric, strict=True)
    ]
    sheet.add_table(
        top,
        0,
        top + len(grid.rows),
        len(grid.titles) - 1,
        {"name": name, "columns": columns, "style": None, "autofilter": False},
    )


def _shape(cell: Cell) -> str:
    """Return a number's format; "quoted" for a text that Excel could take for a formula."""
    if isinstance(cell, ShownNumber):
        return cell.format
    return "quoted" if is_formula_like(cell) else ""


def _write_cell(sheet: Worksheet, at: tuple[int, int], cell: Cell, look: Format) -> None:
    if isinstance(cell, ShownNumber):
        sheet.write_number(*at, cell.value, look)
    else:
        sheet.write_string(*at, cell, look)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    sheet.write_string(row, column, text, style)
