"""Every layout that is known. To add a platform: write its module, name it here."""

from __future__ import annotations

from ffc_eval.collect.ingest.layout import Layout
from ffc_eval.collect.ingest.layouts import (
    jisc_labels,
    limesurvey,
    ms_forms,
    odk,
    plain,
    qualtrics,
    redcap,
    spss,
    surveymonkey,
)

LAYOUTS: tuple[Layout, ...] = (
    ms_forms.LAYOUT,
    surveymonkey.LAYOUT,
    qualtrics.LAYOUT,
    jisc_labels.LAYOUT,
    limesurvey.LAYOUT,
    redcap.LAYOUT,
    odk.LAYOUT_KOBO,
    odk.LAYOUT_CENTRAL,
    spss.LAYOUT,
)
"""Tried all; exactly one must match."""

LAST_RESORT: Layout = plain.LAYOUT
"""Taken where none of ``LAYOUTS`` matches."""


def platforms() -> tuple[str, ...]:
    """Return the names that ``--platform`` takes."""
    return tuple(dict.fromkeys(layout.platform for layout in (*LAYOUTS, LAST_RESORT)))
