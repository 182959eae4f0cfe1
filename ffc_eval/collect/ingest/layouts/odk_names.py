"""Columns that KoboToolbox, Ona and ODK Central add to the answers, and what stands in the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.contents import distinct
from ffc_eval.collect.ingest.layout import Role

if TYPE_CHECKING:
    import pandas as pd

_DEVICE = frozenset(
    (
        "start",
        "end",
        "today",
        "username",
        "deviceid",
        "simserial",
        "subscriberid",
        "phonenumber",
        "meta/instanceid",
        "meta/instancename",
        "meta/rootuuid",
        "meta-instanceid",
        "meta-instancename",
        "instanceid",
    )
)
_KOBO = _DEVICE | frozenset(
    (
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_version",
        "_version_",
        "_tags",
        "_index",
        "_parent_table_name",
        "_parent_index",
        "_duration",
        "_last_edited_by",
        "_last_edited",
        "_date_modified",
        "_media_count",
        "_total_media",
        "_media_all_received",
        "_xform_id",
        "_xform_id_string",
        "_bamboo_dataset_id",
        "_geolocation",
        "_attachments",
        "_edited",
        "_review_state",
        "_review_comment",
        "formhub/uuid",
    )
)
_CENTRAL = _DEVICE | frozenset(
    (
        "submissiondate",
        "key",
        "submitterid",
        "submittername",
        "attachmentspresent",
        "attachmentsexpected",
        "status",
        "reviewstate",
        "edits",
        "formversion",
        "parent_key",
        "meta-entity",
        "meta-audit",
    )
)
_GEO = re.compile(r"_?(.*)_(?:latitude|longitude|altitude|precision)")
_LINKS = ("_submission__", "_parent")
_SET = re.compile(r"set-of-.*")
_URL = "_url"
_TICKS = frozenset(("0", "1", "true", "false"))
_FEWEST_OPTIONS = 2
_VERSION = re.compile(r"_+version_+(?:\d+)?")
_MARKED = 3
EMPTY = "n/a"


def role_of(heading: str, headings: Sequence[str] = (), *, central: bool = False) -> Role:
    """Say whether a column holds answers, or what the platform adds."""
    name = heading.casefold()
    known = _CENTRAL if central else _KOBO
    if name in known or name.startswith(_LINKS) or _VERSION.fullmatch(name):
        return "metadata"
    media = name.endswith(_URL) and heading[: -len(_URL)] in headings
    return "derived" if media or _GEO.fullmatch(name) or _SET.fullmatch(name) else "answer"


def places_on_map(headings: Sequence[str]) -> set[str]:
    """Return the questions whose answer is a place: its parts stand in columns beside it."""
    found = set()
    for heading in headings:
        group, slash, last = heading.rpartition("/")
        match = _GEO.fullmatch(last)
        if match:
            found |= {f"{group}{slash}{match[1]}", match[1]}
    return found


def ticked(headings: Sequence[str], data: pd.DataFrame) -> dict[str, list[int]]:
    """Return questions that have a column for each option, with the places of these.

    Beside a column of its own ("both"), or without one ("details"): then all are filled in a row,
    or none is, which columns of a group are not.
    """
    names = set(headings)
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        parent, _, last = heading.rpartition("/")
        if parent and last and role_of(heading) == "answer":
            places.setdefault(parent, []).append(place)
    return {
        parent: part
        for parent, part in places.items()
        if _are_ticks(part, data) and (parent in names or _all_or_none(part, data))
    }


def _are_ticks(places: Sequence[int], data: pd.DataFrame) -> bool:
    values = {value.casefold() for place in places for value in distinct(data[place])}
    return values - {EMPTY} <= _TICKS


def _all_or_none(places: Sequence[int], data: pd.DataFrame) -> bool:
    filled = data[list(places)].apply(lambda cells: ~cells.str.strip().isin(["", EMPTY]))
    count = filled.sum(axis=1)
    some = count[count > 0]
    return len(places) >= _FEWEST_OPTIONS and len(some) > 0 and bool((some == len(places)).all())


def blank_mark(headings: Sequence[str], data: pd.DataFrame, *, central: bool) -> bool:
    """Say whether "n/a" stands for empty, as Ona writes it; elsewhere people may type it."""
    ona = not central and not any("validation_status" in heading for heading in headings)
    marked = sum(bool((data[place] == EMPTY).any()) for place in range(len(headings)))
    return ona or marked >= _MARKED
