"""Children in care and on protection plans: counts on a day, rates, entries, exits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.kpis.extracts import Extract
from ffc_eval.analyse.kpis.indicator import Indicator
from ffc_eval.analyse.kpis.periods import Period
from ffc_eval.analyse.kpis.timeliness import within
from ffc_eval.errors import IndicatorError
from ffc_eval.model.estimates import Estimates

if TYPE_CHECKING:
    import pandas as pd

ENTRY, GOES_ON = "S", "X1"
"""Codes of the national return: care begins; an episode ends because another follows."""


@dataclass(frozen=True)
class Population:
    """Children aged 0 to 17 on 30 June of some years, and who publishes the numbers."""

    children: tuple[tuple[int, int], ...]
    source: str

    @classmethod
    def of(cls, extract: Extract) -> Population:
        """Return the population that an extract holds."""
        rows = extract.frame.sort_values("year")
        pairs = zip(rows["year"].astype(int), rows["children"].astype(int), strict=True)
        return cls(
            tuple((int(year), int(count)) for year, count in pairs),
            "; ".join(dict.fromkeys(rows["source"])),
        )

    def on(self, day: date) -> tuple[int, int]:
        """Return year and number of the latest estimate made for a day up to this one.

        Raises
        ------
        IndicatorError
            All estimates are for later days.
        """
        known = [pair for pair in self.children if date(pair[0], 6, 30) <= day]
        if not known:
            raise IndicatorError(
                "population-missing",
                "There is no mid-year population for the first date of a rate.",
                where="the table population",
                found=f"a count on {day.isoformat()}",
                do=f"Add the estimate of mid-{day.year - 1}.",
            )
        return known[-1]


def episodes(extract: Extract) -> pd.DataFrame:
    """Return person, start, end and the two reasons of each episode in care."""
    names = ["person", "start", "start_reason", "end", "end_reason"]
    frame = extract.frame[list(extract.table.names[1:])].set_axis(names, axis=1)
    upper = {name: frame[name].str.upper() for name in ("start_reason", "end_reason")}
    return frame.assign(**upper)


def plans(extract: Extract) -> pd.DataFrame:
    """Return person, start and end of each child protection plan."""
    return extract.frame[list(extract.table.names[1:])].set_axis(["person", "start", "end"], axis=1)


def on_date(spells: pd.DataFrame, day: date) -> int:
    """Count the people with a spell open at the end of a day; each person once."""
    import pandas as pd

    last = pd.Timestamp(day)
    open_ = (spells["start"] <= last) & ~(spells["end"] <= last)
    return int(spells.loc[open_, "person"].nunique())


def stock(
    indicator: Indicator, spells: pd.DataFrame, population: Population, periods: Sequence[Period]
) -> Estimates:
    """Return the number of children on the last day of each period, and the rate per 10,000.

    Returns
    -------
    Estimates
        Two rows a period: count, unit people; rate, unit per 10,000, ``n`` the population aged 0
        to 17 whose year stands in ``note``. No interval: every child is counted.
    """
    rows = []
    for period in periods:
        children = on_date(spells, period.end)
        year, of = population.on(period.end)
        common = _common(indicator, period.label)
        rows.append(
            {**common, "statistic": "count", "unit": "people", "estimate": children,
             "count": children, "n": children, "method": "count on the last day"}
        )  # fmt: skip
        rows.append(
            {**common, "statistic": "rate", "unit": "per 10,000",
             "estimate": 10_000 * children / of, "count": children, "n": of,
             "method": "count on the last day per 10,000 aged 0 to 17",
             "note": f"Population aged 0 to 17 in mid-{year}: {of:,}. {population.source}"}
        )  # fmt: skip
    return Estimates.from_rows(rows)


def entries(spells: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the episodes with which care began in a period."""
    return spells[within(spells["start"], period) & (spells["start_reason"] == ENTRY)]


def exits(spells: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Return the episodes with which care ended in a period."""
    return spells[within(spells["end"], period) & (spells["end_reason"] != GOES_ON)]


def exits_by_reason(
    indicator: Indicator, spells: pd.DataFrame, periods: Sequence[Period]
) -> Estimates:
    """Return how many left care in each period, and for which group of reasons.

    Turning 18 is a group of its own: growing up is no success of the reform.

    Returns
    -------
    Estimates
        A period: the count of all exits, then the count by "reason". No shares: the gate checks
        counts against their total, and "32 of 266" says more than a percentage of few.

    Raises
    ------
    IndicatorError
        A reason stands in no group of the definition: all such codes are named.
    """
    _refuse_unknown(indicator, spells)
    rows = []
    for period in periods:
        codes = exits(spells, period)["end_reason"]
        common = _common(indicator, period.label)
        rows.append({**common, **_counted(len(codes))})
        for group, members in indicator.groups:
            count = int(codes.isin(members).sum())
            rows.append({**common, "by": "reason", "domain": group, **_counted(count)})
    return Estimates.from_rows(rows)


def reconcile(indicator: Indicator, spells: pd.DataFrame, periods: Sequence[Period]) -> Estimates:
    """Check that opening + entries − exits = closing, and list what is missing.

    Returns
    -------
    Estimates
        A period: options opening, entries, exits, closing, and "difference": closing less what
        the flows lead to, 0 where the records agree.
    """
    rows: list[dict[str, Any]] = []
    for period in periods:
        rows += _flow_rows(_common(indicator, period.label), spells, period)
    return Estimates.from_rows(rows)


def _flow_rows(
    common: dict[str, Any], spells: pd.DataFrame, period: Period
) -> Iterator[dict[str, Any]]:
    opening, closing = on_date(spells, period.eve), on_date(spells, period.end)
    came, went = len(entries(spells, period)), len(exits(spells, period))
    counts = {"opening": opening, "entries": came, "exits": went, "closing": closing}
    for option, count in counts.items():
        yield {**common, **_counted(count), "option": option}
    missing = closing - (opening + came - went)
    yield {
        **common,
        "option": "difference",
        "statistic": "count",
        "unit": "people",
        "estimate": missing,
        "n": closing,
        "method": "closing − (opening + entries − exits)",
        "note": "" if missing == 0 else "The records of stock and flow do not agree.",
    }


def _refuse_unknown(indicator: Indicator, spells: pd.DataFrame) -> None:
    known = {code for _, members in indicator.groups for code in members}
    ended = spells.loc[spells["end"].notna() & (spells["end_reason"] != GOES_ON), "end_reason"]
    unknown = ended[~ended.isin(known)]
    if len(unknown):
        raise IndicatorError(
            "exit-reason-unknown",
            f"Exits from care have a reason that {indicator.id} puts in no group.",
            where="surveys/kpis/definitions.yaml, groups",
            found=f"{len(unknown)} exits, {unknown.nunique()} different codes",
            do="Add the codes to a group; X1 is for an episode that another follows.",
        )


def _common(indicator: Indicator, period: str) -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        "question": indicator.name,
        "period": period,
        "base": "events",
    }


def _counted(count: int) -> dict[str, Any]:
    return {
        "statistic": "count",
        "unit": "people",
        "estimate": count,
        "count": count,
        "n": count,
        "method": "count",
    }
