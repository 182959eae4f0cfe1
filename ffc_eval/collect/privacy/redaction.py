"""Identifiers taken out of free text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ffc_eval.collect.privacy.identifiers import redact_identifiers
from ffc_eval.collect.privacy.names import Names, redact_names

_PLACEHOLDER = re.compile(r"(\[(?:email|phone|postcode|NHS number|NI number|name|id|date)\])")


def redact_texts(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """Return the texts with identifiers replaced by what they are, in square brackets.

    Parameters
    ----------
    texts
        Comments, in any order.
    names
        Names to take out wherever they stand: those of the people concerned, or a list of
        given names. A surname that follows a given name goes with it. A name that is also a
        word ("Grace", "Will") goes only where it has a capital.

    Returns
    -------
    list of str
        In the same order. E-mail addresses become [email], UK telephone numbers [phone],
        postcodes [postcode], NHS numbers [NHS number], National Insurance numbers [NI number],
        full dates [date], case numbers, long numbers and addresses of web pages [id], and names
        after a title ("Mrs ..."), a relation ("my son ...") or a role ("social worker ...")
        [name].

    Notes
    -----
    Rules, not a trained model: a name alone that is not in ``names``, a street or a school is
    not seen. Redaction twice is redaction once.

    Examples
    --------
    >>> redact_texts(["Mrs Smith rang me on 07700 900123."])
    ['[name] rang me on [phone].']
    """
    known = Names.of(names)
    return [_redact(text, known) for text in texts]


def _redact(text: str, names: Names) -> str:
    """Redact until nothing changes; what was put in by an earlier pass is never looked at."""
    while True:
        parts = _PLACEHOLDER.split(text) if "[" in text else [text]
        parts[::2] = [redact_names(redact_identifiers(part), names) for part in parts[::2]]
        redacted = "".join(parts)
        if redacted == text:
            return text
        text = redacted
