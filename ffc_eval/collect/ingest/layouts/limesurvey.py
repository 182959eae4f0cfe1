"""LimeSurvey: headings as codes, as codes with text, or as text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role, Shape
from ffc_eval.collect.ingest.sheet import Book

if TYPE_CHECKING:
    import pandas as pd

_METADATA = frozenset(
    (
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "token",
        "startdate",
        "datestamp",
        "ipaddr",
        "refurl",
        "attribute_1",
        "completed",
    )
)
_WORDS = {
    "response id": "id",
    "date submitted": "submitdate",
    "last page": "lastpage",
    "start language": "startlanguage",
    "seed": "seed",
    "token": "token",
    "date started": "startdate",
    "date last action": "datestamp",
    "ip address": "ipaddr",
    "referrer url": "refurl",
}
_TIMES = re.compile(r"interviewtime|grouptime\d+|\w+time")
_TIME_WORDS = re.compile(r"total time|group time.*|question time.*")
_CODE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)((?:\[[^\]]+\])*)(?:\. (.*)|)", re.DOTALL)
_TEXT = re.compile(r"(.*?)((?:\s*\[[^\[\]]+\])+)\s*", re.DOTALL)
_YES_NO = frozenset(("yes", "no", "n/a", "y", "n", ""))


def matches(book: Book) -> str:
    """Look for the response id and the date of submission, as codes or in words."""
    if book.container not in ("csv", "xlsx"):
        return ""
    names = [_known(heading) for heading in book.first.row(0)]
    if "id" in names[:3] and "submitdate" in names and {"lastpage", "startlanguage"} & set(names):
        return "columns id, submitdate and lastpage or startlanguage, as LimeSurvey names them"
    return ""


def _known(heading: str) -> str:
    code = _code_of(heading).casefold()
    return code if code in _METADATA else _WORDS.get(compared(heading), "")


def _code_of(heading: str) -> str:
    match = _CODE.fullmatch(heading)
    return match[1] + match[2] if match else ""


def read(book: Book) -> Reading:
    """Read headings in whichever of their three forms."""
    headings = book.first.row(0)
    data = book.first.below(1)
    coded = sum(bool(_code_of(heading)) for heading in headings) > len(headings) / 2
    ids = unique([_id(heading, coded=coded) for heading in headings])
    columns = tuple(
        _column(place, ids[place], heading, data, coded=coded)
        for place, heading in enumerate(headings)
    )
    by_name = {_known(column.heading): column for column in columns if column.role == "metadata"}
    submitted = by_name["submitdate"]
    return Reading(
        header_rows=1,
        columns=_shaped(columns, data),
        identity=(by_name["id"].id,),
        person=by_name["token"].id if "token" in by_name else "",
        dated=tuple(by_name[n].id for n in ("submitdate", "datestamp", "startdate")
                    if n in by_name),
        date_order="year first",
        partial=data[submitted.place].str.strip().isin(["", "N/A"]),
        blanks={"N/A": "not_asked"},
    )  # fmt: skip


def _id(heading: str, *, coded: bool) -> str:
    return _code_of(heading) or plain(heading) if coded else plain(heading)


def _column(place: int, id: str, heading: str, data: pd.DataFrame, *, coded: bool) -> Column:
    role = _role(heading, id, coded=coded)
    if role != "answer":
        return Column(place, id, heading, role, question=id)
    parts = _CODE.fullmatch(heading) if coded else None
    if parts is None:
        split = _TEXT.fullmatch(heading)
        stem, subs = (split[1], split[2]) if split else (heading, "")
        return Column(place, id, heading, question=plain(stem), text=stem,
                      label=_inside(subs), code=_inside(subs), numbered=True)  # fmt: skip
    question, subs, text = parts.groups()
    code = "_".join(re.findall(r"\[([^\]]+)\]", subs))
    split = _TEXT.fullmatch(text or "")
    stem = split[1] if split and code else text or question
    label = _inside(split[2]) if split and code else code
    return Column(place, id, heading, question=question, text=stem, label=label, code=code)


def _inside(text: str) -> str:
    """Return what stands between square brackets."""
    return " ".join(plain(part) for part in re.findall(r"\[([^\[\]]+)\]", text))


def _role(heading: str, id: str, *, coded: bool) -> Role:
    if _known(heading):
        return "metadata"
    code = id.casefold()
    if coded and "[" not in code and _TIMES.fullmatch(code):
        return "timing"
    return "timing" if not coded and _TIME_WORDS.fullmatch(compared(heading)) else "answer"


def _shaped(columns: tuple[Column, ...], data: pd.DataFrame) -> tuple[Column, ...]:
    """Say what each column holds, from the codes and cells of its whole question."""
    whole: dict[str, list[Column]] = {}
    for column in columns:
        if column.role == "answer" and column.code and not _is_aside(column):
            whole.setdefault(column.question, []).append(column)
    shapes = {name: _shape(part, data) for name, part in whole.items()}
    return tuple(
        column
        if column.role != "answer" or not column.code
        else replace(column, shape="other" if _is_aside(column) else shapes[column.question])
        for column in columns
    )


def _is_aside(column: Column) -> bool:
    return column.code.casefold() == "other" or column.code.endswith("comment")


def _shape(columns: list[Column], data: pd.DataFrame) -> Shape:
    values = {compared(v) for column in columns for v in distinct(data[column.place])}
    return "option" if values and values <= _YES_NO else "item"


LAYOUT = Layout("limesurvey", "LimeSurvey", verified=True, matches=matches, read=read)
