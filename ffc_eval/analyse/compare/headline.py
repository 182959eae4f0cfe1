"""Headline change: the top of each scale in two waves, and the smallest change that would show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ffc_eval.analyse.compare.detectable import smallest_detectable
from ffc_eval.analyse.compare.waves import change
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
    every = change(responses, design, questions, waves=waves)
    frame = every.frame
    tops = frame[frame["statistic"] == "top_box"]
    named = frame.set_index(["indicator", "option"]).index.isin(
        tops.set_index(["indicator", "option"]).index
    )
    wanted = frame["statistic"].isin(["top_box", "difference"]) & named
    kept = frame[wanted].reset_index(drop=True)
    headline = replace(every, frame=kept)
    return Estimates.concat([headline, Estimates.from_rows(_detectable(headline, waves))])


def _detectable(headline: Estimates, waves: tuple[str, str]) -> Iterator[dict[str, Any]]:
    before, after = (headline.where(period=wave, statistic="top_box").frame for wave in waves)
    for (_, first), (_, second) in zip(before.iterrows(), after.iterrows(), strict=True):
        size = smallest_detectable(first["n_effective"], second["n_effective"], first["estimate"])
        yield {
            **{name: first[name] for name in ("indicator", "question", "option", "base")},
            "contrast": f"{waves[1]} - {waves[0]}",
            "statistic": "smallest_detectable",
            "unit": "points",
            "estimate": size,
            "count": min(first["count"], second["count"]),
            "n": min(first["n"], second["n"]),
            "method": "two independent shares, 80 % power, 5 % two-sided, effective sizes",
        }
