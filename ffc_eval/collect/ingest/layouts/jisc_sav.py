"""JISC Online Surveys, SPSS file: coded names, with wordings and value labels inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ffc_eval.collect.ingest.headings import shared_start
from ffc_eval.collect.ingest.layout import Column, Layout, Reading
from ffc_eval.collect.ingest.layouts import spss
from ffc_eval.collect.ingest.layouts.jisc_coded import arranged, is_coded, parts_of
from ffc_eval.collect.ingest.ordinals import rank_of
from ffc_eval.collect.ingest.sheet import Book


def matches(book: Book) -> str:
    """Look for the names Q1, Q3_1, Q3_a that JISC gives to variables."""
    if book.container == "sav" and is_coded(book.dictionary["names"]):
        return "an SPSS data file whose variables are named as JISC names them (Q1, Q3_1, Q3_a)"
    return ""


def read(book: Book) -> Reading:
    """Read variables, those of one question together; JISC names no sets."""
    whole = spss.variables(book)
    data = book.first.below(0)
    columns: list[Column] = []
    for question, run in groupby(whole.columns, key=lambda column: parts_of(column.id)[0]):
        part = list(run)
        if question:
            part, data = arranged(_worded(part, question), data)
        else:
            part = [replace(column, role="metadata") for column in part]
        columns += [_ranked(column) for column in part]
    urn = [column.id for column in columns if column.role == "metadata"]
    return replace(
        whole,
        columns=tuple(columns),
        identity=tuple(urn[:1]),
        data=data,
        date_order="day first",
        partial=False,
    )


def _worded(part: Sequence[Column], question: str) -> list[Column]:
    """Tell the wording of a question from that of its options and items."""
    labels = [column.text for column in part]
    inner = [label for column, label in zip(part, labels, strict=True) if parts_of(column.id)[1]]
    start = shared_start(inner)
    above = next((column.text for column in part if not parts_of(column.id)[1]), "")
    text = above or start.strip(" -:") or question
    return [
        replace(
            column,
            question=question,
            text=text if code else column.text,
            label=column.text.removeprefix(start).strip() if code else "",
            code=code,
            shape="" if code else column.shape,
        )
        for column in part
        for code in [parts_of(column.id)[1]]
    ]


def _ranked(column: Column) -> Column:
    """Take an item whose codes are the ranks that their labels say for one of a ranking."""
    points = [option for option in column.options if option.reason is None]
    ranks = [rank_of(option.label) == _number(option.code) for option in points]
    if column.shape == "item" and len(points) > 1 and all(ranks):
        return replace(column, shape="rank")
    return column


def _number(code: str) -> float | None:
    return float(code) if code.isdigit() else None


LAYOUT = Layout(
    "jisc_online_surveys",
    "JISC Online Surveys, SPSS file",
    verified=False,
    matches=matches,
    read=read,
)
