"""Released numbers for the tests of tables and charts: invented, as an analysis gives them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ffc_eval.model.codebook import Code, Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Direction, Instrument, Option, Question, Scale, Wave
from ffc_eval.model.released import Released
from ffc_eval.release import Policy, protect

LABELS = (
    "Strongly agree",
    "Agree",
    "Neither agree nor disagree",
    "Disagree",
    "Strongly disagree",
)
AGREE5 = Scale(
    "AGREE5",
    tuple(Option(str(5 - i), label, float(5 - i)) for i, label in enumerate(LABELS)),
    ("5", "4"),
    ("2", "1"),
    "agree",
    "disagree",
)
WAVES = (
    Wave("w1", "spring 2024", date(2024, 4, 15), date(2024, 5, 10), 402, 402, "online"),
    Wave("w2", "autumn 2024", date(2024, 10, 14), date(2024, 11, 8), 409, 409, "online"),
)
STATEMENTS: Mapping[str, tuple[str, Direction]] = {
    "S1": ("My professional background is respected by other professions.", "good"),
    "S2": ("The recording system makes assessing and planning harder.", "bad"),
    "S3": ("I understand what the changes mean for my day-to-day work.", "good"),
    "S4": ("I get consistent advice from managers when I am unsure.", "good"),
    "S5": ("I have more families than I can work with well.", "bad"),
    "S6": ("Partners share information in time.", "good"),
    "S7": ("It is clear who decides when a case has child protection concerns.", "good"),
}
INSTRUMENT = Instrument(
    "staff",
    "Staff survey",
    (
        *(
            Question(code, text, "single", AGREE5.options, AGREE5, direction=direction)
            for code, (text, direction) in STATEMENTS.items()
        ),
        Question(
            "M1",
            "Which of these helped?",
            "multi",
            (
                Option("a", "A visit at home"),
                Option("b", "A phone call"),
                Option("c", "A letter in plain words that said what would happen next"),
                Option("n", "None of these", exclusive=True),
            ),
        ),
        Question("N1", "How many families do you hold today?", "number", unit="families"),
        Question("area", "Where do you work?", "single", split=True),
    ),
    population="staff",
    kind="list",
    waves=WAVES,
    domains=("area",),
    synthetic=True,
)
POLICY = Policy.of(INSTRUMENT)
FAMILIES = replace(INSTRUMENT, population="service_users")


def wilson(count: float, n: float) -> tuple[float, float]:
    z, share = 1.959964, count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def share_row(indicator: str, option: str, count: float, n: float, **more: Any) -> dict[str, Any]:
    low, high = wilson(count, n)
    return {
        "indicator": indicator,
        "question": STATEMENTS.get(indicator, ("",))[0],
        "option": option,
        "period": "w2",
        "statistic": "share",
        "unit": "share",
        "base": "opinion",
        "estimate": count / n,
        "conf_low": low,
        "conf_high": high,
        "count": count,
        "n": n,
        "n_missing": 4,
        **more,
    }


def block_rows(indicator: str, counts: tuple[int, ...], **more: Any) -> list[dict[str, Any]]:
    """Distribution, top box and bottom box of one statement: counts from the top down."""
    n = sum(counts)
    rows = [
        share_row(indicator, label, k, n, **more) for label, k in zip(LABELS, counts, strict=True)
    ]
    top = share_row(indicator, "Agree", sum(counts[:2]), n, **{**more, "statistic": "top_box"})
    low = share_row(
        indicator, "Disagree", sum(counts[3:]), n, **{**more, "statistic": "bottom_box"}
    )
    return [*rows, top, low]


def released(rows: list[dict[str, Any]], policy: Policy = POLICY) -> Released[Estimates]:
    return protect(Estimates.from_rows(rows), policy)


SCALE = {
    "S1": (70, 98, 40, 25, 10),
    "S3": (80, 97, 36, 20, 10),
    "S4": (46, 100, 50, 35, 12),
    "S7": (30, 70, 55, 58, 30),
    "S2": (60, 81, 50, 32, 20),
    "S5": (52, 79, 50, 42, 20),
}


def scale_block() -> Released[Estimates]:
    return released([row for code, counts in SCALE.items() for row in block_rows(code, counts)])


DIFFERENCES = {
    "S1": (118, 168, 0.15, 0.09, 0.21),
    "S2": (96, 141, 0.14, 0.07, 0.21),
    "S3": (133, 177, 0.12, 0.06, 0.18),
    "S4": (122, 146, 0.04, -0.02, 0.10),
    "S5": (120, 131, -0.01, -0.07, 0.06),
    "S6": (81, 88, -0.01, -0.07, 0.05),
    "S7": (111, 100, -0.10, -0.16, -0.04),
}


def change_rows() -> list[dict[str, Any]]:
    rows = []
    for code, (before, after, difference, low, high) in DIFFERENCES.items():
        rows.append(share_row(code, "Agree", before, 218, statistic="top_box", period="w1"))
        rows.append(share_row(code, "Agree", after, 243, statistic="top_box"))
        more = {"statistic": "difference", "contrast": "w2 - w1", "unit": "points"}
        numbers = {"estimate": difference, "conf_low": low, "conf_high": high}
        rows.append(share_row(code, "Agree", before, 218, **more, **numbers))
        smallest = {"estimate": 0.13, "conf_low": math.nan, "conf_high": math.nan}
        more["statistic"] = "smallest_detectable"
        rows.append(share_row(code, "Agree", before, 218, **more, **smallest))
    return rows


THEMES = {
    "REL.STORY": ("Repeating one’s history", (50, 9, 4)),
    "SYS.ACCESS": ("Getting help, and waiting", (30, 12, 15)),
    "REL.CONSIST": ("Having the same worker over time", (15, 8, 29)),
    "VOICE.LISTEN": ("Feeling heard", (10, 7, 30)),
    "VOICE.LANG": ("Plain words in letters and plans", (27, 5, 6)),
    "FNET.ROLE": ("Part played by relatives and friends", (4, 4, 21)),
    "SYS.EQUITY": ("Culture, disability, language, access", (16, 3, 2)),
    "OUT.NEG": ("No difference, or worse", (17, 1, 0)),
}
CODEBOOK = Codebook(
    "v1",
    (("REL", "Relationships"), ("SYS", "System")),
    tuple(Code(code, name, "") for code, (name, _) in THEMES.items()),
)


def theme_rows(*, valences: bool = True) -> list[dict[str, Any]]:
    rows = []
    for code, (_, said) in THEMES.items():
        more = {"question": "What could be better?", "base": "commenters"}
        rows.append(share_row(code, "any", sum(said), 214, **more))
        if valences:
            signs = zip("−±+", said, strict=True)
            rows += [share_row(code, sign, count, 214, **more) for sign, count in signs]
    return rows


def multi_rows(n: int = 57, kind: str = "share") -> list[dict[str, Any]]:
    counts = {"A visit at home": 0.8, "A phone call": 0.4, "None of these": 0.05}
    counts["A letter in plain words that said what would happen next"] = 0.6
    words = {"question": "Which of these helped?", "base": "asked", "statistic": kind}
    return [share_row("M1", option, round(n * p), n, **words) for option, p in counts.items()]


def number_rows() -> list[dict[str, Any]]:
    words = {"question": "How many families do you hold today?", "unit": "none"}
    values = {"0.25": 11.0, "0.5": 15.0, "0.75": 18.5}
    rows = [
        share_row("N1", p, 40, 80, **words, statistic="quantile")
        | {"estimate": value, "count": None}
        for p, value in values.items()
    ]
    mean = share_row("N1", "", 40, 80, **words, statistic="mean")
    return [*rows, mean | {"estimate": 14.6, "count": None}]
