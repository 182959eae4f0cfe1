"""Waves of one survey put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from ffc_eval.errors import ExportError
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.responses import Responses, RowAccount


def merge_waves(responses: Sequence[Responses]) -> Responses:
    """Return the responses of several exports to one instrument as one object.

    Two exports of one wave (web and typed-in paper) add up.

    Raises
    ------
    ExportError
        The instruments differ, or one file was given twice.
    """
    import pandas as pd

    first, *others = responses
    for other in others:
        if other.instrument != first.instrument:
            raise ExportError(
                "instruments-differ",
                "Only answers to one instrument can be put together.",
                found=f"{first.instrument.id} and {other.instrument.id}",
                do="Read every export with the same instrument.",
            )
    index = pd.Index([row for part in responses for row in part.values.index])
    if not index.is_unique:
        raise ExportError(
            "file-given-twice",
            "One export was given twice, so its people would count twice.",
            do="Take one of the two out.",
        )
    values, reasons, context = (
        pd.concat([getattr(part, name) for part in responses])
        for name in ("values", "reasons", "context")
    )
    return Responses(
        first.instrument,
        values,
        reasons,
        context,
        _accounts(responses),
        reduce(Provenance.joined, (part.provenance for part in responses)),
    )


def _accounts(responses: Sequence[Responses]) -> Mapping[str, RowAccount]:
    accounts: dict[str, RowAccount] = {}
    for part in responses:
        for wave, account in part.rows.items():
            known = accounts.get(wave)
            accounts[wave] = account if known is None else _sum(known, account)
    return accounts


def _sum(one: RowAccount, other: RowAccount) -> RowAccount:
    reasons = dict.fromkeys((*one.held_out, *other.held_out))
    return RowAccount(
        one.rows_in + other.rows_in,
        one.kept + other.kept,
        {why: one.held_out.get(why, 0) + other.held_out.get(why, 0) for why in reasons},
    )
