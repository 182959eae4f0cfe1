"""What the cells of a column look like: numbers, dates, a few repeated answers, free text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.coded_columns import Coded, sampling_step, words
from ffc_eval.collect.ingest.dates import is_time, style_of
from ffc_eval.collect.ingest.headings import compared
from ffc_eval.collect.ingest.layout import Shape
from ffc_eval.collect.ingest.scales import is_point, reason_of, recognise

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = re.compile(r"[+-]?(?=\.?\d)(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?")
_MANGLED = re.compile(r"\d(?:\.\d+)?E\+\d{2}")
_MOST_OPTIONS = 40
_LONG = 60
_SHORT = 3
_MOST_SINGLE = 2
_TRIVIAL = re.compile(
    r"(?:no|none|nope|nil|nothing|ok|okay|n/?\.?a\.?|not applicable|not really|yes|"
    r"no comments?|none at all|nothing (?:else|really|to add)|no thanks?(?: you)?|"
    r"(?:no )?thank(?:s| you)|[\W_]*)[\s.!]*"
)
_OPEN = re.compile(
    r"\bcomments?\b|\banything (?:else|more|you)|\b(?:please|can you|could you) (?:tell us|say|"
    r"explain|describe|give)\b|^(?:other|others)\b|\bother[.:?)]*$|\bspecify\b|"
    r"\b(?:describe|explain|suggestions?|feedback)\b|^(?:\W*\w+[.)] )?why\b|\bwhy\?*$|"
    r"\bhow (?:could|can|might) (?:we|it|they|this|the|your|things)\b|\bwhat would\b|"
    r"\bimproved?(?: on)?\W*$|\bwhat (?:could|can|should|might)\b|\b(?:be|done|do) better\b|"
    r"\bown words\b|\bwhat (?:went|worked) (?:well|badly)\b|\btell us\b|"
    r"\bhow (?:did|do) you feel\b|\breasons? (?:for|why)\b"
)
"""Words of a heading that asks people to write."""
_SAMPLE = 5_000


def stripped(cells: pd.Series) -> pd.Series:
    """Return the cells without surrounding spaces."""
    return cells.str.strip()


def distinct(cells: pd.Series) -> list[str]:
    """Return the different filled cells, in order of first appearance."""
    found = dict.fromkeys(map(str.strip, words(cells.unique())))
    return [cell for cell in found if cell]


def sample(cells: pd.Series) -> pd.Series:
    """Return the cells, of a very long column every so many."""
    return cells.iloc[:: sampling_step(len(cells))]


def is_number(text: str) -> bool:
    """Say whether a text is a number as people type it."""
    if text.isdecimal():
        return True
    return bool(text) and _NUMBER.fullmatch(text) is not None and any(map(str.isdigit, text))


def mangled_ids(cells: pd.Series) -> int:
    """Count ids that a spreadsheet turned into powers of ten ("1.2E+11")."""
    return int(cells.str.fullmatch(_MANGLED.pattern).sum())


def shape_of(cells: pd.Series | Coded, *, heading: str = "", open_question: bool = False) -> Shape:
    """Find what a column without definition holds.

    Parameters
    ----------
    heading
        Wording of the question; one that invites comments is closed only on a known scale.
    open_question
        The platform says that people typed: never a closed question.

    Notes
    -----
    Closed where the values are points of a known scale, or where at least seven in ten answers
    are repeated ones, or all but two values are, and there are at most 40 values. "No", "none"
    and the like are not counted, so comments among which they are common stay text; and at most
    two values of one person each may be short enough to be options. Longer ones become "Other".
    """
    counts = Coded.of(cells).sampled
    values = sorted(counts, key=lambda value: -counts[value])
    if not values:
        return "text" if open_question else ""
    first = values[:_SAMPLE]
    told = [value for value in first if any(map(str.isalnum, value)) and not reason_of(value)]
    if all(map(is_number, told or first)):
        return "number"
    if all(map(is_time, first)):
        return "short_text"
    style = style_of(first)
    if style.read and style.unread == 0:
        return "date"
    known = len(values) <= _MOST_OPTIONS and recognise(values) is not None
    if open_question or not (known or (not invites_words(heading) and _closed(counts))):
        return "text"
    return "single"


def _closed(counts: dict[str, int]) -> bool:
    told = {value: n for value, n in counts.items() if not _TRIVIAL.fullmatch(compared(value))}
    if not told:
        return True
    repeated = [count for count in told.values() if count > 1]
    single = [value for value, count in told.items() if count == 1 and not is_point(value)]
    share = 1 - len(single) / sum(told.values())
    if not repeated or len(repeated) > _MOST_OPTIONS:
        return False
    if sum(len(value.split()) <= _SHORT for value in single) > _MOST_SINGLE:
        return False
    return share >= 0.7 or (len(single) <= _MOST_SINGLE and share >= 0.5)


def invites_words(heading: str) -> bool:
    """Whether the wording of a question asks people to write."""
    return _OPEN.search(compared(heading)) is not None


def joined_by(cells: pd.Series | Coded, wanted: str = "") -> str:
    """Return what joins several answers in one cell, or ""; look only for one wanted separator.

    ";" at the end of every cell is the sign of Microsoft Forms; elsewhere a separator counts only
    where its parts come back in different company, so that "a, b" in a sentence does not.
    """
    values = list(Coded.of(cells).sampled)[:_SAMPLE]
    if values and all(value.endswith(";") for value in values) and wanted in ("", ";"):
        return ";"
    for separator in (wanted,) if wanted else (";", ",", "|"):
        if _recombined(values, separator):
            return separator
    return ""


def _recombined(values: Sequence[str], separator: str) -> bool:
    cells = [value.split(separator) for value in values]
    several = [parts for parts in cells if len(parts) > 1]
    if len(several) < 2 or (separator == "," and any(", " in value for value in values)):
        return False
    parts = {part.strip() for cell in cells for part in cell}
    if len(parts) > 20 or "" in parts or any(len(part) > _LONG for part in parts):
        return False
    if all(map(is_number, parts)) and separator == ",":
        return False
    times = [sum(part in [p.strip() for p in cell] for cell in cells) for part in parts]
    return sum(count > 1 for count in times) >= 0.7 * len(parts)


def ranked(frame: pd.DataFrame) -> bool:
    """Say whether every filled row holds different whole numbers from 1 up."""
    filled = frame.apply(stripped)
    rows = filled[(filled != "").all(axis=1)].drop_duplicates().head(_SAMPLE)
    width = frame.shape[1]
    wanted = {str(place) for place in range(1, width + 1)}
    return width > 1 and len(rows) > 1 and all(set(row) == wanted for row in rows.to_numpy())
