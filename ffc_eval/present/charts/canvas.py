"""Canvas: shapes and text at places counted from the top left, drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ffc_eval.present.charts import palette
from ffc_eval.present.charts.lettering import Weight, font, width_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Anchor = Literal["left", "right", "center"]

WIDE, NARROW = 880.0, 360.0
UNITS_AN_INCH = 72


class Canvas:
    """A drawing that grows downwards; one unit is one pixel of the page and one point of print.

    Parameters
    ----------
    width
        880 or 360 units.
    """

    def __init__(self, width: float) -> None:
        from matplotlib.figure import Figure

        self.width = width
        self.figure: Figure = Figure(
            figsize=(width / UNITS_AN_INCH, 1), dpi=UNITS_AN_INCH, facecolor="none"
        )
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self._drawn = 0

    @property
    def narrow(self) -> bool:
        """Whether labels stand above the marks."""
        return self.width < WIDE

    def close(self, height: float) -> None:
        """Set the height, once it is known."""
        self.figure.set_size_inches(self.width / UNITS_AN_INCH, height / UNITS_AN_INCH)
        self.axes.set_ylim(height, 0)

    def _add(self, artist: Artist) -> None:
        """Add a mark above all that were drawn before it."""
        self._drawn += 1
        artist.set_zorder(self._drawn)
        artist.set_clip_on(False)
        self.axes.add_artist(artist)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1
    ) -> None:
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        x, y = zip(start, end, strict=True)
        drawn = Line2D(x, y, color=colour, linewidth=width, solid_capstyle="butt")
        self._add(drawn)

    def across(self, y: float) -> None:
        """Draw a hairline from edge to edge."""
        self.line((0, y), (self.width, y), palette.HAIRLINE)

    def down(self, x: float, ends: tuple[float, float], *, zero: bool = False) -> None:
        """Draw a grid line, or the stronger line at zero."""
        colour, width = (palette.INK, 1.4) if zero else (palette.HAIRLINE, 1.0)
        self.line((x, ends[0]), (x, ends[1]), colour, width)

    def bar(self, box: tuple[float, float, float, float], fill: str, hatch: str = "") -> None:
        """Draw a rectangle (left, top, width, height), with diagonal lines where hatched."""
        from matplotlib.patches import Rectangle

        x, y, width, height = box
        if width <= 0:
            return
        shape = Rectangle((x, y), width, height, facecolor=fill, linewidth=0)
        self._add(shape)
        if hatch:
            self._hatched(box, hatch)

    def outline(self, box: tuple[float, float, float, float], edge: str, hatch: str = "") -> None:
        """Draw a hollow rectangle, for results of a very small base."""
        from matplotlib.patches import Rectangle

        x, y, width, height = box
        if width <= 1.4:
            self.bar(box, edge)
            return
        inside = (x + 0.7, y + 0.7, width - 1.4, height - 1.4)
        shape = Rectangle(
            inside[:2], *inside[2:], facecolor=palette.WHITE, edgecolor=edge, linewidth=1.4
        )
        self._add(shape)
        if hatch:
            self._hatched(inside, hatch)

    def _hatched(self, box: tuple[float, float, float, float], colour: str) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        x, y, width, height = box
        points: list[tuple[float, float]] = []
        step = 6 * 2**0.5
        place = (x + y) // step * step + step
        while place < x + width + y + height:
            left, right = max(x, place - y - height), min(x + width, place - y)
            points += [(left, place - left), (right, place - right)]
            place += step
        if not points:
            return
        codes = [Path.MOVETO, Path.LINETO] * (len(points) // 2)
        lines = PathPatch(Path(points, codes), edgecolor=colour, linewidth=1.3, fill=False)
        self._add(lines)

    def dot(self, centre: tuple[float, float], radius: float, fill: str, edge: str = "") -> None:
        """Draw a circle; with an edge it is hollow or haloed."""
        from matplotlib.patches import Circle

        width = 1.4 if edge == palette.WHITE else 2.0
        shape = Circle(
            centre,
            radius,
            facecolor=fill,
            edgecolor=edge or "none",
            linewidth=width if edge else 0,
        )
        self._add(shape)

    def shape(self, corners: Sequence[tuple[float, float]], fill: str) -> None:
        """Draw a filled polygon."""
        from matplotlib.patches import Polygon

        self._add(Polygon(corners, closed=True, facecolor=fill, linewidth=0))

    def text(
        self,
        place: tuple[float, float],
        words: str,
        size: float = palette.BODY,
        colour: str = palette.INK,
        *,
        weight: Weight = 400,
        anchor: Anchor = "left",
    ) -> float:
        """Write one line from its baseline; return its width."""
        from matplotlib.text import Text

        drawn = Text(
            *place,
            words,
            color=colour,
            fontproperties=font(size, weight),
            horizontalalignment=anchor,
            verticalalignment="baseline",
            parse_math=False,
        )
        self._add(drawn)
        return width_of(words, size, weight)

    def paragraph(
        self, place: tuple[float, float], rows: Sequence[str], *, weight: Weight = 400
    ) -> None:
        """Write lines one below the other, 18 units apart."""
        for number, words in enumerate(rows):
            self.text((place[0], place[1] + 18 * number), words, weight=weight)
