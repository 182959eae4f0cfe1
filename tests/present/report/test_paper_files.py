"""PDF and Word: tagged, titled, with alternative texts, headings and heads of tables."""

import io
import re
from dataclasses import replace

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from present.report.sample import FIGURE, FRONT, TABLE, drawing, sample_document
from pypdf import PdfReader

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import Column, Table
from ffc_eval.present.report.document import Document, Part, Section
from ffc_eval.present.report.paper import column_shares, on_paper
from ffc_eval.present.report.rendering import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    return PdfReader(io.BytesIO(render(sample_document(), ["pdf"])["pdf"]))


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(render(sample_document(), ["docx"])["docx"]))


def one_part(block, label: str) -> Document:
    return Document(FRONT, (Section("1", "s1", "One", (Part(block, "b1", label),)),))


def test_the_pdf_is_tagged_titled_and_in_english(pdf):
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert pdf.metadata.title == FRONT.name
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def test_the_pdf_is_dated_by_its_issue_and_not_by_the_clock(pdf):
    assert pdf.metadata.creation_date.date() == FRONT.issued
    assert pdf.metadata.modification_date.date() == FRONT.issued


def test_every_page_of_the_pdf_says_what_it_is(pdf):
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert "Draft 0.1, not for decision, synthetic data" in text
        assert "OFFICIAL" in text
        assert f"{number} of {len(pdf.pages)}" in text


def test_the_pdf_holds_the_words_and_the_table_behind_the_figure(pdf):
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in (TABLE.title, FIGURE.title, "Table behind figure 1", "very small base"):
        assert words in text
    assert [item["/Title"] for item in pdf.outline if not isinstance(item, list)]


def test_the_pdf_carries_the_alternative_text(pdf):
    assert FIGURE.alt in _alternatives(pdf)


def _alternatives(pdf: PdfReader) -> list[str]:
    found, todo = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                todo.append(node["/K"])
    return found


def test_a_figure_without_alternative_text_gets_no_pdf():
    with pytest.raises(ReportError, match="no-pdf"):
        render(one_part(replace(FIGURE, alt=""), "Figure 1"), ["pdf"])


def test_the_word_file_has_title_language_and_headings(word):
    assert word.core_properties.title == FRONT.name
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.created.date() == FRONT.issued
    heads = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert heads == [
        "1\tBottom line",
        "2\tWhat families told us",
        "A\tAppendix: how this was produced",
        "B\tAppendix: tables behind the figures",
    ]
    assert [p.text for p in word.paragraphs if p.style.name == "Title"] == [FRONT.title]


def test_word_tables_repeat_their_head_and_split_no_row(word):
    tables = [table for table in word.tables if table.style.name == "Learning report"]
    assert [table.cell(0, 0).text for table in tables] == ["Locality", "Statement"]
    for table in tables:
        marks = [row._tr.trPr for row in table.rows]
        assert marks[0].find(f"{W}tblHeader") is not None
        assert all(mark.find(f"{W}cantSplit") is not None for mark in marks)
        widths = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid.findall(f"{W}gridCol")]
        assert abs(sum(widths) - 9864) < 10


def test_word_numbers_captions_once(word):
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert len(re.findall(r"\bTable 1\b", text)) == 1
    assert len(re.findall(r"\bFigure 1\b", text)) == 1


def test_word_pictures_have_alternative_texts_and_swatches_are_decoration(word):
    shapes = word.element.body.findall(
        ".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    texts = [shape.get("descr") for shape in shapes]
    assert texts == ["", "", "", FIGURE.alt]
    assert all(b"decorative" in _xml(shape) for shape in shapes[:3])


def _xml(element) -> bytes:
    from lxml.etree import tostring

    return tostring(element)


def test_word_pages_have_a_head_and_a_foot(word):
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == (
        f"{FRONT.title}, {FRONT.period}\tDraft 0.1, not for decision, synthetic data"
    )
    assert section.footer.paragraphs[0].text.startswith("OFFICIAL\t")
    assert round(section.page_width.mm) == 210


def tall(height: int):
    wide = drawing(880)
    box = re.search(r'viewBox="[^"]+"', wide)[0]
    return replace(FIGURE, wide=wide.replace(box, f'viewBox="0 0 880 {height}"'))


def test_a_tall_drawing_is_made_narrower_to_fit_its_page():
    files = render(one_part(tall(1150), "Figure 1"), ["docx", "pdf"])
    shape = docx.Document(io.BytesIO(files["docx"])).inline_shapes[-1]
    assert shape.height.mm == pytest.approx(205, abs=1)
    assert shape.width.mm < 170


def test_a_drawing_too_tall_for_a_page_gives_way_to_its_table():
    paper = on_paper(one_part(tall(3000), "Figure 1"))
    (part,) = paper.parts
    assert (part.label, part.block.title) == ("Figure 1", FIGURE.title)
    assert part.block.rows == FIGURE.table.rows
    assert part.block.base_line == FIGURE.base_line
    assert "the web page shows it" in part.block.notes[-1]


def test_tables_behind_figures_follow_the_last_appendix():
    paper = on_paper(sample_document())
    assert paper.sections[-1].number == "B"
    assert [part.label for part in paper.sections[-1].parts] == ["", "Table behind figure 1"]
    assert on_paper(one_part(TABLE, "Table 1")) == one_part(TABLE, "Table 1")


def test_no_word_of_a_heading_is_broken_where_long_statements_can_wrap():
    columns = (Column("Statement"), *(Column("Disagree", "number") for _ in range(7)))
    shares = column_shares(Table("t", columns, (("words " * 30, *["46 of 57"] * 7),)))
    assert min(shares[1:]) * 98 > len("Disagree") + 1


@given(
    widths=st.lists(st.floats(0, 0.4), min_size=1, max_size=8),
    lengths=st.lists(st.integers(0, 90), min_size=8, max_size=8),
)
def test_column_shares_fill_the_page_and_leave_no_column_out(widths, lengths):
    columns = tuple(Column("x", "text", round(width, 2)) for width in widths)
    row = tuple("a" * lengths[place] for place in range(len(columns)))
    shares = column_shares(Table("t", columns, (row,)))
    assert abs(sum(shares) - 1) < 0.01
    assert min(shares) > 0.0
