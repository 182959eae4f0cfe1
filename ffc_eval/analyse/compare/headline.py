"""Headline change: the top of each scale in two waves, and the smallest change that would show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ffc_eval.analyse.compare.detectable import smallest_detectable
from ffc_eval.analyse.compare.differences import Pairing, adjusted, differences, family_of
from ffc_eval.analyse.compare.waves import CROSS_SECTION
from ffc_eval.analyse.estimate import item_block
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses


def headline_change(
    responses: Responses, design: Design, questions: Sequence[str], *, waves: tuple[str, str]
) -> Estimates:
    """Estimate how the share at the top of each scale differs between two waves.

    Parameters
    ----------
    responses, design, waves
        As for ``change``.
    questions
        Questions that have a scale.

    Returns
    -------
    Estimates
        Of each question the ``top_box`` row of both waves, their ``difference`` (points), and a
        row ``smallest_detectable`` (points): the smallest change that this many people, at 80 %
        power, could have shown.

    Notes
    -----
    p-values are adjusted within the top boxes of the questions asked about.
    """
    both = item_block(responses, design, questions)
    before, after = (both.where(period=wave, statistic="top_box") for wave in waves)
    contrast = f"{waves[1]} - {waves[0]}"
    gaps = differences(before.frame, after.frame, Pairing(contrast, CROSS_SECTION))
    found = adjusted(gaps, [family_of("top_box", "")] * len(gaps), "holm")
    smallest = Estimates.from_rows(_detectable(before, after, contrast))
    made = Estimates.concat([before, after, Estimates(found), smallest])
    return replace(made, provenance=both.provenance.then(f"Compared waves {contrast}."))


def _detectable(before: Estimates, after: Estimates, contrast: str) -> Iterator[dict[str, Any]]:
    pairs = zip(before.frame.iterrows(), after.frame.iterrows(), strict=True)
    for (_, first), (_, second) in pairs:
        size = smallest_detectable(first["n_effective"], second["n_effective"], first["estimate"])
        yield {
            **{name: first[name] for name in ("indicator", "question", "option", "base")},
            "contrast": contrast,
            "statistic": "smallest_detectable",
            "unit": "points",
            "estimate": size,
            "count": min(first["count"], second["count"]),
            "n": min(first["n"], second["n"]),
            "method": "two independent shares, 80 % power, 5 % two-sided, effective sizes",
        }
