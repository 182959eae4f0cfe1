"""What was not good: the worst results, found by rule, so that they are never left out."""

from __future__ import annotations

from collections.abc import Sequence

from ffc_eval.model.blocks import Passage
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables.lines import Line, lines, question_of, top_words, wording
from ffc_eval.present.tables.numbers import out_of, percent, whole

HEADING = "The least favourable answers"
_MOST = 3


def not_good(
    released: Sequence[tuple[Released[Estimates], Instrument]], *, most: int = _MOST
) -> Passage:
    """Return the most unfavourable answers to statements that are good or bad news for families.

    Parameters
    ----------
    released
        Results of each survey with its instrument.
    most
        How many statements are named, the worst first.

    Returns
    -------
    Passage
        One sentence a statement, under a heading of its own. Where nobody gave an
        unfavourable answer, how many were asked and that none did.
    """
    found = [
        (line, instrument)
        for table, instrument in released
        for line in lines(table)
        if not line.by and _unfavourable(line, instrument)
    ]
    synthetic = any(table.synthetic for table, _ in released)
    told = [(line, instrument) for line, instrument in found if line.people > 0]
    if not told:
        asked = max((line.n for line, _ in found if line.n > 0), default=0)
        words = f"{whole(asked)} people were asked, and none gave an unfavourable answer."
        words = words if asked else "Too few people answered to say what was not good."
        return Passage("prose", (words,), (HEADING,), synthetic)
    worst = sorted(told, key=lambda one: one[0].people / one[0].n, reverse=True)[:most]
    sentences = [_sentence(line, instrument) for line, instrument in worst]
    first = "Found by rule, not chosen. " + " ".join(sentences)
    return Passage("prose", (first,), (HEADING,), synthetic)


def _unfavourable(line: Line, instrument: Instrument) -> bool:
    """Whether a line counts those who disagree with good news, or agree with bad news."""
    question = question_of(instrument, line.indicator)
    if question is None or line.shown not in ("percent", "count_of"):
        return False
    wanted = {"good": "bottom_box", "bad": "top_box"}.get(question.direction)
    return line.statistic == wanted


def _sentence(line: Line, instrument: Instrument) -> str:
    question = question_of(instrument, line.indicator)
    said = top_words(question, line)
    if line.statistic == "bottom_box":
        scale = question.scale if question is not None else None
        said = (scale.bottom_label if scale is not None else "") or line.option.lower()
    share = f" ({percent(line.estimate)})" if line.drawn else ""
    return f"“{wording(line)}”: {out_of(line.people, line.n)}{share} answered “{said}”."
