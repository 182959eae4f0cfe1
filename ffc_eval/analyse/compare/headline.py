"""Headline change: the top of each scale in two waves, and the smallest change that would show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ffc_eval.analyse.compare.detectable import smallest_detectable, smallest_detectable_in_pairs
from ffc_eval.analyse.compare.differences import adjusted, family_of
from ffc_eval.analyse.compare.sides import Sides, sides_of
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
        As for ``change``; panel and repeated cross-section are told apart in the same way.
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
    compared = [sides.only("top_box") for sides in sides_of(responses, design, questions, waves)]
    tables = [table for sides in compared for table in sides.rows]
    for sides in compared:
        gaps = sides.gaps
        families = [family_of("top_box", by) for by in sides.first.frame["by"]]
        tables.append(Estimates(adjusted(gaps, families, "holm")))
        tables.append(Estimates.from_rows(_detectable(sides, gaps["std_error"].tolist())))
    made = Estimates.concat(tables)
    step = f"Compared waves {waves[1]} - {waves[0]}."
    return replace(made, provenance=made.provenance.then(step))


def _detectable(sides: Sides, errors: Sequence[float]) -> Iterator[dict[str, Any]]:
    before, after = (side.frame.to_dict("records") for side in (sides.first, sides.second))
    for first, second, error in zip(before, after, errors, strict=True):
        if sides.pairing.paired:
            gap = second["estimate"] - first["estimate"]
            size = smallest_detectable_in_pairs(second["n"], gap, error)
            method = "share of the same people twice, 80 % power, 5 % two-sided"
        else:
            size = smallest_detectable(
                first["n_effective"], second["n_effective"], first["estimate"]
            )
            method = "two independent shares, 80 % power, 5 % two-sided, effective sizes"
        yield {
            **{name: first[name] for name in _SAME},
            "contrast": sides.pairing.contrast,
            "statistic": "smallest_detectable",
            "unit": "points",
            "estimate": size,
            "count": min(first["count"], second["count"]),
            "n": min(first["n"], second["n"]),
            "method": method,
        }


_SAME = ("indicator", "question", "option", "by", "domain", "base")
