"""What an instrument says of a missing code comes before what a file says of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat

from ffc_eval.collect.ingest import read_export, to_responses
from ffc_eval.model.instrument import Instrument, Option, Question, Wave


def test_a_missing_code_gets_the_reason_that_the_instrument_gives(tmp_path: Path):
    path = tmp_path / "file.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"q1": [1.0, 0.0, -7.0, 1.0]}),
        str(path),
        variable_value_labels={"q1": {1: "Yes", 0: "No", -7: "Not wanted"}},
        missing_ranges={"q1": [{"lo": -7, "hi": -7}]},
    )
    options = (
        Option("1", "Yes"),
        Option("0", "No"),
        Option("-7", "Not wanted", reason="not_applicable"),
    )
    asked = Question("q1", "Was it wanted?", "single", options, headings=(("", "q1"),))
    instrument = Instrument("s", "S", (asked,), waves=(Wave("w", "W"),))
    responses = to_responses(read_export(path), instrument, "w", key=b"k" * 32)
    assert responses.reasons["q1"].tolist() == ["", "", "not_applicable", ""]
