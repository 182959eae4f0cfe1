"""What released results can carry: the ceiling of a claim's strength, and its maturity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import Released
from ffc_eval.present.claims.claim import Claim, Reference
from ffc_eval.present.claims.ladder import PROGRAMME_CEILING, Maturity
from ffc_eval.present.tables.lines import Line, lines
from ffc_eval.present.tables.numbers import out_of, percent, rounded

_REPORTED, _OBSERVED, _CHANGED, _ASSOCIATED, _CONTRIBUTION = range(5)


@dataclass(frozen=True)
class Facts:
    """What one released result is, as far as strength and maturity go by it.

    Parameters
    ----------
    source
        Survey or extract; two results of one source are not independent.
    level
        0 to 3: what it could carry by itself.
    periods
        Waves or months with a number that is shown.
    numbers
        The counts, percentages and points that it shows, as people write them.
    title
        How readers know the source.
    """

    source: str
    level: int
    periods: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    title: str = ""


def facts_of(released: Released[Any], reference: Reference, title: str = "") -> Facts | None:
    """Return what a released result is; None where it has no such indicator.

    Stories, boards and register rows have no base and carry level 0.
    """
    if not isinstance(released.content, Estimates):
        return Facts(reference.source, _REPORTED, title=title)
    found = lines(released, (reference.indicator,))
    if not found:
        return None
    counted = [line for line in found if _counts(line)]
    periods = tuple(dict.fromkeys(line.period for line in counted if line.period))
    numbers = frozenset(text for line in found for text in _numbers(line))
    return Facts(reference.source, _level(found, counted), periods, numbers, title)


def ceiling(claim: Claim, facts: Sequence[Facts]) -> int:
    """Return the highest level that the evidence of a claim carries, never above the programme's.

    A comparison inside the data carries level 3 only where the claim names its rivals. Level 4
    needs change or association in two independent sources, a link of the theory of change, and
    rivals examined. Level 5 needs a registered impact design, which the programme has not.
    """
    best = max((one.level for one in facts), default=_REPORTED)
    if best >= _ASSOCIATED and not claim.rivals:
        best = _CHANGED if any(one.level == _CHANGED for one in facts) else _OBSERVED
    independent = {one.source for one in facts if one.level >= _CHANGED}
    if len(independent) >= 2 and claim.theory and claim.rivals_examined:
        best = _CONTRIBUTION
    return min(best, PROGRAMME_CEILING)


def maturity(claim: Claim, facts: Sequence[Facts]) -> Maturity:
    """Return how often the evidence was seen: waves and sources, each pair once.

    Where something stands against a claim it is "developing" at most.
    """
    seen = {(one.source, period) for one in facts for period in one.periods or ("",)}
    if len(seen) < 2:
        return "emerging"
    return "developing" if len(seen) == 2 or claim.contested else "established"


def _level(found: Sequence[Line], counted: Sequence[Line]) -> int:
    times = {line.period for line in counted}
    apart = [set(line.contrast.split(" - ")) for line in found if _differs(line)]
    groups = {line.domain for line in counted} - {""}
    if any(len(sides) == 2 and sides <= groups for sides in apart):
        return _ASSOCIATED
    if any(len(sides) == 2 and sides <= times for sides in apart) or any(map(_signals, found)):
        return _CHANGED
    return _OBSERVED if counted else _REPORTED


def _differs(line: Line) -> bool:
    """Whether it is a difference whose interval leaves zero; one without interval is none."""
    return line.statistic == "difference" and (line.conf_low > 0 or line.conf_high < 0)


def _signals(line: Line) -> bool:
    return line.statistic == "signal" and line.drawn


def _counts(line: Line) -> bool:
    """Whether it is a number of people or events in a period, not a limit, centre or change."""
    charted = line.statistic in ("centre", "limit_low", "limit_high", "signal")
    shown = line.shown in ("percent", "count_of") and line.n > 0
    return shown and not charted and not line.contrast


def _numbers(line: Line) -> list[str]:
    texts = [out_of(line.people, line.n)] if _counts(line) and not math.isnan(line.people) else []
    if line.drawn and line.unit == "share":
        texts.append(percent(line.estimate))
    if line.drawn and line.unit == "points":
        texts.append(f"{abs(rounded(line.estimate * 100))} points")
    return texts
