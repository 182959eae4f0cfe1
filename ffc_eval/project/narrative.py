"""What people wrote for a quarter's reports: one Markdown file a slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import Passage, TextStyle

NOT_WRITTEN = "not yet written"
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")


def passage(
    folder: Path,
    slot: str,
    *,
    words: int,
    style: TextStyle = "prose",
    needs: str = "",
    synthetic: bool = False,
) -> Passage:
    """Read the slot ``<folder>/<slot>.md``.

    Parameters
    ----------
    folder
        ``reports/narrative/<quarter>``.
    slot
        Name of the slot; its file may be missing, then the passage says "not yet written".
    words
        Limit of the slot; a longer text is shown whole with a note of the excess.
    style
        How it is shown; "bottom_line" needs a heading above every paragraph.
    needs
        A heading that must not be missing, "What was not good"; where it is, that is said.

    Raises
    ------
    ReportError
        The file is not UTF-8 text, or a bottom line has no headings.
    """
    text = _text(folder, slot)
    headings, paragraphs = _parts(text)
    if not any(paragraphs):
        return Passage("empty", (NOT_WRITTEN,), synthetic=synthetic)
    if style == "bottom_line" and not all(headings):
        raise ReportError(
            "bottom-line-headings",
            "The bottom line needs a heading above each of its paragraphs.",
            where=f"reports/narrative/{folder.name}/{slot}.md",
            found=f"{sum(map(bool, headings))} headings, {len(paragraphs)} paragraphs",
            do='Write "# What changed", "# How sure we are" and "# What we are doing", each with '
            "one paragraph below it.",
        )
    excess = sum(len(paragraph.split()) for paragraph in paragraphs) - words
    if needs and needs.lower() not in (heading.lower() for heading in headings):
        paragraphs.append("[This part is not yet written; it may not be left out.]")
        headings.append(needs)
    if excess > 0:
        unit = "word" if excess == 1 else "words"
        paragraphs.append(f"[This text is {excess} {unit} over its limit of {words}.]")
        headings.append("")
    return Passage(style, tuple(paragraphs), tuple(headings), synthetic=synthetic)


def _text(folder: Path, slot: str) -> str:
    """Return what stands in the slot's file; "" where there is none."""
    path = folder / f"{slot}.md"
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError:
        raise ReportError(
            "narrative-not-text",
            "A narrative file is not UTF-8 text.",
            where=f"reports/narrative/{folder.name}/{slot}.md",
            do='Save it as "UTF-8" in your editor.',
        ) from None


def _parts(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs, and the heading that stands above each, "" where none does."""
    headings: list[str] = []
    paragraphs: list[str] = []
    above = ""
    for chunk in _chunks(text):
        heading = _HEADING.match(chunk)
        if heading:
            above = heading[1].strip()
        else:
            headings.append(above)
            paragraphs.append(chunk)
            above = ""
    return headings, paragraphs


def _chunks(text: str) -> Iterator[str]:
    """Give headings and paragraphs; comments of the template are left out."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n", text):
        lines: list[str] = []
        for line in block.strip().splitlines():
            if _HEADING.match(line.strip()):
                if lines:
                    yield " ".join(lines)
                lines = []
                yield line.strip()
            else:
                lines.append(line.strip())
        if lines:
            yield " ".join(lines)
