"""Exports to Responses: one reader a platform, one data-quality card.

>>> from ffc_eval.collect.ingest import LAYOUTS
>>> "ms_forms" in {layout.platform for layout in LAYOUTS}
True
"""

from ffc_eval.collect.ingest.asking import Ask, asks
from ffc_eval.collect.ingest.definitions.unfilled import unfilled_export
from ffc_eval.collect.ingest.definitions.xlsform_writing import write_xlsform
from ffc_eval.collect.ingest.drafting import draft_instrument
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.inspecting import held_out, inspect
from ffc_eval.collect.ingest.layouts.registry import LAST_RESORT, LAYOUTS, platforms
from ffc_eval.collect.ingest.matching import Matching, match
from ffc_eval.collect.ingest.newer import Replacement, replaces, same_form
from ffc_eval.collect.ingest.quality import quality_card
from ffc_eval.collect.ingest.reading import read_export
from ffc_eval.collect.ingest.responding import to_responses
from ffc_eval.collect.ingest.waves import merge_waves

__all__ = [
    "LAST_RESORT",
    "LAYOUTS",
    "Ask",
    "Block",
    "Export",
    "Matching",
    "Replacement",
    "asks",
    "draft_instrument",
    "held_out",
    "inspect",
    "match",
    "merge_waves",
    "platforms",
    "quality_card",
    "read_export",
    "replaces",
    "same_form",
    "to_responses",
    "unfilled_export",
    "write_xlsform",
]
