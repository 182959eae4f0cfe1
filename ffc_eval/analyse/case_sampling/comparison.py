"""Two waves of audited cases compared: shares at the standard, not evidenced, effect size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.analyse.case_sampling.agreement import graded
from ffc_eval.analyse.case_sampling.draw import DESIGN
from ffc_eval.analyse.case_sampling.effect import cliffs_delta
from ffc_eval.analyse.compare.multiplicity import adjust
from ffc_eval.analyse.compare.waves import change
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import pandas as pd

MOST_PRIMARY = 5
_KEPT = ("share", "top_box", "difference")


def compare_waves(
    responses: Responses,
    items: Sequence[str],
    *,
    waves: tuple[str, str],
    primary: Sequence[str],
    design: Design = DESIGN,
) -> Estimates:
    """Estimate how the grades of two waves differ, item by item.

    Parameters
    ----------
    responses
        Audited cases of both waves with the columns of ``design`` (see ``with_design``); the
        moderated grades.
    items
        Items of the audit tool.
    waves
        The earlier, then the later.
    primary
        At most five items, named before the later wave.
    design
        Weights, strata and finite population.

    Returns
    -------
    Estimates
        For each wave and item the share of every grade and of "not evidenced", and ``top_box``,
        the share at the standard or above of all cases that the item applies to: a case where
        nothing is evidenced counts as not shown to meet it. Then "difference" rows, later less
        earlier, of ``top_box`` and of "not evidenced"; p-values only for the primary items,
        Holm-adjusted together; and ``cliffs_delta``, the chance that a later case has the higher
        grade less the chance that it has the lower.

    Raises
    ------
    EstimateError
        More than five primary items are named, or one that is not compared; or a grade has the
        name of all grades that meet the standard.

    Notes
    -----
    Difference: Newcombe (1998), the two Wilson limits with finite population correction squared
    and added. A difference between waves says nothing about its cause.
    """
    _check(items, primary)
    found = change(responses, design, items, waves=waves, adjustment="none")
    questions = {name: responses.instrument.question(name) for name in items}
    frame = found.frame[_kept(found.frame, questions)].reset_index(drop=True)
    frame = _only_primary(frame, primary)
    contrast = f"{waves[1]} - {waves[0]}"
    deltas = [
        cliffs_delta(*_grades(responses, question, waves), question=question, contrast=contrast)
        for question in questions.values()
    ]
    table = Estimates.concat([Estimates(frame, found.provenance), Estimates.from_rows(deltas)])
    return replace(table, provenance=found.provenance.then(_overlap(responses, waves)))


def not_evidenced(question: Question) -> tuple[str, ...]:
    """Return the labels that are an answer and no grade."""
    return tuple(o.label for o in question.values if o.score is None)


def shared_cases(responses: Responses, waves: tuple[str, str]) -> list[str]:
    """Return the cases that were read in both waves."""
    context = responses.context
    first, second = (set(context["person"][context["wave"] == wave]) for wave in waves)
    return sorted((first & second) - {""})


def rows_about(frame: pd.DataFrame, wanted: set[tuple[str, str]]) -> pd.Series:
    """Return which rows have one of the wanted pairs of indicator and option."""
    import pandas as pd

    pairs = zip(frame["indicator"], frame["option"], strict=True)
    return pd.Series([pair in wanted for pair in pairs], index=frame.index, dtype=bool)


def _check(items: Sequence[str], primary: Sequence[str]) -> None:
    strange = [name for name in primary if name not in items]
    if len(primary) > MOST_PRIMARY or strange:
        raise EstimateError(
            "primary-items",
            "At most five primary items are tested, and they are among those compared.",
            found=f"{len(primary)} primary items"
            + (f"; {strange[0]} is not compared" if strange else ""),
            do="Name the primary items before the later wave; the others are shown untested.",
        )


def _top_label(frame: pd.DataFrame, item: str) -> str:
    rows = frame[(frame["indicator"] == item) & (frame["statistic"] == "top_box")]
    if rows.empty:
        raise EstimateError(
            "item-without-standard",
            f'Item "{item}" does not say which grades meet the standard.',
            do="Give its scale a top and a bottom.",
        )
    return str(rows["option"].iloc[0])


def _refuse_one_name(questions: dict[str, Question], tops: dict[str, str]) -> None:
    """Refuse a grade that is called like all grades that meet the standard: rows would mix."""
    for name, question in questions.items():
        if tops[name] in [option.label for option in question.options]:
            raise EstimateError(
                "standard-named-like-a-grade",
                f'In item "{name}" one grade and all that meet the standard have the same name.',
                do='Give the scale another top_label, for example "at the standard or above".',
            )


def _kept(frame: pd.DataFrame, questions: dict[str, Question]) -> pd.Series:
    tops = {name: _top_label(frame, name) for name in questions}
    _refuse_one_name(questions, tops)
    wanted = {
        (name, label)
        for name, question in questions.items()
        for label in (tops[name], *not_evidenced(question))
    }
    plain = frame["statistic"] != "difference"
    return frame["statistic"].isin(_KEPT) & (plain | rows_about(frame, wanted))


def _only_primary(frame: pd.DataFrame, primary: Sequence[str]) -> pd.DataFrame:
    """Leave p-values to the primary items alone, adjusted together."""
    tops = {(name, _top_label(frame, name)) for name in primary}
    tested = rows_about(frame, tops) & (frame["statistic"] == "difference")
    p_value = frame["p_value"].where(tested)
    adjusted = frame["p_adjusted"].where(tested)
    adjusted[tested] = adjust(p_value[tested].to_numpy(), "holm")
    note = frame["note"].where(
        frame["statistic"] != "difference",
        [
            f"primary item; Holm within {len(primary)} primary items" if one else "not tested"
            for one in tested
        ],
    )
    return frame.assign(p_value=p_value, p_adjusted=adjusted, note=note)


def _grades(
    responses: Responses, question: Question, waves: tuple[str, str]
) -> tuple[pd.Series, pd.Series]:
    import pandas as pd

    codes = {option.label: option.code for option in question.options}
    column = responses.values[question.id].astype(object).map(codes).fillna("")
    place = pd.Series(graded(column, question), index=column.index)
    first, second = (place[(responses.context["wave"] == wave) & (place >= 0)] for wave in waves)
    return first, second


def _overlap(responses: Responses, waves: tuple[str, str]) -> str:
    both = len(shared_cases(responses, waves))
    return f"Compared waves as two samples; {both} cases were read in both."
