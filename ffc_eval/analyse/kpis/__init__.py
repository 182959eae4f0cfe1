"""Indicators from case-management extracts: counts, shares, rates, control charts, flows."""

from ffc_eval.analyse.kpis.computing import Span, compute, not_counted
from ffc_eval.analyse.kpis.definitions import read_definitions
from ffc_eval.analyse.kpis.extracts import Extract, read_extract
from ffc_eval.analyse.kpis.indicator import Definitions, Indicator, Marker
from ffc_eval.analyse.kpis.published import QuotedContext, read_value
from ffc_eval.analyse.kpis.shares import Counted, change_word, share_change
from ffc_eval.analyse.kpis.stocks import care_and_plans
from ffc_eval.analyse.kpis.tables import TABLES

__all__ = [
    "TABLES",
    "Counted",
    "Definitions",
    "Extract",
    "Indicator",
    "Marker",
    "QuotedContext",
    "Span",
    "care_and_plans",
    "change_word",
    "compute",
    "not_counted",
    "read_definitions",
    "read_extract",
    "read_value",
    "share_change",
]
