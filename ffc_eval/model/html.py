"""The one accessible HTML table: how objects show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 60


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


def estimates_html(frame: pd.DataFrame) -> str:
    """Show the columns of a table of estimates that hold something."""
    used = [name for name in frame.columns if frame[name].notna().any() and any(frame[name] != "")]
    shown = frame[used].head(_MOST_ROWS)
    rows = [[_cell(value) for value in row] for row in shown.itertuples(index=False)]
    rest = f", the first {_MOST_ROWS} shown" if len(frame) > _MOST_ROWS else ""
    return table_html(f"Estimates: {len(frame)} numbers{rest}", used, rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.4g}"
    return str(value)
