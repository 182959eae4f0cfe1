"""Plans: which rows a chart draws, and what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ffc_eval.model.blocks import Table
from ffc_eval.model.codebook import Codebook
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.released import Released
from ffc_eval.present.charts import alt, bars, diverging, dots, dumbbells, strips
from ffc_eval.present.charts.figures import Plan
from ffc_eval.present.charts.marks import MIDDLE, PLAIN, Ink, ink_of
from ffc_eval.present.tables.changes import Change, changes
from ffc_eval.present.tables.lines import (
    Line,
    distinct,
    first,
    lines,
    options_of,
    periods,
    question_of,
    top_words,
    wave_label,
    where,
    wording,
)
from ffc_eval.present.tables.themes import theme_name, themes

_HOLLOW = "Hollow marks rest on a very small base, 10 to 29 people."


def scale_plan(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str], behind: Table
) -> Plan | None:
    """Plan diverging bars of several statements of one scale; None where none can be drawn.

    Where only those agreeing were released, dots with their likely ranges.
    """
    if not where(lines(released, questions), statistic="share"):
        return _agreeing_plan(released, instrument, questions, behind)
    shown = diverging.items(released, instrument, questions)
    drawn = [item.top for item in shown if item.top.drawn]
    asked = question_of(instrument, drawn[0].indicator) if drawn else None
    if asked is None:
        return None
    words = diverging.scale_words(asked)
    tops = [item.top for item in shown]
    said = alt.highest_and_lowest(drawn, [wording(line) for line in drawn], f"“{words[0]}”")
    return Plan(
        partial(diverging.draw, shown=shown, words=words),
        alt.alt_text("Diverging bars", said, alt.small_bases(tops), _chose(instrument)),
        behind,
        diverging.legend(shown, words),
        _hollow(tops),
    )


def _agreeing_plan(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str], behind: Table
) -> Plan | None:
    tops = where(lines(released, questions), statistic="top_box", by="")
    latest = periods(tops, instrument)[-1:]
    kept = [line for line in tops if line.period in latest and line.people == line.people]
    drawn = [line for line in kept if line.drawn]
    if not drawn:
        return None
    words = top_words(question_of(instrument, kept[0].indicator), kept[0])
    said = alt.highest_and_lowest(drawn, [wording(line) for line in drawn], f"“{words}”")
    shown = [dots.Dot(wording(line), "", line) for line in kept]
    return Plan(
        partial(dots.draw, shown=shown, words=words),
        alt.alt_text("Dot plot", said, alt.small_bases(kept), _chose(instrument)),
        behind,
        _dot_legend(kept, f"answered “{words}”"),
        _hollow(kept),
    )


def change_plan(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str], behind: Table
) -> Plan | None:
    """Plan dumbbells of two waves; None where no statement can be drawn."""
    shown = [change for change in changes(released, instrument, questions) if change.drawn]
    if not shown:
        return None
    asked = question_of(instrument, shown[0].difference.indicator)
    word = top_words(asked, shown[0].after)
    words = {"agree": "share agreeing"}.get(word, f"share “{word}”")
    waves = [wave_label(instrument, line.period) for line in (shown[0].before, shown[0].after)]
    tones = {change.word.tone for change in shown}
    legend = [("hollow", waves[0]), ("filled", waves[1])]
    legend += [("blue", "better")] if "good" in tones else []
    legend += [("rust", "worse")] if "bad" in tones else []
    chance = "could be chance: the likely range crosses zero"
    legend += [("ink-2", chance)] if "chance" in tones else []
    return Plan(
        partial(dumbbells.draw, shown=shown, words=words),
        alt.alt_text("Dumbbells of two waves", alt.change_findings(shown)),
        behind,
        tuple(legend),
        ("The scale of the shares does not start at zero.", *_smallest(shown)),
    )


def _smallest(shown: Sequence[Change]) -> tuple[str, ...]:
    if all(change.smallest != change.smallest for change in shown):
        return ()
    words = "is a change so large that this many people would very likely have shown it"
    return (f"“Points would show” {words}; a smaller one may stay unseen.",)


def theme_plan(
    released: Released[Estimates],
    instrument: Instrument,
    behind: Table,
    codebook: Codebook | None,
) -> Plan | None:
    """Plan theme dots with likely ranges and what was said."""
    found = [theme for theme in themes(released, codebook) if theme.line.people >= 1]
    shown = []
    for theme in found:
        said = tuple(line.people if line is not None else float("nan") for line in theme.valences)
        code = theme.id if theme.name != theme.id else ""
        shown.append(dots.Dot(theme.name, code, theme.line, said[:3] if theme.reviewed else ()))
    if not any(dot.line.drawn for dot in shown):
        return None
    barred = any(dot.said for dot in shown)
    legend = [("rust-hatched", "not good"), ("grey", "mixed"), ("blue", "good")] if barred else []
    drawn = [dot for dot in shown if dot.line.drawn]
    said_of = alt.highest_and_lowest([d.line for d in drawn], [d.label for d in drawn])
    return Plan(
        partial(dots.draw, shown=shown, words="people mentioning"),
        alt.alt_text("Dot plot", said_of, *behind.notes, _chose(instrument)),
        behind,
        (*legend, *_dot_legend([dot.line for dot in shown], "people mentioning")),
        _hollow([dot.line for dot in shown]),
    )


def answer_plan(
    released: Released[Estimates], instrument: Instrument, question: str, behind: Table
) -> Plan | None:
    """Plan bars of one closed question, the latest wave."""
    found = [line for line in lines(released, (question,)) if not line.by]
    shares = where(found, statistic="share")
    latest = periods(shares, instrument)[-1:]
    shares = [line for line in shares if line.period in latest]
    asked = question_of(instrument, question)
    order = (first(shares, option=option) for option in options_of(asked, shares))
    kept = [line for line in order if line is not None and line.people == line.people]
    drawn = [line for line in kept if line.drawn]
    if not drawn:
        return None
    shown = [bars.Bar(line, _ink(line, asked)) for line in kept]
    said = alt.highest_and_lowest(drawn, [line.option for line in drawn])
    ranged = any(line.has_interval for line in kept)
    return Plan(
        partial(bars.draw, shown=shown),
        alt.alt_text("Bars", said, alt.small_bases(drawn), _chose(instrument)),
        behind,
        (("whisker", "likely range"),) if ranged else (),
        _hollow(kept),
    )


def _ink(line: Line, asked: Question | None) -> Ink:
    """Blue where an answer is good news, rust where it is not, grey elsewhere."""
    scale = asked.scale if asked is not None else None
    if asked is None or scale is None or asked.direction == "none":
        return PLAIN
    code = next((option.code for option in scale.options if option.label == line.option), "")
    if code in scale.top:
        return ink_of(asked.direction, top=True, strongest=code == scale.top[0])
    if code in scale.bottom:
        return ink_of(asked.direction, top=False, strongest=code == scale.bottom[-1])
    return MIDDLE


def split_plan(
    released: Released[Estimates],
    instrument: Instrument,
    questions: Sequence[str],
    behind: Table,
    codebook: Codebook | None,
) -> Plan | None:
    """Plan dots by group under a heading a question: top boxes, themes, or nothing else."""
    found = [line for line in lines(released, questions) if not line.contrast]
    kept = [line for line in found if line.statistic == "top_box" or line.option == "any"]
    latest = periods(kept, instrument)[-1:]
    kept = [line for line in kept if line.period in latest and line.people == line.people]
    shown = []
    for indicator in distinct([line for line in kept if line.by], "indicator"):
        own = where(kept, indicator=indicator)
        asked = question_of(instrument, indicator)
        heading = wording(own[0]) if asked is not None else theme_name(indicator, codebook)
        for place, line in enumerate(own):
            head = heading if place == 0 else ""
            shown.append(dots.Dot(line.domain or "Everybody", "", line, (), head))
    if not any(dot.line.drawn for dot in shown):
        return None
    tops = [dot.line for dot in shown]
    words = top_words(question_of(instrument, tops[0].indicator), tops[0])
    said = alt.highest_and_lowest([d.line for d in shown if d.line.drawn], _names(shown))
    return Plan(
        partial(dots.draw, shown=shown, words=words),
        alt.alt_text("Dot plot by group", said, alt.small_bases(tops), _chose(instrument)),
        behind,
        _dot_legend(tops, f"answered “{words}”"),
        _hollow(tops),
    )


def _names(shown: Sequence[dots.Dot]) -> list[str]:
    return [f"{dot.label}, {wording(dot.line)}" for dot in shown if dot.line.drawn]


def number_plan(
    released: Released[Estimates], instrument: Instrument, questions: Sequence[str], behind: Table
) -> Plan | None:
    """Plan strips of numbers: median and middle half, the latest wave.

    The words of a single question are those of the title and do not stand in the image.
    """
    found = [line for line in lines(released, questions) if not line.by]
    shown = []
    for indicator in distinct(found, "indicator"):
        own = where(found, indicator=indicator, statistic="quantile")
        latest = periods(own, instrument)[-1:]
        by_place = {
            float(line.option): line for line in own if line.period in latest and line.drawn
        }
        if {0.25, 0.5, 0.75} <= set(by_place):
            parts = (by_place[0.25], by_place[0.5], by_place[0.75])
            shown.append(strips.Strip(wording(parts[1]), *parts))
    if not shown:
        return None
    if len(shown) == 1:
        shown = [shown[0]._replace(label="")]
    said = [f"{row[0]}: median {row[2] or row[1]}, {row[1]} answered." for row in behind.rows[:2]]
    return Plan(
        partial(strips.draw, shown=shown),
        alt.alt_text("Strip of numbers", said, _chose(instrument)),
        behind,
    )


def _dot_legend(shown: Sequence[Line], words: str) -> tuple[tuple[str, str], ...]:
    if any(line.has_interval for line in shown):
        return (("dot", f"{words}, with likely range"),)
    return ()


def _chose(instrument: Instrument) -> str:
    return alt.CHOSE if instrument.kind == "self_selected" else ""


def _hollow(shown: Sequence[Line]) -> tuple[str, ...]:
    return (_HOLLOW,) if any(line.flag == "very small base" for line in shown) else ()
