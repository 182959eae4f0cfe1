"""Standardised change: what two waves would show if the same mix of people had answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.compare.headline import headline_change
from ffc_eval.analyse.compare.linkage import linkage
from ffc_eval.analyse.compare.sides import only
from ffc_eval.analyse.weights.raking import rake
from ffc_eval.analyse.weights.sampling import sampling_of
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]


def standardised_change(
    responses: Responses,
    design: Design,
    questions: Sequence[str],
    *,
    waves: tuple[str, str],
    mix: Sequence[str],
) -> Estimates:
    """Estimate the headline change with the earlier wave weighted to the later wave's mix.

    Parameters
    ----------
    responses, design, questions, waves
        As for ``headline_change``, two waves of different people.
    mix
        Single-choice questions or context columns whose make-up is held as in the later wave,
        each by itself, such as role and locality.

    Returns
    -------
    Estimates
        The rows of ``headline_change``; ``note`` says what was held and how many people of groups
        seen in one wave only were left out.

    Raises
    ------
    EstimateError
        The waves hold the same people: their change needs no standardisation.

    Notes
    -----
    Direct standardisation by raking both waves to the later wave's margins; the later weights
    stay as they are. Standard errors take that mix as given (Deville and Särndal 1992).
    """
    both = only(responses, responses.context["wave"].isin(waves).to_numpy())
    if linkage(both, waves).kind != "cross_section":
        raise EstimateError(
            "mix-of-a-panel",
            "Two waves of the same people have no mix to be held the same.",
            do="Use ffc.compare: it compares each person with themselves.",
        )
    kept = only(both, _in_both(both, waves, mix))
    weighted = rake(kept, design, _margins(kept, design, waves[1], mix))
    made = headline_change(weighted.responses, weighted.design, questions, waves=waves)
    said = f"mix of {' and '.join(mix)} as in {waves[1]}"
    if lost := len(both) - len(kept):
        said += f"; {lost} people of groups seen in one wave only left out"
    note = [f"{text}; {said}".removeprefix("; ") for text in made.frame["note"]]
    return replace(made, frame=made.frame.assign(note=note).astype({"note": "str"}))


def _in_both(responses: Responses, waves: tuple[str, str], mix: Sequence[str]) -> Bools:
    """Return who is of a group that both waves have, or of none known."""
    import numpy as np

    wave = responses.context["wave"].to_numpy()
    keep = np.ones(len(responses), dtype=bool)
    for name in mix:
        column = responses.column(name).astype("object")
        shared = set(column[wave == waves[0]].dropna()) & set(column[wave == waves[1]].dropna())
        keep &= (column.isin(shared) | column.isna()).to_numpy()
    return keep


def _margins(
    responses: Responses, design: Design, wave: str, mix: Sequence[str]
) -> Mapping[str, Mapping[str, float]]:
    later = responses.of_wave(wave)
    weight = sampling_of(later, design).weight
    found = {}
    for name in mix:
        column = later.column(name).astype("object")
        known = column.notna().to_numpy()
        sizes = {
            str(level): float(weight[(column == level).to_numpy()].sum())
            for level in dict.fromkeys(column[known])
        }
        whole = sum(sizes.values())
        found[name] = {level: size / whole for level, size in sizes.items()}
    return found
