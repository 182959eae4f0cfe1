"""What a report says, in order, and how its sections, figures and tables are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import MIME, Block, Figure, Passage, from_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

Emphasis = Literal["", "draft", "bad"]


@dataclass(frozen=True)
class Stated:
    """One cell of the front strip: "Data cut", "11 July 2025"."""

    name: str
    text: str
    emphasis: Emphasis = ""


@dataclass(frozen=True)
class Front:
    """What stands at the head of a report and on each of its pages.

    Parameters
    ----------
    organisation
        Authority and programme, "Exampleshire (synthetic), Families First for Children".
    title, period
        "Quarterly learning report", "Quarter 1 of 2025-26 (April to June 2025)".
    issued
        Date of the document, the only one in its file properties.
    strip
        Name and text pairs, four in a row.
    status
        "Draft 0.1, not for decision"; "" for a final.
    marking
        Protective marking, at the foot of each page.
    synthetic
        The data are invented; every page says so.
    footer
        How this was produced: sentences at the very end.
    """

    organisation: str
    title: str
    period: str
    issued: date
    strip: tuple[Stated, ...] = ()
    status: str = ""
    marking: str = "OFFICIAL"
    synthetic: bool = False
    footer: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title of the file, "Quarterly learning report, April to June 2025: Exampleshire"."""
        return f"{self.title}, {self.period}: {self.organisation}"

    @property
    def state(self) -> str:
        """Status and kind of data in the head of each page."""
        return ", ".join(part for part in (self.status, self.synthetic * "synthetic data") if part)


@dataclass(frozen=True)
class Part:
    """A block in its place: ``label`` is "Figure 3" or "Table 2", "" for a passage."""

    block: Block
    id: str
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered section; an appendix has a letter."""

    number: str
    id: str
    title: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report: every format is made from this and from nothing else."""

    front: Front
    sections: tuple[Section, ...]

    @property
    def parts(self) -> Iterator[Part]:
        """Every block in order."""
        return (part for section in self.sections for part in section.parts)


def read_document(notebook: NotebookNode, front: Front) -> Document:
    """Return the document that an executed notebook shows.

    Parameters
    ----------
    notebook
        As ``execution.execute`` returns it. In its text cells ``## Title`` opens a section,
        numbered from 1 (lettered from A where the title begins "Appendix"), ``### `` a
        sub-heading; lines that begin with a hyphen are a list; all else is prose, shown as it
        stands. A ``# `` heading, and text above the first section, are for the reader of the
        notebook only.
    front
        The head of the report.

    Raises
    ------
    ReportError
        A cell shows a block before the first section.
    """
    sections: list[Section] = []
    counts = {"Figure": 0, "Table": 0}
    for cell in notebook.cells:
        for shown in _shown(cell):
            if isinstance(shown, str):
                sections.append(_section(shown, sections))
            elif sections:
                last = sections[-1]
                part = _part(shown, counts, f"{last.id}-{len(last.parts) + 1}")
                sections[-1] = replace(last, parts=(*last.parts, part))
            elif cell.cell_type != "markdown":
                raise _homeless()
    return Document(front, tuple(sections))


def _shown(cell: NotebookNode) -> Iterator[str | Block]:
    """Give the section titles (as texts) and blocks that a cell shows."""
    if cell.cell_type == "markdown":
        yield from _read_text(cell.source)
    for output in cell.get("outputs", ()):
        if MIME in output.get("data", {}):
            yield from_json(output.data[MIME])


def _read_text(source: str) -> Iterator[str | Block]:
    spaced = re.sub(r"^(#{1,3} .*)$", r"\n\1\n", source, flags=re.MULTILINE)
    for chunk in re.split(r"\n\s*\n", spaced):
        text = chunk.strip()
        if text.startswith("## "):
            yield text[3:].strip()
        elif text.startswith("### "):
            yield Passage("heading", (text[4:].strip(),))
        elif not text.startswith("# "):
            yield from _paragraph(text)


def _paragraph(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and all(line.startswith("- ") for line in lines):
        yield Passage("list", tuple(line[2:] for line in lines))
    elif lines:
        yield Passage("prose", (" ".join(lines),))


def _section(title: str, before: list[Section]) -> Section:
    appendix = title.startswith("Appendix")
    place = 1 + sum(section.title.startswith("Appendix") == appendix for section in before)
    number = chr(ord("A") + place - 1) if appendix else str(place)
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-")
    return Section(number, f"s{number.lower()}-{slug}".rstrip("-"), title)


def _part(block: Block, counts: dict[str, int], id: str) -> Part:
    if isinstance(block, Passage):
        return Part(block, id)
    kind = "Figure" if isinstance(block, Figure) else "Table"
    counts[kind] += 1
    return Part(block, f"{kind.lower()}-{counts[kind]}", f"{kind} {counts[kind]}")


def _homeless() -> ReportError:
    return ReportError(
        "block-before-section",
        "The template shows something before its first section.",
        do='Put a text cell with a line such as "## Bottom line" above it.',
    )
