"""XLSForms: the questionnaires of KoboToolbox, ODK and Ona."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ffc_eval.collect.ingest.definitions.definition import Asked, Asking, Definition
from ffc_eval.collect.ingest.headings import plain
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.sheet import Sheet
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Option

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
    path: list[str] = []
    asked: list[Asked] = []
    for row in survey:
        kind, _, rest = row["type"].strip().replace("begin_", "begin ").replace(
            "end_", "end ").partition(" ")  # fmt: skip
        if kind == "begin":
            path.append(row["name"])
        elif kind == "end":
            del path[-1:]
        elif kind in _TYPES:
            asked.append(_asked(row, _TYPES[kind], "/".join([*path, row["name"]]), rest, lists))
    return Definition("xlsform", tuple(asked))


def _rows(sheet: Sheet | None) -> list[dict[str, str]]:
    if sheet is None:
        return []
    headings = [heading.strip() for heading in sheet.row(0)]
    rows = (dict(zip(headings, sheet.row(n), strict=True)) for n in range(1, len(sheet.rows)))
    return [row for row in rows if any(row.values())]


def _label(row: Mapping[str, str]) -> str:
    """Return the label, of several languages English first."""
    labels = {key: value for key, value in row.items() if key.split("::")[0] == "label" and value}
    english = [value for key, value in labels.items() if "english" in key.casefold()]
    return plain(next(iter([*english, *labels.values()]), ""))


def _lists(rows: Sequence[Mapping[str, str]]) -> dict[str, tuple[Option, ...]]:
    lists: dict[str, tuple[Option, ...]] = {}
    for row in rows:
        name = row.get("list_name") or row.get("list name") or ""
        if name and row.get("name"):
            lists[name] = (*lists.get(name, ()), option(row["name"], _label(row)))
    return lists


def _asked(
    row: Mapping[str, str],
    kind: Asking,
    path: str,
    rest: str,
    lists: Mapping[str, tuple[Option, ...]],
) -> Asked:
    offered = lists.get(rest.split(" ", maxsplit=1)[0].strip(), ()) if rest else ()
    return Asked(
        id=path,
        text=_label(row) or row["name"],
        type=kind,
        group=path,
        options=offered if kind != "ranking" else (),
        items=offered if kind == "ranking" else (),
        routing=row.get("relevant", ""),
    )
