from __future__ import annotations

import re
from dataclasses import replace

from audit_examples import POLICY, TOOL, agreed, compared, grades_of

from ffc_eval.model.blocks import Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.present.tables.audit import agreement_table, audit_passage, grade_table
from ffc_eval.present.tables.audit_changes import (
    audit_changes,
    comparison_lead,
    comparison_table,
    when_words,
)
from ffc_eval.release import protect

CAUSES = re.compile(r"improv|because|led to|thanks|due to|result of", re.IGNORECASE)


def cell(table: Table, item: str, column: str) -> str:
    place = [one.title for one in table.columns].index(column)
    return next(row[place] for row in table.rows if row[0].startswith(item))


def agreement(*kappas: float) -> Table:
    rows = [
        row
        for item, kappa in zip(("A1", "A2", "A3"), kappas, strict=False)
        for row in agreed(item, kappa)
    ]
    return agreement_table(protect(Estimates.from_rows(rows), POLICY), TOOL)


def test_agreement_shows_counts_per_cent_and_kappa_with_its_range():
    table = agreement(0.7)
    assert cell(table, "A1", "Graded twice") == "30"
    assert cell(table, "A1", "Same grade") == "21 of 30\n(70%)"
    assert cell(table, "A1", "Weighted kappa") == "0.70 (0.40 to 1.00)"


def test_under_a_kappa_of_forty_hundredths_there_are_words_only():
    table = agreement(0.39, 0.5, 0.6)
    allowed = [cell(table, item, "What it allows") for item in ("A1", "A2", "A3")]
    assert allowed == ["Words only", "Read with care", "Percentages"]
    assert table.title.startswith("1 of 3 items allows no percentage")


def test_agreement_on_few_cases_is_not_given():
    kappas = protect(Estimates.from_rows([*agreed("A1", 0.7, n=9), *agreed("A2", 0.7)]), POLICY)
    table = agreement_table(kappas, TOOL)
    assert cell(table, "A1", "Weighted kappa") == "too few"
    assert cell(table, "A1", "What it allows") == "Too few cases marked twice"


def test_some_items_may_be_shown_the_title_still_counts_all():
    rows = [*agreed("A1", 0.7), *agreed("A2", 0.3)]
    table = agreement_table(protect(Estimates.from_rows(rows), POLICY), TOOL, questions=("A1",))
    assert [row[0] for row in table.rows] == ["A1 Plan is clear"]
    assert table.title == "1 of 2 items allows no percentage: two readers agreed too little"


def test_the_items_without_a_percentage_are_named_under_the_grades():
    found = protect(Estimates.from_rows(grades_of("A1", "w2", 70)), POLICY)
    kappas = protect(Estimates.from_rows([*agreed("A1", 0.7), *agreed("A2", 0.3)]), POLICY)
    table = grade_table(found, kappas, TOOL)
    assert [row[0] for row in table.rows] == ["A1 Plan is clear"]
    assert any("A2 (“Child was heard”)" in note for note in table.notes)
    assert cell(table, "A1", "Not evidenced") == "5%"
    assert cell(table, "A1", "Kappa") == "0.70"


def test_a_difference_that_stands_is_higher_in_spring_than_autumn():
    table = comparison_table(compared(), TOOL)
    assert cell(table, "A1", "What can be said") == "Higher in spring than autumn"
    assert cell(table, "A1", "p, adjusted") == "0.002"
    assert cell(table, "A1", "Not evidenced") == "9% to 4%"
    assert cell(table, "A1", "Difference, points") == "+24\n11 to 37"
    lower = comparison_table(compared(points=-0.24), TOOL)
    assert cell(lower, "A1", "What can be said") == "Lower in spring than autumn"


def test_a_primary_item_over_the_adjusted_level_could_be_chance():
    table = comparison_table(compared(p_adjusted=0.06), TOOL)
    assert cell(table, "A1", "What can be said") == "Could be chance"
    assert table.title == "No primary item differs by more than chance would give"


def test_an_item_that_was_not_named_beforehand_is_never_called_higher():
    table = comparison_table(compared(), TOOL)
    assert cell(table, "A3", "What can be said").startswith("Not tested\n")
    assert cell(table, "A3", "p, adjusted") == ""
    assert table.groups == ((0, "Primary items, named beforehand"), (2, "Other items, not tested"))


def test_drift_and_doubtful_agreement_stand_beside_the_item():
    table = comparison_table(compared(), TOOL)
    said = {item: cell(table, item, "What can be said") for item in ("A1", "A2", "A3")}
    assert "\n" not in said["A1"]
    assert said["A2"] == "Could be chance\nReaders agreed only fairly (kappa 0.50)"
    assert "\nMarking drifted: the same cases got +0.6 of a grade" in said["A3"]
    assert "\nToo few cases were marked twice" in said["A3"]


def test_a_primary_item_whose_marking_drifted_says_so_in_the_lead():
    said = comparison_lead(compared(drifted="A1"), TOOL).paragraphs[0]
    assert "higher in spring than autumn: 70 of 100 (70%, 61 to 79)" in said
    assert "read with care, marking drifted" in said
    assert "for the other one the difference could be chance" in said


def test_nothing_speaks_of_causes():
    table = comparison_table(compared(), TOOL)
    words = [table.title, *(text for row in table.rows for text in row)]
    words += [*comparison_lead(compared(), TOOL).paragraphs, *table.notes]
    assert not [text for text in words if CAUSES.search(text)]


def test_waves_of_one_season_go_by_their_labels():
    later = replace(TOOL.waves[1], start=TOOL.waves[0].start)
    tool = replace(TOOL, waves=(TOOL.waves[0], later))
    assert when_words(tool, ("w1", "w2")) == ("autumn 2024", "spring 2025")


def test_the_passage_says_that_grades_are_no_inspection_judgements():
    words = " ".join(audit_passage(TOOL).paragraphs)
    assert "never inspection judgements" in words
    assert "100 of 871 cases in autumn 2024" in words


def test_primary_items_stand_first_in_the_order_of_the_tool():
    order = [one.change.difference.indicator for one in audit_changes(compared(), TOOL)]
    assert order == ["A1", "A2", "A3"]
