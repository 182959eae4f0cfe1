"""Alternative text: chart type, one or two findings, the caution, where the values are."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.present.tables.changes import Change
from ffc_eval.present.tables.leads import change_sentence
from ffc_eval.present.tables.lines import Line, wording
from ffc_eval.present.tables.numbers import result
from ffc_eval.present.tables.words import number_word

WHERE = "Every value is in the table behind the figure."
CHOSE = "People chose to answer, so these are not shares of everybody."


def alt_text(kind: str, findings: Sequence[str], *cautions: str) -> str:
    """Put the parts together; empty ones are left out."""
    parts = [f"{kind}.", *findings, *cautions, WHERE]
    return " ".join(part for part in parts if part)


def found(line: Line) -> str:
    """Return a result with its counts."""
    return result(line.people, line.n, line.estimate, line.conf_low, line.conf_high)


def highest_and_lowest(shown: Sequence[Line], names: Sequence[str], words: str = "") -> list[str]:
    """Say which line is highest and which lowest."""
    if not shown:
        return []
    order = sorted(range(len(shown)), key=lambda place: -shown[place].estimate)
    top, bottom = order[0], order[-1]
    of_what = f" {words}" if words else ""
    said = [f"Highest{of_what}: {names[top]}, {found(shown[top])}."]
    if len(shown) > 1:
        said.append(f"Lowest: {names[bottom]}, {found(shown[bottom])}.")
    return said


def small_bases(shown: Sequence[Line]) -> str:
    """Say how many rows rest on few people."""
    small = sum(bool(line.flag) for line in shown)
    if not small:
        return ""
    return f"{number_word(small).capitalize()} of {number_word(len(shown))} rest on a small base."


def change_findings(shown: Sequence[Change]) -> list[str]:
    """Say how many changed, and the largest rise and fall."""
    said = [change_sentence(shown)]
    moved = [change for change in shown if change.word.tone != "chance"]
    said += [
        f"{wording(change.difference)}: {change.word.text.lower()}, {change.text}."
        for change in dict.fromkeys((*moved[:1], *moved[-1:]))
    ]
    chance = sum(change.word.word == "Could be chance" for change in shown)
    if chance:
        verb = "change" if chance == 1 else "changes"
        said.append(f"{number_word(chance).capitalize()} {verb} could be chance.")
    return said
