"""Protection: the gate between estimates and everything people see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.released import _TOKEN, Released
from ffc_eval.release.base_rules import blanked, marks
from ffc_eval.release.policy import Policy
from ffc_eval.release.suppression import Split, rows_of, unsafe_splits

if TYPE_CHECKING:
    import pandas as pd

_MOST_QUOTED = 3


def protect(
    estimates: Estimates, policy: Policy, *, beside: Sequence[Estimates] = ()
) -> Released[Estimates]:
    """Apply the disclosure policy; the result may be shown.

    Parameters
    ----------
    estimates
        Whole-authority rows and splits together: a split that comes without the whole-authority
        rows of its question and period (the same statistics and options, here or in
        ``beside``) is left out.
    policy
        The rules of the survey, ``Policy.of(instrument)``.
    beside
        Tables of the same people that are shown elsewhere; nothing shown here may give a small
        group away when it is subtracted from them.

    Returns
    -------
    Released[Estimates]
        The same rows with every value blank that may not be shown, and the marks ``shown``,
        ``flag`` and ``symbol``. A split in which any number must be hidden is hidden whole;
        where that would be more than half of the questions, its rows are left out and one
        sentence in ``notes`` says so.

    Notes
    -----
    Thresholds: ``ffc-eval explain base-rules`` and ``ffc-eval explain suppression``.

    Examples
    --------
    >>> row = {"indicator": "q1", "statistic": "share", "option": "Yes", "estimate": 0.75}
    >>> few = Estimates.from_rows([{**row, "count": 6, "n": 8}])
    >>> shown = protect(few, Policy("staff")).frame
    >>> shown[["shown", "count", "n", "estimate"]].values.tolist()
    [['count_of', 6.0, 8.0, nan]]
    """
    frame = estimates.frame.reset_index(drop=True)
    outside = [row for table in beside for row in rows_of(table.frame)]
    unsafe = unsafe_splits(rows_of(frame), outside, policy)
    lost = _lost_whole(frame, unsafe)
    notes = [
        _whole_note(by, frame, unsafe, policy)
        if by in lost
        else _part_note(by, frame, unsafe, policy)
        for by in dict.fromkeys(split.by for split in unsafe)
        if by
    ]
    kept = frame[~frame["by"].isin(lost)].reset_index(drop=True)
    return _released(replace(estimates, frame=kept), unsafe, policy, tuple(notes))


def widest_safe(candidates: Sequence[Estimates], policy: Policy) -> Released[Estimates]:
    """Show each question by the finest grouping that may be shown whole.

    Parameters
    ----------
    candidates
        The same estimates by finer and wider groupings, the finest first; each with its
        whole-authority rows.
    policy
        The rules of the survey.

    Returns
    -------
    Released[Estimates]
        Whole-authority rows once, and for each question the rows of the first candidate of
        which nothing must be hidden. ``notes`` says where a wider grouping or none is shown;
        where none is for any question, the notes are all there is.
    """
    finest = candidates[0].frame
    safe = [_shown_whole(table, policy) for table in candidates]
    chosen = {
        indicator: next((place for place, names in enumerate(safe) if indicator in names), 0)
        for indicator in dict.fromkeys(finest.loc[finest["by"] != "", "indicator"])
    }
    parts = [candidates[0].where(by="")]
    for place, table in enumerate(candidates):
        wanted = [indicator for indicator, best in chosen.items() if best == place]
        split = table.where(indicator=wanted)
        parts.append(replace(split, frame=split.frame[split.frame["by"] != ""]))
    released = protect(Estimates.concat(parts), policy)
    if not ((released.frame["by"] != "") & (released.frame["shown"] != "hidden")).any():
        released = _without_rows(released)
    wider = [indicator for indicator, place in chosen.items() if place > 0]
    return replace(released, notes=(*_wider_note(wider, finest, policy), *released.notes))


def _without_rows(released: Released[Estimates]) -> Released[Estimates]:
    content, marked = released.content, released.marks
    none = replace(content, frame=content.frame.iloc[:0])
    return replace(released, content=none, marks=None if marked is None else marked.iloc[:0])


def _shown_whole(estimates: Estimates, policy: Policy) -> set[str]:
    """Return the questions of which every group may be shown."""
    frame = estimates.frame
    unsafe = {split.indicator for split in unsafe_splits(rows_of(frame), (), policy)}
    return set(frame.loc[frame["by"] != "", "indicator"]) - unsafe


def _released(
    estimates: Estimates, unsafe: Mapping[Split, str], policy: Policy, notes: tuple[str, ...]
) -> Released[Estimates]:
    frame = estimates.frame
    marked = marks(frame, policy)
    keys = zip(frame["indicator"], frame["by"], frame["period"], strict=True)
    pooled = {(split.indicator, split.by) for split in unsafe}
    compared = (frame["contrast"] != "") | (frame["period"] == "") | (frame["domain"] == "")
    hidden = [
        Split(*key) in unsafe or (bool(key[1]) and across and key[:2] in pooled)
        for key, across in zip(keys, compared, strict=True)
    ]
    marked.loc[hidden] = ("hidden", "", "c")
    content = blanked(frame, marked)
    if policy.suppresses:
        content.loc[content["by"] != "", "n_missing"] = float("nan")
    provenance = estimates.provenance.then("Disclosure policy applied.", **policy.settings())
    return Released(Estimates(content, provenance), notes, policy.synthetic, marked, _TOKEN)


def _lost_whole(frame: pd.DataFrame, unsafe: Collection[Split]) -> set[str]:
    """Return the splits that would hide more than half of their questions."""
    lost = set()
    for by in {split.by for split in unsafe} - {""}:
        hidden = {split.indicator for split in unsafe if split.by == by}
        if 2 * len(hidden) > frame.loc[frame["by"] == by, "indicator"].nunique():
            lost.add(by)
    return lost


def _whole_note(by: str, frame: pd.DataFrame, unsafe: Mapping[Split, str], policy: Policy) -> str:
    reasons = {split.indicator: why for split, why in unsafe.items() if split.by == by}
    total = frame.loc[frame["by"] == by, "indicator"].nunique()
    why = next(iter(reasons.values()))
    if total == 1:
        return f"{_quoted(reasons, frame)} is not shown by {policy.wording(by)}: {why}."
    where = "" if len(reasons) == total else f"in {len(reasons)} of them "
    return f"{total} questions are not shown by {policy.wording(by)}: {where}{why}."


def _part_note(by: str, frame: pd.DataFrame, unsafe: Mapping[Split, str], policy: Policy) -> str:
    hidden = {split.indicator: why for split, why in unsafe.items() if split.by == by}
    why = next(iter(hidden.values()))
    verb = "is" if len(hidden) == 1 else "are"
    return f"By {policy.wording(by)}, {_quoted(hidden, frame)} {verb} not shown: {why}."


def _wider_note(indicators: Sequence[str], frame: pd.DataFrame, policy: Policy) -> tuple[str, ...]:
    if not indicators:
        return ()
    which = _quoted(indicators, frame)
    return (f"Groups are joined to wider ones for {which}: in the finer, {policy.reason}.",)


def _quoted(indicators: Collection[str], frame: pd.DataFrame) -> str:
    wording = dict(zip(frame["indicator"], frame["question"], strict=True))
    if len(indicators) > _MOST_QUOTED:
        return f"{len(indicators)} questions"
    return " and ".join(f"“{(wording.get(name) or name).rstrip('.')}”" for name in indicators)
