"""Drawings made safe to stand in a page: unique ids, no script, nothing fetched."""

from __future__ import annotations

import re
from html import escape
from xml.etree import ElementTree

from ffc_eval.errors import ReportError

_FORBIDDEN = frozenset({"script", "foreignObject", "iframe", "animate", "set", "a", "audio"})
_TAG = re.compile(r"<[^>]*>")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)


def inline_svg(svg: str, prefix: str, alt: str) -> str:
    """Return the drawing as an element of a page.

    Parameters
    ----------
    svg
        A whole SVG file.
    prefix
        Set before each id, so that two drawings of one page never share one.
    alt
        What is read aloud where the drawing itself has no role.

    Raises
    ------
    ReportError
        It is not well formed, or holds a script, a link or a reference to something outside.
    """
    drawing = checked_svg(svg)
    drawing = _TAG.sub(lambda tag: _renamed(tag[0], prefix), drawing)
    if 'role="img"' not in drawing[: drawing.index(">")]:
        drawing = f'<svg role="img" aria-label="{escape(alt)}"' + drawing.removeprefix("<svg")
    return drawing


def _renamed(tag: str, prefix: str) -> str:
    tag = re.sub(r'(\sid=")([^"]+)', rf"\1{prefix}-\2", tag)
    tag = re.sub(r'(url\(#|href="#)', rf"\1{prefix}-", tag)
    return re.sub(
        r'(aria-(?:labelledby|describedby)=")([^"]*)',
        lambda match: match[1] + " ".join(f"{prefix}-{name}" for name in match[2].split()),
        tag,
    )


def proportion(svg: str) -> float:
    """Return height divided by width of a drawing, from its view box."""
    box = re.search(r'viewBox="([^"]+)"', svg)
    if box is None:
        raise _unsafe("It has no viewBox.")
    width, height = box[1].split()[2:4]
    return float(height) / float(width)


def checked_svg(svg: str) -> str:
    """Return the drawing without the lines before its element.

    Raises
    ------
    ReportError
        It is not well formed, or holds a script, a link or a reference to something outside.
    """
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314
    except ElementTree.ParseError as error:
        raise _unsafe("It is not a well-formed SVG file.") from error
    for element in root.iter():
        if _local(element.tag) in _FORBIDDEN:
            raise _unsafe(f"It holds an element <{_local(element.tag)}>.")
        for name, value in element.attrib.items():
            outside = _local(name) == "href" and not value.startswith(("#", "data:image/png"))
            if outside or _local(name).startswith("on") or _OUTSIDE.search(value):
                raise _unsafe(f"It holds an attribute {_local(name)} that could act or fetch.")
        if _local(element.tag) == "style" and _OUTSIDE.search(element.text or ""):
            raise _unsafe("Its style sheet fetches something.")
    return svg[svg.index("<svg") :].strip()


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _unsafe(found: str) -> ReportError:
    return ReportError(
        "unsafe-drawing",
        "A figure's drawing cannot stand in a report.",
        found=found,
        do="Draw it with ffc.chart(...), or keep to shapes and text.",
    )
