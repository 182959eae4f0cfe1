"""The board: which families are followed, where they are, who is overdue, who left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.analyse.case_studies.consent import Consent
from ffc_eval.analyse.case_studies.schedule import Planned, last_held, schedule
from ffc_eval.model.case_studies import STAGES, Case, CaseStudies
from ffc_eval.model.events import EVENT_KEYS, Events
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.records import Records

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.tracker import Tracker

BEFORE_FIRST = "Consented"
_BOARD = ("label", "strand", "stage", "next", "due", "overdue", "not_to_plan")


def board(cases: CaseStudies, tracker: Tracker, *, as_of: date) -> Events:
    """Return one row a live family: its stage, its next contact, what is overdue.

    Parameters
    ----------
    cases
        What may be used (``permitted``).
    as_of
        The quarter's cut.

    Returns
    -------
    Events
        Columns label, strand, stage (the last contact held), next, due (ISO date, "" after the
        last), overdue and not_to_plan; ordered by stage, then label.
    """
    rows = [_board_row(cases, case, tracker, as_of) for case in _live(cases, as_of)]
    order = [BEFORE_FIRST, *STAGES.values()]
    rows.sort(key=lambda row: (order.index(row["stage"]), len(row["label"]), row["label"]))
    return Events("board", event_frame(rows, _BOARD), cases.provenance)


def _board_row(cases: CaseStudies, case: Case, tracker: Tracker, as_of: date) -> dict[str, Any]:
    own = _only(cases, case)
    held = last_held(own, case, as_of=as_of)
    coming = [row for row in schedule(own, as_of=as_of) if row.state in ("overdue", "due")]
    return {
        "case": case.case,
        "label": case.label,
        "strand": tracker.strands.get(case.strand, case.strand),
        "stage": STAGES[held.stage] if held else BEFORE_FIRST,
        "next": STAGES[coming[0].stage] if coming else "",
        "due": coming[0].due.isoformat() if coming else "",
        "overdue": any(row.state == "overdue" for row in coming),
        "not_to_plan": case.not_to_plan,
    }


def facts(cases: CaseStudies, everyone: CaseStudies, consent: Consent, *, as_of: date) -> Records:
    """Return what stands over the board, one row a fact: how many, of how many, the rule.

    Parameters
    ----------
    cases
        What may be used (``permitted``).
    everyone
        All families on file; only counted, where they withdrew or consent has run out.
    as_of
        The quarter's cut.

    Notes
    -----
    At least one in four live families should be one whose plan did not work out
    (``ffc-eval explain one-in-four``).
    """
    live = _live(cases, as_of)
    off_plan = sum(case.not_to_plan for case in live)
    least = math.ceil(len(live) / 4)
    names = {case.case for case in live}
    overdue = {row.case.case for row in schedule(cases, as_of=as_of) if row.state == "overdue"}
    lapsed = [
        case
        for case in _live(everyone, as_of)
        if case.case not in names and case.case not in consent.withdrawn
    ]
    rows = [
        ("live", len(live), len(live), ""),
        ("not to plan", off_plan, len(live), f"{least} or more" if live else ""),
        ("contact overdue", len(overdue & names), len(live), ""),
        ("no consent in force", len(lapsed), len(live) + len(lapsed), ""),
        ("withdrew since the start", len(consent.withdrawn), len(everyone.cases), ""),
    ]
    return _records(
        ("fact", "families", "of", "rule"),
        rows,
        ("what is counted", "families", "of how many families", "how many there should be"),
        cases.provenance,
    )


def one_in_four(facts: Records) -> bool:
    """Whether enough of the live families are ones whose plan did not work out."""
    row = facts.frame[facts.frame["fact"] == "not to plan"]
    return bool((4 * row["families"] >= row["of"]).all())


def attrition(cases: CaseStudies, *, as_of: date) -> Records:
    """Return what became of the contacts of each stage, as counts of families.

    Of the families whose contact was due by ``as_of``: held, missed, overdue, and left before.
    """
    due = [row for row in schedule(cases, as_of=as_of) if row.due < as_of or row.state == "held"]
    rows = [
        (words, *_counts([row for row in due if row.stage == stage]))
        for stage, words in STAGES.items()
    ]
    columns = ("stage", "due", "held", "missed", "overdue", "left")
    meaning = (
        "contact of the schedule",
        "families whose contact was due by the day of the cut",
        "held",
        "missed or declined by the family, or passed over",
        "due and not held",
        "completed or lost before it was due",
    )
    return _records(columns, rows, meaning, cases.provenance)


def _counts(rows: list[Planned]) -> tuple[int, ...]:
    states = ("held", "missed", "overdue", "left")
    return (len(rows), *(sum(row.state == state for row in rows) for state in states))


def event_frame(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Any:
    """Return the rows of events as a frame: the keys of the gate first; not given is ""."""
    import pandas as pd

    names = [*EVENT_KEYS, *columns]
    return pd.DataFrame([{**dict.fromkeys(names, ""), **row} for row in rows], columns=names)


def _records(
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    meaning: tuple[str, ...],
    provenance: Provenance,
) -> Records:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    return Records(frame, tuple(zip(columns, meaning, strict=True)), provenance)


def _live(cases: CaseStudies, as_of: date) -> list[Case]:
    """Families that had begun by the day; a change of status that came later has not come yet."""
    return [
        case
        for case in cases.cases
        if case.start <= as_of and (case.live or (case.since is not None and case.since > as_of))
    ]


def _only(cases: CaseStudies, case: Case) -> CaseStudies:
    return replace(cases, cases=(case,))
