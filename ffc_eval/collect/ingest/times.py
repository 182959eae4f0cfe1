"""Time zones and the order of day and month: from the file, else declared, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ffc_eval.collect.ingest.contents import sample
from ffc_eval.collect.ingest.dates import style_of, zone_of
from ffc_eval.collect.ingest.export import Block, Export
from ffc_eval.collect.ingest.layout import Reading
from ffc_eval.collect.ingest.sheet import FILE
from ffc_eval.errors import Problem
from ffc_eval.model.instrument import Instrument

UNKNOWN = "unknown local"


def with_zone(export: Export, reading: Reading) -> Export:
    """Return the export with the column that dates its rows and the time zone the file gives."""
    zones = {column.id: column.zone for column in reading.columns}
    for name in reading.dated:
        if export.cells[name].ne("").any():
            said = zones.get(name) or zone_of(sample(export.cells[name]))
            return replace(export, dated=name, zone=said)
    return export


def times_said(export: Export, instrument: Instrument | None = None) -> str:
    """Say in which time zone the times of an export are, and who says so; "" without times."""
    if not export.dated:
        return ""
    if export.zone:
        return f"Times are in {export.zone}, as the file says."
    if instrument is not None and instrument.zone:
        return f"Times are in {instrument.zone}, as the instrument declares."
    return f"Times are in an {UNKNOWN} zone: the file does not say which."


def read_both_ways(export: Export) -> Iterator[Block]:
    """Yield questions whose dates can be read day first and month first alike."""
    for block in export:
        if block.question.type == "date" and not export.date_order:
            cells = export.cells[block.columns[0]]
            order = style_of(str(cell) for cell in cells.unique() if cell).order
            if order in ("either", "mixed"):
                yield block


def undeclared(export: Export, instrument: Instrument | None = None) -> Iterator[Problem]:
    """Yield a problem where nobody has said whether day or month comes first."""
    declared = {q.id for q in instrument or () if q.unit in ("day first", "month first")}
    names = [block.question.id for block in read_both_ways(export)]
    unsaid = [name for name in names if name not in declared]
    if unsaid:
        yield Problem(
            "dates-both-ways",
            "Dates such as 03/04/2025 can be read in two ways; those stay unread.",
            f"{FILE}, questions {', '.join(unsaid)}",
            do="Say which comes first: unit: day first (or month first) in the instrument, or the "
            'answer "dates" when the export is added.',
        )
