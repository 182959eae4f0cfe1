"""A report as one HTML page that fetches nothing: nbconvert with a template of our own."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.present.report.document import Document
from ffc_eval.present.report.fragments import TEMPLATES, block_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ROOM = Path(__file__).parent
_FACES = (
    ("Source Sans 3", "source-sans-3", 400),
    ("Source Sans 3", "source-sans-3", 600),
    ("Source Serif 4", "source-serif-4", 400),
    ("Source Serif 4", "source-serif-4", 600),
)
_RANGES = {
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,"
    "U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C4,U+2113,"
    "U+2C60-2C7F,U+A720-A7FF",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
    "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
"""Characters of each font file, as its publisher gives them."""


def to_html(document: Document) -> bytes:
    """Return the report as one page with its style, fonts and drawings in it."""
    from nbconvert.exporters.templateexporter import TemplateExporter

    exporter = TemplateExporter(
        file_extension=".html",
        template_name="report",
        extra_template_basedirs=[str(TEMPLATES)],
        default_preprocessors=[],
    )
    resources = {"document": document, "style": _style() + _pages(document)}
    page, _ = exporter.from_notebook_node(published(document), resources=resources)
    return f"{page.strip()}\n".encode()


def published(document: Document) -> NotebookNode:
    """Return the report as a notebook: a text cell a section, an output a block, no code."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

    cells = []
    for section in document.sections:
        place = {"id": section.id, "number": section.number, "title": section.title}
        heading = f"## {section.number} {section.title}"
        cells.append(new_markdown_cell(heading, id=section.id[:64], metadata={"section": place}))
        for part in section.parts:
            html = block_html(part.block, id=part.id, label=part.label)
            output = new_output("display_data", data={"text/html": html})
            cells.append(new_code_cell("", id=f"block-{part.id}"[:64], outputs=[output]))
    notebook: NotebookNode = new_notebook(cells=cells, metadata={"title": document.front.name})
    return notebook


@cache
def _style() -> str:
    faces = "".join(
        _face(family, f"{name}-{part}-{weight}-normal.woff2", weight, _RANGES[part])
        for family, name, weight in _FACES
        for part in ("latin-ext", "latin")
    )
    return faces + (_ROOM / "style.css").read_text(encoding="utf-8")


def _face(family: str, file: str, weight: int, characters: str) -> str:
    data = b64encode((_ROOM / "fonts" / file).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};'
        f"font-display:swap;unicode-range:{characters};"
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
    )


def _pages(document: Document) -> str:
    """Return the rule for printed pages: what stands at the head and foot of each."""
    front = document.front
    small = 'font:9pt "Source Sans 3",sans-serif;color:#4A5661'
    return (
        "@page{size:A4;margin:22mm 18mm 20mm;"
        f"@top-left{{content:{_css(f'{front.title}, {front.period}')};{small}}}"
        f"@top-right{{content:{_css(front.state)};{small};font-weight:600;color:#7A4B00}}"
        f"@bottom-left{{content:{_css(front.marking)};{small}}}"
        f'@bottom-right{{content:counter(page) " of " counter(pages);{small}}}}}\n'
    )


def _css(text: str) -> str:
    """Return the text as a CSS string: all but plain characters by number."""
    return '"' + re.sub(r"[^A-Za-z0-9 ,.;:()-]", lambda m: f"\\{ord(m[0]):06x} ", text) + '"'
