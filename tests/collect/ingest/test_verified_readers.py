"""Which readers say that they were checked on a real export: those that were, and no others."""

from __future__ import annotations

from ffc_eval.collect.ingest.layouts.registry import LAST_RESORT, LAYOUTS

VERIFIED = {
    "JISC Online Surveys, labels",
    "KoboToolbox or Ona",
    "LimeSurvey",
    "Microsoft Forms",
    "Qualtrics, three heading rows",
    "REDCap",
    "SPSS data file",
    "SurveyMonkey, two heading rows",
}
"""Their exports are among the tests."""
READ_IN_FULL = {"Qualtrics, legacy download"}
"""A published export was retyped whole and counted by hand; it is not ours to pass on."""
OUR_OWN = {"case audit"}


def test_a_reader_is_verified_only_where_a_real_export_was_read():
    said = {layout.name for layout in LAYOUTS if layout.verified}
    assert said == VERIFIED | READ_IN_FULL | OUR_OWN
    assert LAST_RESORT.verified
