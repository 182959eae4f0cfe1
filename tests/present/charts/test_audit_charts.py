from __future__ import annotations

from audit_examples import POLICY, TOOL, agreed, compared, grades_of

from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.present.charts.audit import difference_chart, grade_chart
from ffc_eval.release import protect


def test_the_differences_of_the_primary_items_are_drawn_and_all_stand_behind():
    found = difference_chart(compared(), TOOL)
    assert isinstance(found, Figure)
    assert ">Higher<" in found.wide
    assert "Record is current" not in found.wide
    assert len(found.table.rows) == 3
    assert "higher in spring than autumn, +24 points (11 to 37)" in found.alt
    assert "One difference could be chance" in found.alt


def test_nothing_is_drawn_of_an_audit_without_primary_items():
    found = compared(p_adjusted=float("nan"))
    rows = found.comparison.content.where(indicator="A3")
    assert isinstance(
        difference_chart(found._replace(comparison=protect(rows, POLICY)), TOOL), Table
    )


def test_grades_are_bars_with_not_evidenced_beside():
    grades = [*grades_of("A1", "w2", 70), *grades_of("A2", "w2", 52, 21)]
    kappas = [*agreed("A1", 0.7), *agreed("A2", 0.7)]
    found = grade_chart(
        protect(Estimates.from_rows(grades), POLICY),
        protect(Estimates.from_rows(kappas), POLICY),
        TOOL,
    )
    assert isinstance(found, Figure)
    assert "not evidenced" in found.wide
    assert "21%" in found.wide
    assert "70 of 100" in found.alt


def test_grades_that_may_not_be_shown_are_a_table():
    nothing = protect(Estimates.from_rows([]), POLICY)
    assert isinstance(grade_chart(nothing, nothing, TOOL), Table)
