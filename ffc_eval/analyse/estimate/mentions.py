"""Mentions: each option's share of all that people ticked in a multiple choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.estimate.answers import share_items
from ffc_eval.analyse.estimate.cells import Cells, Number
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.intervals import wilson
from ffc_eval.analyse.estimate.items import Item
from ffc_eval.analyse.estimate.one_pass import WavePass, waves_of
from ffc_eval.analyse.estimate.variance import Ratios, block_rows, totals_of, variances
from ffc_eval.analyse.weights.row_blocks import Rows, blocks
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_WILSON = "share of ticks; Wilson interval on the effective n (t)"


def mentions(
    responses: Responses,
    design: Design,
    question: str,
    *,
    by: By = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Estimate how all ticks of a multiple choice divide among its options.

    Parameters
    ----------
    responses, design, by, conf_level
        As for ``proportion``.
    question
        A multiple choice. ``proportion`` gives the share of people instead, of those asked or
        those who answered as the question's base says; only shares of ticks add up to 100 %.

    Returns
    -------
    Estimates
        One row ``mention_share`` per wave, domain and option; base "mentioned". ``n`` is people
        who ticked something and ``count`` people who ticked the option; ``note`` says that the
        share is of ticks.

    Raises
    ------
    EstimateError
        The question is not a multiple choice.

    Notes
    -----
    A ratio of two totals, ticks of the option by all ticks; people are the unit of its
    linearised variance (Binder 1983). Checked by ``tests/golden/mentions.R``.
    """
    asked = responses.instrument.question(question)
    if asked.type != "multi":
        raise EstimateError(
            "not-a-multiple-choice",
            f'Question "{question}" takes one answer, so it has no share of ticks.',
            found=asked.type,
            do="Use ffc.proportion: the share of people choosing each option.",
        )
    rows = []
    for wave in waves_of(responses, design, by):
        items = share_items(wave.responses, replace(asked, base="mentioned"))
        rows += _rows(wave, items, conf_level)
    return Estimates.from_rows(rows, responses.provenance.then("Estimated shares of ticks."))


def _rows(wave: WavePass, items: list[Item], conf_level: float) -> list[dict[str, object]]:
    import numpy as np

    def ticks(rows: Rows) -> Floats:
        return np.column_stack([item.numbers(rows) for item in items])

    def read(rows: Rows) -> tuple[Floats, Floats]:
        found = ticks(rows)
        return found, found.sum(axis=1, keepdims=True)

    ratios = Ratios(wave.domains, len(items), read)
    totals = totals_of(wave.sampling, ratios)
    variance = variances(wave.sampling, ratios, totals)
    std_error = np.sqrt(variance)
    cells = Cells(wave, items[0].base, items[0].eligible)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = totals[0] / totals[1]
        kish = cells.counts["weight"] ** 2 / cells.counts["weight2"] - 1
        size = np.where(variance > 0, share * (1 - share) / variance, kish[:, None])
        low, high = wilson(share, size, cells.critical(conf_level)[:, None])
    count = np.zeros_like(share)
    for rows in blocks(len(wave.sampling), block_rows(max(len(items), len(wave.domains)))):
        count += wave.domains.members[rows].T @ ticks(rows)
    found = []
    for place, at in np.ndindex(share.shape):
        number = Number.at((place, at), (share, std_error, low, high), _WILSON)
        people = int(cells.counts["n"][place])
        said = f"share of {int(count[place].sum())} ticks by {people} people, not of people"
        about = replace(items[at].meaning, statistic="mention_share", base="mentioned", note=said)
        row = cells.row(place, about, number, conf_level)
        if "std_error" in row:
            row["n_effective"] = size[place, at]
        found.append({**row, "count": int(count[place, at])})
    return found
