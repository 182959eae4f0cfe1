"""Blocks as pandoc's syntax tree: made directly, so that no words are read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ffc_eval.model.blocks import Column, Figure, Passage, Table
from ffc_eval.present.report.document import Document, Part, Stated
from ffc_eval.present.report.fragments import FLAGS, paired, sentence
from ffc_eval.present.report.paper import PICTURE_WIDTH, column_shares, fits, number_line

Node = dict[str, Any]

_PASSAGES = {
    "lead": "Lead",
    "prose": "Body Text",
    "notice": "Notice",
    "empty": "Not written",
    "bottom_line": "Bottom line",
}
_EMPHASIS = {"draft": "Draft", "bad": "Flag"}
_DEFAULT = {"t": "AlignDefault"}
_ALIGN = {"number": {"t": "AlignRight"}, "text": {"t": "AlignLeft"}}


def syntax_tree(document: Document) -> Node:
    """Return the report as pandoc's JSON.

    Pictures are named as ``picture_names`` names them.
    """
    front = document.front
    body = [
        _paragraph("Organisation", _text(front.organisation)),
        _paragraph("Title", _text(front.title)),
        _paragraph("Subtitle", _text(front.period)),
        *_strip(front.strip),
        *_contents(document),
    ]
    for section in document.sections:
        body.append(_heading(section.id, section.number, section.title))
        for part in section.parts:
            body += _part(part)
    if front.footer:
        body.append(_paragraph("End", _text(" ".join(sentence(text) for text in front.footer))))
    meta = {"title": _meta(front.name), "author": _meta(front.organisation), "lang": _meta("en-GB")}
    return {"pandoc-api-version": [1, 23], "meta": meta, "blocks": body}


def picture_names(document: Document) -> dict[str, Figure]:
    """Return each figure under the file name its picture has in the Word file."""
    return {
        f"{part.id}.png": part.block for part in document.parts if isinstance(part.block, Figure)
    }


def swatch_name(name: str) -> str:
    """Return the file name of a swatch."""
    return f"swatch-{name}.png"


def _part(part: Part) -> list[Node]:
    block = part.block
    if isinstance(block, Passage):
        return _passage(block)
    titled = [
        _paragraph("Number", _text(number_line(part))),
        _sub_heading(block.title),
        *([_paragraph("Detail", _text(block.subtitle))] if block.subtitle else []),
    ]
    if isinstance(block, Figure):
        return [*titled, *_legend(block), _picture(part, block), *_base_lines(block)]
    return [*titled, _table(block), *_base_lines(block)]


def _passage(passage: Passage) -> list[Node]:
    pairs = paired(passage)
    if passage.style == "facts":
        return [_facts(pairs)]
    if passage.style == "list":
        points = [[_paragraph("Compact", _text(text))] for text in passage.paragraphs]
        return [*_sub_headings(passage.headings), {"t": "BulletList", "c": points}]
    if passage.style == "heading":
        return _sub_headings((*passage.headings, *passage.paragraphs))
    nodes = []
    for title, text in pairs:
        if title and passage.style == "bottom_line":
            nodes.append(_paragraph("Bottom line name", _text(title)))
        elif title:
            nodes += _sub_headings((title,))
        if text:
            nodes.append(_paragraph(_PASSAGES[passage.style], _text(text)))
    return nodes


def _table(table: Table) -> Node:
    head = [_row([_cell("Column head", _lines(column.title)) for column in table.columns])]
    starts = dict(table.groups)
    rows = []
    for place, texts in enumerate(table.rows):
        if place in starts:
            cell = _cell("Group", _text(starts[place]), span=len(table.columns))
            rows.append(_row([cell]))
        total = place >= len(table.rows) - table.totals
        rows.append(
            _row(
                [
                    _cell("Cell", [_strong(_lines(text))] if total or not i else _lines(text))
                    for i, text in enumerate(texts)
                ]
            )
        )
    return _grid("LearningReport", table.columns, column_shares(table), head, rows)


def _facts(pairs: Iterable[tuple[str, str]]) -> Node:
    rows = [
        _row([_cell("Cell", [_styled("Muted", _text(name))]), _cell("Cell", _lines(text))])
        for name, text in pairs
    ]
    columns = (Column("Name"), Column("Text"))
    return _grid("Facts", columns, (0.24, 0.76), [], rows)


def _strip(strip: Sequence[Stated]) -> list[Node]:
    rows = []
    for stated in strip:
        style = _EMPHASIS.get(stated.emphasis)
        words = [_styled(style, _text(stated.text))] if style else _text(stated.text)
        name = _cell("Cell", [_styled("Muted", _text(stated.name))])
        rows.append(_row([name, _cell("Cell", words)]))
    columns = (Column("Name"), Column("Text"))
    return [_grid("Facts", columns, (0.24, 0.76), [], rows)] if rows else []


def _contents(document: Document) -> list[Node]:
    lines = []
    for section in document.sections:
        target = [f"#{section.id}", ""]
        link = {"t": "Link", "c": [_attributes(), _text(section.title), target]}
        lines.append(_paragraph("Contents", [*_text(section.number), _tab(), link]))
    return [_paragraph("Contents heading", _text("Contents")), *lines]


def _legend(figure: Figure) -> list[Node]:
    runs: list[Node] = []
    for names, words in figure.legend:
        for name in names.split():
            size = [["height", "8pt"]]
            image = [["", [], size], [], [swatch_name(name), ""]]
            runs += [{"t": "Image", "c": image}, *_text("\u00a0")]
        runs += _text(f"{words}\u2003")
    return [_paragraph("Legend", runs)] if runs else []


def _picture(part: Part, figure: Figure) -> Node:
    attributes = ["", [], [["width", f"{PICTURE_WIDTH * fits(figure):.1f}mm"]]]
    image = {"t": "Image", "c": [attributes, _text(figure.alt), [f"{part.id}.png", ""]]}
    return _paragraph("Picture", [image])


def _base_lines(block: Table | Figure) -> list[Node]:
    """Return one paragraph, so that base, notes and symbols stay on one page."""
    lines = [_run_ins(block.base_line), _text(" ".join(sentence(note) for note in block.notes))]
    if isinstance(block, Table):
        lines.append(_run_ins(block.symbols))
    runs: list[Node] = []
    for line in lines:
        runs += [*([{"t": "LineBreak"}] if runs and line else []), *line]
    return [_paragraph("Base line", runs)] if runs else []


def _run_ins(pairs: Iterable[tuple[str, str]]) -> list[Node]:
    runs: list[Node] = []
    for word, text in pairs:
        if word:
            runs += [_styled("Run-in", _text(word)), *_text(" ")]
        runs += _text(f"{sentence(text)} ")
    return runs


def _heading(id: str, number: str, title: str) -> Node:
    words = [_styled("Section number", _text(number)), _tab(), *_text(title)]
    return {"t": "Header", "c": [1, [id, [], []], words]}


def _sub_heading(title: str) -> Node:
    return {"t": "Header", "c": [2, _attributes(), _text(title)]}


def _sub_headings(titles: Iterable[str]) -> list[Node]:
    return [_paragraph("Sub-heading", _text(title)) for title in titles if title]


def _grid(
    style: str,
    columns: Sequence[Column],
    shares: Sequence[float],
    head: list[Any],
    rows: list[Any],
) -> Node:
    sizes = [
        [_ALIGN[column.align], {"t": "ColWidth", "c": share}]
        for column, share in zip(columns, shares, strict=True)
    ]
    body = [_attributes(), 1, [], rows]
    parts = [[_attributes(), head], [body], [_attributes(), []]]
    return {"t": "Table", "c": [_attributes(style), [None, []], sizes, *parts]}


def _row(cells: list[Any]) -> list[Any]:
    return [_attributes(), cells]


def _cell(style: str, words: list[Node], span: int = 1) -> list[Any]:
    return [_attributes(), _DEFAULT, 1, span, [_paragraph(style, words)]]


def _paragraph(style: str, words: list[Node]) -> Node:
    return {"t": "Div", "c": [_attributes(style), [{"t": "Para", "c": words}]]}


def _styled(style: str, words: list[Node]) -> Node:
    return {"t": "Span", "c": [_attributes(style), words]}


def _strong(words: list[Node]) -> Node:
    return {"t": "Strong", "c": words}


def _lines(text: str) -> list[Node]:
    """Return the lines of a cell; those after the first are muted, warnings marked."""
    first, *rest = text.split("\n")
    nodes = _text(first)
    for line in rest:
        style = "Flag" if line in FLAGS else "Muted"
        nodes += [{"t": "LineBreak"}, _styled(style, _text(line))]
    return nodes


def _text(text: str) -> list[Node]:
    return [{"t": "Str", "c": text}] if text else []


def _tab() -> Node:
    return {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}


def _meta(text: str) -> Node:
    return {"t": "MetaInlines", "c": _text(text)}


def _attributes(style: str = "") -> list[Any]:
    return ["", [], [["custom-style", style]] if style else []]
