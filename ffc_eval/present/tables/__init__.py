"""Released numbers in, tables and sentences out; nothing is computed here."""

from ffc_eval.present.tables.accounts import (
    date_table,
    phrase_table,
    quality_table,
    record_table,
    who_answered,
)
from ffc_eval.present.tables.bad_news import not_good
from ffc_eval.present.tables.base_line import base_line
from ffc_eval.present.tables.captions import Caption
from ffc_eval.present.tables.changes import change_table
from ffc_eval.present.tables.dispatch import table
from ffc_eval.present.tables.indicators import care_table, flow_table, indicator_table
from ffc_eval.present.tables.kinds import kind_passage, notice
from ffc_eval.present.tables.leads import change_lead, question_lead, theme_lead
from ffc_eval.present.tables.letters import letters_tables
from ffc_eval.present.tables.linked import linked_tables
from ffc_eval.present.tables.missing import missing_tables
from ffc_eval.present.tables.pairs import View, side_by_side
from ffc_eval.present.tables.questions import (
    distribution,
    number_summary,
    scale_block,
    statements,
)
from ffc_eval.present.tables.splits import split_passage, split_table
from ffc_eval.present.tables.themes import theme_table
from ffc_eval.present.tables.weighting import weight_tables, weight_words

__all__ = [
    "Caption",
    "View",
    "base_line",
    "care_table",
    "change_lead",
    "change_table",
    "date_table",
    "distribution",
    "flow_table",
    "indicator_table",
    "kind_passage",
    "letters_tables",
    "linked_tables",
    "missing_tables",
    "not_good",
    "notice",
    "number_summary",
    "phrase_table",
    "quality_table",
    "question_lead",
    "record_table",
    "scale_block",
    "side_by_side",
    "split_passage",
    "split_table",
    "statements",
    "table",
    "theme_lead",
    "theme_table",
    "weight_tables",
    "weight_words",
    "who_answered",
]
