"""Claims of a quarter: looked up among the released results, and never stopping a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest
from released_examples import INSTRUMENT, change_rows, released

from ffc_eval.errors import ReportError
from ffc_eval.present.claims import Claim, Reference, claims_workbook
from ffc_eval.project.claims import claims, wording_advice
from ffc_eval.project.folder import Folder
from ffc_eval.project.inputs import input_files

CLAIM = Claim(
    "C1",
    "It rose by 15 points, to 168 of 243.",
    ("FH",),
    (Reference("staff.change", "S1"),),
    support="x",
    against="None found",
    rivals="x",
    kind="Staff or partner, own experience",
)


def published(name: str):
    """Give what has been released: one result."""
    if name != "staff.change":
        raise ReportError("no-such-step", f'There is no result "{name}".', do="Choose another.")
    return released(change_rows())


@pytest.fixture
def cut_of(tmp_path):
    """Give a cut whose claims sheet and narrative are as asked."""

    def make(*rows: Claim, **files: str):
        folder = Folder(tmp_path)
        place = folder.narrative("2025-Q1")
        place.mkdir(parents=True)
        sheet = claims_workbook(rows, created=datetime(2025, 7, 14))
        (place / "claims.xlsx").write_bytes(sheet)
        for name, text in files.items():
            (place / f"{name}.md").write_text(text, encoding="utf-8")
        return SimpleNamespace(
            project=SimpleNamespace(folder=folder),
            quarter="2025-Q1",
            synthetic=True,
            surveys=("staff",),
            instrument=lambda survey: INSTRUMENT,
            once=lambda name, make: published(name.removeprefix("published ")),
        )

    return make


def test_a_claim_is_judged_by_the_result_it_names(cut_of):
    found = claims(cut_of(CLAIM))
    assert found.findings == ()
    assert found.judged[0].level.name == "Changed"
    assert found.judged[0].titles == ("Staff survey",)
    assert found.synthetic


@pytest.mark.parametrize(
    ("reference", "what"),
    [
        (Reference("staff.chnage", "S1"), 'There is no result "staff.chnage".'),
        (Reference("staff.change", "S11"), 'The result "staff.change" has no "S11".'),
    ],
)
def test_evidence_that_is_not_there_is_a_finding_and_stops_nothing(cut_of, reference, what):
    found = claims(cut_of(replace(CLAIM, evidence=(reference,)), replace(CLAIM, id="C2")))
    first = found.findings[0]
    assert (first.slug, first.what) == ("claim-evidence-unknown", what)
    assert first.where == "claims.xlsx, row 2, Evidence"
    assert found.judged[0].level.number == 0
    assert found.judged[1].findings == ()


def test_a_narrative_may_say_no_more_than_the_strongest_claim(cut_of):
    cut = cut_of(CLAIM, staff="Respect rose.\n\nThat led to trust.")
    advice = wording_advice(cut, claims(cut))
    assert [(p.where, p.found) for p in advice] == [("staff.md, line 3", "led to")]


def test_without_a_claim_a_narrative_may_only_observe(cut_of):
    cut = cut_of(staff="Respect rose.")
    assert [p.found for p in wording_advice(cut, claims(cut))] == ["rose"]


def test_the_wording_of_a_claim_is_advised_by_row(cut_of):
    cut = cut_of(replace(CLAIM, text="Many agreed: 15 points more, 168 of 243."))
    assert [p.where for p in wording_advice(cut, claims(cut))] == ["claims.xlsx, row 2, claim"]


def test_a_report_depends_on_the_claims_sheet(cut_of):
    folder = cut_of(CLAIM).project.folder
    folder.settings.write_text("", encoding="utf-8")
    names = [name for name, _ in input_files(folder)]
    assert "reports/narrative/2025-Q1/claims.xlsx" in names
