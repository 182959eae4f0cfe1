"""The one accessible HTML table: how objects show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def table_html(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with a caption, column headers and row headers; all text is escaped."""
    cells = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(_row_html(row) for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row_html(row: Sequence[str]) -> str:
    first, *rest = row
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
