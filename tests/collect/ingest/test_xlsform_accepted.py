"""An instrument written as an XLSForm converts without a complaint in the program of the makers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from ffc_eval.collect.ingest import draft_instrument, read_export
from ffc_eval.collect.ingest.definitions.xlsform_writing import write_xlsform
from ffc_eval.model.instrument import Instrument, Option, Question

EXPORTS = Path(__file__).parents[2] / "exports"
ANSWERS = (Option("1", "Yes"), Option("0", "No"))
EVERY_TYPE = Instrument(
    "s",
    "S",
    (
        Question("heard", "Did you feel heard?", "single", ANSWERS),
        Question("came", "Who came?", "multi", ANSWERS),
        Question("row", "The worker listened", "grid_item", ANSWERS, stem="How far do you agree?"),
        Question("order", "Put in order", "ranking", ANSWERS),
        Question("age", "Age", "number"),
        Question("met", "When did you meet?", "date"),
        Question("why", 'Why? <a & b> "c"', "text"),
    ),
)


def from_export(name: str) -> Instrument:
    return draft_instrument(read_export(EXPORTS / name), survey="s", answers={})


@pytest.mark.parametrize(
    "instrument",
    [
        EVERY_TYPE,
        from_export("surveymonkey/steak_risk.csv"),
        from_export("ms_forms/topic_of_talk(1-10).xlsx"),
        from_export("spss/simple_alltypes_mrsets.sav"),
    ],
    ids=["every type", "SurveyMonkey", "Microsoft Forms", "SPSS"],
)
def test_pyxform_converts_what_is_written(instrument: Instrument):
    converted = convert(xlsform=write_xlsform(instrument), file_type=".xlsx")
    assert converted.xform.count("<bind ") >= len(instrument.questions)
    assert not converted.warnings
