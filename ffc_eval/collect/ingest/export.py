"""Export: what one file holds, read, with its questions drafted and its personal data put away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ffc_eval.collect.ingest.coded_columns import Coded, CodedColumns
from ffc_eval.collect.ingest.layout import DateOrder
from ffc_eval.errors import ExportError, Problem, nearest
from ffc_eval.model.instrument import Question, Reason
from ffc_eval.model.responses import HoldOut

if TYPE_CHECKING:
    import pandas as pd

Written = Literal["cell", "option columns", "joined", "item columns", "ranked list"]
"""How the answers to a question stand in the file."""

WITHHELD = "withheld"
"""Stands in a quarantined column where a person wrote something."""


@dataclass(frozen=True)
class Block:
    """A question as an export holds it.

    Parameters
    ----------
    question
        Drafted from the file and its definition.
    columns
        Ids of the columns of ``Export.cells`` that hold it; one an option or item where the
        question is written so, else one.
    names
        What it may be found under: platform id, export name, heading.
    written
        How its answers stand in the file.
    separator
        Between the answers of one cell.
    group
        The question as people count questions: the items of a grid share one.
    missing
        Cells and the reason they stand for.
    other
        Typed text beside a closed question.
    personal
        Quarantined: never part of an instrument.
    """

    question: Question
    columns: tuple[str, ...]
    names: tuple[str, ...]
    written: Written = "cell"
    separator: str = ""
    group: str = ""
    missing: tuple[tuple[str, Reason], ...] = ()
    other: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Export:
    """One export file, read.

    Parameters
    ----------
    platform, verified, rule
        Which layout matched, whether it was checked on a real export, and by what rule.
    header_rows
        Rows above the first respondent.
    sha256, encoding
        Of the file.
    blocks
        Its questions.
    cells
        One row a row of the file, one str column an answer column; personal cells hold
        ``WITHHELD`` in place of what was written.
    marks
        Same rows: what the file itself says of a row, one boolean column a ``HoldOut``.
    unmarked
        Reasons that the file cannot say.
    metadata
        Headings of columns that are not answers, personal ones included.
    derived
        Headings of columns that the platform worked out: topics, timings, scores.
    personal
        Columns quarantined.
    dates
        When each response was given; missing where the file does not say.
    mode
        How each person answered; "" where the file does not say.
    identity
        The platform's response id of each row, "" where there is none; never shown.
    person
        What tells one person from another, "" where nothing does; never shown.
    zeros
        What 0 in the column of an option means: left out, nothing, or selected.
    tables
        Repeat groups, each an export of its own, by name.
    definition_differences
        Where a definition and the data disagree.
    dated, zone
        The column that says when each response was given, and the time zone that the file names
        for it; "" where it names none: times are then of an unknown local clock.
    title
        Of the questionnaire, "" where the file gives none.
    coded_columns
        The columns of ``cells`` as codes, as far as they were worked out already.
    """

    platform: str
    verified: bool
    rule: str
    header_rows: int
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    cells: pd.DataFrame = field(repr=False)
    marks: pd.DataFrame = field(repr=False)
    unmarked: tuple[HoldOut, ...]
    metadata: tuple[str, ...]
    derived: tuple[str, ...]
    personal: tuple[str, ...]
    dates: pd.Series = field(repr=False)
    mode: pd.Series = field(repr=False)
    identity: pd.Series = field(repr=False)
    person: pd.Series = field(repr=False)
    date_order: DateOrder = ""
    zeros: Literal["left out", "nothing", "selected"] = "left out"
    blanks: Mapping[str, Reason] = field(default_factory=dict)
    other_replaces: bool = False
    tables: Mapping[str, Export] = field(default_factory=dict)
    free_text: tuple[str, ...] = ()
    definition_differences: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    dated: str = ""
    zone: str = ""
    title: str = ""

    coded_columns: CodedColumns | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The drafted questions, personal ones included."""
        return tuple(block.question for block in self.blocks)

    @property
    def groups(self) -> tuple[str, ...]:
        """Questions as people count them: a grid is one."""
        return tuple(dict.fromkeys(block.group for block in self.blocks if not block.other))

    @property
    def people(self) -> pd.Series:
        """True for each row that a person sent: neither blank nor a duplicate."""
        return ~(self.marks["blank"] | self.marks["duplicate"])

    def coded(self, column: str) -> Coded:
        """Return one column of the cells as codes."""
        if self.coded_columns is None or self.coded_columns.cells is not self.cells:
            return Coded.of(self.cells[column])
        return self.coded_columns[column]

    def block(self, question: str) -> Block:
        """Return the block of the drafted question of that id.

        Raises
        ------
        ExportError
            There is none.
        """
        for block in self.blocks:
            if block.question.id == question:
                return block
        raise ExportError(
            "no-such-question",
            f'The export has no question "{question}".',
            do=nearest(question, [block.question.id for block in self]),
        )
