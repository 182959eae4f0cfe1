"""What kind of survey it is, said before its first number."""

from __future__ import annotations

from ffc_eval.analyse.compare.linkage import Kind
from ffc_eval.model.blocks import Passage
from ffc_eval.model.instrument import Instrument, Wave
from ffc_eval.present.tables.numbers import whole
from ffc_eval.present.tables.words import listed

_KINDS = {
    "self_selected": (
        "Anybody who wished could answer. The results are of those who chose to answer; they say "
        "nothing certain of those who did not, so no likely range is given."
    ),
    "sample": (
        "A sample was asked. The likely range beside a result allows for who happened to be drawn."
    ),
    "census": "Everybody at each event was asked. The results describe those who answered.",
}
_POPULATIONS = {
    "service_users": "people who use services",
    "staff": "staff",
    "partners": "partner agencies",
    "public": "the public",
}


_LINKS: dict[Kind, str] = {
    "cross_section": (
        "Different people may have answered in each round: the rounds are separate surveys of the "
        "same group, not the same people followed over time."
    ),
    "panel": (
        "Everybody who answered the later round had answered the earlier one too: change is that "
        "of the same people, and says nothing of those who answered once."
    ),
    "mixed": (
        "Some people answered both rounds and others one: change is shown for each kind apart, "
        "the same people compared with themselves and the others as two separate surveys."
    ),
}


def kind_passage(instrument: Instrument, linked: Kind = "cross_section") -> Passage:
    """Return who was asked and what the results can be read as.

    Parameters
    ----------
    linked
        Whether the two latest rounds hold the same people: ``cut.linked(survey)``.
    """
    whose = _POPULATIONS[instrument.population]
    text = _listed(instrument) if instrument.kind == "list" else _KINDS[instrument.kind]
    first = f"These are answers of {whose}. {text}"
    words = [first]
    if len(instrument.waves) > 1:
        words.append(_LINKS[linked])
    words += instrument.notes
    return Passage("prose", tuple(words), synthetic=instrument.synthetic)


def _listed(instrument: Instrument) -> str:
    sizes = [_size(wave) for wave in instrument.waves if wave.frame]
    which = f" ({listed(sizes)})" if sizes else ""
    return (
        f"Everybody on a list was asked{which}. The likely range beside a result allows for those "
        "who did not answer as if they were missing by chance."
    )


def _size(wave: Wave) -> str:
    return f"{whole(wave.frame or 0)} people in {wave.label or wave.id}"


def notice(text: str) -> Passage:
    """Return a sentence that stands where there is nothing to show."""
    return Passage("notice", (text,))
