"""Pairs: the same people in two waves, both answers set in the later wave's design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.compare.linkage import Linkage
from ffc_eval.analyse.estimate.answers import questions_of
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.items import Item, items_of
from ffc_eval.analyse.estimate.means import means_of
from ffc_eval.analyse.estimate.one_pass import WavePass, table_of, waves_of
from ffc_eval.analyse.estimate.shares import block_items
from ffc_eval.analyse.estimate.variance import Ratios, totals_of, variances
from ffc_eval.analyse.weights.row_blocks import Column, Rows, Worked, blocks
from ffc_eval.analyse.weights.sampling import Sampling
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


def paired_block(
    responses: Responses, link: Linkage, design: Design, questions: Sequence[str], *, by: By = ()
) -> tuple[Estimates, Estimates, Floats, Floats]:
    """Estimate both waves for the people in both, and how the two go together.

    Parameters
    ----------
    responses
        Both waves.
    link
        Who is in both.
    design
        That of the later wave is kept whole; the pairs are a domain of it.
    questions, by
        As for ``item_block``; groups are those of the later wave.

    Returns
    -------
    tuple[Estimates, Estimates, Floats, Floats]
        Rows of the earlier and of the later wave, of people who answered the question in both;
        the covariance of each two rows; and p of the exact McNemar test, NaN where a t test is
        apt (means, and any design with weights, strata or clusters).

    Notes
    -----
    Change of a person is later less earlier; its variance is that of a mean of differences.
    McNemar (1947), exact by the binomial distribution of the pairs that differ.
    """
    later = responses.of_wave(str(responses.context.loc[link.later[0], "wave"]))
    earlier = _moved(responses, link, later)
    (wave,) = waves_of(later, design, by)
    asked = questions_of(responses, questions)
    matched = later.values.index.isin(link.later)
    couples = [
        _couple(first, second, matched)
        for question in asked
        for first, second in zip(
            block_items(earlier, question), block_items(later, question), strict=True
        )
    ]
    sides = [[couple[place] for couple in couples] for place in (0, 1)]
    first, second = (_table(wave, side) for side in sides)
    variance = _variances(wave, sides).ravel()
    errors = first.frame["std_error"].to_numpy(), second.frame["std_error"].to_numpy()
    covariance = (errors[0] ** 2 + errors[1] ** 2 - variance) / 2
    period = str(responses.context.loc[link.earlier[0], "wave"])
    before = replace(first, frame=first.frame.assign(period=period).astype({"period": "str"}))
    return before, second, covariance, _mcnemar(wave, couples)


def _moved(responses: Responses, link: Linkage, later: Responses) -> Responses:
    """Return the earlier answers in the rows of the later wave; empty for everybody else."""
    values = responses.values.loc[link.earlier].set_axis(link.later)
    reasons = responses.reasons.loc[link.earlier].set_axis(link.later)
    index = later.values.index
    return replace(
        later,
        values=values.reindex(index),
        reasons=reasons.astype("object").reindex(index).fillna("not_asked").astype("str"),
    )


def _couple(first: Item, second: Item, matched: Bools) -> tuple[Item, Item]:
    """Return both items among people who are in the base of both."""
    base = Worked(lambda rows: first.base[rows] & second.base[rows] & matched[rows])
    eligible = Worked(lambda rows: (first.eligible[rows] | second.eligible[rows]) & matched[rows])
    return _within(first, base, eligible), _within(second, base, eligible)


def _within(item: Item, base: Column, eligible: Column) -> Item:
    import numpy as np

    source = item.source
    if item.scores is not None:
        source = Worked(lambda rows: np.where(base[rows], item.source[rows], np.int8(-1)))
    return replace(item, source=source, base=base, eligible=eligible)


def _table(wave: WavePass, side: Sequence[Item]) -> Estimates:
    items = items_of(side)
    return table_of(wave, items, means_of(wave.sampling, wave.domains, items))


def _variances(wave: WavePass, sides: Sequence[Sequence[Item]]) -> Floats:
    """Return the variance of the mean difference of each item in each domain."""
    import numpy as np

    def read(rows: Rows) -> tuple[Floats, Floats]:
        before, after = (np.column_stack([item.numbers(rows) for item in side]) for side in sides)
        base = np.column_stack([item.base[rows] for item in sides[0]]).astype(float)
        return after - before, base

    ratios = Ratios(wave.domains, len(sides[0]), read)
    return variances(wave.sampling, ratios, totals_of(wave.sampling, ratios))


def _mcnemar(wave: WavePass, couples: Sequence[tuple[Item, Item]]) -> Floats:
    """Return p of the exact test, domain by domain; NaN where it is not apt."""
    import numpy as np
    from scipy.stats import binom

    found = np.full((len(wave.domains), len(couples)), np.nan)
    if not _plain(wave.sampling):
        return found.ravel()
    for column, (first, second) in enumerate(couples):
        if not first.binary:
            continue
        up, down = np.zeros((2, len(wave.domains)))
        for rows in blocks(len(wave.sampling)):
            gap = second.numbers(rows) - first.numbers(rows)
            up += (gap > 0) @ wave.domains.members[rows].astype(float)
            down += (gap < 0) @ wave.domains.members[rows].astype(float)
        least = np.minimum(up, down)
        found[:, column] = np.minimum(1.0, 2 * binom.cdf(least, up + down, 0.5))
    return found.ravel()


def _plain(sampling: Sampling) -> bool:
    """Whether people count alike and were drawn one by one from the whole."""
    first = sampling.stages[0]
    same = bool((sampling.weight == sampling.weight[0]).all())
    return same and sampling.one_by_one and len(first.units) == 1 and not sampling.replicates
