"""Cells to answers, question by question: each type of question has its reader."""

from __future__ import annotations

from ffc_eval.collect.ingest.answers import Answers, Reader
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.multi_selects import multi
from ffc_eval.collect.ingest.rankings import ranking
from ffc_eval.model.instrument import Question


def read_answers(question: Question, block: Block, export: Export) -> Answers:
    """Return the answers that a block of an export holds to a question of an instrument."""
    reader = Reader(question, block, export)
    if question.type in ("single", "grid_item"):
        return reader.single()
    if question.type == "multi":
        return multi(reader)
    if question.type == "ranking":
        return ranking(reader)
    return reader.typed()
