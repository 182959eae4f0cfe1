"""Steps about who answered: against the list by group, and how weights mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.frame import NOT_STATED, sizes_of
from ffc_eval.project.grouping import WIDER, grouped, wider_groups
from ffc_eval.project.weighting import plain

if TYPE_CHECKING:
    from ffc_eval.model.instrument import Instrument
    from ffc_eval.project.evidence import Evidence

Sizes = Mapping[str, tuple[int, int | None]]

ANSWERED = "Who answered, of those on the list"
WEIGHTED = "Weights and the list"


def response(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Set who answered the latest round beside the list, whole and by the groups of a question.

    Rows ``response_rate`` (of those asked), ``frame_share`` (the group's share of the list),
    ``coverage`` (its share of those who answered less that, in points) and ``count`` (people who
    answered; by it small groups are hidden).
    """
    responses = grouped(evidence, survey, split)
    instrument, wave = responses.instrument, responses.waves[-1]
    sizes = _sizes(instrument, wave, split)
    counts = responses.column(split).astype("object").value_counts()
    answered = {group: int(counts.get(group, 0)) for group in sizes}
    totals = (sum(answered.values()), sum(people for people, _ in sizes.values()))
    asked = {group: _asked(instrument, *size) for group, size in sizes.items()}
    known = all(n is not None for n in asked.values())
    whole = sum(n or 0 for n in asked.values()) if known else None
    rows = [*_group_rows(totals[0], totals[1], whole, totals)]
    for group, (people, _) in sizes.items():
        parts = _group_rows(answered[group], people, asked[group], totals)
        rows += [{**row, "by": split, "domain": group} for row in parts]
    about = {"indicator": "response", "question": ANSWERED, "period": wave}
    return Estimates.from_rows([{**about, **row} for row in rows], responses.provenance)


def _asked(instrument: Instrument, people: int, asked: int | None) -> int | None:
    """Return how many of a group were asked: of a list, everybody where nothing else is known."""
    return people if asked is None and instrument.kind == "list" else asked


def _sizes(instrument: Instrument, wave: str, split: str) -> Sizes:
    """Return the list's groups, in the order of the answers, joined where the split is wider."""
    name = split.removesuffix(WIDER)
    known = sizes_of(instrument.frame, wave).get(name, {})
    found: dict[str, tuple[int, int | None]] = {}
    for option in instrument.question(name).values:
        if option.label in known:
            group = (option.group or option.label) if split.endswith(WIDER) else option.label
            (people, asked), (more, sent) = known[option.label], found.get(group, (0, 0))
            both = None if asked is None or sent is None else asked + sent
            found[group] = (people + more, both)
    return found


def _group_rows(
    answered: int, people: int, asked: int | None, totals: tuple[int, int]
) -> Iterator[dict[str, Any]]:
    """Give the rows of one group, or of all.

    Their bases are the group's people on the list, or those who answered: what lies between is
    people too, and guarded like them.
    """
    everybody, listed = totals
    method = "a count, not an estimate"
    if asked and answered <= asked:
        yield {
            "statistic": "response_rate",
            "unit": "share",
            "base": "asked",
            "estimate": answered / asked,
            "count": answered,
            "n": asked,
            "method": method,
        }
    plain = {"unit": "share", "base": "asked", "method": method}
    share = people / listed if listed else float("nan")
    yield {**plain, "statistic": "frame_share", "estimate": share, "n": people}
    if everybody:
        gap = {"unit": "points", "estimate": answered / everybody - share}
        yield {**plain, **gap, "statistic": "coverage", "count": answered, "n": people}
    yield {**plain, "unit": "none", "statistic": "count", "count": answered, "n": answered}


def weights(evidence: Evidence, survey: str, split: str) -> Estimates:
    """Report the weights: their cost and what they change; for a split, the margin by its groups.

    Rows ``margin`` (option before, target or after) by group; or ``design_effect``,
    ``n_effective`` and ``largest_weight``, and the headline shares of the latest round twice,
    ``contrast`` "not weighted" and "weighted".
    """
    counted = evidence.counting(survey)
    if counted.report is None:
        return Estimates.from_rows([])
    frame = counted.report.frame
    if split:
        return Estimates.from_rows(_margin_rows(evidence, survey, split), counted.report.provenance)
    effects = frame[frame["statistic"] != "margin"].assign(question=WEIGHTED)
    effect = Estimates(effects.astype({"question": "str"}), counted.report.provenance)
    return Estimates.concat([effect, *([] if counted.left_out else _headlines(evidence, survey))])


def _margin_rows(evidence: Evidence, survey: str, split: str) -> Iterator[dict[str, Any]]:
    """Give a margin as rows by group, and a row of everybody for each, so that it is guarded.

    The base of a group is its people; of a group of which nobody answered, everybody.
    """
    report = evidence.counting(survey).report
    frame = (report or Estimates.from_rows([])).frame
    name = split.removesuffix(WIDER)
    mine = frame[(frame["question"] == name) & (frame["option"] != NOT_STATED)]
    groups = wider_groups(evidence, survey, split)
    named = mine.assign(option=mine["option"].map(lambda label: groups.get(label, label)))
    about = {"indicator": "weights", "question": WEIGHTED, "statistic": "margin", "unit": "share"}
    for (period, contrast), part in named.groupby(["period", "contrast"], sort=False):
        same = {**about, "base": "answered", "period": period, "option": contrast}
        sums = part.groupby("option", sort=False)[["estimate", "count"]].sum()
        people = sums["count"].sum()
        yield {**same, "estimate": 1.0, "n": people}
        for group, share, count in sums.itertuples():
            found = {"by": split, "domain": group, "estimate": share, "n": count or people}
            yield {**same, **found, "method": "weighted share; a count, not an estimate"}


def _headlines(evidence: Evidence, survey: str) -> Iterator[Estimates]:
    """Give the share at the top of each scale, else every share, without and with weights.

    Questions that name groups are not among them: their counts are guarded as margins.
    """
    from dataclasses import replace

    from ffc_eval.analyse.estimate import item_block

    weighted, unweighted = evidence.counting(survey), plain(evidence.markings(survey))
    instrument = weighted.responses.instrument
    groups = {*instrument.domains, *(instrument.weighting.to if instrument.weighting else ())}
    asked = [q.id for q in instrument if q.closed and q.id not in groups]
    for contrast, side in (("not weighted", unweighted), ("weighted", weighted)):
        latest = side.responses.of_wave(side.responses.waves[-1])
        block = item_block(latest, side.design, asked)
        tops = block.where(statistic="top_box")
        shown = tops if len(tops) else block.where(statistic="share")
        named = shown.frame.assign(contrast=contrast).astype({"contrast": "str"})
        yield replace(shown, frame=named)
