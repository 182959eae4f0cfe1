"""The list of cases that a sample is drawn from, read from a table and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError, Problem
from ffc_eval.model.instrument import Instrument, Question

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.analyse.case_sampling import CaseFrame

CASE, FAMILY, AGE, LEFT_OUT = "case", "family", "age", "left_out"
_MOST_ROWS = 10


def read_case_list(path: Path, instrument: Instrument) -> CaseFrame:
    """Read every case open in the window: CSV or Excel, one heading row, one row a child.

    Parameters
    ----------
    path
        Columns ``case`` (its number), one for each question of the instrument's strata (its id
        or its wording), and if there are any ``left_out`` (why a case cannot be drawn),
        ``family`` and ``age``: then the youngest child of each family stands for it.
    instrument
        The audit tool: its ``strata`` make the strata, their options are the levels.

    Raises
    ------
    DesignError
        A column is missing, a case stands twice or has no stratum, or a level is not an option.
    """
    from ffc_eval.analyse.case_sampling import case_frame, one_per_family
    from ffc_eval.collect.ingest.opening import open_book

    sheet = open_book(path.read_bytes()).first
    strata = [instrument.question(name) for name in instrument.strata]
    names = _names(sheet.row(0), strata)
    cases = sheet.below(1).set_axis(names, axis=1).loc[:, _once(names)]
    cases = cases.apply(lambda column: column.str.strip())
    cases = cases[(cases != "").any(axis=1)]
    _refuse_other_levels(cases, strata)
    if {FAMILY, AGE} <= set(cases.columns):
        cases = one_per_family(_aged(cases))
    return case_frame(cases, by=[question.id for question in strata])


def levels(instrument: Instrument) -> Mapping[str, Sequence[str]]:
    """Return the options of the questions that make the strata, in their declared order."""
    return {
        name: [option.label for option in instrument.question(name).values]
        for name in instrument.strata
    }


def _names(headings: Sequence[str], strata: Sequence[Question]) -> list[str]:
    from ffc_eval.collect.ingest.headings import compared

    known = {"case number": CASE, "left out": LEFT_OUT}
    known |= {compared(question.text): question.id for question in strata}
    plain = [compared(heading) for heading in headings]
    return [known.get(heading, heading) for heading in plain]


def _once(names: Sequence[str]) -> list[bool]:
    return [name not in names[:place] for place, name in enumerate(names)]


def _aged(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the list with ages as numbers and a family of its own for whoever names none."""
    import pandas as pd

    return cases.assign(
        **{
            AGE: pd.to_numeric(cases[AGE], errors="coerce"),
            FAMILY: cases[FAMILY].where(cases[FAMILY] != "", "alone " + cases[CASE]),
        }
    )


def _refuse_other_levels(cases: pd.DataFrame, strata: Sequence[Question]) -> None:
    free = cases[cases[LEFT_OUT] == ""] if LEFT_OUT in cases else cases
    problems = []
    for question in strata:
        if question.id not in free.columns:
            continue
        labels = [option.label for option in question.values]
        wrong = free.index[~free[question.id].isin([*labels, ""])]
        if len(wrong):
            problems.append(
                Problem(
                    "frame-level-unknown",
                    f'A case has a "{question.id}" that the audit tool does not know.',
                    where="rows " + ", ".join(map(str, wrong[:_MOST_ROWS])),
                    found=f"{len(wrong)} rows",
                    do="Write it as in the instrument: " + "; ".join(labels) + ".",
                )
            )
    if problems:
        raise DesignError.of(problems)
