"""Estimates as a table a person can read: what a notebook shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ffc_eval.model.html import table_html

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 60
_FLAGS = ((10, "very few people"), (30, "very small base"), (50, "small base"))
_MINUS = "\N{MINUS SIGN}"
_WHAT = {
    "share": "share",
    "top_box": "top answers",
    "bottom_box": "bottom answers",
    "mention_share": "share of ticks",
    "rao_scott": "test (Rao-Scott F)",
    "smallest_detectable": "smallest change that would show",
}
_UNUSUAL = ("no ", "one person", "left out", "described")
"""Beginnings of methods that a reader must know of; all others are the usual ones."""

Row = Mapping[Any, Any]


def estimates_html(frame: pd.DataFrame) -> str:
    """Return the table: answer, result, likely range, people, notes.

    Columns in which every row says the same stand in the caption.
    """
    rows: Sequence[Row] = frame.head(_MOST_ROWS).to_dict("records")
    cells = {title: [cell(row) for row in rows] for title, cell in _COLUMNS.items()}
    above = {
        title: texts[0].rstrip(".")
        for title, texts in cells.items()
        if title in _MAY_STAND_ABOVE and len(set(texts)) == 1
    }
    shown = {name: texts for name, texts in cells.items() if name not in above and any(texts)}
    told = [text for text in above.values() if text not in ("", "Everybody")]
    told += ["weighted"] if _weighted(frame) else []
    cut = [f"the first {_MOST_ROWS} of {len(frame)} rows"] if len(frame) > _MOST_ROWS else []
    caption = "; ".join([*told, *cut]) or "Estimates"
    rows_shown = list(zip(*shown.values(), strict=True))
    return table_html(f"{caption}. Not released: for the analyst only.", list(shown), rows_shown)


def _weighted(frame: pd.DataFrame) -> bool:
    known = frame["n_weighted"].notna()
    return bool((frame["n_weighted"] - frame["n"])[known].abs().gt(1e-9).any())


def _text(name: str) -> Callable[[Row], str]:
    return lambda row: str(row[name])


def _answer(row: Row) -> str:
    return str(row["option"]) or _what(row).capitalize()


def _group(row: Row) -> str:
    return str(row["domain"]) or ("" if row["by"] else "Everybody")


def _what(row: Row) -> str:
    return _WHAT.get(row["statistic"], str(row["statistic"]).replace("_", " "))


def _result(row: Row) -> str:
    value = row["estimate"]
    if value != value:
        return ""
    if row["unit"] == "share":
        return _percent(value)
    if row["unit"] == "points":
        size = _round(value * 100)
        return f"{_signed(size)} point{'' if abs(size) == 1 else 's'}"
    return _number(value)


def _likely(row: Row) -> str:
    low, high = row["conf_low"], row["conf_high"]
    if low != low or high != high:
        return ""
    if row["unit"] == "share":
        return f"{_round(low * 100)}% to {_round(high * 100)}%"
    if row["unit"] == "points":
        return f"{_signed(_round(low * 100))} to {_signed(_round(high * 100))}"
    return f"{_number(low)} to {_number(high)}"


def _people(row: Row) -> str:
    n, count = row["n"], row["count"]
    if n != n:
        return "" if count != count else f"{count:,.0f}"
    counted = row["unit"] == "share" and count == count
    return f"{count:,.0f} of {n:,.0f}" if counted else f"{n:,.0f}"


def _chance(row: Row) -> str:
    p = row["p_adjusted"] if row["p_adjusted"] == row["p_adjusted"] else row["p_value"]
    if p != p:
        return ""
    return "<0.001" if p < 0.001 else f"{p:.2g}" if p < 0.1 else f"{p:.2f}"


def _notes(row: Row) -> str:
    method, n = str(row["method"]), row["n"]
    flag = next((words for limit, words in _FLAGS if 0 < n < limit), "")
    unusual = method if method.startswith(_UNUSUAL) else ""
    return "; ".join(part for part in (flag, unusual, str(row["note"])) if part)


_COLUMNS: dict[str, Callable[[Row], str]] = {
    "Question": _text("question"),
    "Answer": _answer,
    "Group": _group,
    "Round": _text("period"),
    "Comparison": _text("contrast"),
    "Number": _what,
    "Result": _result,
    "Likely range": _likely,
    "People": _people,
    "p": _chance,
    "Notes": _notes,
}
_MAY_STAND_ABOVE = ("Question", "Group", "Round", "Comparison", "Number")


def _round(value: float) -> int:
    return int(abs(value) + 0.5 + 1e-9) * (1 if value >= 0 else -1)


def _percent(share: float) -> str:
    whole = _round(share * 100)
    if whole == 0 and share > 0:
        return "<1%"
    return ">99%" if whole == 100 and share < 1 else f"{whole}%"


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"{_MINUS}{-points}" if points else "0"


def _number(value: float) -> str:
    return f"{value:,.4g}".replace("-", _MINUS) if abs(value) < 10_000 else f"{value:,.0f}"
