"""Change between two waves: of independent samples, or of the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.analyse.compare.differences import adjusted, family_of
from ffc_eval.analyse.compare.multiplicity import Adjustment
from ffc_eval.analyse.compare.sides import Sides, sides_of
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses


def change(
    responses: Responses,
    design: Design,
    questions: Sequence[str],
    *,
    waves: tuple[str, str],
    by: By = (),
    adjustment: Adjustment = "holm",
) -> Estimates:
    """Estimate how two waves differ.

    Parameters
    ----------
    responses
        Both waves. Pseudonyms decide how they are compared: as two independent samples where
        fewer than half of the later wave's were in the earlier; else as pairs.
    design, by
        As for ``proportion``; each wave has a design of its own.
    questions
        Closed or number questions asked in both waves.
    waves
        The earlier, then the later.
    adjustment
        Of the p-values within a family: one statistic by one set of domains.

    Returns
    -------
    Estimates
        The rows of ``item_block`` for both waves (of a panel, of those who answered both), then
        for each a row "difference": later less earlier, in points for shares (0.15 is 15
        points). ``n`` and ``count`` are those of the smaller base; ``note`` says how the waves
        are linked and names the family. Where some people are matched and some are not, both
        stand apart: ``by`` is "who answered", never one average of the two.

    Raises
    ------
    EstimateError
        A wave holds no response.

    Notes
    -----
    Shares and nets: the Wilson limits of the two waves squared and added (Newcombe 1998; of
    pairs with their correlation). Means: t interval. p-values: t test with the design-based
    variance; of pairs without weights or clusters the exact McNemar test of a share. Checked by
    ``tests/golden/change.R`` and ``tests/golden/panel.R``.
    """
    compared = sides_of(responses, design, questions, waves, by)
    tables = [table for sides in compared for table in sides.rows]
    tables += [_adjusted(sides, adjustment) for sides in compared]
    made = Estimates.concat(tables)
    step = f"Compared waves {waves[1]} - {waves[0]}."
    return replace(made, provenance=made.provenance.then(step))


def _adjusted(sides: Sides, adjustment: Adjustment) -> Estimates:
    frame = sides.first.frame
    keys = zip(frame["statistic"], frame["by"], strict=True)
    families = [family_of(statistic, by) for statistic, by in keys]
    return Estimates(adjusted(sides.gaps, families, adjustment))
