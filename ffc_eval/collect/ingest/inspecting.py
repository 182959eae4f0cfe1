"""Say what an export is: the JSON of ``ffc-eval survey inspect``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.answers import Answers
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.findings import findings
from ffc_eval.collect.ingest.hold_outs import first_reason
from ffc_eval.collect.ingest.reading_answers import read_answers
from ffc_eval.collect.ingest.times import times_said, undeclared
from ffc_eval.model.responses import HOLD_OUTS

if TYPE_CHECKING:
    import pandas as pd


def inspect(export: Export) -> dict[str, Any]:
    """Return what an export holds, as JSON data, without a cell of it that anybody wrote.

    ``held_out`` counts what the file itself marks, one reason a row; None where the platform
    does not say. ``people`` is every row that a person sent, partial and test rows included.
    ``free_text`` and ``personal`` name columns of repeat groups too.
    """
    people = export.people
    parts = (export, *export.tables.values())
    read = {block.question.id: read_answers(block.question, block, export) for block in export}
    return {
        "platform": export.platform,
        "verified": export.verified,
        "rule": export.rule,
        "header_rows": export.header_rows,
        "rows_in": len(export),
        "people": int(people.sum()),
        "held_out": held_out(export),
        "questions": [
            _question(block, read[block.question.id], export, people) for block in export
        ],
        "free_text": [name for part in parts for name in part.free_text],
        "personal": [name for part in parts for name in part.personal],
        "times": {"column": export.dated, "zone": export.zone, "said": times_said(export)},
        "metadata": list(export.metadata),
        "tables": {name: _table(table) for name, table in export.tables.items()},
        "definition_differences": list(export.definition_differences),
        "problems": [
            asdict(problem)
            for problem in (*export.problems, *findings(export, read), *undeclared(export))
        ],
    }


def held_out(export: Export) -> dict[str, int | None]:
    """Count rows by the one reason for which the file itself would hold them out."""
    counts = first_reason(export, HOLD_OUTS).value_counts()
    return {
        reason: None if reason in export.unmarked else int(counts.get(reason, 0))
        for reason in HOLD_OUTS
    }


def _table(export: Export) -> dict[str, Any]:
    """Return what a repeat group holds."""
    said = inspect(export)
    kept = ("rows_in", "questions", "free_text", "personal", "metadata", "problems")
    return {key: said[key] for key in kept}


def _question(block: Block, answers: Answers, export: Export, people: pd.Series) -> dict[str, Any]:
    question = block.question
    described = {
        "id": question.id,
        "text": question.text,
        "type": question.type,
        "group": block.group,
        "options": _options(block, answers, people),
        "n_answered": int(_answered(answers, people).sum()),
    }
    if question.stem:
        described["stem"] = question.stem
    if question.routing:
        described["routing"] = question.routing
    note = export.notes.get(block.columns[0])
    return {**described, "note": note} if note else described


def _answered(answers: Answers, people: pd.Series) -> pd.Series:
    """Return who gave an answer; "don't know" is one, a blank is none."""
    answered = people & False
    for name, values in answers.values.items():
        reasons = answers.reasons[name]
        said = values.notna() | reasons.isin(["dont_know", "refused", "not_applicable"])
        answered |= said.astype(bool) & people
    return answered


def _options(block: Block, answers: Answers, people: pd.Series) -> list[dict[str, Any]]:
    question = block.question
    if question.type in ("single", "grid_item"):
        counts = answers.values[question.id][people].value_counts()
        reasons = answers.reasons[question.id][people].value_counts()
        return [
            {
                "code": option.code,
                "label": option.label,
                "n_selected": int(
                    reasons.get(option.reason, 0) if option.reason else counts[option.label]
                ),
            }
            for option in question.options
        ]
    if question.type in ("multi", "ranking"):
        return [
            {
                "code": option.code,
                "label": option.label,
                "n_selected": _chosen(answers.values[f"{question.id}[{option.code}]"][people]),
            }
            for option in question.options
        ]
    return []


def _chosen(values: pd.Series) -> int:
    if values.dtype == "boolean":
        return int(values.sum())
    return int(values.notna().sum())
