"""The small drawings of a legend, by name."""

from __future__ import annotations

_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
    '<line x1="0" y1="0" x2="0" y2="6" stroke="{line}" stroke-width="1.3"/></pattern></defs>'
    '<rect width="22" height="14" fill="url(#hatch)"/>'
)
_WHISKER = '<path d="M2 7H24M2 2.5v9M24 2.5v9" stroke="#16202A" stroke-width="1.6" fill="none"/>'
_RING = '<circle cx="9" cy="7" r="{r}" fill="#fff" stroke="{line}" stroke-width="2"/>'


def _block(colour: str) -> tuple[int, str]:
    return 22, f'<rect width="22" height="14" fill="{colour}"/>'


SWATCHES: dict[str, tuple[int, str]] = {
    "blue": _block("#12436D"),
    "blue-2": _block("#6BACE6"),
    "rust": _block("#8A3410"),
    "rust-2": (22, _HATCH.format(ground="#F4A26F", line="#8A3410")),
    "rust-hatched": (22, _HATCH.format(ground="#8A3410", line="#B4693F")),
    "grey": _block("#C3CBD2"),
    "ink-2": _block("#4A5661"),
    "whisker": (26, _WHISKER + '<circle cx="13" cy="7" r="3.6" fill="#16202A"/>'),
    "dot": (26, _WHISKER + '<circle cx="13" cy="7" r="5.4" fill="#12436D"/>'),
    "hollow": (18, _RING.format(r="5.6", line="#16202A")),
    "filled": (18, '<circle cx="9" cy="7" r="6.4" fill="#16202A"/>'),
    "month": (18, _RING.format(r="4", line="#12436D")),
    "signal": (18, '<rect x="4" y="2" width="10" height="10" fill="#12436D"/>'),
    "break": (18, _RING.format(r="4.2", line="#8A3410")),
    "limits": (
        24,
        (
            '<rect width="24" height="14" fill="#F3F5F7"/>'
            '<path d="M0 .7H24M0 13.3H24" stroke="#87939D" stroke-dasharray="4 3"/>'
            '<path d="M0 7H24" stroke="#4A5661" stroke-width="1.4"/>'
        ),
    ),
}
"""Width in units, and drawing, of each swatch; all are 14 units high."""


def standalone_swatch(name: str) -> str:
    """Return one swatch as an SVG file; an empty one where the name is not known."""
    width, drawing = SWATCHES.get(name, (0, ""))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width or 1} 14">{drawing}</svg>'


def swatch_width(name: str) -> float:
    """Return the width in mm of a swatch 8 pt high."""
    width, _ = SWATCHES.get(name, (1, ""))
    return width * 8 / 14 * 25.4 / 72
