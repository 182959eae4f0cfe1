"""Response rates: who answered, of whom, by group; and who is missing against the frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

METHOD = "people who answered by people asked; a count, not an estimate"


def response_rate(
    responses: Responses, *, frame: Mapping[str, Mapping[str, int]] | None = None
) -> Estimates:
    """Count who answered, of those asked, by wave and by group of the frame.

    Parameters
    ----------
    responses
        The rows kept.
    frame
        By column (a question or context column) the number on the list in each group; of every
        wave.

    Returns
    -------
    Estimates
        ``response_rate`` rows, shares 0 to 1: overall from the instrument's ``asked`` (else the
        size of the list), then each group. ``n`` is the number asked. With a frame also
        ``coverage`` rows: the group's share of respondents less its share of the frame, in
        points; below 0 the group is missing from the answers.

    Notes
    -----
    A rate has no sampling interval: everybody asked is counted. Where more answered than the
    list names, there is no rate and ``note`` says so.
    """
    rows: list[dict[str, Any]] = []
    known = {wave.id: wave for wave in responses.instrument.waves}
    for wave in responses.waves:
        answered = int((responses.context["wave"] == wave).sum())
        plan = known.get(wave)
        asked = plan.asked or plan.frame if plan else None
        rows.append(_rate(wave, "", "", answered, asked))
        for column, sizes in (frame or {}).items():
            rows += _group_rows(responses.of_wave(wave), wave, column, sizes)
    return Estimates.from_rows(rows, responses.provenance.then("Counted response rates."))


def _rate(wave: str, by: str, domain: str, answered: int, asked: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "indicator": "response_rate",
        "question": "People who answered, of those asked",
        "by": by,
        "domain": domain,
        "period": wave,
        "statistic": "response_rate",
        "unit": "share",
        "base": "asked",
        "count": answered,
    }
    if not asked:
        return {**row, "method": "no base", "note": "not known how many were asked"}
    row |= {"n": asked, "n_missing": max(asked - answered, 0)}
    if answered > asked:
        return {**row, "method": "no rate", "note": "more answered than the list names"}
    return {**row, "estimate": answered / asked, "method": METHOD}


def _group_rows(
    responses: Responses, wave: str, column: str, sizes: Mapping[str, int]
) -> list[dict[str, Any]]:
    counts = responses.column(column).astype("str").value_counts()
    answered = {group: int(counts.get(group, 0)) for group in sizes}
    rows = [_rate(wave, column, group, answered[group], size) for group, size in sizes.items()]
    people, listed = sum(answered.values()), sum(sizes.values())
    if not people or not listed:
        return rows
    shares = [(group, answered[group] / people - size / listed) for group, size in sizes.items()]
    return rows + [
        {
            "indicator": "coverage",
            "question": "Share of those who answered less share of the list",
            "by": column,
            "domain": group,
            "period": wave,
            "statistic": "coverage",
            "unit": "points",
            "base": "answered",
            "estimate": points,
            "count": answered[group],
            "n": people,
            "n_missing": len(responses) - people,
            "method": "share of respondents less share of the frame; a count, not an estimate",
        }
        for group, points in shares
    ]
