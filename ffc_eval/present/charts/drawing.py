"""Drawing: a canvas as the text of an SVG file, and as a picture for Word."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from html import escape
from xml.etree import ElementTree

from ffc_eval.present.charts.canvas import Canvas
from ffc_eval.present.charts.lettering import FAMILY

Draw = Callable[[Canvas], float]
"""Draws on a canvas of either width and returns the height it used."""

_FALLBACK = f"'{FAMILY}', 'Segoe UI', system-ui, Arial, sans-serif"
_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "text-anchor",
}
_NUMBER = re.compile(r"-?\d+\.\d+")


def svg_of(draw: Draw, width: float, title: str, alt: str) -> str:
    """Return the drawing as SVG: real text, role, title and description, the same bytes each time.

    Notes
    -----
    matplotlib's file is rewritten to bare shapes and texts: no style sheet (it would reach into
    the page that the drawing stands in), no metadata, no ids but those of title and description.
    """
    import matplotlib as mpl

    canvas = Canvas(width)
    canvas.close(draw(canvas))
    buffer = io.StringIO()
    with mpl.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "ffc_eval", "path.simplify": False}
    ):
        canvas.figure.savefig(buffer, format="svg", metadata={"Date": None})
    return _rewritten(buffer.getvalue(), title, alt)


def _rewritten(drawn: str, title: str, alt: str) -> str:
    root = ElementTree.fromstring(drawn)  # noqa: S314, our own file
    name = hashlib.sha256(f"{title}{alt}{root.get('viewBox')}".encode()).hexdigest()[:8]
    body = "\n".join(_element(element) for element in root.iter() if _is_mark(element))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{root.get("viewBox")}"'
        f' font-family="{_FALLBACK}" role="img"'
        f' aria-labelledby="t{name} d{name}" focusable="false">\n'
        f'<title id="t{name}">{escape(title)}</title>\n<desc id="d{name}">{escape(alt)}</desc>\n'
        f"{body}\n</svg>\n"
    )


def _is_mark(element: ElementTree.Element) -> bool:
    return element.tag in (f"{_SVG}path", f"{_SVG}text") and element.get("style") != "fill: none"


def _element(element: ElementTree.Element) -> str:
    style = dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)
    style = {name: value for name, value in style.items() if name in _KEPT}
    style.setdefault("fill", "#000000")
    if element.tag == f"{_SVG}text":
        style["font-size"] = style["font-size"].removesuffix("px")
        place = f'x="{_short(element.get("x", ""))}" y="{_short(element.get("y", ""))}"'
        return f"<text {place}{_attributes(style)}>{escape(element.text or '')}</text>"
    path = " ".join(_short(element.get("d", "")).split())
    return f'<path d="{path}"{_attributes(style)}/>'


def _attributes(style: dict[str, str]) -> str:
    shown = {
        name: value for name, value in style.items() if (name, value) != ("text-anchor", "start")
    }
    return "".join(f' {name}="{_colour(value)}"' for name, value in sorted(shown.items()))


def _colour(value: str) -> str:
    return value.upper() if value.startswith("#") else value


def _short(numbers: str) -> str:
    """Round to a tenth of a unit: smaller files, and no last digits that differ by machine."""
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 1):g}", numbers)
