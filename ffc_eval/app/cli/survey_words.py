"""What the survey commands say, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ffc_eval.project.adding import Added
    from ffc_eval.project.drafts import Draft

_MOST_ROWS = 8
_KINDS = {
    "single": "with one answer",
    "multi": "tick-all",
    "grid_item": "grids",
    "ranking": "rankings",
    "number": "numbers",
    "date": "dates",
    "text": "free text",
}
_HELD = {
    "blank": "blank",
    "duplicate": "sent twice",
    "test": "test",
    "no_consent": "without consent",
    "partial": "partial",
}


def inspected_lines(found: dict[str, Any]) -> list[str]:
    """Return what an export is, in at most fourteen lines."""
    verified = "" if found["verified"] else " (not verified on a real export)"
    kinds: dict[str, str] = {}
    for question in found["questions"]:
        kinds.setdefault(question["group"], question["type"])
    counts = Counter(_KINDS[kind] for kind in kinds.values())
    held = [f"{n} {_HELD[why]}" for why, n in found["held_out"].items() if n]
    unknown = [_HELD[why] for why, n in found["held_out"].items() if n is None]
    problems = [f"problem: {problem['what']}" for problem in found["problems"]]
    differences = [f"Definition and data differ: {t}" for t in found["definition_differences"]]
    unmarked = found["rows_in"] - sum(n for n in found["held_out"].values() if n)
    lines = _first(problems, 3, "problem")
    total = " + ".join([f"{unmarked} unmarked", *held])
    people = _number(found["people"], "person", "people")
    lines += [
        f"Platform: {found['platform']}{verified}. Rule: {found['rule']}.",
        f"{_number(found['rows_in'], 'row')} in = {total}: {people}.",
        *([f"{found['platform_count']}."] if found["platform_count"] else []),
        *([f"The file does not mark rows as: {', '.join(unknown)}."] if unknown else []),
        f"{_number(len(kinds), 'question')}: {', '.join(f'{n} {k}' for k, n in counts.items())}.",
    ]
    if found["times"]["said"]:
        lines.append(found["times"]["said"])
    if found["free_text"]:
        lines.append(f"Free text in {_number(len(found['free_text']), 'column')}.")
    if found["personal"]:
        personal = dict.fromkeys(found["personal"])
        lines.append(f"Personal columns, put away: {', '.join(personal)}.")
    if found["tables"]:
        lines.append(f"Repeat groups: {', '.join(found['tables'])}.")
    return [*lines, *_first(differences, 2, "difference")]


def _first(lines: list[str], most: int, what: str) -> list[str]:
    """Return the first lines, and how many more there are."""
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"{_number(more, f'more {what}')}: see --json."]


def drafted_lines(drafted: Draft, place: str) -> list[str]:
    """Return what was drafted, and what a person has to write by hand."""
    count = len(drafted.instrument.questions)
    lines = [f"{_number(count, 'question')} drafted: {place}. Read it over before you use it."]
    lines += _by_hand(drafted.unrouted)
    lines += drafted.left_out
    if drafted.instrument.personal:
        personal = ", ".join(drafted.instrument.personal)
        lines.append(f"Personal columns, not in the instrument: {personal}.")
    return [*lines, *_answers(drafted.said)]


def _by_hand(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    listed = ", ".join(names)
    start = "Who is asked was not understood, write it by hand"
    return [f"{start}: {listed} (ffc-eval explain asked-if)."]


def drafted_json(drafted: Draft) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "survey": drafted.instrument.id,
        "questions": [question.id for question in drafted.instrument],
        "routing_not_understood": list(drafted.unrouted),
        "left_out": list(drafted.left_out),
        "personal": list(drafted.instrument.personal),
        "said": dict(drafted.said),
    }


def added_json(added: Added) -> dict[str, Any]:
    """Return what was done with an export, as data."""
    return {
        "survey": added.survey,
        "wave": added.wave,
        "rows_in": added.account.rows_in,
        "kept": added.account.kept,
        "held_out": dict(added.account.held_out),
        "platform_count": added.platform_count,
        "drafted": added.drafted,
        "replaced": added.replacement is not None,
        "said": dict(added.said),
    }


def added_lines(added: Added) -> list[str]:
    """Return what was done with an export, at most twelve lines."""
    lines = [*added.messages]
    lines.append(f"{added.survey}, round {added.wave}: {added.account}.")
    if added.platform_count:
        lines.append(f"{added.platform_count}.")
    if added.replacement:
        lines += _replaced(added)
    elif added.drafted:
        count = _number(len(added.instrument.questions), "question")
        asked = len({question.stem or question.id for question in added.instrument})
        rows = " (each row of a grid is one)" if asked < len(added.instrument.questions) else ""
        lines.append(
            f"Instrument drafted: surveys/{added.survey}/instrument.yaml, {count}{rows}. "
            "Read it over."
        )
        lines += _by_hand(added.unrouted)
    if not added.account.kept:
        lines.append(
            "No row is kept, so there is nothing to report. To count rows that the platform marks, "
            f"take the mark out of holds_out in surveys/{added.survey}/instrument.yaml."
        )
    lines.append(f"Raw bytes stored in the restricted folder: {added.restricted}")
    lines.append(f"Next: ffc-eval report survey-summary --survey {added.survey}")
    return lines if added.replacement else [*lines, *_answers(added.said)]


def _number(count: int, one: str, many: str = "") -> str:
    """Return "1 row" or "2 rows"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _answers(said: tuple[tuple[str, str], ...]) -> list[str]:
    about = [f"{key} {text}" for key, text in said if text]
    empty = [key for key, text in said if not text and not key.startswith("scale.")]
    scales = sum(not text and key.startswith("scale.") for key, text in said)
    empty += [f"{_number(scales, 'scale')}"] if scales else []
    if not said:
        return []
    return [
        "Answers taken: " + ", ".join(about) + (f". Empty: {', '.join(empty)}." if empty else "."),
        "Change them in the instrument, or give --answers FILE with the same keys.",
    ]


def _replaced(added: Added) -> list[str]:
    change = added.replacement
    assert change is not None
    counts = (
        f"{len(change.new)} rows new, {change.same} the same, {len(change.changed)} changed, "
        f"{len(change.gone)} gone (told apart by {change.by})"
    )
    lines = [f"A newer download takes the earlier one's place: {counts}. Nothing counts twice."]
    for name, rows in (("gone from", change.gone), ("changed in", change.changed)):
        if rows:
            shown = ", ".join(str(row) for row in rows[:_MOST_ROWS])
            more = f" and {len(rows) - _MOST_ROWS} more" if len(rows) > _MOST_ROWS else ""
            which = "earlier" if name == "gone from" else "newer"
            lines.append(f"  {name} the {which} file: rows {shown}{more}")
    return lines
