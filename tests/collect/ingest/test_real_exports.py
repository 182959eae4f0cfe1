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
DEFINITIONS = {
    "qualtrics_better_sample": "qualtrics/better_sample.qsf",
    "redcap_checkboxes": "redcap/checkboxes-1_dictionary.csv",
    "ona_children": "ona_odk/childrens_survey_xlsform.xlsx",
}


class Read:
    """One export, read, and what ``inspect`` says of it."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        data = case["data"] if isinstance(case["data"], str) else case["data"][0]
        definition = DEFINITIONS.get(case["id"])
        self.export: Export = read_export(
            EXPORTS / data, definition=EXPORTS / definition if definition else None
        )
        self.said = inspect(self.export)
        parts = (self.said, *self.said["tables"].values())
        self.questions = {q["id"]: q for part in parts for q in part["questions"]}
        self.parts = (self.export, *self.export.tables.values())

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
    assert len(of.export.cells.columns) + parents == value


def n_derived_columns(of: Read, value: int) -> None:
    assert len(of.export.derived) == value


def n_complete(of: Read, value: int) -> None:
    assert of.said["people"] - of.said["held_out"]["partial"] == value


def lastpage(of: Read, value: dict[str, int]) -> None:
    found = of.cells("lastpage")
    assert {cell: found.count(cell) for cell in set(found)} == value


def other_specify(of: Read, value: dict[str, str]) -> None:
    asides = {block.group: block.columns[0] for block in of.export if block.other}
    assert asides == value


def n_other(of: Read, value: dict[str, int]) -> None:
    for column, expected in value.items():
        assert of.question(column.replace("[", "_").strip("]"))["n_answered"] == expected


def missing_codes(of: Read, value: dict[str, str]) -> None:
    assert set(value) == {"N/A"}
    assert of.export.blanks["N/A"] == "not_asked"


def n_rows_by_table(of: Read, value: dict[str, int]) -> None:
    tables = {name: table["rows_in"] for name, table in of.said["tables"].items()}
    assert [of.said["rows_in"], *tables.values()] == list(value.values())
    assert [name.replace("/", "_") for name in tables] == list(value)[1:]


def n_empty_respondents(of: Read, value: int) -> None:
    found = [p["found"] for p in of.said["problems"] if p["slug"] == "answered-nothing"]
    assert found == [f"{value} people"]


def validation(of: Read, value: dict[str, Any]) -> None:
    for name, codes in value["value_not_in_choice_list"].items():
        table = next(part for part in of.parts if name in part.cells.columns)
        question = of.question(name)
        offered = {option["code"] for option in question["options"]}
        assert sorted(set(table.cells[name]) - offered) == codes
        assert question["n_answered"] == sum(o["n_selected"] for o in question["options"])
        problems = of.said["tables"][name.rpartition("/")[0]]["problems"]
        assert [p["slug"] for p in problems] == ["answers-not-offered"]


def definition(of: Read, value: dict[str, Any]) -> None:
    said = of.said["definition_differences"]
    strange = [d.partition(": ")[2] for d in said if d.startswith("in the data")]
    missing = [d.partition(": ")[2] for d in said if d.startswith("in the definition")]
    assert strange == value["in_data_not_in_qsf"]
    assert sorted(missing) == sorted(value["in_qsf_not_in_data"])
    from ffc_eval.collect.ingest.definitions.registry import read_definition

    asked = read_definition(EXPORTS / DEFINITIONS[of.case["id"]])
    assert len(asked.ids) == value["n_questions_in_qsf"]
    options = of.question("q2_favorite")["options"]
    assert {o["code"]: o["label"] for o in options} == value["q2_favorite_labels"]


def n_timing_columns(of: Read, value: int) -> None:
    assert len(of.export.derived) == value


def n_metadata_columns(of: Read, value: int) -> None:
    assert len(of.said["metadata"]) == value


def metadata_columns(of: Read, value: list[str]) -> None:
    assert of.said["metadata"] == value


def n_answer_columns(of: Read, value: int) -> None:
    assert sum(len(block.columns) for block in of.export) == value


def n_questions(of: Read, value: int) -> None:
    assert sum(len(part.groups) for part in of.parts) == value


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
            assert found == {types[kind]}, name


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
    assert sorted(of.said["free_text"]) == sorted(value)


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
        if isinstance(expected["options"], dict):
            for column, counts in expected["options"].items():
                raw = of.cells(column)
                assert {cell: raw.count(cell) for cell in set(raw)} == counts
                code = column.removeprefix(f"{name}[").removesuffix("]")
                chosen = {o["code"]: o["n_selected"] for o in question["options"]}
                assert chosen[code] == counts.get("Yes", 0)
            continue
        found = [(o["code"], o["label"], o["n_selected"]) for o in question["options"]]
        assert found == [tuple(option) for option in expected["options"]]
        some = expected.get("n_any_selected", expected.get("n_answered"))
        assert some in (None, question["n_answered"])
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
        if isinstance(expected, dict) and "answered_first_item" in expected:
            assert len(rows) == expected["items"]
            assert rows[0]["n_answered"] == expected["answered_first_item"]
            continue
        if isinstance(expected, list):
            assert [row["id"] for row in rows] == expected
            continue
        assert len(rows) == expected["items"]
        for row in rows:
            assert [option["label"] for option in row["options"]] == expected["scale"]


def ranking(of: Read, value: dict[str, Any]) -> None:
    from ffc_eval.collect.ingest.reading_answers import read_answers

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
    found = [p["found"] for p in of.said["problems"] if p["slug"] == "route-not-kept"]
    assert found == [f"{outside} people"]
    found = [p["found"] for p in of.said["problems"] if p["slug"] == "route-not-kept"]
    assert found == [f"{outside} people"]


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
    data = of.case["data"]
    assert of.export.sha256 == value[data if isinstance(data, str) else data[0]]


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
        routing_violations, user_missing, value_labels, sha256, n_derived_columns, n_complete,
        n_timing_columns,
        lastpage, other_specify, n_other, missing_codes, n_rows_by_table, n_empty_respondents,
        validation, definition,
    )
} | dict.fromkeys(
    ("id", "data", "companions", "format", "delimiter", "header_variant", "line_ending",
     "partial_rule", "test_rule", "traps", "sheet", "table"),
    said_elsewhere,
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "key"),
    [pytest.param(case, key, id=f"{case}-{key}") for case in CASES for key in CASES[case]],
)
def test_the_export_agrees_with_what_was_counted_by_eye(id: str, key: str):
    CHECKS[key](read(id), CASES[id][key])
