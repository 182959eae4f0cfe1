"""Blocks: what a report is made of, typed, so that every format is made from the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, Literal

from ffc_eval.model.html import table_html

MIME = "application/vnd.ffc-eval.block+json"
"""MIME type under which a cell of a report notebook shows a block."""

Align = Literal["text", "number"]


@dataclass(frozen=True)
class Column:
    """One column of a shown table; ``width`` is a share of the whole, 0 for automatic."""

    title: str
    align: Align = "text"
    width: float = 0.0


@dataclass(frozen=True)
class Table:
    """A table as people read it: every cell is text already.

    Parameters
    ----------
    title
        Says the finding, or names the content.
    subtitle
        Who, what, when.
    columns
        The first is the row heading.
    rows
        One tuple of texts a row; the last ``totals`` rows are totals.
    base_line
        Bold run-in word and text, in order: ("Asked", "402 in spring").
    symbols
        Meaning of each symbol used, ("c", "hidden to protect families").
    notes
        Sentences under the table.
    values
        The same cells as numbers for the workbook, one tuple a row, None where the cell is text
        or hidden; () where every cell stays text.
    groups
        Row numbers before which a group heading stands, with its text.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    subtitle: str = ""
    base_line: tuple[tuple[str, str], ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[tuple[float | None, ...], ...] = ()
    totals: int = 0
    groups: tuple[tuple[int, str], ...] = ()
    synthetic: bool = False

    def _repr_html_(self) -> str:
        """Return the table with its base line, symbols and notes."""
        heads = [column.title for column in self.columns]
        symbols = tuple(f"{mark} {words}" for mark, words in self.symbols)
        shown = table_html(_caption(self), heads, self.rows)
        return shown + _below(self.base_line, (*symbols, *self.notes))


@dataclass(frozen=True)
class Figure:
    """A chart, drawn twice, with the table behind it.

    Parameters
    ----------
    alt
        Chart type; one or two findings with numbers; the caution; where the values are.
    wide, narrow
        SVG text, 880 and 360 units wide; titles are not in the image.
    legend
        (swatch name, words) pairs; swatches are drawn by the templates.
    table
        The values behind the chart.
    """

    title: str
    alt: str
    wide: str
    narrow: str
    table: Table
    subtitle: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    base_line: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    synthetic: bool = False

    def _repr_html_(self) -> str:
        """Return the drawing, named by its title and described by its alternative text."""
        words = f"<p><strong>{escape(_caption(self))}</strong></p><p>{escape(self.alt)}</p>"
        values = f"<details><summary>The values</summary>{self.table._repr_html_()}</details>"
        below = _below(self.base_line, self.notes)
        return f"<figure>{words}{self.wide}{below}{values}</figure>"


TextStyle = Literal["lead", "prose", "heading", "bottom_line", "notice", "empty", "list", "facts"]


@dataclass(frozen=True)
class Passage:
    """Words made by the program or read from a narrative file.

    ``heading`` is a sub-heading above it; ``paragraphs`` are plain text, never markup;
    style "empty" marks a slot not yet written, "bottom_line" the three serif columns (each
    paragraph under the heading of the same place in ``headings``), "list" one point a paragraph,
    "facts" a name (in ``headings``) and its description (in ``paragraphs``) a row.
    """

    style: TextStyle
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...] = ()
    synthetic: bool = False

    def _repr_html_(self) -> str:
        """Return the paragraphs, each after its heading."""
        mark = "<p>Synthetic data</p>" if self.synthetic else ""
        heads = [*self.headings, *[""] * (len(self.paragraphs) - len(self.headings))]
        return mark + "".join(
            (f"<p><strong>{escape(head)}</strong></p>" if head else "") + f"<p>{escape(text)}</p>"
            for head, text in zip(heads, self.paragraphs, strict=False)
        )


Block = Table | Figure | Passage
_KINDS: dict[str, type[Table] | type[Figure] | type[Passage]] = {
    "table": Table,
    "figure": Figure,
    "passage": Passage,
}


def to_json(block: Block) -> dict[str, Any]:
    """Return the block as JSON data, under its kind."""
    kind = {v: k for k, v in _KINDS.items()}[type(block)]
    return {"kind": kind, **asdict(block)}


def from_json(data: dict[str, Any]) -> Block:
    """Return the block that ``to_json`` wrote."""
    fields = {name: _frozen(value) for name, value in data.items() if name != "kind"}
    kind = _KINDS[data["kind"]]
    if kind is Table:
        return _table(fields)
    if kind is Figure:
        return Figure(**{**fields, "table": _table(dict_of(data["table"]))})
    return Passage(**fields)


def dict_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON data with every list a tuple."""
    return {name: _frozen(value) for name, value in data.items()}


def _table(fields: dict[str, Any]) -> Table:
    columns = tuple(
        column if isinstance(column, Column) else Column(**column) for column in fields["columns"]
    )
    return Table(**{**fields, "columns": columns})


def _frozen(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


def _caption(block: Table | Figure) -> str:
    marked = ("Synthetic data",) if block.synthetic else ()
    return ". ".join(part.rstrip(".") for part in (*marked, block.title, block.subtitle) if part)


def _below(base_line: Sequence[tuple[str, str]], notes: Sequence[str]) -> str:
    base = " ".join(f"<b>{escape(word)}</b> {escape(text)}." for word, text in base_line)
    return "".join(f"<p>{text}</p>" for text in (base, *map(escape, notes)) if text)
