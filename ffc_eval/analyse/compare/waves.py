"""Change between two waves of a repeated cross-section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ffc_eval.analyse.compare.differences import Pairing, adjusted, differences, family_of
from ffc_eval.analyse.compare.multiplicity import Adjustment
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.shares import item_block
from ffc_eval.errors import EstimateError, nearest
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

CROSS_SECTION = "repeated cross-section: different people may have answered in each wave"


def change(
    responses: Responses,
    design: Design,
    questions: Sequence[str],
    *,
    waves: tuple[str, str],
    by: By = (),
    adjustment: Adjustment = "holm",
) -> Estimates:
    """Estimate how two waves differ, as two independent samples.

    Parameters
    ----------
    responses
        Both waves.
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
        The rows of ``item_block`` for both waves, then for each a row "difference": later less
        earlier, in points for shares (0.15 is 15 points). ``n`` and ``count`` are those of the
        smaller base; ``note`` names the family.

    Raises
    ------
    EstimateError
        A wave holds no response.

    Notes
    -----
    Shares and nets: the Wilson limits of the two waves squared and added (Newcombe 1998). Means:
    t interval. p-values: t test with the design-based variance of both waves. Checked by
    ``tests/golden/change.R``.
    """
    for wave in waves:
        _check(responses, wave)
    both = item_block(_only(responses, waves), design, questions, by=by)
    sides = [both.where(period=wave).frame for wave in waves]
    contrast = f"{waves[1]} - {waves[0]}"
    gaps = differences(sides[0], sides[1], Pairing(contrast, CROSS_SECTION))
    keys = zip(sides[0]["statistic"], sides[0]["by"], strict=True)
    found = adjusted(gaps, [family_of(statistic, by) for statistic, by in keys], adjustment)
    step = f"Compared waves {contrast}."
    tables = [*(Estimates(side) for side in sides), Estimates(found)]
    return replace(Estimates.concat(tables), provenance=both.provenance.then(step))


def _check(responses: Responses, wave: str) -> None:
    if wave not in responses.waves:
        raise EstimateError(
            "wave-without-responses",
            f'Wave "{wave}" has no responses, so nothing can be compared with it.',
            do=nearest(wave, responses.waves),
        )


def _only(responses: Responses, waves: tuple[str, str]) -> Responses:
    keep = responses.context["wave"].isin(waves)
    if keep.all():
        return responses
    return replace(
        responses,
        values=responses.values[keep],
        reasons=responses.reasons[keep],
        context=responses.context[keep],
        rows={name: rows for name, rows in responses.rows.items() if name in waves},
    )
