"""Change of the same people and of others: two rows, and the table says which is which."""

from __future__ import annotations

from analyse.compare.test_panel import WAVES, everybody, two_waves

from ffc_eval.analyse.compare import headline_change
from ffc_eval.model.blocks import Table
from ffc_eval.model.design import Design
from ffc_eval.present.tables import table
from ffc_eval.release import Policy, protect


def change_table(before: str, after: str) -> Table:
    responses = two_waves(before, after)
    made = headline_change(responses, Design(), ["ok"], waves=WAVES)
    shown = table(protect(made, Policy.of(responses.instrument)), responses.instrument)
    assert isinstance(shown, Table)
    return shown


def test_a_panel_is_one_row_and_says_of_whom():
    made = change_table(everybody("yn" * 20), everybody("yyn" * 10))
    assert [row[0] for row in made.rows] == ["Ok"]
    assert "Panel: of the 30 who answered both waves." in made.notes


def test_matched_and_unmatched_people_are_two_rows():
    made = change_table(
        everybody("yn" * 20) + " " + everybody("yn" * 10, 100),
        everybody("yyn" * 10) + " " + everybody("yyyn" * 5, 200),
    )
    assert {row[0] for row in made.rows} == {
        "Ok (answered both waves)",
        "Ok (answered one wave only)",
    }
    assert len(made.notes) == 2


def test_two_samples_say_that_different_people_may_have_answered():
    before, after = everybody("yn" * 20), everybody("yyn" * 10, 500)
    note = "Repeated cross-section: different people may have answered in each wave."
    assert note in change_table(before, after).notes
