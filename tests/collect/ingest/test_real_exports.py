"""Every real export agrees with ``expected.json`` in every number that it gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ffc_eval.collect.ingest import Export, inspect, read_export
from ffc_eval.collect.ingest.dates import parse_date

EXPORTS = Path(__file__).parents[2] / "exports"
CASES = {
    case["id"]: case
    for case in json.loads((EXPORTS / "expected.json").read_text(encoding="utf-8"))["cases"]
}
READ_NOW = (
    "qualtrics_modern_json",
    "qualtrics_better_sample",
    "surveymonkey_steak",
    "ms_forms_topic",
    "jisc_labels_csv",
    "spss_mrsets",
)
UNDECIDED_WITHOUT_DEFINITION = ("Q8",)


class Read:
    """One export, read, and what ``inspect`` says of it."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.export: Export = read_export(EXPORTS / case["data"])
        self.said = inspect(self.export)
        self.questions = {question["id"]: question for question in self.said["questions"]}

    def cells(self, name: str) -> list[str]:
        """Cells of the column of that id, heading or start of a heading."""
        for column in self.export.cells.columns:
            if column == name:
                return list(self.export.cells[column])
        starts = [c for c in self.export.cells.columns if c.startswith(name)]
        assert len(starts) == 1, name
        return list(self.export.cells[starts[0]])

    def question(self, name: str) -> dict[str, Any]:
        """The question of that id, or whose wording starts so."""
        if name in self.questions:
            return self.questions[name]
        found = [q for q in self.said["questions"] if q["text"].startswith(name)]
        assert len(found) == 1, name
        return found[0]

    def group(self, name: str) -> list[dict[str, Any]]:
        return [question for question in self.said["questions"] if question["group"] == name]


@cache
def read(id: str) -> Read:
    return Read(CASES[id])


def platform(of: Read, value: str) -> None:
    assert of.said["platform"] == value


def encoding(of: Read, value: str) -> None:
    assert of.export.encoding in (value.partition(" ")[0], "ascii")


def header_rows(of: Read, value: int) -> None:
    assert of.said["header_rows"] == value


def n_respondents(of: Read, value: int) -> None:
    assert of.said["people"] == value
    assert of.said["rows_in"] == value


def n_columns(of: Read, value: int) -> None:
    parents = 2 if of.case["platform"] == "jisc_online_surveys" else 0
    derived = len(of.export.derived)
    assert len(of.export.cells.columns) + parents == value
    assert derived == of.case.get("n_derived_columns", derived)


def n_metadata_columns(of: Read, value: int) -> None:
    assert len(of.said["metadata"]) == value


def metadata_columns(of: Read, value: list[str]) -> None:
    assert of.said["metadata"] == value


def n_answer_columns(of: Read, value: int) -> None:
    assert sum(len(block.columns) for block in of.export) == value


def n_questions(of: Read, value: int) -> None:
    assert len(of.export.groups) == value


def question_names(of: Read, value: list[str]) -> None:
    assert list(of.export.groups) == value


def question_types(of: Read, value: dict[str, str]) -> None:
    types = {
        "single_choice": "single",
        "free_text": "text",
        "multi_select": "multi",
        "matrix_multi": "multi",
        "matrix_single": "grid_item",
    }
    for name, described in value.items():
        kind = described.split(" ")[0]
        found = {question["type"] for question in of.group(name)}
        if kind == "side_by_side":
            assert found <= {"grid_item", "multi", "single"}
        else:
            undecided = {"multi"} if name in UNDECIDED_WITHOUT_DEFINITION else set()
            assert found - undecided <= {types[kind]}, name


def n_partial(of: Read, value: int | None) -> None:
    assert of.said["held_out"]["partial"] == value


def n_test_responses(of: Read, value: int) -> None:
    assert of.said["held_out"]["test"] == value


def id_column(of: Read, value: str | None) -> None:
    if value is None:
        assert (of.export.identity == "").all()
    else:
        assert value in of.export.metadata
        assert list(of.export.identity) == of.cells(value)


def id_values(of: Read, value: list[Any]) -> None:
    assert list(of.export.identity) == [str(one) for one in value]


def free_text_columns(of: Read, value: list[str]) -> None:
    assert of.said["free_text"] == value


def short_text_columns(of: Read, value: list[str]) -> None:
    assert not set(value) & set(of.said["free_text"])


def pii_columns(of: Read, value: list[str]) -> None:
    assert set(value) <= set(of.said["personal"])


def import_ids(of: Read, value: dict[str, str]) -> None:
    for name, import_id in value.items():
        assert import_id in of.export.block(name).names


def timestamps(of: Read, value: dict[str, str]) -> None:
    for column, text in value.items():
        if column != "type":
            when = parse_date(of.cells(column)[0], "")
            assert when is not None
            assert when.isoformat() == text


def cells(of: Read, value: list[dict[str, Any]]) -> None:
    for cell in value:
        assert of.cells(cell["column"])[cell["row"]] == cell["raw"]


def multi_select(of: Read, value: dict[str, Any]) -> None:
    for name, expected in value.items():
        question = of.question(name)
        assert question["type"] == "multi"
        found = [(o["code"], o["label"], o["n_selected"]) for o in question["options"]]
        assert found == [tuple(option) for option in expected["options"]]
        nobody = expected.get("n_no_option_selected", expected.get("n_none_selected"))
        if nobody is not None:
            assert question["n_answered"] == of.said["people"] - nobody


def matrix_multi(of: Read, value: dict[str, dict[str, int]]) -> None:
    for name, columns in value.items():
        found = [option["n_selected"] for row in of.group(name) for option in row["options"]]
        assert found == list(columns.values())
        ids = [column for block in of.export if block.group == name for column in block.columns]
        assert ids == list(columns)


def matrix(of: Read, value: dict[str, Any]) -> None:
    for name, expected in value.items():
        rows = of.group(name)
        if isinstance(expected, list):
            assert [row["id"] for row in rows] == expected
            continue
        assert len(rows) == expected["items"]
        for row in rows:
            assert [option["label"] for option in row["options"]] == expected["scale"]


def ranking(of: Read, value: dict[str, Any]) -> None:
    from ffc_eval.collect.ingest.answers import read_answers

    for name, expected in value.items():
        question = of.question(name)
        assert [option["label"] for option in question["options"]] == expected["items"]
        block = of.export.block(name)
        ranks = read_answers(block.question, block, of.export).values
        assert [column.iloc[0] for column in ranks.values()] == expected["first_respondent"]


def n_answered(of: Read, value: dict[str, int] | list[int]) -> None:
    if isinstance(value, list):
        assert [question["n_answered"] for question in of.said["questions"]] == value
        return
    for name, expected in value.items():
        if name in of.questions or not name.startswith("Q13_"):
            assert of.question(name)["n_answered"] == expected, name
        else:
            item = of.question("Q13")["options"][int(name.removeprefix("Q13_")) - 1]
            assert item["n_selected"] == expected


def n_free_text_answers(of: Read, value: dict[str, int]) -> None:
    for name, expected in value.items():
        assert of.question(name)["n_answered"] == expected


def n_answered_first_question_only(of: Read, value: int) -> None:
    filled = of.export.cells[[block.columns[0] for block in of.export]] != ""
    assert (filled.iloc[:, 0] & ~filled.iloc[:, 1:].any(axis=1)).sum() == value


def value_counts(of: Read, value: dict[str, dict[str, int]]) -> None:
    for name, expected in value.items():
        found = of.cells(name)
        assert {cell: found.count(cell) for cell in set(found)} == expected


def consent(of: Read, value: dict[str, Any]) -> None:
    assert of.question(value["question"])["n_answered"] == value["n_yes"]
    assert of.said["held_out"]["no_consent"] == 0


def routing(of: Read, value: dict[str, int]) -> None:
    violations = 0
    for rule, expected in value.items():
        if rule == "violations":
            assert violations == expected
            continue
        gate, _, asked = rule.partition(" -> ")
        question, _, answer = gate.partition("==")
        before = of.cells(of.export.block(question).columns[0])
        after = of.cells(of.export.block(asked).columns[0])
        assert before.count(answer) == expected
        violations += sum(a != answer and b != "" for a, b in zip(before, after, strict=True))


def routing_violations(of: Read, value: dict[str, int]) -> None:
    steak, prepared = of.cells("Do you eat steak?"), of.cells("How do you like your steak")
    outside = sum(a != "Yes" and b != "" for a, b in zip(steak, prepared, strict=True))
    assert [outside] == list(value.values())


def user_missing(of: Read, value: dict[str, Any]) -> None:
    for name, ranges in value.items():
        block = of.export.block(name)
        for code, reason in block.missing:
            assert any(entry["lo"] <= float(code) <= entry["hi"] for entry in ranges)
            assert reason
        inside = [
            cell
            for cell in of.cells(name)
            if cell and any(e["lo"] <= float(cell) <= e["hi"] for e in ranges)
        ]
        assert set(inside) <= {code for code, _ in block.missing}


def value_labels(of: Read, value: dict[str, dict[str, str]]) -> None:
    for name, labels in value.items():
        options = of.question(name)["options"]
        assert {option["code"]: option["label"] for option in options} == labels


def sha256(of: Read, value: dict[str, str]) -> None:
    assert of.export.sha256 == value[of.case["data"]]


def said_elsewhere(of: Read, value: Any) -> None:
    """Words for people, or numbers that another key checks."""


CHECKS: dict[str, Callable[[Read, Any], None]] = {
    check.__name__: check
    for check in (
        platform, encoding, header_rows, n_respondents, n_columns, n_metadata_columns,
        metadata_columns, n_answer_columns, n_questions, question_names, question_types, n_partial,
        n_test_responses, id_column, id_values, free_text_columns, short_text_columns, pii_columns,
        import_ids, timestamps, cells, multi_select, matrix_multi, matrix, ranking, n_answered,
        n_free_text_answers, n_answered_first_question_only, value_counts, consent, routing,
        routing_violations, user_missing, value_labels, sha256,
    )
} | dict.fromkeys(
    ("id", "data", "companions", "format", "delimiter", "header_variant", "n_derived_columns",
     "partial_rule", "test_rule", "traps", "sheet", "table", "definition"),
    said_elsewhere,
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "key"),
    [pytest.param(case, key, id=f"{case}-{key}") for case in READ_NOW for key in CASES[case]],
)
def test_the_export_agrees_with_what_was_counted_by_eye(id: str, key: str):
    CHECKS[key](read(id), CASES[id][key])
