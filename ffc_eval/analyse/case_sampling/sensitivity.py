"""Sensitivity: the same comparison under other assumptions, and pairs of the same case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_sampling.agreement import graded
from ffc_eval.analyse.case_sampling.comparison import not_evidenced, rows_about, shared_cases
from ffc_eval.analyse.case_sampling.draw import DESIGN
from ffc_eval.analyse.compare.waves import change
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import pandas as pd

NE_OUT = "sensitivity: not evidenced left out of the base"
SAME_MIX = "sensitivity: the later wave with the earlier wave's mix of strata"
DRIFT = "sensitivity: less the drift found by marking cases again"


def sensitivity(
    responses: Responses,
    items: Sequence[str],
    *,
    waves: tuple[str, str],
    drift: Estimates | None = None,
    design: Design = DESIGN,
) -> Estimates:
    """Estimate the differences of ``compare_waves`` again under other assumptions.

    Parameters
    ----------
    responses, items, waves, design
        As for ``compare_waves``.
    drift
        What ``drift`` found, if cases were marked again.

    Returns
    -------
    Estimates
        "difference" rows of ``top_box``; ``note`` says which assumption was changed.
    """
    parts = [
        _differences(_without_ne(responses, items), items, waves, design, NE_OUT),
        _differences(_same_mix(responses, waves, design), items, waves, design, SAME_MIX),
    ]
    if drift is not None:
        plain = _differences(responses, items, waves, design, DRIFT)
        parts.append(_less_drift(plain, drift))
    return Estimates.concat(parts)


def pairs(responses: Responses, items: Sequence[str], *, waves: tuple[str, str]) -> Estimates:
    """Count cases read in both waves that were graded higher, the same or lower.

    Returns
    -------
    Estimates
        For each item three ``share`` rows (higher, same, lower) and a ``sign_test`` row with the
        exact two-sided p-value of those that moved.

    Notes
    -----
    Sign test: Dixon and Mood (1946); with two grades it is the exact test of McNemar.
    """
    step = "Cases read in both waves, as pairs."
    rows = [row for name in items for row in _pair_rows(responses, name, waves)]
    return Estimates.from_rows(rows, Provenance().then(step))


def _differences(
    responses: Responses,
    items: Sequence[str],
    waves: tuple[str, str],
    design: Design,
    note: str,
) -> Estimates:
    found = change(responses, design, items, waves=waves, adjustment="none")
    frame = found.frame
    tops = frame[frame["statistic"] == "top_box"]
    wanted = set(zip(tops["indicator"], tops["option"], strict=True))
    keep = rows_about(frame, wanted) & (frame["statistic"] == "difference")
    untested = float("nan")
    rows = frame[keep].assign(p_value=untested, p_adjusted=untested, note=note)
    return replace(found, frame=rows.reset_index(drop=True))


def _without_ne(responses: Responses, items: Sequence[str]) -> Responses:
    values, reasons = responses.values.copy(), responses.reasons.copy()
    for name in items:
        labels = not_evidenced(responses.instrument.question(name))
        out = values[name].isin(labels)
        values[name] = values[name].where(~out)
        reasons[name] = reasons[name].where(~out, "unknown")
    return replace(responses, values=values, reasons=reasons)


def _same_mix(responses: Responses, waves: tuple[str, str], design: Design) -> Responses:
    """Weight the later wave so that each stratum counts as it did in the earlier one."""
    if design.weight is None or design.stratum is None:
        return responses
    context = responses.context
    weight = context[design.weight].astype(float)
    totals = weight.groupby([context["wave"], context[design.stratum]]).sum()
    before, after = (totals[totals.index.get_level_values(0) == wave] for wave in waves)
    ratio = before.droplevel(0) / after.droplevel(0)
    factor = context[design.stratum].map(ratio).astype(float).fillna(1.0)
    later = context["wave"] == waves[1]
    return responses.with_context(**{design.weight: weight.where(~later, weight * factor)})


def _less_drift(plain: Estimates, drift: Estimates) -> Estimates:
    import numpy as np

    found = drift.where(statistic="drift_share").frame.set_index("indicator")
    frame = plain.frame[plain.frame["indicator"].isin(found.index)].reset_index(drop=True)
    moved = found.loc[frame["indicator"]].reset_index(drop=True)
    estimate = frame["estimate"] - moved["estimate"]
    down = np.hypot(frame["estimate"] - frame["conf_low"], moved["conf_high"] - moved["estimate"])
    up = np.hypot(frame["conf_high"] - frame["estimate"], moved["estimate"] - moved["conf_low"])
    return replace(
        plain,
        frame=frame.assign(
            estimate=estimate,
            std_error=np.hypot(frame["std_error"], moved["std_error"]),
            conf_low=estimate - down,
            conf_high=estimate + up,
            df=np.nan,
            method="difference less drift; limits squared and added",
        ),
    )


def _pair_rows(
    responses: Responses, item: str, waves: tuple[str, str]
) -> Iterator[Mapping[str, Any]]:
    question = responses.instrument.question(item)
    first, second = (_by_case(responses, item, wave, waves) for wave in waves)
    both = (first >= 0) & (second >= 0)
    moved = (second - first)[both]
    counts = {
        "higher": int((moved > 0).sum()),
        "same": int((moved == 0).sum()),
        "lower": int((moved < 0).sum()),
    }
    n = len(moved)
    shared = {
        "indicator": item,
        "question": question.text,
        "contrast": f"{waves[1]} - {waves[0]}",
        "base": "answered",
        "n": n,
        "n_missing": int((~both).sum()),
    }
    for option, count in counts.items():
        share = {"estimate": count / n} if n else {}
        about = {"option": option, "statistic": "share", "unit": "share", "count": count}
        yield {**shared, **about, **share, "method": "same case in both waves, unweighted"}
    yield {
        **shared,
        "statistic": "sign_test",
        "unit": "none",
        "p_value": _sign_test(counts["higher"], counts["lower"]),
        "method": "exact sign test of the cases that moved",
    }


def _by_case(responses: Responses, item: str, wave: str, waves: tuple[str, str]) -> pd.Series:
    import pandas as pd

    question = responses.instrument.question(item)
    codes = {option.label: option.code for option in question.options}
    here = responses.context["wave"] == wave
    marks = responses.values.loc[here, item].astype(object).map(codes).fillna("")
    cases = responses.context.loc[here, "person"]
    place = pd.Series(graded(marks, question), index=pd.Index(cases))
    return place[~place.index.duplicated()].reindex(shared_cases(responses, waves))


def _sign_test(higher: int, lower: int) -> float:
    from scipy.special import bdtr

    moved = higher + lower
    return min(1.0, 2 * float(bdtr(min(higher, lower), moved, 0.5))) if moved else float("nan")
