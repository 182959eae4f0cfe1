"""mypy refuses what has not been released, before anything runs."""

from pathlib import Path

import pytest
from mypy import api

RULES = Path(__file__).parents[2] / "pyproject.toml"
HEAD = """
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.present.charts import chart
from ffc_eval.present.tables import table
from ffc_eval.release import Policy, protect, release_records

def show(estimates: Estimates, records: Records, instrument: Instrument, policy: Policy) -> None:
"""
GOOD = """    table(protect(estimates, policy), instrument)
    chart(protect(estimates, policy), instrument)
"""
WRONG = {
    "table(estimates, instrument)": "Released[Estimates]",
    "chart(estimates, instrument)": "Released[Estimates]",
    "chart(release_records(records, policy), instrument)": "Released[Estimates]",
    "Released(estimates, ())": "Missing positional arguments",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Errors of mypy by the line of code they speak of; one run for all."""
    folder = tmp_path_factory.mktemp("typing")
    code = folder / "snippets.py"
    code.write_text(HEAD + GOOD + "".join(f"    {line}\n" for line in WRONG), encoding="utf-8")
    options = ["--strict", "--no-error-summary", f"--config-file={RULES}"]
    report, fault, _ = api.run([*options, f"--cache-dir={folder / 'cache'}", str(code)])
    assert fault == ""
    lines = code.read_text(encoding="utf-8").splitlines()
    errors: dict[str, str] = {}
    for error in report.splitlines():
        where, _, what = error.partition(": error: ")
        if what:
            assert where.startswith(str(code)), error
            line = lines[int(where.rsplit(":", 1)[1]) - 1].strip()
            errors[line] = errors.get(line, "") + what
    return errors


def test_released_estimates_are_welcome(said: dict[str, str]):
    assert [line for line in said if line not in WRONG] == []


@pytest.mark.parametrize("line", WRONG)
def test_what_is_not_released_is_a_type_error(line: str, said: dict[str, str]):
    assert WRONG[line] in said.get(line, "")
