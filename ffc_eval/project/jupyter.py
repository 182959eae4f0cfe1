"""In Jupyter, a list of blocks at the end of a cell shows itself as in a report."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ffc_eval.model.blocks import Figure, Passage, Table


def show_lists() -> None:
    """Let lists of tables, charts and passages show themselves; without Jupyter do nothing.

    Other lists stay as they are. Asked for when a project is opened, not at import.
    """
    notebook = sys.modules.get("IPython")
    shell = notebook.get_ipython() if notebook else None
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in (list, tuple):
        formatter.for_type(kind, blocks_html)


def blocks_html(found: Sequence[object]) -> str | None:
    """Return the blocks one below the other; None where there is anything else among them."""
    blocks = [one for one in found if isinstance(one, Table | Figure | Passage)]
    if not blocks or len(blocks) < len(found):
        return None
    return "".join(block._repr_html_() for block in blocks)
