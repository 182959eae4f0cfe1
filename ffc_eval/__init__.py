"""Evaluation of Families First for Children: survey exports in, reports that can be trusted out."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ffc_eval.analyse.compare import attrition, crosstab, standardised_change
    from ffc_eval.analyse.compare import change as compare
    from ffc_eval.analyse.estimate import (
        item_block,
        mean,
        mentions,
        proportion,
        quantile,
        ratio,
        total,
    )
    from ffc_eval.analyse.weights import calibrate, post_stratify, rake, response_rate, trim
    from ffc_eval.analyse.weights.resampling import bootstrap, jackknife
    from ffc_eval.collect.ingest.notebook import read_responses
    from ffc_eval.collect.privacy import redact_texts
    from ffc_eval.model.design import Design
    from ffc_eval.model.estimates import Estimates
    from ffc_eval.model.responses import Responses
    from ffc_eval.present.charts import chart, control_chart, control_charts, headlines, topline
    from ffc_eval.present.charts.audit import difference_chart, grade_chart
    from ffc_eval.present.charts.timeline import timeline
    from ffc_eval.present.claims import advice_passage, claims_table, together_table
    from ffc_eval.present.tables import (
        Caption,
        View,
        care_table,
        change_lead,
        date_table,
        flow_table,
        indicator_table,
        kind_passage,
        letters_tables,
        linked_tables,
        missing_tables,
        not_good,
        notice,
        phrase_table,
        quality_table,
        record_table,
        side_by_side,
        table,
        theme_lead,
        weight_tables,
        weight_words,
        who_answered,
    )
    from ffc_eval.present.tables.audit import agreement_table, audit_passage, grade_table
    from ffc_eval.present.tables.audit_changes import Compared, comparison_lead
    from ffc_eval.present.tables.cases import (
        attrition_table,
        board_facts,
        board_lead,
        board_table,
        pattern_table,
        plan_table,
    )
    from ffc_eval.project.indicators import last_year, year_apart
    from ffc_eval.project.project import open_project
    from ffc_eval.release import Policy, protect

_PUBLIC = {
    "open_project": "ffc_eval.project.project",
    "Design": "ffc_eval.model.design",
    "Estimates": "ffc_eval.model.estimates",
    "Responses": "ffc_eval.model.responses",
    "Policy": "ffc_eval.release",
    "protect": "ffc_eval.release",
    "redact_texts": "ffc_eval.collect.privacy",
    "read_responses": "ffc_eval.collect.ingest.notebook",
    "bootstrap": "ffc_eval.analyse.weights.resampling",
    "jackknife": "ffc_eval.analyse.weights.resampling",
    "calibrate": "ffc_eval.analyse.weights",
    "post_stratify": "ffc_eval.analyse.weights",
    "rake": "ffc_eval.analyse.weights",
    "response_rate": "ffc_eval.analyse.weights",
    "trim": "ffc_eval.analyse.weights",
    "item_block": "ffc_eval.analyse.estimate",
    "mentions": "ffc_eval.analyse.estimate",
    "proportion": "ffc_eval.analyse.estimate",
    "mean": "ffc_eval.analyse.estimate",
    "quantile": "ffc_eval.analyse.estimate",
    "total": "ffc_eval.analyse.estimate",
    "ratio": "ffc_eval.analyse.estimate",
    "attrition": "ffc_eval.analyse.compare",
    "compare": "ffc_eval.analyse.compare:change",
    "crosstab": "ffc_eval.analyse.compare",
    "standardised_change": "ffc_eval.analyse.compare",
    "chart": "ffc_eval.present.charts",
    "control_chart": "ffc_eval.present.charts",
    "control_charts": "ffc_eval.present.charts",
    "care_table": "ffc_eval.present.tables",
    "board_facts": "ffc_eval.present.tables.cases",
    "board_lead": "ffc_eval.present.tables.cases",
    "board_table": "ffc_eval.present.tables.cases",
    "attrition_table": "ffc_eval.present.tables.cases",
    "pattern_table": "ffc_eval.present.tables.cases",
    "plan_table": "ffc_eval.present.tables.cases",
    "timeline": "ffc_eval.present.charts.timeline",
    "date_table": "ffc_eval.present.tables",
    "flow_table": "ffc_eval.present.tables",
    "indicator_table": "ffc_eval.present.tables",
    "last_year": "ffc_eval.project.indicators",
    "year_apart": "ffc_eval.project.indicators",
    "headlines": "ffc_eval.present.charts",
    "topline": "ffc_eval.present.charts",
    "table": "ffc_eval.present.tables",
    "change_lead": "ffc_eval.present.tables",
    "kind_passage": "ffc_eval.present.tables",
    "not_good": "ffc_eval.present.tables",
    "notice": "ffc_eval.present.tables",
    "letters_tables": "ffc_eval.present.tables",
    "linked_tables": "ffc_eval.present.tables",
    "missing_tables": "ffc_eval.present.tables",
    "weight_tables": "ffc_eval.present.tables",
    "weight_words": "ffc_eval.present.tables",
    "phrase_table": "ffc_eval.present.tables",
    "quality_table": "ffc_eval.present.tables",
    "record_table": "ffc_eval.present.tables",
    "Caption": "ffc_eval.present.tables",
    "View": "ffc_eval.present.tables",
    "side_by_side": "ffc_eval.present.tables",
    "theme_lead": "ffc_eval.present.tables",
    "who_answered": "ffc_eval.present.tables",
    "Compared": "ffc_eval.present.tables.audit_changes",
    "agreement_table": "ffc_eval.present.tables.audit",
    "audit_passage": "ffc_eval.present.tables.audit",
    "comparison_lead": "ffc_eval.present.tables.audit_changes",
    "difference_chart": "ffc_eval.present.charts.audit",
    "grade_chart": "ffc_eval.present.charts.audit",
    "grade_table": "ffc_eval.present.tables.audit",
    "advice_passage": "ffc_eval.present.claims",
    "claims_table": "ffc_eval.present.claims",
    "together_table": "ffc_eval.present.claims",
}
"""Public name and the module that holds it (and its name there, where it differs).

Each is loaded at first use, so that import stays cheap.
"""

__all__ = [
    "Caption",
    "Compared",
    "Design",
    "Estimates",
    "Policy",
    "Responses",
    "View",
    "advice_passage",
    "agreement_table",
    "attrition",
    "attrition_table",
    "audit_passage",
    "board_facts",
    "board_lead",
    "board_table",
    "bootstrap",
    "calibrate",
    "care_table",
    "change_lead",
    "chart",
    "claims_table",
    "compare",
    "comparison_lead",
    "control_chart",
    "control_charts",
    "crosstab",
    "date_table",
    "difference_chart",
    "flow_table",
    "grade_chart",
    "grade_table",
    "headlines",
    "indicator_table",
    "item_block",
    "jackknife",
    "kind_passage",
    "last_year",
    "letters_tables",
    "linked_tables",
    "mean",
    "mentions",
    "missing_tables",
    "not_good",
    "notice",
    "open_project",
    "pattern_table",
    "phrase_table",
    "plan_table",
    "post_stratify",
    "proportion",
    "protect",
    "quality_table",
    "quantile",
    "rake",
    "ratio",
    "read_responses",
    "record_table",
    "redact_texts",
    "response_rate",
    "side_by_side",
    "standardised_change",
    "table",
    "theme_lead",
    "timeline",
    "together_table",
    "topline",
    "total",
    "trim",
    "weight_tables",
    "weight_words",
    "who_answered",
    "year_apart",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'ffc_eval' has no attribute {name!r}")
    module, _, inner = _PUBLIC[name].partition(":")
    return getattr(importlib.import_module(module), inner or name)


def __dir__() -> list[str]:
    return [*_PUBLIC, "__version__"]
