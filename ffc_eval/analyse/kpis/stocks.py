"""Children in care and on plans, side by side: change in numbers and in per cent, and together."""

from __future__ import annotations

from typing import Any

from ffc_eval.analyse.kpis.indicator import Definitions, Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.analyse.kpis.shares import refuse_across_break
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates

CARE, PLANS = "K08", "K12"
JOINT = f"{CARE} + {PLANS}"


def count_row(indicator: Indicator, period: str, count: int) -> dict[str, Any]:
    """Return the row of one count of children."""
    return {**_common(indicator.id, indicator.name, ""), **_counted(period, count)}


def care_and_plans(
    definitions: Definitions, counts: Estimates, earlier: Period, later: Period
) -> Estimates:
    """Return both stocks at two dates, each change both ways, and the two together.

    Parameters
    ----------
    definitions
        Caveats are taken from here and stand in ``note``.
    counts
        Count rows of K08 and of K12 at both dates.
    earlier, later
        The two periods, counted on their last day.

    Returns
    -------
    Estimates
        The four counts; a change each as people ("difference") and as a share of the earlier
        count ("relative_difference"); the same for the sum, indicator "K08 + K12".

    Raises
    ------
    IndicatorError
        One of the four counts is missing, or a definition changed between the dates.
    """
    labels = (earlier.label, later.label)
    care, plans = (_pair(counts, name, labels) for name in (CARE, PLANS))
    rows: list[dict[str, Any]] = []
    for name, pair in ((CARE, care), (PLANS, plans)):
        indicator = definitions.indicator(name)
        refuse_across_break(indicator, earlier, later)
        rows += _both_ways(_common(name, indicator.name, indicator.caveat), labels, pair)
    caveat = definitions.indicator(CARE).caveat
    note = f"A child both in care and on a plan is counted twice. {caveat}".strip()
    both = _common(JOINT, "Children in care or on a protection plan", note)
    rows += _both_ways(both, labels, (care[0] + plans[0], care[1] + plans[1]))
    return Estimates.from_rows(rows, counts.provenance)


def _pair(counts: Estimates, name: str, labels: tuple[str, str]) -> tuple[int, int]:
    found = [
        counts.where(indicator=name, period=label, statistic="count", by="").frame["estimate"]
        for label in labels
    ]
    missing = [label for label, rows in zip(labels, found, strict=True) if rows.empty]
    if missing:
        raise IndicatorError(
            "care-without-plans",
            "Children in care and children on protection plans are shown together or not at all.",
            found=f"no count of {name} for " + " and ".join(missing),
            do="Add the extract that lacks; a fall in one can be a rise in the other.",
        )
    return int(found[0].iloc[0]), int(found[1].iloc[0])


def _both_ways(
    common: dict[str, Any], labels: tuple[str, str], pair: tuple[int, int]
) -> list[dict[str, Any]]:
    earlier, later = pair
    change = {
        **common,
        "contrast": f"{labels[1]} - {labels[0]}",
        "count": min(pair),
        "n": min(pair),
    }
    return [
        *({**common, **_counted(label, count)} for label, count in zip(labels, pair, strict=True)),
        {
            **change,
            "statistic": "difference",
            "unit": "people",
            "estimate": later - earlier,
            "method": "change in numbers",
        },
        {
            **change,
            "statistic": "relative_difference",
            "unit": "share",
            "estimate": (later - earlier) / earlier if earlier else float("nan"),
            "method": "change as a share of the earlier count",
        },
    ]


def _counted(period: str, count: int) -> dict[str, Any]:
    return {
        "period": period,
        "statistic": "count",
        "unit": "people",
        "estimate": count,
        "count": count,
        "n": count,
        "method": "count",
    }


def _common(name: str, words: str, note: str) -> dict[str, Any]:
    return {"indicator": name, "question": words, "base": "events", "note": note}
