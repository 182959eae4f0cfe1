"""An export read for a notebook, outside any project."""

from __future__ import annotations

import secrets
from pathlib import Path

from ffc_eval.collect.ingest.drafting import draft_instrument
from ffc_eval.collect.ingest.reading import read_export
from ffc_eval.collect.ingest.responding import to_responses
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.responses import Responses


def read_responses(
    export: Path | str, instrument: Instrument | None = None, wave: str | None = None
) -> Responses:
    """Read the answers of one export.

    Parameters
    ----------
    export
        A file of a survey platform, or a table with one row of headings.
    instrument
        Without one it is drafted from the export, with every default.
    wave
        Id of the round; by default the instrument's last.

    Returns
    -------
    Responses
        One row a kept response. Pseudonyms are under a key made for this call, so they link
        nobody beyond it.

    Raises
    ------
    ExportError
        The file cannot be read, or does not fit the instrument.
    """
    read = read_export(Path(export))
    fitting = instrument or draft_instrument(read, survey="survey", answers={})
    name = wave or fitting.waves[-1].id
    return to_responses(read, fitting, name, key=secrets.token_bytes(32))
