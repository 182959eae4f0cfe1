"""Numbers as people read them: whole per cent, points, ranges, a true minus sign."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def rounded(value: float) -> int:
    """Round half away from zero, as people do."""
    return int(math.copysign(math.floor(abs(value) + 0.5 + 1e-9), value))


def whole(value: float) -> str:
    """Return "1,234"; "" where there is no number.

    Examples
    --------
    >>> whole(1234.0), whole(-3)
    ('1,234', '−3')
    """
    if math.isnan(value):
        return ""
    return f"{rounded(value):,}".replace("-", MINUS)


def decimal(value: float) -> str:
    """Return one decimal, none for a whole number; "" where there is no number.

    Examples
    --------
    >>> decimal(3.44), decimal(21.0)
    ('3.4', '21')
    """
    if math.isnan(value):
        return ""
    tenths = rounded(value * 10)
    text = f"{tenths / 10:,.1f}".removesuffix(".0")
    return text.replace("-", MINUS)


def percent(share: float) -> str:
    """Return a share as whole per cent; never 0% of somebody nor 100% of fewer than all.

    Examples
    --------
    >>> percent(46 / 57), percent(0.001), percent(0.999), percent(1.0)
    ('81%', '<1%', '>99%', '100%')
    """
    if math.isnan(share):
        return ""
    points = rounded(share * 100)
    if points == 0 and share > 0:
        return "<1%"
    if points == 100 and share < 1:
        return ">99%"
    return f"{points}%"


def span(low: float, high: float) -> str:
    """Return "69 to 89" of two shares; "" without an interval.

    Examples
    --------
    >>> span(0.69, 0.893)
    '69 to 89'
    """
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"{rounded(low * 100)} to {rounded(high * 100)}"


def signed(points: int) -> str:
    """Return "+15", "−1" or "0"."""
    if points == 0:
        return "0"
    return f"+{points}" if points > 0 else f"{MINUS}{-points}"


def points(difference: float, low: float = math.nan, high: float = math.nan) -> str:
    """Return a difference of two shares in points, with its interval in brackets.

    Examples
    --------
    >>> points(0.15, 0.09, 0.21), points(-0.01, -0.07, 0.05), points(-0.1, -0.16, -0.04)
    ('+15 points (9 to 21)', '−1 point (−7 to +5)', '−10 points (−16 to −4)')
    """
    if math.isnan(difference):
        return ""
    size = rounded(difference * 100)
    text = f"{signed(size)} point{'' if abs(size) == 1 else 's'}"
    if math.isnan(low) or math.isnan(high):
        return text
    return f"{text} ({points_span(low, high)})"


def points_span(low: float, high: float) -> str:
    """Return the interval of a difference: signs only where the limits differ in sign or fall."""
    ends = rounded(low * 100), rounded(high * 100)
    if low > 0:
        return f"{ends[0] or _just_off_zero(low)} to {ends[1]}"
    if high < 0:
        return f"{signed(ends[0])} to {signed(ends[1]) if ends[1] else _just_off_zero(high)}"
    return f"{signed(ends[0])} to {signed(ends[1])}"


def _just_off_zero(limit: float) -> str:
    """Return one decimal, so that an interval that leaves zero is not written as reaching it."""
    tenths = max(1, rounded(abs(limit) * 1000))
    return f"{MINUS if limit < 0 else ''}{tenths / 10:g}"


def out_of(count: float, n: float) -> str:
    """Return "46 of 57"."""
    return f"{whole(count)} of {whole(n)}"


def result(count: float, n: float, share: float, low: float, high: float) -> str:
    """Return a share in a sentence: "46 of 57 (81%, 69 to 89)".

    Examples
    --------
    >>> result(46, 57, 46 / 57, 0.69, 0.89), result(7, 9, math.nan, math.nan, math.nan)
    ('46 of 57 (81%, 69 to 89)', '7 of 9')
    """
    inside = ", ".join(part for part in (percent(share), span(low, high)) if part)
    return out_of(count, n) + (f" ({inside})" if inside else "")
