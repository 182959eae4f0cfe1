"""Linkage: whether two waves hold the same people, so that change may be shown as theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["cross_section", "panel", "mixed"]

PANEL_FROM = 0.5
"""From this share of matched pseudonyms two waves are read as a panel."""
WHO_ANSWERED = "who answered"
"""Domain variable that holds matched and unmatched people apart where waves have both."""
BOTH, ONE = "both waves", "one wave only"


@dataclass(frozen=True)
class Linkage:
    """Which responses of two waves are of one person.

    Parameters
    ----------
    kind
        "cross_section" where fewer than half of the later wave's pseudonyms were in the earlier;
        "panel" where everybody in the later wave was; else "mixed".
    earlier, later
        The responses of each matched person, in one order.
    people
        Responses in the earlier and in the later wave.
    named
        Of these, with a pseudonym.
    """

    kind: Kind
    earlier: pd.Index
    later: pd.Index
    people: tuple[int, int]
    named: tuple[int, int]

    @property
    def match_rate(self) -> float:
        """Share of the later wave's pseudonyms that are in the earlier; 0 where it has none."""
        return len(self.later) / self.named[1] if self.named[1] else 0.0


def linkage(responses: Responses, waves: tuple[str, str]) -> Linkage:
    """Match the people of two waves by pseudonym.

    Parameters
    ----------
    responses
        Both waves; ``context.person`` holds pseudonyms, or nothing.
    waves
        The earlier, then the later.

    Notes
    -----
    A pseudonym that stands twice in a wave is not matched: nobody knows which answers to set
    beside which.
    """
    sides = [_people(responses, wave) for wave in waves]
    named = [side[side != ""] for side in sides]
    once = [side.drop_duplicates(keep=False) for side in named]
    shared = sorted(set(once[0]) & set(once[1]))
    earlier, later = (
        side.reset_index().set_index("person")["response"].loc[shared] for side in once
    )
    # Order by the later response, never by pseudonym: no output may depend on the key.
    order = later.argsort(kind="stable").to_numpy()
    found = Linkage(
        "cross_section",
        _index(earlier.iloc[order]),
        _index(later.iloc[order]),
        (len(sides[0]), len(sides[1])),
        (len(named[0]), len(named[1])),
    )
    return Linkage(_kind(found), found.earlier, found.later, found.people, found.named)


def _people(responses: Responses, wave: str) -> pd.Series:
    context = responses.context[responses.context["wave"] == wave].rename_axis("response")
    if "person" not in context.columns:
        return context["wave"].map(lambda _: "").rename("person")
    return context["person"].fillna("").rename("person")


def _index(responses: pd.Series) -> pd.Index:
    import pandas as pd

    index: pd.Index = pd.Index(responses.to_numpy(), name="response")
    return index


def _kind(found: Linkage) -> Kind:
    if found.match_rate < PANEL_FROM:
        return "cross_section"
    return "panel" if len(found.later) == found.people[1] else "mixed"


def attrition(responses: Responses, waves: tuple[str, str]) -> Estimates:
    """Count who answered both waves, who only the earlier, who only the later.

    Returns
    -------
    Estimates
        ``count`` rows by ``option``; ``n`` is everybody who answered either wave. In ``note`` how
        the two waves are compared and why.
    """
    link = linkage(responses, waves)
    both = len(link.later)
    before, after = link.people
    matched = f"{link.match_rate:.0%} of the later wave's pseudonyms were in the earlier"
    counts = {
        "Answered both": both,
        f"Answered {waves[0]} only": before - both,
        f"Answered {waves[1]} only": after - both,
        "Without a pseudonym": sum(link.people) - sum(link.named),
    }
    rows: list[dict[str, Any]] = [
        {
            "indicator": "attrition",
            "question": "People who answered one wave or both",
            "option": option,
            "contrast": f"{waves[1]} - {waves[0]}",
            "statistic": "count",
            "unit": "people",
            "base": "answered",
            "estimate": float(count),
            "count": count,
            "n": before + after - both,
            "method": "people matched by pseudonym; a count, not an estimate",
            "note": f"{matched}: {_WORDS[link.kind]}",
        }
        for option, count in counts.items()
    ]
    return Estimates.from_rows(rows, responses.provenance.then("Matched people of two waves."))


_WORDS: dict[Kind, str] = {
    "cross_section": "two independent samples",
    "panel": "the same people in both",
    "mixed": "matched and unmatched people apart",
}
