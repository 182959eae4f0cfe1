"""Palette: every colour and size of type that a chart may use."""

from __future__ import annotations

INK = "#16202A"
INK_2 = "#4A5661"
LINE = "#87939D"
HAIRLINE = "#D5DBE0"
TINT = "#F3F5F7"
BLUE = "#12436D"
BLUE_2 = "#6BACE6"
RUST = "#8A3410"
RUST_2 = "#F4A26F"
RUST_HATCH = "#B4693F"
GREY = "#C3CBD2"
WHITE = "#FFFFFF"

COLOURS = (
    INK,
    INK_2,
    LINE,
    HAIRLINE,
    TINT,
    BLUE,
    BLUE_2,
    RUST,
    RUST_2,
    RUST_HATCH,
    GREY,
    WHITE,
)
"""All of them; a test finds no other in a drawing."""

SMALL, LABEL, BODY, STRONG = 13.0, 14.0, 15.0, 16.0
"""Sizes of type: codes and flags; axes and columns; rows; the number that counts."""

TONES = {"good": BLUE, "bad": RUST, "neither": INK_2, "chance": INK_2}
"""Colour of good news, bad news, neither, and of what could be chance."""
