"""Options of closed questions, drafted from the cells that an export holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ffc_eval.collect.ingest.headings import compared, plain
from ffc_eval.collect.ingest.scales import reason_of, recognise
from ffc_eval.model.instrument import Option, Scale

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_APART = "-1"
_LOW = re.compile(r"^(?:under|less than|up to|below|<)", re.IGNORECASE)
_NOT_IN_IDS = re.compile(r"[\s\[\]|]+")
_NONE = re.compile(r"none of (?:these|the above|them).*|none", re.IGNORECASE)
_OTHER = re.compile(r"(?:other|another|something else)\b.*", re.IGNORECASE)


def option(code: str, label: str) -> Option:
    """Return an option, its reason and exclusiveness read from its label."""
    label = plain(label) or code
    exclusive = _NONE.fullmatch(compared(label)) is not None
    return Option(code, label, reason=reason_of(label), exclusive=exclusive)


def is_other(label: str) -> bool:
    """Say whether an option invites people to type."""
    return _OTHER.fullmatch(label.strip()) is not None


def drafted(values: Sequence[str]) -> tuple[tuple[Option, ...], Scale | None]:
    """Return options for the answers seen, in the order of the scale that they come from.

    Numbers and bands ("18-29") are put in their order; others stay in the order given. Of labels
    that differ in capitals only, the first stands for all.
    """
    spellings: dict[str, str] = {}
    for value in filter(None, values):
        spellings.setdefault(compared(value), plain(value))
    labels = list(spellings.values())
    scale, options = on_scale([Option(label, label) for label in labels])
    if scale is not None:
        return options, scale
    if all(_NUMBER.fullmatch(label) for label in labels):
        numbers = [Option(label, label) for label in sorted(labels, key=float)]
        return without_value(numbers), None
    ordered = in_order(labels)
    kept = [label for label in ordered if reason_of(label) is None]
    rest = [label for label in ordered if reason_of(label)]
    return tuple(option(str(n), label) for n, label in enumerate([*kept, *rest], 1)), None


def on_scale(options: Sequence[Option]) -> tuple[Scale | None, tuple[Option, ...]]:
    """Return the known scale of the options and the options in its order, or None and as given.

    Codes and labels of the export stay, where it has codes of its own.
    """
    options = without_value(options)
    found = recognise([option.label for option in options])
    if found is None:
        return None, options
    scale, points = found
    if all(option.code == option.label for option in options):
        return scale, points
    coded = {compared(option.label): option.code for option in options}
    reasons = {compared(option.label): option.reason for option in options}
    if any(reasons.get(compared(point.label), point.reason) != point.reason for point in points):
        return None, options
    own = tuple(
        replace(point, code=coded[compared(point.label)])
        for point in points
        if compared(point.label) in coded
    )
    return _recoded(scale, points, own), own


def without_value(options: Sequence[Option]) -> tuple[Option, ...]:
    """Return the options, one coded -1 among at least two coded from 1 up as "not applicable".

    So platforms code an answer that is kept out of every mean.
    """
    others = [option.code for option in options if option.code != _APART]
    counted = len(others) > 1 and all(code.isdecimal() and int(code) > 0 for code in others)
    return tuple(
        replace(option, reason=option.reason or "not_applicable")
        if counted and option.code == _APART
        else option
        for option in options
    )


def _recoded(scale: Scale, points: Sequence[Option], own: tuple[Option, ...]) -> Scale:
    """Return the scale under the codes of an export, which are a part of its name then."""
    ends = {point.label: point.code for point in points if point.reason is None}
    valued = tuple(option for option in own if option.reason is None)
    if all(ends[option.label] == option.code for option in valued) and len(valued) == len(ends):
        return scale
    return replace(
        scale,
        id="_".join([scale.id, *(_NOT_IN_IDS.sub("", option.code) for option in valued)]),
        options=valued,
        top=tuple(option.code for option in valued if ends[option.label] in scale.top),
        bottom=tuple(option.code for option in valued if ends[option.label] in scale.bottom),
    )


def in_order(labels: Sequence[str]) -> list[str]:
    """Put bands in the order of their numbers, if every label has one; else leave them."""
    valued = [label for label in labels if reason_of(label) is None]
    if not valued or not all(re.search(r"\d", label) for label in valued):
        return list(labels)
    rest = [label for label in labels if label not in valued]
    return [*sorted(valued, key=_place), *rest]


def _place(label: str) -> tuple[float, int]:
    first = re.search(r"\d+(?:[.,]\d+)*", label)
    number = float(first[0].replace(",", "")) if first else 0.0
    return (number, 0 if _LOW.match(label) else 1)


def joined_order(cells: Iterable[Sequence[str]]) -> list[str]:
    """Return options in the order in which the platform lists them, found from many cells."""
    after: dict[str, set[str]] = {}
    for parts in cells:
        for place, part in enumerate(parts):
            after.setdefault(part, set()).update(parts[place + 1 :])
    ordered: list[str] = []
    left = list(after)
    while left:
        first = next(
            (part for part in left if not any(part in after[other] for other in left)), left[0]
        )
        ordered.append(first)
        left.remove(first)
    return ordered
