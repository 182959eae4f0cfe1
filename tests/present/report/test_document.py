"""A notebook read as sections and numbered blocks."""

from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from present.report.sample import FIGURE, FRONT, TABLE

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import MIME, Passage, to_json
from ffc_eval.present.report.document import read_document
from ffc_eval.present.report.visible import all_visible, visible


def notebook(*cells):
    return new_notebook(
        cells=[
            new_markdown_cell(cell)
            if isinstance(cell, str)
            else new_code_cell(outputs=[new_output("display_data", {MIME: to_json(cell)})])
            for cell in cells
        ]
    )


def read(*cells):
    return read_document(notebook(*cells), FRONT)


def test_sections_are_numbered_and_appendices_lettered():
    document = read("# Report", "## One", "## Two\n\n## Appendix: tables", "## Appendix: methods")
    assert [(section.number, section.title) for section in document.sections] == [
        ("1", "One"),
        ("2", "Two"),
        ("A", "Appendix: tables"),
        ("B", "Appendix: methods"),
    ]


def test_figures_and_tables_are_numbered_through_the_document():
    document = read("## One", TABLE, FIGURE, "## Two", FIGURE, TABLE)
    assert [part.label for part in document.parts] == [
        "Table 1",
        "Figure 1",
        "Figure 2",
        "Table 2",
    ]


def test_every_id_is_its_own():
    document = read("## One", TABLE, "words\n\nmore", "## One", FIGURE, "words")
    ids = [part.id for part in document.parts] + [section.id for section in document.sections]
    assert len(set(ids)) == len(ids)


def test_text_cells_give_prose_lists_and_sub_headings():
    document = read("## One\nFirst line\nsame paragraph.\n\n### Sub\n- a\n- b")
    assert [part.block for part in document.parts] == [
        Passage("prose", ("First line same paragraph.",)),
        Passage("heading", ("Sub",)),
        Passage("list", ("a", "b")),
    ]


def test_markup_in_a_text_cell_stays_text():
    (part,) = read("## One\n\nSee <b>this</b> [link](http://x.invalid).").parts
    assert part.block.paragraphs == ("See <b>this</b> [link](http://x.invalid).",)


def test_a_block_before_the_first_section_is_refused():
    with pytest.raises(ReportError, match="block-before-section"):
        read(TABLE)


def test_words_above_the_first_section_are_for_the_reader_of_the_notebook():
    document = read("# Report\n\nIn Jupyter, set the survey below.", "## One\n\nWords.")
    assert [part.block for part in document.parts] == [Passage("prose", ("Words.",))]


def test_a_title_without_letters_still_has_an_id():
    assert read("## 2025").sections[0].id == "s1-2025"
    assert read("## ???").sections[0].id == "s1"


def test_unseen_characters_are_shown_by_number():
    assert visible("a\u202eb\x00c\ufeff") == "a[U+202E]b[U+0000]c[U+FEFF]"
    assert visible("line\r\nend\ttab “quote” −1 é 😀") == "line\nend\ttab “quote” −1 é 😀"


def test_every_text_of_a_document_is_made_visible_once():
    document = read("## One", replace(TABLE, title="a\u202eb", rows=(("\x07", "1", "2", "3"),)))
    shown = all_visible(document)
    (part,) = shown.parts
    assert part.block.title == "a[U+202E]b"
    assert part.block.rows == (("[U+0007]", "1", "2", "3"),)
    assert all_visible(shown) == shown


def test_labels_inside_a_drawing_are_made_visible_too():
    figure = replace(FIGURE, wide=FIGURE.wide.replace("The plan", "The\u202e plan"))
    assert "The[U+202E] plan" in all_visible(figure).wide
