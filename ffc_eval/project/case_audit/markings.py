"""Audited cases: the markings of each wave told apart, one row a case for the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.responses import Responses, RowAccount

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.analyse.case_sampling import Draw

_RANK = {"moderated": 0, "first": 1}


def is_audit(instrument: Instrument) -> bool:
    """Whether the instrument is an audit tool: its responses are cases, not people."""
    from ffc_eval.collect.ingest.layouts.case_audit import PLATFORM

    return instrument.platform == PLATFORM


def refuse_other_surveys(instrument: Instrument) -> None:
    """Refuse an instrument that is no audit tool.

    Raises
    ------
    DesignError
        Its answers are people's, not readers' grades.
    """
    if not is_audit(instrument):
        raise DesignError(
            "not-an-audit",
            f'"{instrument.id}" is a survey of people, not an audit of cases.',
            do="Name the audit tool with --survey; its instrument says platform: case_audit.",
        )


def graded_items(instrument: Instrument) -> tuple[str, ...]:
    """Return the items that get a grade, in the order of the tool."""
    return tuple(question.id for question in instrument if question.scale is not None)


def marking(markings: Responses) -> pd.Series:
    """Return which marking each row is: first, second, moderated or again."""
    return markings.context["mode"].str.partition(" ")[0]


def readers(markings: Responses, wave: str) -> frozenset[str]:
    """Return the codes of those who read in a wave; nobody's name is on file."""
    here = markings.context["wave"] == wave
    codes = markings.context.loc[here, "mode"].str.partition(" ")[2]
    return frozenset(str(code) for code in codes if code)


def marked(markings: Responses, *, as_: str, wave: str) -> Responses:
    """Return the rows of one marking in one wave."""
    return _rows(markings, (marking(markings) == as_) & (markings.context["wave"] == wave))


def cases_once(markings: Responses) -> Responses:
    """Return one row a case and wave: moderated grades where there are any, else the first's.

    The account of rows counts a case once; the markings beyond that are the second reader's and
    those of the drift check.
    """
    import pandas as pd

    rank = marking(markings).map(_RANK)
    order = pd.DataFrame(
        {"rank": rank, "person": markings.context["person"], "wave": markings.context["wave"]}
    )
    best = order.dropna().sort_values("rank", kind="stable").drop_duplicates(["person", "wave"])
    chosen = _rows(markings, pd.Series(order.index.isin(best.index), index=order.index))
    rows = {wave: _account(account, chosen, wave) for wave, account in markings.rows.items()}
    step = "Each case once: moderated grades where two readers marked it, else the first's."
    return replace(chosen, rows=rows, provenance=chosen.provenance.then(step))


def audited(markings: Responses, drawn: Mapping[str, Draw]) -> Responses:
    """Return the audited cases of every wave with the columns of their sampling design.

    Raises
    ------
    DesignError
        A case was read that is not in its sample.
    """
    from ffc_eval.analyse.case_sampling import with_design

    survey = markings.instrument.id
    steps = {
        f"{survey} sample {wave}": f"{one.said}; seed {one.seed}" for wave, one in drawn.items()
    }
    found = with_design(cases_once(markings), drawn)
    frames = {f"{survey} cases {wave}": one.frame_hash for wave, one in drawn.items()}
    origin = found.provenance
    origin = replace(origin, sources={**origin.sources, **frames})
    return replace(found, provenance=origin.then("Weights of the stratified draw.", **steps))


def _account(account: RowAccount, chosen: Responses, wave: str) -> RowAccount:
    cases = int((chosen.context["wave"] == wave).sum())
    return RowAccount(cases + sum(account.held_out.values()), cases, account.held_out)


def _rows(responses: Responses, keep: pd.Series) -> Responses:
    return replace(
        responses,
        values=responses.values[keep],
        reasons=responses.reasons[keep],
        context=responses.context[keep],
    )
