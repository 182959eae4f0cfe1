"""Small surveys written as Markdown tables."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ffc_eval.model.instrument import Instrument, Option, Question, Wave
from ffc_eval.model.responses import Responses, RowAccount

YES_NO = (Option("1", "Yes", 1.0), Option("0", "No", 0.0))
CONTEXT = ("wave", "person", "weight", "stratum", "cluster", "fpc")


def read_table(markdown: str) -> pd.DataFrame:
    """Return the cells of a Markdown table as text."""
    lines = [line.strip().strip("|") for line in markdown.strip().splitlines()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return pd.DataFrame(cells[2:], columns=cells[0])


def responses_of(
    markdown: str,
    *,
    kind: str = "sample",
    frame: int | None = None,
    **changes: object,
) -> Responses:
    """Return responses: columns of ``CONTEXT`` describe the design, the rest are questions.

    A column of Yes and No is a single choice, of numbers a number, else a single choice of the
    words found. An empty cell is blank, "-" was not asked.
    """
    cells = read_table(markdown)
    questions, values = [], {}
    for name in cells.columns.difference(CONTEXT, sort=False):
        question, column = _column(name, cells[name].replace({"": None, "-": None}))
        change = changes.get(name)
        questions.append(replace(question, **change) if isinstance(change, dict) else question)
        values[name] = column
    answers = pd.DataFrame(values)
    reasons = pd.DataFrame({name: cells[name] for name in values})
    reasons = reasons.apply(lambda column: column.map({"": "blank", "-": "not_asked"}).fillna(""))
    context = pd.DataFrame({"wave": "w1", "person": ""}, index=answers.index)
    for name in cells.columns.intersection(CONTEXT):
        numeric = name in ("weight", "fpc")
        context[name] = cells[name].astype(float) if numeric else cells[name]
    for part in (answers, reasons, context):
        part.index = pd.Index([f"r{place}" for place in range(len(cells))], name="response")
    sizes = context["wave"].value_counts()
    waves = tuple(Wave(str(wave), str(wave), frame=frame) for wave in sorted(sizes.index))
    instrument = Instrument("small", "Small", tuple(questions), kind=kind, waves=waves)
    accounts = {str(wave): RowAccount(int(n), int(n), {}) for wave, n in sizes.items()}
    return Responses(instrument, answers, reasons.astype("str"), context, accounts)


def _column(name: str, cells: pd.Series) -> tuple[Question, pd.Series]:
    found = set(cells.dropna())
    if found <= {"Yes", "No"}:
        return Question(name, name, "single", YES_NO), _categories(cells, ["Yes", "No"])
    try:
        return Question(name, name, "number"), pd.to_numeric(cells).astype("Float64")
    except ValueError:
        levels = sorted(found)
        options = tuple(Option(level, level) for level in levels)
        return Question(name, name, "single", options), _categories(cells, levels)


def _categories(cells: pd.Series, levels: list[str]) -> pd.Series:
    return cells.astype(pd.CategoricalDtype(levels, ordered=True))
