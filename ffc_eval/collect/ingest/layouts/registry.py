"""Every layout that is known. To add a platform: write its module, name it here."""

from __future__ import annotations

from ffc_eval.collect.ingest.layout import Layout
from ffc_eval.collect.ingest.layouts import (
    jisc_labels,
    ms_forms,
    plain,
    qualtrics,
    spss,
    surveymonkey,
)

LAYOUTS: tuple[Layout, ...] = (
    ms_forms.LAYOUT,
    surveymonkey.LAYOUT,
    qualtrics.LAYOUT,
    jisc_labels.LAYOUT,
    spss.LAYOUT,
)
"""Tried all; exactly one must match."""

LAST_RESORT: Layout = plain.LAYOUT
"""Taken where none of ``LAYOUTS`` matches."""


def platforms() -> tuple[str, ...]:
    """Return the names that ``--platform`` takes."""
    return tuple(dict.fromkeys(layout.platform for layout in (*LAYOUTS, LAST_RESORT)))
