"""Released results of an invented case audit, for the tests of its tables and charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Option, Question, Scale, Wave
from ffc_eval.present.tables.audit_changes import Compared
from ffc_eval.release import Policy, protect

GRADES = (
    Option("4", "Strong", 4.0),
    Option("3", "Meets", 3.0),
    Option("2", "Partly", 2.0),
    Option("1", "Does not", 1.0),
    Option("NE", "Not evidenced"),
)
TOP = "At the standard or above"
SCALE = Scale("G", GRADES, ("4", "3"), ("2", "1"), TOP.lower(), "below it")
ITEMS = {"A1": "Plan is clear", "A2": "Child was heard", "A3": "Record is current"}
TOOL = Instrument(
    "audit",
    "Case audit",
    tuple(
        Question(item, text, "single", GRADES, SCALE, direction="good")
        for item, text in ITEMS.items()
    ),
    "service_users",
    "sample",
    waves=(
        Wave("w1", "autumn 2024", date(2024, 10, 14), date(2024, 11, 8), 100, 871, "reading"),
        Wave("w2", "spring 2025", date(2025, 5, 12), date(2025, 6, 6), 100, 886, "reading"),
    ),
    synthetic=True,
)
POLICY = Policy.of(TOOL)
Row = Mapping[str, Any]


def row(item: str, **values: Any) -> Row:
    return {"indicator": item, "question": ITEMS[item], "base": "answered", "n": 100, **values}


def grades_of(item: str, wave: str, top: int, missing: int = 5) -> list[Row]:
    shares = {"Strong": 10, "Meets": top - 10, "Partly": 20, "Not evidenced": missing}
    shares["Does not"] = 100 - sum(shares.values())
    rows = [
        row(item, option=o.label, statistic="share", period=wave, count=shares[o.label],
            estimate=shares[o.label] / 100)
        for o in GRADES
    ]  # fmt: skip
    top_box = {"conf_low": top / 100 - 0.09, "conf_high": top / 100 + 0.09}
    rows.append(
        row(item, option=TOP, statistic="top_box", period=wave, count=top, estimate=top / 100)
        | top_box
    )
    return rows


def difference(item: str, points: float, p_adjusted: float = float("nan")) -> Row:
    tested = "primary item; Holm within 2 primary items" if p_adjusted == p_adjusted else ""
    limits = {"conf_low": points - 0.13, "conf_high": points + 0.13}
    return row(
        item, option=TOP, statistic="difference", contrast="w2 - w1", unit="points",
        estimate=points, p_adjusted=p_adjusted, note=tested or "not tested", **limits,
    )  # fmt: skip


def agreed(item: str, kappa: float, wave: str = "w2", n: int = 30) -> list[Row]:
    note = "text only" if kappa < 0.4 else "flagged" if kappa < 0.6 else ""
    shared = {"period": wave, "n": n}
    return [
        row(item, statistic="exact", count=n * 0.7, estimate=0.7) | shared,
        row(item, statistic="within_one", count=n * 0.9, estimate=0.9) | shared,
        row(item, statistic="kappa_linear", estimate=kappa, conf_low=kappa - 0.3,
            conf_high=kappa + 0.3, note=note) | shared,
        row(item, statistic="ac2", estimate=0.8) | shared,
    ]  # fmt: skip


def compared(p_adjusted: float = 0.002, points: float = 0.24, drifted: str = "A3") -> Compared:
    """A1 and A2 are primary items, A3 is not and its marking drifted."""
    rows = [
        *grades_of("A1", "w1", 46, 9),
        *grades_of("A1", "w2", 70, 4),
        *grades_of("A2", "w1", 50),
        *grades_of("A2", "w2", 52),
        *grades_of("A3", "w1", 50),
        *grades_of("A3", "w2", 66),
        difference("A1", points, p_adjusted),
        difference("A2", 0.02, 0.8),
        difference("A3", 0.16),
    ]
    kappas = [*agreed("A1", 0.7), *agreed("A2", 0.5), *agreed("A3", 0.7, n=7)]
    moved = row(drifted, statistic="drift", estimate=0.64, n=14, note="drift: marked again")
    return Compared(
        protect(Estimates.from_rows(rows), POLICY),
        protect(Estimates.from_rows(kappas), POLICY),
        protect(Estimates.from_rows([moved]), POLICY),
    )
