"""Answer scales that are known by their labels: order, scores, top and bottom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ffc_eval.collect.ingest.headings import compared
from ffc_eval.model.instrument import Option, Reason, Scale

_REASONS: dict[Reason, str] = {
    "dont_know": r"(?:i )?(?:don'?t|do not) know(?: ?/? ?not sure)?|not sure|unsure|can'?t say"
    r"|cannot say|don'?t remember|can'?t remember|no opinion|too early to say|undecided"
    r"|n/k|nk|d/k|dk",
    "refused": r"(?:i )?(?:would )?prefer not to (?:say|answer)|(?:i'd )?rather not say|refused"
    r"|(?:i )?(?:don'?t|do not) (?:want|wish) to (?:answer|say)(?: this question)?"
    r"|decline to answer",
    "not_applicable": r"n/?\.?a\.?|not applicable(?: to me)?|does not apply(?: to me)?"
    r"|doesn'?t apply(?: to me)?|not relevant(?: to me)?|i was not here before|not used"
    r"|not contacted|none made|not tried",
    "not_asked": r"not asked|not shown|legitimate skip|question not seen",
    "blank": r"skipped|not answered|no answer|no reply|left blank|missing",
    "unreadable": r"unreadable|illegible",
}
_PATTERNS = {reason: re.compile(pattern) for reason, pattern in _REASONS.items()}


def reason_of(label: str) -> Reason | None:
    """Return why an answer of that label gives no value, or None where it is a value."""
    words = compared(label).strip(" .()[]")
    for reason, pattern in _PATTERNS.items():
        if pattern.fullmatch(words):
            return reason
    return None


def _scale(
    id: str, labels: str, *, ends: tuple[int, int], words: tuple[str, str], last: int = 1
) -> Scale:
    parts = [label.strip() for label in labels.split("|")]
    scores = range(len(parts) - 1 + last, last - 1, -1)
    options = tuple(
        Option(code=str(score), label=label, score=float(score))
        for score, label in zip(scores, parts, strict=True)
    )
    codes = [option.code for option in options]
    return Scale(id, options, tuple(codes[: ends[0]]), tuple(codes[-ends[1] :]), *words)


SCALES: tuple[Scale, ...] = (
    _scale(
        "agree5",
        "Strongly agree | Agree | Neither agree nor disagree | Disagree | Strongly disagree",
        ends=(2, 2),
        words=("agree", "disagree"),
    ),
    _scale(
        "agree4",
        "Strongly agree | Agree | Disagree | Strongly disagree",
        ends=(2, 2),
        words=("agree", "disagree"),
    ),
    _scale(
        "tend_agree5",
        "Strongly agree | Tend to agree | Neither agree nor disagree | Tend to disagree | "
        "Strongly disagree",
        ends=(2, 2),
        words=("agree", "disagree"),
    ),
    _scale(
        "frequency5",
        "Always | Often | Sometimes | Rarely | Never",
        ends=(2, 2),
        words=("always or often", "rarely or never"),
    ),
    _scale(
        "confidence4",
        "Very confident | Fairly confident | Not very confident | Not at all confident",
        ends=(2, 2),
        words=("very or fairly confident", "not confident"),
    ),
    _scale(
        "extent4",
        "A great deal | A fair amount | Not very much | Not at all",
        ends=(2, 2),
        words=("a great deal or a fair amount", "not very much or not at all"),
    ),
    _scale(
        "ease5",
        "Very easy | Fairly easy | Neither easy nor difficult | Fairly difficult | Very difficult",
        ends=(2, 2),
        words=("easy", "difficult"),
    ),
    _scale(
        "satisfaction5",
        "Very satisfied | Satisfied | Neither satisfied nor dissatisfied | Dissatisfied | "
        "Very dissatisfied",
        ends=(2, 2),
        words=("satisfied", "dissatisfied"),
    ),
    _scale(
        "change5",
        "Much better | A little better | About the same | A little worse | Much worse",
        ends=(2, 2),
        words=("better", "worse"),
    ),
    _scale(
        "good5",
        "Very good | Good | Neither good nor poor | Poor | Very poor",
        ends=(2, 2),
        words=("good", "poor"),
    ),
    _scale(
        "likely4",
        "Very likely | Likely | Unlikely | Very unlikely",
        ends=(2, 2),
        words=("likely", "unlikely"),
    ),
    _scale(
        "yes_partly_no",
        "Yes, fully | Partly | No",
        ends=(1, 1),
        words=("yes, fully", "no"),
        last=0,
    ),
    _scale(
        "teen4",
        "Yes, a lot | Yes, a bit | Not really | Not at all",
        ends=(2, 2),
        words=("yes", "not really or not at all"),
    ),
    _scale("yes_sometimes_no", "Yes | Sometimes | No", ends=(1, 1), words=("yes", "no")),
    _scale("yes_no", "Yes | No", ends=(1, 1), words=("yes", "no"), last=0),
)
"""Every scale that is recognised; shared names with the scales of a project where they agree."""

_ALIASES = {
    "neither": "neither agree nor disagree",
    "neither agree or disagree": "neither agree nor disagree",
    "neutral": "neither agree nor disagree",
    "disagree strongly": "strongly disagree",
    "agree strongly": "strongly agree",
    "very": "very confident",
    "fairly": "fairly confident",
    "not very": "not very confident",
    "somewhat better": "a little better",
    "somewhat worse": "a little worse",
    "better": "a little better",
    "worse": "a little worse",
    "the same": "about the same",
    "easy": "fairly easy",
    "difficult": "fairly difficult",
    "fairly satisfied": "satisfied",
    "fairly dissatisfied": "dissatisfied",
    "neither/nor": "neither satisfied nor dissatisfied",
    "yes fully": "yes, fully",
    "true": "yes",
    "false": "no",
}

_POINTS = frozenset(compared(option.label) for scale in SCALES for option in scale.options)


def recognise(labels: Sequence[str]) -> tuple[Scale, tuple[Option, ...]] | None:
    """Return the known scale that holds all labels, and its options as the export words them.

    "Don't know" and its like come last with their reason. Of several scales the one with the
    fewest points that nobody chose is taken.
    """
    asides = [label for label in labels if reason_of(label)]
    points = {_point(label): label for label in labels if label not in asides}
    found = []
    for scale in SCALES:
        taken = _on(points, {compared(option.label): option for option in scale.options})
        if taken is not None:
            found.append((len(scale.options) - len(taken), scale, taken))
    if not found:
        return None
    _, scale, taken = min(found, key=lambda match: match[0])
    return scale, (*_worded(scale, taken), *_asides(asides))


def is_point(label: str) -> bool:
    """Say whether a label is a point of a known scale, or an answer that gives no value."""
    return canonical(label) in _POINTS or reason_of(label) is not None


def canonical(label: str) -> str:
    """Return a label as it is compared, with the other wordings of a scale point made one."""
    point = _point(label)
    return _ALIASES.get(point, point)


def _on(points: dict[str, str], names: dict[str, Option]) -> dict[str, str] | None:
    if len(points) < 2:
        return None
    taken: dict[str, str] = {}
    for point, label in points.items():
        name = point if point in names else _ALIASES.get(point, "")
        if name not in names or name in taken:
            return None
        taken[name] = label
    return taken


def _point(label: str) -> str:
    return compared(label).rstrip(".")


def _worded(scale: Scale, taken: dict[str, str]) -> tuple[Option, ...]:
    return tuple(
        Option(option.code, taken.get(compared(option.label), option.label), option.score)
        for option in scale.options
    )


def _asides(labels: Iterable[str]) -> tuple[Option, ...]:
    """Return options that give no value; the second of one reason is numbered."""
    seen: dict[str, int] = {}
    asides = []
    for label in labels:
        reason = reason_of(label)
        if reason is not None:
            seen[reason] = seen.get(reason, 0) + 1
            code = reason if seen[reason] == 1 else f"{reason}_{seen[reason]}"
            asides.append(Option(code, label, reason=reason))
    return tuple(asides)
