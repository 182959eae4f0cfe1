"""Sides: the two tables whose difference is a change, and what they have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.compare.differences import Pairing, differences
from ffc_eval.analyse.compare.linkage import BOTH, ONE, WHO_ANSWERED, Linkage, linkage
from ffc_eval.analyse.compare.pairs import paired_block
from ffc_eval.analyse.estimate.domains import By
from ffc_eval.analyse.estimate.shares import item_block
from ffc_eval.errors import EstimateError, nearest
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

CROSS_SECTION = "repeated cross-section: different people may have answered in each wave"


@dataclass(frozen=True)
class Sides:
    """The rows of the earlier and of the later wave, in one order.

    Parameters
    ----------
    whole
        Rows of everybody, where the sides are only some of them.
    """

    first: Estimates
    second: Estimates
    pairing: Pairing
    whole: Estimates | None = None

    def only(self, statistic: str) -> Sides:
        """Return the sides with the rows of one statistic."""
        keep = (self.first.frame["statistic"] == statistic).to_numpy()
        first, second = (side.where(statistic=statistic) for side in (self.first, self.second))
        whole = self.whole.where(statistic=statistic) if self.whole else None
        return Sides(first, second, self.pairing.only(keep), whole)

    @property
    def gaps(self) -> pd.DataFrame:
        """The differences, p not yet adjusted."""
        return differences(self.first.frame, self.second.frame, self.pairing)

    @property
    def rows(self) -> list[Estimates]:
        """The tables that stand beside the differences."""
        whole = [self.whole] if self.whole else []
        return [*whole, self.first, self.second]


def sides_of(
    responses: Responses,
    design: Design,
    questions: Sequence[str],
    waves: tuple[str, str],
    by: By = (),
) -> list[Sides]:
    """Return what is to be compared: independent samples, pairs, or both apart.

    Raises
    ------
    EstimateError
        A wave holds no response.
    """
    for wave in waves:
        _check(responses, wave)
    both = only(responses, responses.context["wave"].isin(waves).to_numpy())
    link = linkage(both, waves)
    if link.kind == "cross_section":
        return [_independent(both, design, questions, waves, by)]
    if link.kind == "panel":
        return [_paired(both, link, design, questions, waves, by)]
    alone = ~both.context.index.isin([*link.earlier, *link.later])
    matched = _paired(both, link, design, questions, waves, by)
    rest = _independent(only(both, alone), design, questions, waves, by)
    everybody = item_block(both, design, questions, by=by)
    apart = [_named(matched, BOTH)]
    if set(both.context["wave"][alone]) == set(waves):
        apart.append(_named(rest, ONE))
    return [replace(apart[0], whole=everybody), *apart[1:]]


def _independent(
    responses: Responses, design: Design, questions: Sequence[str], waves: tuple[str, str], by: By
) -> Sides:
    made = item_block(responses, design, questions, by=by)
    first, second = (made.where(period=wave) for wave in waves)
    return Sides(first, second, Pairing(f"{waves[1]} - {waves[0]}", CROSS_SECTION))


def _paired(
    responses: Responses,
    link: Linkage,
    design: Design,
    questions: Sequence[str],
    waves: tuple[str, str],
    by: By,
) -> Sides:
    first, second, covariance, p_value = paired_block(responses, link, design, questions, by=by)
    note = f"panel: of the {len(link.later)} who answered both waves"
    pairing = Pairing(
        f"{waves[1]} - {waves[0]}", note, covariance, second.frame["df"].to_numpy(), p_value
    )
    return Sides(first, second, pairing)


def _named(sides: Sides, domain: str) -> Sides:
    """Return the sides as rows of the people of one kind of linkage."""
    first, second = (_in_domain(side, domain) for side in (sides.first, sides.second))
    return replace(sides, first=first, second=second)


def _in_domain(side: Estimates, domain: str) -> Estimates:
    frame = side.frame
    by = [f"{name} | {WHO_ANSWERED}".removeprefix(" | ") for name in frame["by"]]
    domains = [f"{name} | {domain}".removeprefix(" | ") for name in frame["domain"]]
    named = frame.assign(by=by, domain=domains).astype({"by": "str", "domain": "str"})
    return replace(side, frame=named)


def _check(responses: Responses, wave: str) -> None:
    if wave not in responses.waves:
        raise EstimateError(
            "wave-without-responses",
            f'Wave "{wave}" has no responses, so nothing can be compared with it.',
            do=nearest(wave, responses.waves),
        )


def only(responses: Responses, keep: NDArray[np.bool_]) -> Responses:
    """Return some of the responses, with the accounts of their waves."""
    if keep.all():
        return responses
    waves = set(responses.context["wave"][keep])
    return replace(
        responses,
        values=responses.values[keep],
        reasons=responses.reasons[keep],
        context=responses.context[keep],
        rows={name: rows for name, rows in responses.rows.items() if name in waves},
    )
