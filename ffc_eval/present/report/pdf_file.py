"""A report as tagged PDF that passes PDF/UA-1, by typst."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import Block, Figure, Passage, Table
from ffc_eval.present.report.document import Document, Front, Part
from ffc_eval.present.report.drawings import checked_svg
from ffc_eval.present.report.fragments import paired, sentence
from ffc_eval.present.report.paper import column_shares, fits, number_line, on_paper
from ffc_eval.present.report.pictures import own_fonts
from ffc_eval.present.report.swatches import standalone_swatch
from ffc_eval.present.report.visible import all_visible, numbered

_LAYOUT = Path(__file__).parent / "pages.typ"


def to_pdf(document: Document) -> bytes:
    """Return the report as pages of A4, with the tables behind its figures at the end.

    Raises
    ------
    ReportError
        The report cannot be made accessible, for instance since a figure has no alt text.
    """
    import typst

    try:
        try:
            return _compile(document)
        except typst.TypstError as error:
            unknown = set("".join(_UNDRAWN.findall(error.diagnostic)))
            if not unknown:
                raise
            drawn = str.maketrans({character: numbered(character) for character in unknown})
            return _compile(all_visible(document, lambda text: text.translate(drawn)))
    except typst.TypstError as error:
        raise ReportError(
            "no-pdf",
            "The report cannot be made an accessible PDF.",
            found=error.message,
            do="Mend what is named, or ask for the other formats: --format html,docx,xlsx",
        ) from error


_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
"""What typst says of characters that no font of the package has: they are shown by number."""


def _compile(document: Document) -> bytes:
    import typst

    pages: bytes = typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        font_paths=own_fonts(),
        sys_inputs={"document": json.dumps(_data(document))},
        pdf_standards="ua-1",
        timestamp=datetime.combine(document.front.issued, time(12), UTC),
    )
    return pages


def _data(document: Document) -> dict[str, Any]:
    paper = on_paper(document)
    return {
        "front": _front(paper.front),
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "parts": [_part(part) for part in section.parts],
            }
            for section in paper.sections
        ],
    }


def _front(front: Front) -> dict[str, Any]:
    issued = front.issued
    return {
        **asdict(front),
        "name": front.name,
        "state": front.state,
        "head": f"{front.title}, {front.period}",
        "issued": {"year": issued.year, "month": issued.month, "day": issued.day},
    }


def _part(part: Part) -> dict[str, Any]:
    kind = type(part.block).__name__.lower()
    return {"kind": kind, "label": number_line(part), "data": _block(part.block)}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Passage):
        return {"style": block.style, "pairs": paired(block)}
    data = {
        "title": block.title,
        "subtitle": block.subtitle,
        "base_line": [(word, sentence(text)) for word, text in block.base_line],
        "notes": [sentence(note) for note in block.notes],
    }
    return data | (_figure(block) if isinstance(block, Figure) else _table(block))


def _table(table: Table) -> dict[str, Any]:
    return {
        "columns": [asdict(column) for column in table.columns],
        "widths": column_shares(table),
        "rows": table.rows,
        "groups": table.groups,
        "totals": table.totals,
        "symbols": [(symbol, sentence(meaning)) for symbol, meaning in table.symbols],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "alt": figure.alt,
        "width": fits(figure),
        "wide": checked_svg(figure.wide),
        "legend": [
            ([standalone_swatch(name) for name in names.split()], words)
            for names, words in figure.legend
        ],
    }
