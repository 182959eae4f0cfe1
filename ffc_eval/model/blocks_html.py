"""Blocks as a notebook shows them: plain HTML, the chart with its words and its table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ffc_eval.model.html import table_html

if TYPE_CHECKING:
    from ffc_eval.model.blocks import Figure, Passage, Table


def table_block_html(table: Table) -> str:
    """Return the table with its base line, symbols and notes."""
    heads = [column.title for column in table.columns]
    shown = table_html(_caption(table), heads, table.rows)
    return shown + _below(table.base_line, (*_symbols(table), *table.notes))


def figure_html(figure: Figure) -> str:
    """Return the drawing, named by its title and described by its alternative text."""
    words = f"<p><strong>{escape(_caption(figure))}</strong></p><p>{escape(figure.alt)}</p>"
    behind = f"<details><summary>The values</summary>{table_block_html(figure.table)}</details>"
    below = _below(figure.base_line, figure.notes)
    return f"<figure>{words}{figure.wide}{below}{behind}</figure>"


def passage_html(passage: Passage) -> str:
    """Return the paragraphs, each after its heading."""
    mark = "<p>Synthetic data</p>" if passage.synthetic else ""
    heads = [*passage.headings, *[""] * (len(passage.paragraphs) - len(passage.headings))]
    return mark + "".join(
        (f"<p><strong>{escape(head)}</strong></p>" if head else "") + f"<p>{escape(text)}</p>"
        for head, text in zip(heads, passage.paragraphs, strict=False)
    )


def _caption(block: Table | Figure) -> str:
    marked = ("Synthetic data",) if block.synthetic else ()
    return ". ".join(part.rstrip(".") for part in (*marked, block.title, block.subtitle) if part)


def _symbols(table: Table) -> tuple[str, ...]:
    return tuple(f"{mark} {words}" for mark, words in table.symbols)


def _below(base_line: Sequence[tuple[str, str]], notes: Sequence[str]) -> str:
    base = " ".join(f"<b>{escape(word)}</b> {escape(text)}." for word, text in base_line)
    return "".join(f"<p>{text}</p>" for text in (base, *map(escape, notes)) if text)
