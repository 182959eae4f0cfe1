"""The items of a grid: the question above them stands once in a table, and before an item alone."""

from __future__ import annotations

from dataclasses import replace

from released_examples import INSTRUMENT, SCALE, block_rows, released

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.present.charts import chart
from ffc_eval.present.tables import question_lead, table

STEM = "How far do you agree?"
GRID = replace(
    INSTRUMENT,
    questions=tuple(
        replace(q, stem=STEM, type="grid_item") if q.id in ("S1", "S3") else q for q in INSTRUMENT
    ),
)


def of(*names: str, instrument: Instrument = GRID):
    """Release items as an analysis names them: by their whole wording."""
    return released(
        [
            row | {"question": instrument.question(name).wording}
            for name in names
            for row in block_rows(name, SCALE[name])
        ]
    )


def test_an_item_reads_after_the_question_above_its_grid():
    assert Question("a", "Pay", "grid_item", stem="How happy are you with…").wording == (
        "How happy are you with: Pay"
    )
    assert Question("a", "Is it fair?", "single").wording == "Is it fair?"


def test_the_question_above_a_grid_stands_once_in_the_title_of_its_table():
    made = table(of("S1", "S3"), GRID)
    assert isinstance(made, Table)
    assert made.title.startswith(f"“{STEM}”. Agree: most for “I understand")
    assert [row[0][:9] for row in made.rows] == ["My profes", "I underst"]


def test_an_item_alone_is_shown_after_the_question_above_it():
    lead = question_lead(of("S1"), GRID, "S1")
    assert "“How far do you agree: My professional background" in str(lead)


def test_items_of_different_grids_keep_the_question_above_each():
    made = table(of("S1", "S3", "S4"), GRID)
    assert isinstance(made, Table)
    starts = {row[0][:19] for row in made.rows}
    assert starts == {"How far do you agre", "I get consistent ad"}


def test_a_chart_of_a_grid_says_the_question_above_it_once():
    made = chart(of("S1", "S3"), GRID)
    assert isinstance(made, Figure)
    assert STEM in made.title
    assert "How far do you agree:" not in made.alt
