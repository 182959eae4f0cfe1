"""XLSForms: the questionnaires of KoboToolbox, ODK and Ona."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition, Gate
from ffc_eval.collect.ingest.definitions.expressions import Comparison, route_of
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.sheet import Sheet
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import REASONS, Option

_TYPES: dict[str, Asking] = {
    "select_one": "single",
    "select": "single",
    "select_multiple": "multi",
    "rank": "ranking",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "int": "number",
    "date": "date",
    "datetime": "date",
    "dateTime": "date",
    "time": "short_text",
    "text": "text",
    "string": "text",
    "gps": "short_text",
    "geopoint": "short_text",
    "barcode": "short_text",
}
GRID = "grid_"
"""Start of the name of a group that is a grid, where this program wrote the form."""
VALUE = "value"
"""Stands as the reason of an option that is a value, whatever its label seems to say."""

_LIMIT = re.compile(r"\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)(?:\s+and\s+|$)")
Row = Mapping[str, str]
Lists = Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True)
class _Group:
    """A group or repeat that is open: its name, label, condition, and whether it repeats."""

    name: str
    label: str
    relevant: str
    repeats: bool


def read_xlsform(sheets: Sequence[Sheet]) -> Definition:
    """Read a form: questions under their path, options under their list.

    Raises
    ------
    ExportError
        The workbook has no sheet "survey" with columns type and name.
    """
    by_name = {sheet.name.casefold(): sheet for sheet in sheets}
    survey = _rows(by_name.get("survey"))
    if not survey or not {"type", "name"} <= set(survey[0]):
        raise ExportError(
            "definition-unreadable",
            'The workbook is no XLSForm: it has no sheet "survey" with columns type and name.',
            where="the definition you named",
            do="Download the form again from KoboToolbox, ODK or Ona.",
        )
    lists = _lists(_rows(by_name.get("choices")))
    groups: list[_Group] = []
    asked: list[Asked] = []
    for row in survey:
        kind, _, rest = row["type"].strip().replace("begin_", "begin ").replace(
            "end_", "end ").partition(" ")  # fmt: skip
        if kind == "begin":
            groups.append(
                _Group(row["name"], _label(row), row.get("relevant", ""), "repeat" in rest)
            )
        elif kind == "end":
            del groups[-1:]
        elif kind in _TYPES:
            asked.append(_asked(row, _TYPES[kind], groups, _offered(rest, lists)))
    settings = _rows(by_name.get("settings"))
    title = settings[0].get("form_title", "") if settings else ""
    return Definition("xlsform", _routed(_with_names(_with_stems(asked))), title=title)


def _rows(sheet: Sheet | None) -> list[dict[str, str]]:
    if sheet is None:
        return []
    headings = [heading.strip() for heading in sheet.row(0)]
    rows = (dict(zip(headings, sheet.row(n), strict=True)) for n in range(1, len(sheet.rows)))
    return [row for row in rows if any(row.values())]


def _label(row: Row) -> str:
    """Return the label, of several languages English first."""
    labels = {key: value for key, value in row.items() if key.split("::")[0] == "label" and value}
    english = [value for key, value in labels.items() if "english" in key.casefold()]
    return plain(next(iter([*english, *labels.values()]), ""))


def _lists(rows: Sequence[Row]) -> dict[str, tuple[Option, ...]]:
    lists: dict[str, tuple[Option, ...]] = {}
    for row in rows:
        name = row.get("list_name") or row.get("list name") or ""
        if name and row.get("name"):
            offered = option(row["name"], _label(row))
            known = [reason for reason in REASONS if reason == row.get("reason")]
            if known or row.get("reason") == VALUE:
                offered = replace(offered, reason=known[0] if known else None)
            lists[name] = (*lists.get(name, ()), offered)
    return lists


def _offered(rest: str, lists: Lists) -> tuple[Option, ...]:
    """Return the options that a type names after select_one and its like."""
    name, _, more = rest.strip().partition(" ")
    offered = lists.get(name, ())
    return (*offered, Option("other", "Other")) if more.strip() == "or_other" else offered


def _asked(row: Row, kind: Asking, groups: Sequence[_Group], offered: tuple[Option, ...]) -> Asked:
    path = "/".join([*(group.name for group in groups), row["name"]])
    relevant = [part for part in (*(g.relevant for g in groups), row.get("relevant", "")) if part]
    limits = {sign: float(limit) for sign, limit in _LIMIT.findall(row.get("constraint", ""))}
    return Asked(
        id=path,
        text=_label(row) or row["name"],
        type=kind,
        group=path,
        options=offered if kind != "ranking" else (),
        items=offered if kind == "ranking" else (),
        routing=relevant[0] if len(relevant) == 1 else " and ".join(f"({r})" for r in relevant),
        stem=groups[-1].label if groups else "",
        repeat=next((group.name for group in groups if group.repeats), ""),
        low=limits.get(">="),
        high=limits.get("<="),
    )


def _with_stems(asked: Sequence[Asked]) -> list[Asked]:
    """Keep the label of a group as a stem where its questions are the rows of a grid.

    Rows of a grid share one list of options and nothing else stands in their group. A group
    that this program wrote for a grid says so by its name.
    """
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(one.id.rpartition("/")[0], []).append(one)
    grids = {name for name, rows in groups.items() if _is_grid(name, rows)}
    return [
        replace(one, group=group) if (group := one.id.rpartition("/")[0]) in grids
        else replace(one, stem="")
        for one in asked
    ]  # fmt: skip


def _with_names(asked: Sequence[Asked]) -> list[Asked]:
    """Name questions without their groups too, where one only has the name: exports may."""
    short = Counter(one.id.rpartition("/")[2] for one in asked)
    return [
        replace(one, inner=name) if name != one.id and short[name] == 1 else one
        for one in asked
        for name in [one.id.rpartition("/")[2]]
    ]


def _is_grid(name: str, rows: Sequence[Asked]) -> bool:
    if name.rpartition("/")[2].startswith(GRID):
        return True
    same = all((row.type, row.options) == (rows[0].type, rows[0].options) for row in rows)
    return len(rows) > 1 and bool(rows[0].stem) and bool(rows[0].options) and same


def _routed(asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Return the questions with the answers that decide who is asked."""
    by_name = {one.id.rpartition("/")[2]: one for one in asked}

    def gate_of(comparison: Comparison) -> Gate | None:
        gate = by_name.get(comparison.name.rpartition("/")[2])
        if gate is None or comparison.answer not in {option.code for option in gate.options}:
            return None
        if gate.type == "multi" and not comparison.listed:
            return None
        return Gate(gate.id, (comparison.answer,), chosen=comparison.equal)

    return tuple(replace(one, route=route_of(one.routing, gate_of)) for one in asked)
