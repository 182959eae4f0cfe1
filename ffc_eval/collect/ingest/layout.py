"""What a layout is: how the file of one platform is recognised and what its columns are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ffc_eval.collect.ingest.sheet import Book, Sheet
from ffc_eval.errors import Problem
from ffc_eval.model.instrument import Option, Reason

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["answer", "metadata", "derived", "timing", "parent"]
"""An answer belongs to a question; a parent column only carries the heading of its children."""

Shape = Literal[
    "", "single", "option", "joined", "item", "rank", "ranked_list", "number", "date", "text",
    "short_text", "other",
]  # fmt: skip
"""What a column holds of its question.

option: one option of a multi-select; joined: all options of it in one cell; item: one row of a
grid; rank: the rank of one item; ranked_list: items in order in one cell; other: text typed
beside a closed question; "": to be found from its cells.
"""

DateOrder = Literal["", "day first", "month first", "year first"]

EMPTY_UNTOLD = (
    "an empty cell is a question not shown or not answered; the export does not say which"
)
"""Said of a column whose kinds of emptiness cannot be told apart."""


@dataclass(frozen=True)
class Column:
    """One column of an export, as its platform names it.

    Parameters
    ----------
    place
        Position in the sheet, from 0.
    id
        Platform id or export name; unique in the export.
    heading
        As it stands in the file.
    role
        Whether it holds answers.
    question
        Id of the question it belongs to; its own id where it stands alone.
    group
        The question as people count questions, where that is more than ``question``: the rows of
        a grid of checkboxes are questions of one group.
    text, stem
        Wording of that question, and what stands above it in a grid.
    label, code
        Of the option or item that the column is about.
    shape
        What it holds.
    options
        Answers that a definition offers.
    missing
        Cell and the reason it stands for.
    names
        Further names it may be found under: a platform's inner id.
    numbered
        ``question`` is only our count of the questions: another export may count otherwise.
    identifies
        The questionnaire says that the answer names a person.
    zone
        Time zone that the file names for the times in the column.
    """

    place: int
    id: str
    heading: str
    role: Role = "answer"
    question: str = ""
    group: str = ""
    text: str = ""
    stem: str = ""
    label: str = ""
    code: str = ""
    shape: Shape = ""
    options: tuple[Option, ...] = ()
    missing: tuple[tuple[str, Reason], ...] = ()
    names: tuple[str, ...] = ()
    numbered: bool = False
    identifies: bool = False
    zone: str = ""


@dataclass(frozen=True)
class Reading:
    """What a layout says of a file.

    Parameters
    ----------
    header_rows
        Rows above the first respondent.
    columns
        Every column of the first sheet.
    identity
        Columns whose values together tell one response from another; () where the file has none.
    person
        Column that tells one person from another, "" where the file has none.
    dated
        Columns that say when the response was given, the best first.
    mode
        Column that says how the person answered (paper, online), "" where the file has none.
    date_order
        How the platform writes dates; "" where that depends on the file.
    partial, test
        One truth value a row; False where the platform exports none; None where the file cannot
        say.
    zeros
        What 0 in the column of an option means: the person left it out; nothing; or that they
        chose it, where every filled cell means chosen.
    blanks
        Cells that stand for an emptiness in every column, with its reason.
    separator
        Between the options of a multi-select in one cell; "" where any may stand; None where
        several answers in one cell must not be inferred.
    other_replaces
        Typed text takes the place of the option.
    data
        Rows of respondents where the layout had to rewrite them; None where they stand as they
        are below the headings.
    tables
        Repeat groups: a sheet each, under the name of the group.
    notes
        What the export cannot tell apart, by column id.
    """

    header_rows: int
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ()
    person: str = ""
    dated: tuple[str, ...] = ()
    mode: str = ""
    date_order: DateOrder = ""
    partial: pd.Series | Literal[False] | None = None
    test: pd.Series | Literal[False] | None = None
    zeros: Literal["left out", "nothing", "selected"] = "left out"
    blanks: Mapping[str, Reason] = field(default_factory=dict)
    separator: str | None = ""
    other_replaces: bool = False
    data: pd.DataFrame | None = field(default=None, repr=False)
    tables: Mapping[str, Sheet] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One layout of one platform.

    Parameters
    ----------
    platform
        Name that ``--platform`` takes.
    name
        What people call it.
    verified
        Whether it was checked on a real export.
    matches
        Return the rule that a file matches, in words, or "".
    read
        Return what the file holds.
    """

    platform: str
    name: str
    verified: bool
    matches: Callable[[Book], str] = field(repr=False)
    read: Callable[[Book], Reading] = field(repr=False)
