"""Exampleshire: an invented authority whose survey exports are made, never collected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ffc_eval.collect.instruments import read_instrument
from ffc_eval.example.audit import write_audit
from ffc_eval.example.big_conversation import big_conversation_exports
from ffc_eval.example.case_studies import write_case_studies
from ffc_eval.example.claims import write_claims
from ffc_eval.example.conference_family import conference_family_exports
from ffc_eval.example.conference_partner import conference_partner_exports
from ffc_eval.example.extracts import write_extracts
from ffc_eval.example.family_group_conference import family_group_conference_exports
from ffc_eval.example.staff import staff_exports
from ffc_eval.model.instrument import Instrument
from ffc_eval.store import write_atomic

_SURVEYS: Mapping[str, Callable[[Instrument], dict[str, bytes]]] = {
    "staff": staff_exports,
    "fgc": family_group_conference_exports,
    "conference_family": conference_family_exports,
    "conference_partner": conference_partner_exports,
    "big_conversation": big_conversation_exports,
}
_OTHERS: tuple[Callable[[Path], None], ...] = (
    write_extracts,
    write_case_studies,
    write_audit,
    write_claims,
)
"""Writers of the strands that are no surveys."""


def generate(folder: Path) -> None:
    """Write the raw exports and human work of the synthetic project, the same bytes at every run.

    Parameters
    ----------
    folder
        A project folder whose ``surveys`` hold the shipped instruments; the files go to
        ``surveys/<id>/data/synthetic-<wave>``.
    """
    for survey, exports in _SURVEYS.items():
        place = folder / "surveys" / survey
        for name, data in exports(read_instrument(place / "instrument.yaml")).items():
            (place / "data").mkdir(exist_ok=True)
            write_atomic(place / "data" / name, data)
    for write in _OTHERS:
        write(folder)
