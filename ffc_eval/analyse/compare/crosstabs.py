"""Crosstabs: a question by groups, with differences, one test, and column letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from ffc_eval.analyse.compare.differences import Pairing, adjusted, differences
from ffc_eval.analyse.compare.multiplicity import Adjustment
from ffc_eval.analyse.compare.rao_scott import Independence, rao_scott
from ffc_eval.analyse.estimate.answers import share_items
from ffc_eval.analyse.estimate.cells import clusters_less_strata
from ffc_eval.analyse.estimate.items import Item
from ffc_eval.analyse.estimate.one_pass import WavePass, waves_of
from ffc_eval.analyse.estimate.shares import block_items, item_block, proportion
from ffc_eval.analyse.estimate.variance import covariance
from ffc_eval.analyse.weights.row_blocks import Rows, Worked, whole_of
from ffc_eval.errors import EstimateError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Question
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

_ALPHA = 0.05
Of = Literal["answers", "top_box"]


def crosstab(
    responses: Responses,
    design: Design,
    question: str,
    *,
    by: str,
    of: Of = "answers",
    adjustment: Adjustment = "holm",
) -> Estimates:
    """Estimate a closed question in each group of another, and where the groups differ.

    Parameters
    ----------
    responses, design
        As for ``proportion``; each wave is taken by itself.
    question
        Closed.
    by
        A single-choice question or a context column: the groups.
    of
        "answers" compares every answer, "top_box" the top of the question's scale alone.
    adjustment
        Of the p-values: "holm" or "bh"; the family is all differences of one wave's table.

    Returns
    -------
    Estimates
        ``share`` (or ``top_box``) rows for everybody and each group, whose ``note`` gives the
        group's letter and those of the groups it lies above (adjusted p below 0.05);
        ``difference`` rows for
        each pair of groups and option; last a ``rao_scott`` row (of a multi one an option): F in
        ``estimate``, ``df_num``, ``df``, ``p_value``.

    Raises
    ------
    EstimateError
        The question is not closed, or has no scale whose top could be compared.

    Notes
    -----
    Differences keep the covariance that clusters make between groups. Test: Rao and Scott
    (1984). Checked by ``tests/golden/crosstab.R``.
    """
    asked = responses.instrument.question(question)
    block = item_block if of == "top_box" else proportion
    shares = block(responses, design, [question], by=((), (by,)))
    shares = shares.where(statistic="top_box" if of == "top_box" else "share")
    tables = []
    for wave in waves_of(responses, design, (by,)):
        items = _items(wave.responses, asked, of)
        rows = shares.where(period=wave.wave)
        gaps = _differences(wave, items, rows.where(by=by).frame, adjustment)
        tables += [_lettered(rows, gaps, wave.domains.labels, by), Estimates(gaps)]
        tables.append(Estimates.from_rows(_tests(wave, items, asked, by)))
    made = Estimates.concat(tables)
    step = f"Compared {question} between groups of {by}."
    return replace(made, provenance=shares.provenance.then(step))


def group_tests(
    responses: Responses, design: Design, questions: Sequence[str], *, by: str
) -> Estimates:
    """Compare groups on the top of many scales, and test each, adjusted for how many there are.

    Parameters
    ----------
    responses, design, by
        As for ``crosstab``.
    questions
        Questions that have a scale.

    Returns
    -------
    Estimates
        The rows of ``crosstab(of="top_box")`` for each question; ``p_adjusted`` of the
        ``rao_scott`` rows by Holm within the questions asked about.
    """
    made = Estimates.concat(
        [crosstab(responses, design, name, by=by, of="top_box") for name in questions]
    )
    tests = made.frame["statistic"] == "rao_scott"
    family = [f"tests of top boxes by {by}"] * int(tests.sum())
    found = adjusted(made.frame[tests], family, "holm")
    columns = ["p_adjusted", "note"]
    frame = made.frame.copy()
    frame.loc[tests, columns] = found[columns]
    return replace(made, frame=frame)


def _items(responses: Responses, question: Question, of: Of) -> list[Item]:
    if of == "answers":
        return share_items(responses, question)
    items = [
        item for item in block_items(responses, question) if item.meaning.statistic == "top_box"
    ]
    if not items:
        raise EstimateError(
            "no-top-box",
            f'Question "{question.id}" has no scale with a top to compare.',
            found=question.type,
            do='Compare its answers: of="answers".',
        )
    return items


def _differences(
    wave: WavePass, items: list[Item], rows: pd.DataFrame, adjustment: Adjustment
) -> pd.DataFrame:
    """Return one row an option and pair of groups."""
    import numpy as np

    labels, width = wave.domains.labels, len(items)
    pairs = list(combinations(range(len(labels)), 2))
    if not pairs:
        return rows.iloc[:0]
    places = np.arange(width)
    first, second = (
        np.concatenate([pair[side] * width + places for pair in pairs]) for side in (0, 1)
    )
    pairing = Pairing(
        [f"{labels[b]} - {labels[a]}" for a, b in pairs for _ in places],
        "",
        _covariance(wave, items)[first, second],
        np.repeat([_df(wave, items, a, b) for a, b in pairs], width),
    )
    found = differences(rows.iloc[first], rows.iloc[second], pairing)
    whole = found.assign(period=wave.wave, domain="").astype({"domain": "str"})
    family = f"differences of {_NAMES[items[0].meaning.statistic]} by {wave.domains.by[0]}"
    return adjusted(whole, [family] * len(whole), adjustment)


_NAMES = {"share": "shares", "top_box": "top boxes"}


def _covariance(wave: WavePass, items: list[Item]) -> NDArray[np.float64]:
    """Return the covariance of every share in every group, groups outermost."""
    import numpy as np

    def read(rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        members = wave.domains.members[rows][:, :, None]
        values = np.column_stack([item.numbers(rows) for item in items])[:, None, :]
        base = np.column_stack([item.base[rows] for item in items]).astype(float)[:, None, :]
        return tuple((members * side).reshape(len(side), -1) for side in (values, base))

    return covariance(wave.sampling, len(wave.domains) * len(items), read)[1]


def _df(wave: WavePass, items: list[Item], a: int, b: int) -> float:
    def either(rows: Rows) -> NDArray[np.bool_]:
        members = wave.domains.members[rows]
        found: NDArray[np.bool_] = (members[:, a] | members[:, b]) & items[0].base[rows]
        return found

    return clusters_less_strata(wave.sampling, Worked(either))


def _lettered(rows: Estimates, gaps: pd.DataFrame, labels: tuple[str, ...], by: str) -> Estimates:
    """Return the shares with the letters of the groups each lies above."""
    above: dict[tuple[str, str], list[str]] = {}
    letter = {label: _letter(place) for place, label in enumerate(labels)}
    pairs = [pair for pair in combinations(labels, 2) for _ in range(_width(rows, by, labels))]
    for (a, b), gap in zip(pairs, gaps.to_dict("records"), strict=True):
        if gap["p_adjusted"] < _ALPHA:
            higher, lower = (b, a) if gap["estimate"] > 0 else (a, b)
            above.setdefault((higher, gap["option"]), []).append(letter[lower])
    notes = []
    for row in rows.frame.to_dict("records"):
        words = [row["note"]] if row["note"] else []
        if row["by"] == by:
            words.append(f"column {letter[row['domain']]}")
            letters = sorted(above.get((row["domain"], row["option"]), []))
            words += [f"higher than {', '.join(letters)}"] if letters else []
        notes.append("; ".join(words))
    return replace(rows, frame=rows.frame.assign(note=notes).astype({"note": "str"}))


def _width(rows: Estimates, by: str, labels: tuple[str, ...]) -> int:
    return int((rows.frame["by"] == by).sum()) // max(len(labels), 1)


def _letter(place: int) -> str:
    """Return A to Z, then AA to ZZ."""
    first = chr(ord("A") + place // 26 - 1) if place >= 26 else ""
    return first + chr(ord("A") + place % 26)


def _tests(wave: WavePass, items: list[Item], question: Question, by: str) -> list[dict[str, Any]]:
    if not wave.sampling.design.inferential:
        return []
    import numpy as np

    def only(rows: Rows) -> Ints:
        members = wave.domains.members[rows]
        return np.where(members.sum(axis=1) == 1, members.argmax(axis=1), -1)

    size = len(wave.sampling)
    groups = whole_of(only, size)
    if question.type == "multi":
        return [
            _test_row(
                wave, item, by, rao_scott(wave.sampling, _codes([item], size), groups), "option"
            )
            for item in items
        ]
    found = rao_scott(wave.sampling, _codes(items, size), groups)
    what = "option" if items[0].meaning.statistic == "top_box" else ""
    return [_test_row(wave, items[0], by, found, what)]


def _codes(items: list[Item], size: int) -> Ints:
    """Return which item each row chose; of one item 1 or 0; -1 outside the base."""
    import numpy as np

    def chosen(rows: Rows) -> Ints:
        values = np.column_stack([item.numbers(rows) for item in items])
        found = values[:, 0] if len(items) == 1 else values.argmax(axis=1)
        some = values.any(axis=1) | (len(items) == 1)
        return np.where(items[0].base[rows] & some, found, -1).astype(np.int64)

    return whole_of(chosen, size)


def _test_row(
    wave: WavePass, item: Item, by: str, found: Independence, what: str
) -> dict[str, Any]:
    tested = found.p_value == found.p_value
    return {
        "indicator": item.meaning.indicator,
        "question": item.meaning.question,
        "option": item.meaning.option if what else "",
        "by": by,
        "period": wave.wave,
        "statistic": "rao_scott",
        "unit": "none",
        "base": item.meaning.base,
        "estimate": found.statistic,
        "df_num": found.df_num,
        "df": found.df,
        "p_value": found.p_value,
        "n": found.people,
        "count": found.people,
        "method": "Rao-Scott F, second order" if tested else "no test: nothing to compare",
    }
