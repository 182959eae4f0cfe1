"""Goals that families set, 0 to 10: one line a goal; an average only from ten families on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import fmean
from typing import Any

from ffc_eval.analyse.case_studies.board import event_frame
from ffc_eval.analyse.case_studies.schedule import held_weeks
from ffc_eval.errors import EstimateError
from ffc_eval.model.case_studies import STAGES, Case, CaseStudies, Outcome
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.events import Events

LEAST_FAMILIES = 10
"""Under this number of families their goals are not averaged."""

_GOALS = ("label", "goal", "words", "stage", "week", "value", "source")
_PATTERN = ("label", "not_to_plan", "fact", "of", "count")


def goals(cases: CaseStudies, *, as_of: date) -> Events:
    """Return each family's goals at each contact, one row a goal, contact and source.

    A row with the family's wording of the goal (``stage`` "") comes first where the family agreed
    to be quoted.
    """
    rows = [row for case in cases.cases for row in _of_case(cases, case, as_of)]
    return Events("goals", event_frame(rows, _GOALS), cases.provenance)


def _of_case(cases: CaseStudies, case: Case, as_of: date) -> Iterator[dict[str, Any]]:
    held = held_weeks(cases, case, as_of=as_of)
    asked = [row for row in _asked(cases, case) if row.stage in held]
    own = {"case": case.case, "label": case.label}
    wording = {row.measure: row for row in asked if row.words}
    for row in wording.values():
        yield {
            **own,
            "scope": "quotes",
            "goal": _number(row),
            "words": row.words,
            "stage": "",
            "week": float("nan"),
            "value": float("nan"),
            "source": "",
        }
    for row in asked:
        yield {
            **own,
            "participant": row.participant,
            "scope": row.scope,
            "goal": _number(row),
            "words": "",
            "stage": STAGES[row.stage],
            "week": held[row.stage],
            "value": float(row.value),
            "source": row.source,
        }


def average_goals(cases: CaseStudies, *, as_of: date) -> Estimates:
    """Estimate the mean of the families' goals at each contact.

    Returns
    -------
    Estimates
        One row a contact: the mean over families of each family's mean goal, as the family sees
        it; ``n`` families. There is no interval: families are chosen on purpose.

    Raises
    ------
    EstimateError
        Fewer than ten families have a goal (``ffc-eval explain goal-lines``).
    """
    by_stage: dict[str, list[float]] = {words: [] for words in STAGES.values()}
    families = 0
    for case in cases.cases:
        held = held_weeks(cases, case, as_of=as_of)
        asked = [row for row in _asked(cases, case) if row.stage in held and row.source == "family"]
        families += bool(asked)
        for stage in dict.fromkeys(row.stage for row in asked):
            values = [float(row.value) for row in asked if row.stage == stage]
            by_stage[STAGES[stage]].append(fmean(values))
    if families < LEAST_FAMILIES:
        raise EstimateError(
            "too-few-families",
            "Goals of fewer than ten families are not averaged.",
            found=f"{families} families",
            do="Show each family's goals as a line of its own.",
        )
    return Estimates.from_rows(
        (
            {
                "indicator": "goals",
                "question": "How near families are to the goals they set, 0 to 10",
                "period": stage,
                "statistic": "mean",
                "unit": "score",
                "base": "answered",
                "estimate": fmean(means),
                "n": len(means),
                "n_missing": families - len(means),
                "method": "Mean over families of each family's mean goal.",
            }
            for stage, means in by_stage.items()
            if means
        ),
        cases.provenance,
    )


def pattern(cases: CaseStudies, *, as_of: date) -> Events:
    """Return what happened across families: one row a family and fact, as counts.

    The facts are actions of the plan that were done when last asked, and goals that stood higher,
    the same or lower at the last contact than at the first, as the family sees it.
    """
    rows = []
    for case in cases.cases:
        own = {"case": case.case, "label": case.label, "not_to_plan": case.not_to_plan}
        numbers = [a.number for a in cases.actions if a.case == case.case and a.planned <= as_of]
        held = list(held_weeks(cases, case, as_of=as_of))
        last = {
            row.number: row.progress
            for row in sorted(
                (r for r in cases.states if r.case == case.case and r.stage in held),
                key=lambda row: held.index(row.stage),
            )
        }
        done = sum(last.get(number) == "done" for number in numbers)
        fact = {"fact": "actions done", "of": len(numbers), "count": done}
        rows.append({**own, "scope": "record_review", **fact})
        moves = _moves([row for row in _asked(cases, case) if row.stage in held])
        rows += [
            {
                **own,
                "scope": "interview",
                "fact": f"goals {word}",
                "of": len(moves),
                "count": sum((move > 0) - (move < 0) == sign for move in moves),
            }
            for word, sign in (("higher", 1), ("the same", 0), ("lower", -1))
        ]
    return Events("pattern", event_frame(rows, _PATTERN), cases.provenance)


def _moves(asked: list[Outcome]) -> list[float]:
    """Return the change of each goal the family rated at two contacts or more."""
    lines: dict[str, list[float]] = {}
    for row in asked:
        if row.source == "family":
            lines.setdefault(row.measure, []).append(float(row.value))
    return [values[-1] - values[0] for values in lines.values() if len(values) > 1]


def _asked(cases: CaseStudies, case: Case) -> list[Outcome]:
    own = [row for row in cases.outcomes if row.case == case.case]
    found = [row for row in own if row.measure.startswith("goal-")]
    return sorted(found, key=lambda row: (row.measure, list(STAGES).index(row.stage)))


def _number(row: Outcome) -> int:
    return int(row.measure.removeprefix("goal-"))
