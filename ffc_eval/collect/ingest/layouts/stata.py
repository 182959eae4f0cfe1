"""Stata .dta: labels and tagged missing values stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts.spss import IDS, labelled_shape, response_dates
from ffc_eval.collect.ingest.options import option
from ffc_eval.collect.ingest.scales import reason_of
from ffc_eval.collect.ingest.sheet import Book
from ffc_eval.model.instrument import Reason

if TYPE_CHECKING:
    import pandas as pd

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def matches(book: Book) -> str:
    """Look at the kind of file."""
    return "the file is a Stata data file" if book.container == "dta" else ""


def read(book: Book) -> Reading:
    """Read variables by their labels, value labels and tagged missing values."""
    words = book.dictionary
    data = book.first.below(0)
    columns = tuple(
        _column(place, name, words, data[place]) for place, name in enumerate(words["names"])
    )
    ids = [column.id for column in columns if column.role == "metadata"]
    return Reading(
        header_rows=0,
        columns=columns,
        identity=tuple(ids[:1]),
        dated=response_dates(columns),
        date_order="year first",
    )


def _column(place: int, name: str, words: Mapping[str, Any], cells: pd.Series) -> Column:
    values = words["values"].get(name, {})
    if name.casefold() in IDS and not values:
        return Column(place, name, name, "metadata")
    label = words["labels"].get(name) or name
    tags = dict.fromkeys([*words["tagged"].get(name, ()), *(v for v in values if v in _LETTERS)])
    missing: dict[str, Reason] = {tag: reason_of(values.get(tag, "")) or "unknown" for tag in tags}
    offered = tuple(
        replace(option(code, text), reason=reason_of(text))
        for code, text in values.items()
        if code not in missing
    )
    return Column(
        place,
        name,
        name,
        question=name,
        text=label,
        shape=labelled_shape(words, name, cells, tuple(missing)),
        options=offered,
        missing=tuple(missing.items()),
        names=(label,),
    )


LAYOUT = Layout("stata", "Stata data file", verified=False, matches=matches, read=read)
