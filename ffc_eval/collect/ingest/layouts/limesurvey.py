"""LimeSurvey: headings as codes, as codes with text, or as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared, plain, unique
from ffc_eval.collect.ingest.layout import Column, Layout, Reading, Role
from ffc_eval.collect.ingest.layouts.limesurvey_columns import NOT_SHOWN, shaped
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
_ATTRIBUTE = re.compile(r"attribute_\d+")
_BOTH = "id. Response ID"
_FILES = "[filecount]"
_CODE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)((?:\[[^\]]+\])*)(?:\. (.*)|)", re.DOTALL)
_TEXT = re.compile(r"(.*?)((?:\s*\[[^\[\]]+\])+)\s*", re.DOTALL)
_SAID_OTHER = "-oth-"
_ANONYMOUS = "1980-01-01"
"""Day that stands in place of the date where a survey hides when people answered."""


def matches(book: Book) -> str:
    """Look for the response id and the date of submission, as codes or in words."""
    if book.container not in ("csv", "xlsx"):
        return ""
    headings = book.first.row(0)
    names = [_known(heading) for heading in headings]
    if "id" in names[:3] and "submitdate" in names and {"lastpage", "startlanguage"} & set(names):
        return "columns id, submitdate and lastpage or startlanguage, as LimeSurvey names them"
    if headings[0] == _BOTH and any(_CODE.fullmatch(heading) for heading in headings[1:]):
        return f'the first heading is "{_BOTH}", as LimeSurvey writes a code with its text'
    return ""


def _known(heading: str) -> str:
    code = _code_of(heading).casefold()
    return code if code in _METADATA or _ATTRIBUTE.fullmatch(code) else _words(heading)


def _words(heading: str) -> str:
    return _WORDS.get(compared(heading), "")


def _code_of(heading: str) -> str:
    match = _CODE.fullmatch(heading)
    return match[1] + match[2] if match else ""


def read(book: Book) -> Reading:
    """Read headings in whichever of their three forms."""
    headings = book.first.row(0)
    data = _without_marks(book.first.below(1), headings)
    coded = sum(bool(_code_of(heading)) for heading in headings) > len(headings) / 2
    ids = unique([_id(heading, coded=coded) for heading in headings])
    columns = [
        _column(place, ids[place], heading, coded=coded) for place, heading in enumerate(headings)
    ]
    by_name = {_known(column.heading): column for column in columns if column.role == "metadata"}
    shapes, data = shaped(columns, data)
    return Reading(
        header_rows=1,
        columns=shapes,
        identity=(by_name["id"].id,),
        person=by_name["token"].id if "token" in by_name else "",
        dated=tuple(_dated(by_name, data)),
        date_order="year first",
        partial=_partial(by_name, data),
        blanks={NOT_SHOWN: "not_asked"},
        data=data,
    )


def _without_marks(data: pd.DataFrame, headings: Sequence[str]) -> pd.DataFrame:
    """Write "Other" for the code of it, which every question with a text beside it may hold."""
    beside = {_code_of(heading).removesuffix("[other]") for heading in headings}
    data = data.copy()
    for place, heading in enumerate(headings):
        if _code_of(heading) in beside and (data[place] == _SAID_OTHER).any():
            data[place] = data[place].mask(data[place] == _SAID_OTHER, "Other")
    return data


def _dated(by_name: Mapping[str, Column], data: pd.DataFrame) -> Iterator[str]:
    for name in ("submitdate", "datestamp", "startdate"):
        column = by_name.get(name)
        if column and not data[column.place].str.startswith(_ANONYMOUS).any():
            yield column.id


def _partial(by_name: Mapping[str, Column], data: pd.DataFrame) -> pd.Series | None:
    submitted = by_name.get("submitdate")
    return data[submitted.place].str.strip().isin(["", NOT_SHOWN]) if submitted else None


def _id(heading: str, *, coded: bool) -> str:
    return _code_of(heading) or plain(heading) if coded else plain(heading)


def _column(place: int, id: str, heading: str, *, coded: bool) -> Column:
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
    if coded and id.endswith(_FILES):
        return "derived"
    code = id.casefold()
    if coded and "[" not in code and _TIMES.fullmatch(code):
        return "timing"
    return "timing" if not coded and _TIME_WORDS.fullmatch(compared(heading)) else "answer"


LAYOUT = Layout("limesurvey", "LimeSurvey", verified=True, matches=matches, read=read)
