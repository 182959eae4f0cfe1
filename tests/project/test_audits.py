"""A case audit from its workbooks to released results: what was planted is found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from audit_projects import audit_project

from ffc_eval.errors import DesignError, ReportError
from ffc_eval.model.estimates import Estimates
from ffc_eval.present.tables.audit_changes import Compared, audit_changes, change_words
from ffc_eval.project.audit_facts import sample_facts
from ffc_eval.project.audit_steps import reportable
from ffc_eval.project.case_audit.markings import cases_once, marking, readers
from ffc_eval.project.cut import Cut
from ffc_eval.project.project import open_project

PROJECT = Path(__file__).parents[2]
TRUTH = json.loads((PROJECT / "tests" / "truth.json").read_text(encoding="utf-8"))["audit"]
WAVES = ("2024-10", "2025-05")


@pytest.fixture(scope="module")
def audit(tmp_path_factory) -> Cut:
    return open_project(audit_project(tmp_path_factory.mktemp("audit"))).cut()


def compared(cut: Cut) -> Compared:
    return Compared(*(cut.published(f"audit.{n}") for n in ("comparison", "agreement", "drift")))


def test_each_case_counts_once_under_a_pseudonym(audit: Cut):
    cases = audit.responses("audit")
    assert {wave: rows.kept for wave, rows in cases.rows.items()} == dict.fromkeys(WAVES, 100)
    assert not cases.context.duplicated(["person", "wave"]).any()
    assert cases.context["person"].str.fullmatch("[0-9a-f]{16}").all()


def test_moderated_grades_come_before_the_first_readers(audit: Cut):
    chosen = marking(cases_once(audit.markings("audit")))
    assert chosen.value_counts().to_dict() == {"first": 140, "moderated": 60}


def test_weights_stand_for_every_case_that_could_be_drawn(audit: Cut):
    context = audit.responses("audit").context
    totals = context.groupby("wave")["weight"].sum().to_dict()
    assert totals == pytest.approx(TRUTH["could_be_drawn"])


@pytest.mark.parametrize("truth", TRUTH["items"], ids=lambda truth: truth["item"])
def test_planted_change_and_non_change_are_found(audit: Cut, truth):
    instrument = audit.instrument("audit")
    found = {
        one.change.difference.indicator: change_words(one, instrument).lower()
        for one in audit_changes(compared(audit), instrument)
    }
    assert found[truth["item"]] == truth["finding"]


def test_the_item_whose_marking_drifted_is_the_only_one_warned_of(audit: Cut):
    care = {
        one.change.difference.indicator: one.care
        for one in audit_changes(compared(audit), audit.instrument("audit"))
    }
    drifted = [item for item, words in care.items() if any("drifted" in word for word in words)]
    assert drifted == [TRUTH["drifted"]]


def test_less_drift_the_drifted_item_no_longer_differs(audit: Cut):
    rows = audit.published("audit.sensitivity").frame
    own = rows[(rows["indicator"] == TRUTH["drifted"]) & rows["note"].str.contains("drift")]
    assert len(own) == 1
    assert own["conf_low"].item() < 0 < own["conf_high"].item()


def test_an_item_on_which_readers_agree_too_little_has_no_percentage(audit: Cut):
    items = {question.id for question in audit.instrument("audit") if question.scale}
    for name in ("grades", "comparison", "items", "change", "sensitivity", "drift", "pairs"):
        shown = set(audit.published(f"audit.{name}").frame["indicator"])
        assert shown == items - set(TRUTH["text_only"]), name


def test_an_audit_that_nobody_marked_twice_has_no_percentage():
    exact = [{"indicator": "A", "period": "w1", "statistic": "exact", "n": n} for n in (30,)]
    assert reportable(Estimates.from_rows(exact), ("A", "B"), ("w1",)) == ("A",)
    assert reportable(Estimates.from_rows([]), ("A", "B"), ("w1",)) == ()


def test_an_item_must_be_agreed_on_in_both_waves():
    rows = [
        {"indicator": "A", "period": wave, "n": 30, "statistic": statistic, "estimate": estimate}
        for wave, kappa in (("w1", 0.39), ("w2", 0.8))
        for statistic, estimate in (("exact", 0.7), ("kappa_linear", kappa))
    ]
    found = Estimates.from_rows(rows)
    assert reportable(found, ("A",), ("w2",)) == ("A",)
    assert reportable(found, ("A",), ("w1", "w2")) == ()


@pytest.mark.parametrize("by", ["locality", "plan"])
def test_localities_and_plans_are_not_ranked_on_so_few_cases(audit: Cut, by: str):
    for step in ("grades", "items"):
        released = audit.published(f"audit.{step}.{by}")
        assert (released.frame["by"] == "").all()
        assert "fewer than 30 cases" in " ".join(released.notes)


def test_what_was_sampled_is_told_without_strata_or_small_counts(audit: Cut):
    facts = audit.published("audit.sample").frame.set_index("fact")
    assert facts.loc["Could be drawn", "2025-05"] == "886"
    assert facts.loc["Marked by a second reader too"].tolist() == ["30", "30"]
    assert facts.loc["Of the wave before, marked again", "2025-05"] == "15"
    assert facts.loc["Readers of the wave before too"].tolist() == ["–", "5"]
    assert "at least 2 a stratum" in facts.loc["How it was drawn", "2024-10"]
    assert "Saltmarsh" not in facts.to_csv()


def test_a_handful_of_cases_is_not_counted_out(audit: Cut):
    markings = audit.markings("audit")
    second = markings.context["mode"].str.startswith("second")
    keep = ~second | (second.groupby(markings.context["wave"]).cumsum() <= 3)
    fewer = replace(
        markings,
        values=markings.values[keep],
        reasons=markings.reasons[keep],
        context=markings.context[keep],
    )
    cut = replace(audit, _kept={"markings audit": fewer})
    facts = sample_facts(cut, "audit").frame.set_index("fact")
    assert facts.loc["Marked by a second reader too"].tolist() == ["5 or fewer"] * 2


def test_readers_are_known_by_code_alone(audit: Cut):
    assert readers(audit.markings("audit"), "2024-10") == {f"R{n}" for n in range(1, 9)}


def test_marks_without_a_draw_are_refused(tmp_path: Path):
    folder = audit_project(tmp_path)
    (folder / "surveys" / "audit" / "data" / "synthetic-draw-2025-05.json").unlink()
    with pytest.raises(DesignError, match="not-drawn"):
        open_project(folder).cut().responses("audit")


def test_a_step_that_a_case_audit_does_not_have_is_answered_with_the_nearest(audit: Cut):
    with pytest.raises(ReportError, match="agreement"):
        audit.published("audit.agreements")
