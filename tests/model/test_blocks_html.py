"""Blocks in a notebook: words, drawing and values, escaped and marked as synthetic."""

from ffc_eval.model.blocks import Column, Figure, Passage, Table

TABLE = Table(
    "Who answered",
    (Column("Area"), Column("People", "number")),
    (("North <1>", "12"),),
    base_line=(("Asked", "402"),),
    symbols=(("c", "hidden"),),
    synthetic=True,
)


def test_a_table_shows_its_caption_base_line_and_symbols():
    html = TABLE._repr_html_()
    assert "<caption>Synthetic data. Who answered</caption>" in html
    assert '<th scope="row">North &lt;1&gt;</th><td>12</td>' in html
    assert "<b>Asked</b> 402." in html
    assert "<p>c hidden</p>" in html


def test_a_figure_shows_its_drawing_its_words_and_its_values():
    html = Figure("Rose", "Dumbbells. One rose.", "<svg>wide</svg>", "", TABLE)._repr_html_()
    assert "<svg>wide</svg>" in html
    assert "Dumbbells. One rose." in html
    assert "<summary>The values</summary><table>" in html


def test_a_passage_shows_every_paragraph_after_its_heading():
    html = Passage("facts", ("One & two", "three"), ("A",))._repr_html_()
    assert html == "<p><strong>A</strong></p><p>One &amp; two</p><p>three</p>"
