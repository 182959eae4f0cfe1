"""The synthetic claims sheet is written again byte for byte, and every claim in it stands."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from ffc_eval.example.claims import CLAIMS, CLAIMS_FILE, write_claims
from ffc_eval.present.claims import read_claims
from ffc_eval.project.project import open_project

PROJECT = Path(__file__).parents[2]


def test_the_generator_writes_the_committed_sheet(tmp_path):
    write_claims(tmp_path)
    assert (tmp_path / CLAIMS_FILE).read_bytes() == (PROJECT / CLAIMS_FILE).read_bytes()


def test_the_committed_sheet_holds_the_claims_without_a_problem():
    sheet = read_claims((PROJECT / CLAIMS_FILE).parent)
    assert sheet.problems == ()
    assert tuple(replace(claim, row=0) for claim in sheet.claims) == CLAIMS


def test_every_claim_stands_on_the_released_results(tmp_path):
    for name in ("surveys", "reports/narrative"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copyfile(PROJECT / "ffc-eval.toml", tmp_path / "ffc-eval.toml")
    claims = open_project(tmp_path).cut("2025-Q1").claims()
    assert claims.findings == ()
    assert [judged.advice for judged in claims.judged] == [()] * 5
    assert [judged.level.number for judged in claims.judged] == [1, 2, 2, 1, 1]
    assert [judged.maturity for judged in claims.judged] == [
        "emerging",
        "developing",
        "developing",
        "emerging",
        "emerging",
    ]
