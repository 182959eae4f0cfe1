"""The frame: every case that could be drawn, its stratum, and those left out with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError, Problem, nearest

if TYPE_CHECKING:
    import pandas as pd

LEFT_OUT = "left_out"
SIBLING = "sibling of the index child"
JOIN = " | "


@dataclass(frozen=True)
class CaseFrame:
    """The cases of a reference window.

    Parameters
    ----------
    cases
        Index ``case`` (text, unique, in order), the columns of ``by`` as text, and ``left_out``:
        why a case cannot be drawn, "" where it can.
    by
        Variables that make the strata, the one whose levels may be merged last.
    """

    cases: pd.DataFrame
    by: tuple[str, ...]

    @property
    def eligible(self) -> pd.DataFrame:
        """The cases that can be drawn."""
        return self.cases[self.cases[LEFT_OUT] == ""]

    @property
    def hash(self) -> str:
        """SHA-256 of every case with its stratum and reason; the order of the rows is no part."""
        digest = hashlib.sha256(JOIN.join(self.by).encode())
        for row in self.cases[[*self.by, LEFT_OUT]].sort_index().itertuples(name=None):
            digest.update(("\x1f".join(row) + "\x1e").encode())
        return digest.hexdigest()

    @property
    def account(self) -> dict[str, int]:
        """Cases by why they are left out, "" for those that can be drawn."""
        counts = self.cases[LEFT_OUT].value_counts()
        return {str(reason): int(counts[reason]) for reason in sorted(counts.index)}


def case_frame(
    cases: pd.DataFrame,
    *,
    case: str = "case",
    by: Sequence[str] = ("locality", "plan"),
    left_out: str = LEFT_OUT,
) -> CaseFrame:
    """Check a list of cases and make the frame of it.

    Parameters
    ----------
    cases
        One row a case: all open in the window with at least six weeks of work.
    case, left_out
        Columns with the case number and with the reason why a case cannot be drawn (moved in
        mid-window, restricted access, related to staff); the second may be missing.
    by
        Columns that make the strata.

    Raises
    ------
    DesignError
        A column is missing, a case stands twice, or a case has no stratum; all at once.
    """
    problems = [_no_column(name, cases) for name in (case, *by) if name not in cases.columns]
    if problems:
        raise DesignError.of(problems)
    text = cases[[case, *by]].fillna("").astype("str").apply(lambda column: column.str.strip())
    reason = cases[left_out].fillna("").astype("str").str.strip() if left_out in cases else ""
    frame = text.rename(columns={case: "case"}).assign(**{LEFT_OUT: reason})
    problems = [*_twice(frame), *_without_stratum(frame, by)]
    if problems:
        raise DesignError.of(problems)
    return CaseFrame(frame.set_index("case").sort_index(), tuple(by))


def one_per_family(
    cases: pd.DataFrame, *, family: str = "family", age: str = "age"
) -> pd.DataFrame:
    """Leave out all but the youngest child of each family, so that siblings count once.

    The others stay in the list with the reason "sibling of the index child". Children who are
    left out already are passed over; of two of one age the first case number stands.
    """
    import pandas as pd

    reason = cases[LEFT_OUT] if LEFT_OUT in cases else pd.Series("", index=cases.index)
    free = cases[reason.fillna("") == ""].sort_values([age, "case"], kind="stable")
    others = free[free.duplicated(family)].index
    return cases.assign(**{LEFT_OUT: reason.where(~reason.index.isin(others), SIBLING)})


def _no_column(name: str, cases: pd.DataFrame) -> Problem:
    return Problem(
        "frame-column-missing",
        f'The list of cases has no column "{name}".',
        do=nearest(name, [str(column) for column in cases.columns]),
    )


def _twice(frame: pd.DataFrame) -> list[Problem]:
    rows = [place + 1 for place, again in enumerate(frame["case"].duplicated()) if again]
    if not rows:
        return []
    return [
        Problem(
            "case-twice",
            "A case stands in the list more than once.",
            where="rows " + ", ".join(map(str, rows[:10])),
            found=f"{len(rows)} rows too many",
            do="Keep one row a case; of siblings, one index child a family.",
        )
    ]


def _without_stratum(frame: pd.DataFrame, by: Sequence[str]) -> list[Problem]:
    empty = (frame[["case", *by]] == "").any(axis=1) & (frame[LEFT_OUT] == "")
    rows = [place + 1 for place, missing in enumerate(empty) if missing]
    if not rows:
        return []
    return [
        Problem(
            "case-without-stratum",
            "A case has no number, or no value for a variable that makes the strata.",
            where="rows " + ", ".join(map(str, rows[:10])),
            found=f"{len(rows)} rows",
            do="Fill it in, or give the reason why the case is left out.",
        )
    ]
