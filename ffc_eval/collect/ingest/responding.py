"""An export and an instrument made into responses: rows counted, answers typed, ids replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ffc_eval.collect.ingest.answers import Reader
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.hold_outs import first_reason
from ffc_eval.collect.ingest.matching import Matching, match
from ffc_eval.collect.ingest.other_words import closed_beside, other_words
from ffc_eval.collect.ingest.reading_answers import read_answers
from ffc_eval.collect.ingest.routing import routed
from ffc_eval.collect.ingest.times import times_said
from ffc_eval.errors import ExportError
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.model.provenance import Provenance
from ffc_eval.model.responses import HOLD_OUTS, Responses, RowAccount

if TYPE_CHECKING:
    import pandas as pd


def to_responses(export: Export, instrument: Instrument, wave: str, *, key: bytes) -> Responses:
    """Return the answers of one export to an instrument.

    Parameters
    ----------
    export
        One wave of fieldwork.
    instrument
        Its questions; an export may lack some, which nobody was asked then.
    wave
        Id of the wave.
    key
        Secret under which people get pseudonyms.

    Returns
    -------
    Responses
        One row a kept response. What the instrument holds out is counted in ``rows``.

    Raises
    ------
    ExportError
        The export is of another survey, or holds no row to keep.
    """
    matching = match(export, instrument, wave)
    reason = first_reason(export, instrument.holds_out)
    counts = reason.value_counts().to_dict()
    account = RowAccount(
        rows_in=len(export),
        kept=counts.get("", 0),
        held_out={why: counts[why] for why in HOLD_OUTS if why in counts},
    )
    values, reasons = _frames(export, instrument, matching)
    index = _index(export)
    kept = (reason == "").to_numpy(dtype=bool)
    values, reasons, context = (
        frame.set_axis(index, axis=0) if kept.all() else frame.set_axis(index, axis=0)[kept]
        for frame in (values, reasons, _context(export, instrument, wave, key))
    )
    _assert_counted(account, len(values))
    return Responses(
        instrument, values, reasons, context, {wave: account}, _origin(export, instrument, wave)
    )


def _assert_counted(account: RowAccount, kept: int) -> None:
    if account.kept != kept:
        raise ExportError(
            "rows-do-not-add-up",
            "Rows kept and rows of answers differ.",
            found=f"{account.kept} and {kept}",
            do="Report this: it is a fault of the program, not of your file.",
        )


def _frames(
    export: Export, instrument: Instrument, matching: Matching
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    values: dict[str, pd.Series] = {}
    reasons: dict[str, pd.Series] = {}
    for question in instrument.questions:
        block = matching.blocks.get(question.id) or _nowhere(question)
        closed = closed_beside(question, instrument) if block.other else None
        if closed is not None and block.question is question:
            read = other_words(Reader(closed, block, export), question.id)
        else:
            read = read_answers(question, block, export if block.columns[0] else _without(export))
        values |= read.values
        reasons |= read.reasons
    index = export.cells.index
    answers, why = pd.DataFrame(values, index=index), pd.DataFrame(reasons, index=index)
    return answers, routed(instrument, answers, why, list(matching.blocks))


def _nowhere(question: Question) -> Block:
    """Return the block of a question that the export does not hold: one column, all empty."""
    return Block(question, ("",), (), written="cell")


def _without(export: Export) -> Export:
    """Return the export with one empty column, which means that nobody was asked."""
    import pandas as pd

    empty = pd.DataFrame({"": pd.Series("", index=export.cells.index, dtype="str")})
    return replace(export, cells=empty, blanks={"": "not_asked"})


def _index(export: Export) -> pd.Index[str]:
    import pandas as pd

    start = export.sha256[:8]
    rows = pd.Series(export.cells.index).astype("str")
    return pd.Index(f"{start}:" + rows, name="response", dtype="str")


def _context(export: Export, instrument: Instrument, wave: str, key: bytes) -> pd.DataFrame:
    import pandas as pd

    modes = {known.id: known.mode for known in instrument.waves}
    mode = export.mode.str.strip()
    return pd.DataFrame(
        {
            "wave": pd.Series(wave, index=export.cells.index, dtype="str"),
            "person": _pseudonyms(export.person, key),
            "collected_on": export.dates,
            "mode": mode.mask(mode == "", modes.get(wave, "")),
        },
        index=export.cells.index,
    )


def _pseudonyms(person: pd.Series, key: bytes) -> pd.Series:
    import pandas as pd

    from ffc_eval.collect.privacy import pseudonym

    codes, people = pd.factorize(person)
    names = [pseudonym(key, str(one)) if str(one).strip() else "" for one in people]
    return pd.Series(pd.array(names, dtype="str").take(codes), index=person.index)


def _origin(export: Export, instrument: Instrument, wave: str) -> Provenance:
    steps = (f"Read as {export.platform}: {export.rule}.", times_said(export, instrument))
    kept = tuple(filter(None, steps))
    return Provenance(sources={f"{instrument.id} {wave}": export.sha256}, steps=kept)
