"""SPSS .sav and .zsav: labels, missing values and multiple-response sets stand in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.contents import distinct, is_number
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Shape
from ffc_eval.collect.ingest.layouts.jisc_coded import is_coded
from ffc_eval.collect.ingest.layouts.spss_groups import with_mentions, with_ticks
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.scales import reason_of
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.model.instrument import Option, Reason

if TYPE_CHECKING:
    import pandas as pd

IDS = (
    "responseid",
    "respid",
    "respondentid",
    "respondent_id",
    "caseid",
    "case_id",
    "uuid",
    "urn",
    "id",
)
_DATE_FORMATS = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS", "QYR", "MOYR",
                 "WKYR", "%t")  # fmt: skip


def matches(book: Book) -> str:
    """Look at the kind of file; one with the names of JISC is a layout of its own."""
    if book.container != "sav" or is_coded(book.dictionary["names"]):
        return ""
    return "the file is an SPSS data file"


def read(book: Book) -> Reading:
    """Read variables by their labels, value labels, missing values and sets."""
    alone = variables(book)
    columns, data = with_mentions(alone.columns, book.first.below(0))
    return replace(alone, columns=tuple(with_ticks(columns, data)), data=data)


def variables(book: Book) -> Reading:
    """Read every variable by itself, those of a set of the file together."""
    words = book.dictionary
    data = book.first.below(0)
    sets = {
        name: whole for whole, entry in words["sets"].items() for name in entry["variable_list"]
    }
    columns = tuple(
        _column(place, name, words, sets.get(name, ""), data[place])
        for place, name in enumerate(words["names"])
    )
    ids = [column.id for column in columns if column.role == "metadata"]
    return Reading(
        header_rows=0,
        columns=columns,
        identity=tuple(ids[:1]),
        dated=response_dates(columns),
        date_order="year first",
    )


_DATED = (
    "received",
    "enddate",
    "recordeddate",
    "submitdate",
    "startdate",
    "date_completed",
    "completed_on",
    "interview_date",
    "date_of_response",
)


def response_dates(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the dates that say, by their names, when a response was given."""
    dates = {column.id.casefold(): column.id for column in columns if column.shape == "date"}
    return tuple(dates[name] for name in _DATED if name in dates)


def _column(
    place: int, name: str, words: Mapping[str, Any], whole: str, cells: pd.Series
) -> Column:
    if name.casefold() in IDS and not words["values"].get(name):
        return Column(place, name, name, "metadata")
    label = words["labels"].get(name) or name
    entry = words["sets"].get(whole, {})
    values = words["values"].get(name, {})
    missing = dict(_missing(words, name, values, cells))
    return Column(
        place,
        name,
        name,
        question=whole or name,
        text=(entry.get("label") or whole) if whole else label,
        label=label if whole else "",
        code=name if whole else "",
        shape=_shape(words, name, entry, cells),
        options=_options(values, missing) if not entry.get("is_dichotomy") else (),
        missing=tuple(missing.items()),
        names=(label,),
    )


def _shape(
    words: Mapping[str, Any], name: str, entry: Mapping[str, Any], cells: pd.Series
) -> Shape:
    if entry:
        return "option" if entry["is_dichotomy"] else "item"
    return labelled_shape(words, name, cells, ())


def labelled_shape(
    words: Mapping[str, Any], name: str, cells: pd.Series, tags: Sequence[str]
) -> Shape:
    """Return what a variable holds, from its format and its values without missing ones."""
    kind = words["formats"].get(name, "")
    if kind.startswith(_DATE_FORMATS):
        return "date"
    values = [value for value in distinct(cells) if value not in tags]
    return "number" if values and all(map(is_number, values)) else ""


def _options(values: Mapping[str, str], missing: Mapping[str, Reason]) -> tuple[Option, ...]:
    """Return the labelled codes; () where only missing values have labels."""
    if not set(values) - set(missing):
        return ()
    return tuple(
        replace(option(code, label), reason=missing.get(code) or reason_of(label))
        for code, label in values.items()
    )


def _missing(
    words: Mapping[str, Any], name: str, values: Mapping[str, str], cells: pd.Series
) -> Iterator[tuple[str, Reason]]:
    """Yield every value that the file declares missing, with the reason its label gives."""
    ranges = words["missing_ranges"].get(name)
    if not ranges:
        return
    seen = dict.fromkeys([*values, *distinct(cells)])
    for code in seen:
        if any(_within(code, entry["lo"], entry["hi"]) for entry in ranges):
            yield code, reason_of(values.get(code, "")) or "unknown"


def _within(code: str, low: Any, high: Any) -> bool:
    if isinstance(low, str) or isinstance(high, str):
        return str(low).strip() <= code <= str(high).strip()
    try:
        return bool(low <= float(code) <= high)
    except ValueError:
        return False


LAYOUT = Layout("spss", "SPSS data file", verified=True, matches=matches, read=read)
