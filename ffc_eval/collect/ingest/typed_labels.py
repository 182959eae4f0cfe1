"""Labels that people typed themselves: they are no options, whatever column they stand in.

Without a definition the options of a closed question are the answers seen. One that names a
person, or that one person alone wrote at length or like a name, is put under "Other"; its words
are kept as free text, which is redacted before anybody reads it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ffc_eval.collect.ingest.option_words import looks_like_a_name
from ffc_eval.collect.ingest.options import is_other
from ffc_eval.collect.ingest.scales import is_point
from ffc_eval.model.instrument import Option, Scale

_MOST_WORDS = 3
_PARTS = re.compile(r"[,;:/&+()|\n]| and | with | - ")
_TYPED_AFTER = re.compile(
    r"(?:other|another|something else)\s*[:,(–-]\s*(?!please|specify|write|tell|say)\w.*",
    re.IGNORECASE | re.DOTALL,
)


def offered(counts: Mapping[str, int], *, typed: bool) -> list[str]:
    """Return the labels that may stand as options, in the order given.

    Parameters
    ----------
    counts
        How many people gave each label.
    typed
        Words that a person types may stand in the place of an option.
    """
    from ffc_eval.collect.privacy import redact_texts

    labels = list(counts)
    again = {word for label in labels if counts[label] > 1 for word in label.casefold().split()}
    return [
        label
        for label, redacted in zip(labels, redact_texts(labels), strict=True)
        if label == redacted and not (typed and counts[label] == 1 and _own_words(label, again))
    ]


def _own_words(label: str, again: set[str]) -> bool:
    """Say whether a label given once is somebody's own words, or a bare name.

    A word that stands in a label given again names nobody.
    """
    if is_point(label) or is_other(label):
        return False
    for part in _PARTS.split(label):
        if looks_like_a_name(part) and again.isdisjoint(part.casefold().split()):
            return True
    return len(label.split()) > _MOST_WORDS or _TYPED_AFTER.fullmatch(label.strip()) is not None


def with_other(
    options: tuple[Option, ...], scale: Scale | None, *, aside: bool
) -> tuple[Option, ...]:
    """Return the options and "Other" for what was put aside; a scale has no such point."""
    if not aside or scale is not None or any(is_other(option.label) for option in options):
        return options
    codes = {option.code for option in options}
    code = next(n for n in range(len(options) + 1, 2 * len(options) + 3) if str(n) not in codes)
    return (*options, Option(str(code), "Other"))
