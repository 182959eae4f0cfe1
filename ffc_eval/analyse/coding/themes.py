"""Themes counted by people: who mentioned it, of those who wrote something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Literal

from ffc_eval.analyse.estimate.domains import By, domains_of
from ffc_eval.analyse.estimate.intervals import wilson
from ffc_eval.errors import EstimateError, nearest
from ffc_eval.model.codebook import Codebook, Codings
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

Level = Literal["theme", "code"]

ANY = "any"
"""``option`` of the rows that count a mention whatever its valence."""

FEW = 20
"""Below so many commenters themes are listed and weighed, without percentages."""

_INFERENTIAL = ("sample", "list")
_CONF_LEVEL = 0.95


@dataclass(frozen=True)
class _Mentions:
    """Who mentioned what: a row a response of one wave, a column a name and valence."""

    named: tuple[tuple[str, str], ...]
    who: Bools
    wrote: Bools
    asked: Bools


def themes(
    codings: Codings,
    responses: Responses,
    *,
    by: By = (),
    level: Level = "theme",
    questions: Sequence[str] = (),
) -> Estimates:
    """Estimate the share of commenters who mention each theme or code.

    Parameters
    ----------
    codings
        Of comments in these responses.
    responses
        One or more waves; every wave has rows of its own.
    by
        Domain columns, as in ``proportion``.
    level
        Count by theme, or by code.
    questions
        Text questions counted together: a person who mentions a theme in two of them counts
        once. () takes every text question of the instrument.

    Returns
    -------
    Estimates
        One row a wave, domain and theme, in the order of the codebook, nobody's themes
        included: ``indicator`` the theme or code, ``question`` the text asked, ``option`` any
        (and one for each valence that somebody gave), ``count`` people who mention it, ``n``
        people who wrote something, ``n_missing`` those asked who did not. "n/a" and the like
        are nothing written. Unweighted.

    Raises
    ------
    EstimateError
        A question is not one with free text.

    Notes
    -----
    Wilson (1927) interval with z and n, only where the instrument is a sample or a list.
    """
    texts = _texts(responses, questions)
    parts = [
        Estimates.from_rows(_rows(codings, responses.of_wave(wave), by, level, texts))
        for wave in responses.waves
    ]
    provenance = responses.provenance.joined(codings.provenance)
    table = Estimates.concat(parts)
    return Estimates(table.frame, provenance.then("Themes counted by people who mention them."))


def commenters(responses: Responses, questions: Sequence[str], codebook: Codebook) -> pd.Series:
    """Return who wrote something in any of the questions; "n/a" and the like are nothing."""
    empty = {
        _letters(phrase)
        for flag in codebook.flags
        if flag.id == "X.EMPTY"
        for phrase in flag.phrases
    } | {""}
    wrote = responses.values[questions[0]].isna() & False
    for question in questions:
        said = responses.values[question].fillna("").map(_letters)
        wrote |= ~said.isin(empty)
    return wrote


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _texts(responses: Responses, questions: Sequence[str]) -> tuple[str, ...]:
    texts = tuple(question.id for question in responses.instrument if question.type == "text")
    unknown = [name for name in questions if name not in texts]
    if unknown or not texts:
        raise EstimateError(
            "no-free-text",
            "Themes can be counted only in answers to questions with free text.",
            found=", ".join(unknown) or "no such question",
            do=nearest(unknown[0], texts) if unknown and texts else "Leave the themes out.",
        )
    return tuple(questions) or texts


def _rows(
    codings: Codings, responses: Responses, by: By, level: Level, texts: tuple[str, ...]
) -> Iterator[Mapping[str, Any]]:
    import numpy as np

    mentions = _mentions(codings, responses, level, texts)
    domains = domains_of(responses, by)
    everybody = domains.members[slice(None)]
    inferential = responses.instrument.kind in _INFERENTIAL
    wording = " / ".join(responses.instrument.question(name).text for name in texts)
    (period,) = responses.waves
    for place, label in enumerate(domains.labels):
        members = everybody[:, place]
        n = int((members & mentions.wrote).sum())
        counts = np.asarray(mentions.who[members].sum(axis=0))
        low, high = _limits(counts, n) if inferential and n else (counts * np.nan,) * 2
        shared = {
            "question": wording,
            "by": domains.by[place],
            "domain": label,
            "period": period,
            "statistic": "share",
            "unit": "share",
            "base": "commenters",
            "conf_level": _CONF_LEVEL if inferential else np.nan,
            "n": n,
            "n_missing": int((members & mentions.asked & ~mentions.wrote).sum()),
            "method": _method(codings, responses),
            "note": f"fewer than {FEW} commenters" if n < FEW else "",
        }
        yield from (
            {**shared, "indicator": name, "option": option, "count": count, **share}
            for (name, option), count, share in zip(
                mentions.named, counts, _shares(counts, n, low, high), strict=True
            )
        )


def _shares(
    counts: NDArray[np.int64], n: int, low: Any, high: Any
) -> Iterator[Mapping[str, float]]:
    for count, least, most in zip(counts, low, high, strict=True):
        yield {
            "estimate": count / n if n else float("nan"),
            "conf_low": least,
            "conf_high": most,
        }


def _mentions(
    codings: Codings, responses: Responses, level: Level, texts: tuple[str, ...]
) -> _Mentions:
    import numpy as np
    import pandas as pd

    wrote = commenters(responses, texts, codings.codebook).to_numpy(dtype=bool)
    asked = (responses.reasons[list(texts)] != "not_asked").any(axis=1).to_numpy(dtype=bool)
    frame = codings.frame[codings.frame["question"].isin(texts)]
    row = responses.values.index.get_indexer(pd.Index(frame["response"]))
    frame, row = frame[row >= 0], row[row >= 0]
    coded = frame["code"].str.split(".").str[0] if level == "theme" else frame["code"]
    valences = [ANY, *sorted(set(frame["valence"]) - {""})]
    named = tuple((name, valence) for name in _names(codings, level) for valence in valences)
    place = {name: column for column, name in enumerate(named)}
    who = np.zeros((len(responses), len(named)), dtype=bool)
    for one, name, valence in zip(row, coded, frame["valence"], strict=True):
        for option in {ANY, valence or ANY}:
            who[one, place[name, option]] = True
    return _Mentions(named, who & wrote[:, None], wrote, asked)


def _names(codings: Codings, level: Level) -> list[str]:
    book = codings.codebook
    return (
        [theme for theme, _ in book.themes]
        if level == "theme"
        else [code.id for code in book.codes]
    )


def _limits(counts: NDArray[np.int64], n: int) -> tuple[Any, Any]:
    import numpy as np

    crit = np.full(len(counts), NormalDist().inv_cdf(0.5 + _CONF_LEVEL / 2))
    return wilson(counts / n, np.full(len(counts), float(n)), crit)


def _method(codings: Codings, responses: Responses) -> str:
    made = "coded by people" if codings.reviewed else "machine-matched, unreviewed"
    kind = responses.instrument.kind
    if kind in _INFERENTIAL:
        return f"{made}; Wilson interval (z, n)"
    why = "self-selected" if kind == "self_selected" else "census of events"
    return f"{made}; described, no sampling interval: {why}"
