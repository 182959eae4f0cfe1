"""Each block as a piece of HTML: in the notebook and in the page the same."""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.model.blocks import Block, Figure, Passage
from ffc_eval.present.report.drawings import inline_svg
from ffc_eval.present.report.swatches import SWATCHES

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
FLAGS = ("small base", "very small base")
"""Second lines of a cell that warn of its base."""


def block_html(block: Block, *, id: str = "", label: str = "") -> str:
    """Return the block as HTML, every text escaped.

    Parameters
    ----------
    block
        A table, figure or passage.
    id
        Its anchor in the page; also keeps the ids inside its drawings apart.
    label
        "Figure 3", "Table 2" or "".
    """
    macros = _environment().get_template("blocks.html.j2").module
    draw = getattr(macros, type(block).__name__.lower())
    drawings = _drawings(block, id or "figure") if isinstance(block, Figure) else {}
    return str(draw(block, id, label, **drawings)).strip()


def _drawings(figure: Figure, prefix: str) -> dict[str, str]:
    from markupsafe import Markup

    return {
        name: Markup(inline_svg(getattr(figure, name), f"{prefix}-{name[0]}", figure.alt))  # noqa: S704
        for name in ("wide", "narrow")
    }


def swatch(name: str, prefix: str) -> str:
    """Return one swatch as an SVG element, or "" where the name is not known."""
    width, drawing = SWATCHES.get(name, (0, ""))
    if not drawing:
        return ""
    drawing = drawing.replace('"hatch"', f'"{prefix}-{name}"').replace(
        "#hatch", f"#{prefix}-{name}"
    )
    return (
        f'<svg width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true"'
        f' focusable="false">{drawing}</svg>'
    )


def paired(passage: Passage) -> tuple[tuple[str, str], ...]:
    """Return (heading, paragraph) pairs; either may be ""."""
    return tuple(zip_longest(passage.headings, passage.paragraphs, fillvalue=""))


def sentence(text: str) -> str:
    """Return the text with a full stop at its end."""
    text = text.strip()
    return text if text.endswith((".", "?", "!", "”")) else f"{text}."


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(sentence=sentence, paired=paired)
    environment.globals["flags"] = FLAGS
    environment.globals["swatch"] = lambda name, prefix: Markup(  # noqa: S704
        swatch(name, escape(prefix))
    )
    return environment
