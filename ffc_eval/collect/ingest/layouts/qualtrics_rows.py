"""What the metadata columns of a Qualtrics export say of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Column, Reading
from ffc_eval.collect.ingest.layouts.qualtrics_groups import SEEN_UNANSWERED
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import Problem
from ffc_eval.model.instrument import Reason

if TYPE_CHECKING:
    import pandas as pd

METADATA = frozenset(
    (
        "startdate",
        "enddate",
        "status",
        "ipaddress",
        "progress",
        "duration",
        "finished",
        "recordeddate",
        "recordid",
        "responseid",
        "responsesetid",
        "responseset",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "externaldatareference",
        "externalreference",
        "locationlatitude",
        "locationlongitude",
        "locationaccuracy",
        "distributionchannel",
        "userlanguage",
        "durationinseconds",
        "name",
        "email",
        "emailaddress",
    )
)
_TESTS = frozenset(
    (
        *("1", "2", "9", "17"),
        *("survey preview", "survey test", "preview", "test", "preview spam"),
        *("possible survey preview spam", "offline survey preview", "offline response preview"),
    )
)
_SPAM = frozenset(("8", "12", "spam", "possible spam", "imported spam"))
_DONE = frozenset(("1", "true", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar"))
_NOT_DONE = frozenset(("0", "false", "falsch", "faux", "falso", "onwaar"))
_DATED = ("recordeddate", "enddate", "startdate")
_PERSONS = ("externaldatareference", "externalreference", "recipientemail", "emailaddress")


def meta_name(heading: str) -> str:
    """Return a heading or import id as metadata columns are known by."""
    bare = heading.removeprefix("panel-").removeprefix("Location-")
    return "".join(letter for letter in compared(bare) if letter.isalnum())


def rows_reading(columns: tuple[Column, ...], data: pd.DataFrame, *, header_rows: int) -> Reading:
    """Return the reading of a file, with what its metadata columns say of each row."""
    by_name: dict[str, Column] = {}
    for column in columns:
        if column.role == "metadata":
            by_name.setdefault(meta_name(column.heading), column)
    status = by_name.get("status")
    identity = [by_name[name].id for name in ("responseid", "recordid") if name in by_name]
    persons = [by_name[name] for name in _PERSONS if name in by_name]
    kinds = None if status is None else _folded(data, status)
    test = None if kinds is None else kinds.isin(_TESTS)
    return Reading(
        header_rows=header_rows,
        columns=columns,
        identity=tuple(identity[:1]),
        person=next((c.id for c in persons if _folded(data, c).ne("").any()), ""),
        dated=tuple(by_name[name].id for name in _DATED if name in by_name),
        date_order="month first",
        partial=_partial(data, by_name),
        test=test,
        zeros="selected",
        blanks=_blanks(columns, data),
        separator=",",
        problems=(*_of_kinds(kinds, test), *_embedded(columns)),
    )


def _partial(data: pd.DataFrame, by_name: dict[str, Column]) -> pd.Series | None:
    """Say who stopped half way: by Finished, or by Progress where Finished cannot be read."""
    finished, progress = by_name.get("finished"), by_name.get("progress")
    if finished is not None:
        said = _folded(data, finished)
        if progress is None or said.isin(_DONE | _NOT_DONE | {""}).all():
            return ~said.isin(_DONE)
    return None if progress is None else _folded(data, progress) != "100"


def _folded(data: pd.DataFrame, column: Column) -> pd.Series:
    return data[column.place].str.strip().str.casefold()


def _blanks(columns: tuple[Column, ...], data: pd.DataFrame) -> dict[str, Reason]:
    """Say what "" means: where the download marks "seen but unanswered", "" is not seen."""
    marked = any(
        data[column.place].eq(SEEN_UNANSWERED).any()
        for column in columns
        if column.role == "answer"
    )
    return {SEEN_UNANSWERED: "blank", "": "not_asked"} if marked else {}


def _of_kinds(kinds: pd.Series | None, test: pd.Series | None) -> tuple[Problem, ...]:
    problems = []
    if test is not None and len(test) and test.all():
        problems.append(
            Problem(
                "all-rows-are-tests",
                "Qualtrics marks every row as a test or a preview.",
                FILE,
                f"{len(test)} rows",
                "Ask who ran the survey whether these are the right data before you use them.",
            )
        )
    spam = 0 if kinds is None else int(kinds.isin(_SPAM).sum())
    if spam:
        problems.append(
            Problem(
                "marked-as-spam",
                "Qualtrics marks some rows as spam; they are kept.",
                FILE,
                f"{spam} rows",
                "Look at them in Qualtrics, and delete there what no person sent.",
            )
        )
    return tuple(problems)


def _embedded(columns: tuple[Column, ...]) -> tuple[Problem, ...]:
    names = [
        column.heading
        for column in columns
        if column.role == "metadata"
        and not {meta_name(n) for n in (column.heading, *column.names)} & METADATA
        and column.names
        and not column.names[0].startswith(("QID", "Q_"))
    ]
    if not names:
        return ()
    return (
        Problem(
            "embedded-data",
            "Some columns were set by the survey or its contact list and were asked of nobody.",
            FILE,
            ", ".join(names[:20]) + (" and more" if len(names) > 20 else ""),
            "To split by one, add it to the instrument as a question, under its name here.",
        ),
    )
