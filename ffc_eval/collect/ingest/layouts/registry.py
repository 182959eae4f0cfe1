"""Every layout that is known. To add a platform: write its module, name it here."""

from __future__ import annotations

from ffc_eval.collect.ingest.layout import Layout
from ffc_eval.collect.ingest.layouts import (
    case_audit,
    citizen_space,
    engagement_hq,
    google_forms,
    jisc_coded,
    jisc_labels,
    jisc_sav,
    limesurvey,
    ms_forms,
    odk,
    plain,
    qualtrics,
    qualtrics_legacy,
    redcap,
    smartsurvey,
    smartsurvey_wide,
    snap,
    spss,
    stata,
    surveymonkey,
    surveymonkey_one_row,
    triple_s,
)

LAYOUTS: tuple[Layout, ...] = (
    case_audit.LAYOUT,
    ms_forms.LAYOUT,
    smartsurvey.LAYOUT,
    smartsurvey_wide.LAYOUT,
    citizen_space.LAYOUT,
    engagement_hq.LAYOUT,
    surveymonkey.LAYOUT,
    surveymonkey_one_row.LAYOUT,
    qualtrics.LAYOUT,
    qualtrics_legacy.LAYOUT,
    google_forms.LAYOUT,
    limesurvey.LAYOUT,
    odk.LAYOUT_KOBO,
    odk.LAYOUT_CENTRAL,
    redcap.LAYOUT,
    jisc_labels.LAYOUT,
    jisc_coded.LAYOUT,
    jisc_sav.LAYOUT,
    snap.LAYOUT,
    spss.LAYOUT,
    stata.LAYOUT,
    triple_s.LAYOUT,
)
"""Tried all; exactly one must match."""

LAST_RESORT: Layout = plain.LAYOUT
"""Taken where none of ``LAYOUTS`` matches."""


def platforms() -> tuple[str, ...]:
    """Return the names that ``--platform`` takes."""
    return tuple(dict.fromkeys(layout.platform for layout in (*LAYOUTS, LAST_RESORT)))
