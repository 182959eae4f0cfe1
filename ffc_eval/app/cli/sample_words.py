"""What the sample commands say, in plain words and at most twelve lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffc_eval.model.estimates import Estimates
    from ffc_eval.model.instrument import Instrument
    from ffc_eval.model.released import Released
    from ffc_eval.present.tables.audit_changes import AuditChange, Compared
    from ffc_eval.present.tables.lines import Line
    from ffc_eval.project.case_audit.samples import Taken

_MOST_ITEMS = 8
_FLOOR = (
    "Floor: the smallest of 8, half the sample divided by the number of strata, and the stratum's "
    "size."
)


def drawn_lines(taken: Taken, wave: str) -> list[str]:
    """Return what was drawn and where the list is; no case number."""
    from ffc_eval.project.case_audit.books import FIRST, SECOND

    drawing = taken.draw
    merged = [name for name in dict.fromkeys(drawing.cases["stratum"]) if " + " in name]
    left_out = {reason: count for reason, count in taken.frame.account.items() if reason}
    twice = int(drawing.sample["double_marked"].sum())
    before = "drawn before from this list with this seed; nothing was changed. "
    return [
        f"Wave {wave}: {before if taken.before else ''}{drawing.said}.",
        _FLOOR,
        *(f"Merged: {name}." for name in merged[:3]),
        *(
            [f"Left out of the list: {sum(left_out.values())}, each with its reason."]
            * bool(left_out)
        ),
        f"{twice} cases are marked by a second reader who does not see the first grade.",
        f"List fingerprint {drawing.frame_hash[:12]}, seed {drawing.seed}.",
        f"Case numbers are in the restricted folder only: {taken.folder}",
        f"  {FIRST}, with the reserve list; {SECOND}",
        f"Next: readers mark; then ffc-eval survey add WORKBOOK --survey audit --wave {wave}",
    ]


def replaced_lines(names: tuple[str, ...]) -> list[str]:
    """Return that a case was replaced, and the workbooks with the new one; no case number."""
    return [
        "Replaced by the next case of its stratum's reserve list, with the reason.",
        f"The new case is in the restricted folder: {', '.join(names)}",
        "The row of the replaced case stays empty; workbooks that readers have were left alone.",
    ]


def agreed_lines(released: Released[Estimates], instrument: Instrument, wave: str) -> list[str]:
    """Return each item's agreement, the worst first."""
    from ffc_eval.present.tables.audit import FLAGGED, TEXT_ONLY
    from ffc_eval.present.tables.lines import first, lines, wave_label, where

    here = where(lines(released), period=wave)
    kappas = where(here, statistic="kappa_linear")
    known = sorted((line for line in kappas if line.drawn), key=lambda line: line.estimate)
    if not known:
        return [f"{wave_label(instrument, wave)}: too few cases were marked twice; no percentages."]
    unclear = sum(TEXT_ONLY in line.note for line in known)
    flagged = sum(FLAGGED in line.note for line in known)
    fewer = len({line.indicator for line in here}) - len(known)
    head = (
        f"{wave_label(instrument, wave)}: {len(known)} items; {unclear} under 0.4 (words only), "
        f"{flagged} from 0.4 to 0.6 (read with care)"
        + (f"; {fewer} marked twice too seldom to say" if fewer else "")
        + "."
    )
    shown = [
        _agreed(line, first(here, indicator=line.indicator, statistic="exact"))
        for line in known[:_MOST_ITEMS]
    ]
    more = len(known) - len(shown)
    return [head, *shown, *([f"{more} more items agree better: --json lists all."] * bool(more))]


def _agreed(kappa: Line, exact: Line | None) -> str:
    from ffc_eval.present.tables.audit import FLAGGED, TEXT_ONLY, two_places
    from ffc_eval.present.tables.numbers import out_of, percent

    same = (
        f"same grade {out_of(exact.people, exact.n)} ({percent(exact.estimate)}), " if exact else ""
    )
    span = f"({two_places(kappa.conf_low)} to {two_places(kappa.conf_high)})"
    word = "text only" if TEXT_ONLY in kappa.note else "flagged" if FLAGGED in kappa.note else ""
    said = f"{kappa.indicator}: {same}kappa {two_places(kappa.estimate)} {span}"
    return f"{said}: {word}" if word else said


def compared_lines(found: Compared, instrument: Instrument) -> list[str]:
    """Return the primary items, those that differ first, then what else there is."""
    from ffc_eval.present.tables.audit import unclear_notes
    from ffc_eval.present.tables.audit_changes import CHANCE, audit_changes

    items = audit_changes(found, instrument)
    tested = [one for one in items if one.primary and one.change.drawn]
    if not tested:
        return ["No two waves can be compared."]
    tested.sort(key=lambda one: one.change.word == CHANCE)
    waves = [tested[0].change.before.period, tested[0].change.after.period]
    others = len(items) - len([one for one in items if one.primary])
    drifted = [
        one.change.difference.indicator
        for one in items
        if any(word.startswith("marking drifted") for word in one.care)
    ]
    return [
        *(_compared(one, instrument) for one in tested),
        *([f"Marking drifted on {', '.join(drifted)}: read with care."] * bool(drifted)),
        *unclear_notes(found.agreement, waves),
        f"{others} other items are shown and not tested. A difference says nothing of its cause.",
    ]


def _compared(one: AuditChange, instrument: Instrument) -> str:
    from ffc_eval.present.tables.audit_changes import change_words
    from ffc_eval.present.tables.numbers import out_of, percent

    change = one.change
    after, before = (
        f"{out_of(line.people, line.n)} ({percent(line.estimate)})"
        for line in (change.after, change.before)
    )
    said = change_words(one, instrument).lower()
    ne = " to ".join(percent(line.estimate) if line else ":" for line in one.not_evidenced)
    care = "; read with care" if one.care else ""
    return (
        f"{change.difference.indicator} {said}: {after} after {before}, {change.text}, "
        f"p {one.p_adjusted:.3f} (Holm); not evidenced {ne}{care}"
    )
