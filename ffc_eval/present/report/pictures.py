"""Drawings as PNG pictures for Word, which draws SVG differently in each version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ffc_eval.present import charts
from ffc_eval.present.report.drawings import checked_svg

if TYPE_CHECKING:
    from typst import Fonts

FONTS = Path(charts.__file__).parent / "fonts"
_DPI = 300
_PAGES = b"""
#set page(margin: 0pt, height: auto, fill: white)
#set text(font: "Source Sans 3")
#for (svg, width) in json(bytes(sys.inputs.drawings)) {
  page(width: width * 1mm, image(bytes(svg), format: "svg", width: 100%))
}
"""


def own_fonts() -> Fonts:
    """Return the fonts of the package, and none of the machine's."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def draw_pictures(drawings: Mapping[str, tuple[str, float]]) -> dict[str, bytes]:
    """Return a PNG picture of each drawing.

    Parameters
    ----------
    drawings
        SVG text and width in mm, by name.
    """
    import typst

    if not drawings:
        return {}
    made = typst.compile(
        _PAGES,
        format="png",
        ppi=_DPI,
        font_paths=own_fonts(),
        sys_inputs={
            "drawings": json.dumps([(checked_svg(svg), mm) for svg, mm in drawings.values()])
        },
    )
    pages = cast("bytes | list[bytes]", made)
    return dict(zip(drawings, pages if isinstance(pages, list) else [pages], strict=True))
