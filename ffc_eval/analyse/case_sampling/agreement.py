"""Agreement between two readers who marked the same cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal

from ffc_eval.analyse.case_sampling.kappa import ac2, kappa_linear
from ffc_eval.analyse.estimate.intervals import wilson
from ffc_eval.errors import EstimateError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Trust = Literal["text only", "flagged", "sound", "unknown"]

TEXT_ONLY = 0.4
FLAGGED = 0.6
_CONF_LEVEL = 0.95
_EXACT = "Wilson interval (z, n)"
_KAPPA = "linearly weighted kappa; large-sample interval (Fleiss, Cohen and Everitt)"
_AC2 = "Gwet's AC2, linear weights; t interval over cases"


def agreement(marks: pd.DataFrame, instrument: Instrument, *, period: str = "") -> Estimates:
    """Estimate how far two readers agree, item by item.

    Parameters
    ----------
    marks
        One row a case and item: ``item`` (question id), ``first`` and ``second``, codes of
        grades. The second reader did not see the first grade.
    instrument
        The audit tool; its scales say which codes are grades and in what order.
    period
        The wave.

    Returns
    -------
    Estimates
        For each item, in the order of the tool: ``exact`` and ``within_one`` (shares),
        ``kappa_linear`` and ``ac2``. ``n`` cases graded by both; ``n_missing`` cases that one
        of them could not grade ("not evidenced", "not applicable", blank). The note says "text
        only" under a kappa of 0.4 and "flagged" under 0.6.

    Raises
    ------
    EstimateError
        An item has no scale with grades.
    """
    rows = [
        {**row, "period": period}
        for question in instrument
        if len(part := marks[marks["item"] == question.id])
        for row in _item_rows(part, question)
    ]
    step = "Agreement of two readers, the second blind to the first."
    return Estimates.from_rows(rows, Provenance().then(step))


def marks_of(first: Responses, second: Responses) -> pd.DataFrame:
    """Put two markings of the same cases side by side, as ``agreement`` and ``drift`` take them.

    Parameters
    ----------
    first, second
        The first and the second reader's grades, or those of the earlier wave and of the same
        cases marked again; a case is known by ``person``.

    Returns
    -------
    pandas.DataFrame
        One row a case and item with scores: ``item``, ``first`` and ``second``, codes; ""
        where a reader gave none. Cases that only one of them marked are left out.
    """
    import pandas as pd

    items = [
        question
        for question in first.instrument
        if any(option.score is not None for option in question.options)
    ]
    sides = [_codes_by_case(side, items) for side in (first, second)]
    both = sides[0].index.intersection(sides[1].index, sort=True)
    parts = [
        pd.DataFrame(
            {
                "item": question.id,
                "first": sides[0].loc[both, question.id].to_numpy(),
                "second": sides[1].loc[both, question.id].to_numpy(),
            }
        )
        for question in items
    ]
    return pd.concat(parts, ignore_index=True)


def _codes_by_case(responses: Responses, items: Sequence[Question]) -> pd.DataFrame:
    import pandas as pd

    columns = {
        question.id: responses.values[question.id]
        .astype(object)
        .map({option.label: option.code for option in question.options})
        .fillna("")
        for question in items
    }
    cases = pd.Index(responses.context["person"], name="case")
    table = pd.DataFrame(columns, index=responses.values.index).set_axis(cases)
    known: pd.DataFrame = table.loc[(cases != "") & ~cases.duplicated()]
    return known


def trust(estimates: Estimates) -> dict[str, Trust]:
    """Return for each item what its kappa allows: text only, flagged, or sound."""
    kappas = estimates.where(statistic="kappa_linear").frame
    return {
        item: _trust(kappa)
        for item, kappa in zip(kappas["indicator"], kappas["estimate"], strict=True)
    }


def _trust(kappa: float) -> Trust:
    if kappa != kappa:
        return "unknown"
    if kappa < TEXT_ONLY:
        return "text only"
    return "flagged" if kappa < FLAGGED else "sound"


def grades_of(question: Question) -> tuple[str, ...]:
    """Return the codes of an item's grades, lowest first.

    Raises
    ------
    EstimateError
        It has fewer than two options with a score.
    """
    scored = [
        (option.score, option.code) for option in question.options if option.score is not None
    ]
    if len(scored) < 2:
        raise EstimateError(
            "item-without-grades",
            f'Item "{question.id}" has no scale of grades.',
            do="Give its options scores, in the order of the grades.",
        )
    return tuple(code for _, code in sorted(scored))


def graded(marks: pd.Series, question: Question) -> Ints:
    """Return the place of each grade from the lowest, -1 where a case has none."""
    import numpy as np

    place = {code: number for number, code in enumerate(grades_of(question))}
    return np.array([place.get(_code(mark), -1) for mark in marks], dtype=np.int64)


def _code(mark: object) -> str:
    return str(int(mark)) if isinstance(mark, float) and mark == mark else str(mark).strip()


def _item_rows(marks: pd.DataFrame, question: Question) -> Iterator[Mapping[str, Any]]:
    first, second = (graded(marks[name], question) for name in ("first", "second"))
    both = (first >= 0) & (second >= 0)
    first, second = first[both], second[both]
    n = int(both.sum())
    shared = {
        "indicator": question.id,
        "question": question.text,
        "base": "answered",
        "conf_level": _CONF_LEVEL,
        "n": n,
        "n_missing": int((~both).sum()),
    }
    for statistic, most in (("exact", 0), ("within_one", 1)):
        hits = int((abs(first - second) <= most).sum())
        yield {**shared, "statistic": statistic, "unit": "share", **_share(hits, n)}
    if not n:
        return
    grades = len(grades_of(question))
    for statistic, method, found in (
        ("kappa_linear", _KAPPA, kappa_linear(first, second, grades)),
        ("ac2", _AC2, ac2(first, second, grades)),
    ):
        allowed = _trust(found.estimate) if statistic == "kappa_linear" else "sound"
        notes = [found.note, "" if allowed in ("sound", "unknown") else allowed]
        yield {
            **shared,
            "statistic": statistic,
            "unit": "none",
            "estimate": found.estimate,
            "std_error": found.std_error,
            "conf_low": found.conf_low,
            "conf_high": found.conf_high,
            "method": method,
            "note": "; ".join(note for note in notes if note),
        }


def _share(hits: int, n: int) -> Mapping[str, Any]:
    import numpy as np

    if not n:
        return {"count": 0, "method": "no base"}
    crit = NormalDist().inv_cdf(0.5 + _CONF_LEVEL / 2)
    share, size = np.array([hits / n]), np.array([float(n)])
    (low,), (high,) = wilson(share, size, np.array([crit]))
    return {
        "count": hits,
        "estimate": hits / n,
        "conf_low": low,
        "conf_high": high,
        "method": _EXACT,
    }
