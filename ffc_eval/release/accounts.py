"""Accounts: row accounts, quality cards and frequent phrases on their way out."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.errors import ReleaseError
from ffc_eval.model.records import Records
from ffc_eval.model.released import _TOKEN, Released
from ffc_eval.release.policy import Policy

_PERSONAL = ("person", "pseudonym", "response", "text", "comment", "start", "end")


def release_records(records: Records, policy: Policy) -> Released[Records]:
    """Release rows that are not estimates: row accounts, quality cards, phrases.

    A column named ``people`` beside one named ``phrase`` makes the rows phrases: those used by
    fewer people than the policy's ``phrase_from`` are left out, and one note says so.

    Raises
    ------
    ReleaseError
        The rows are about single people: a column holds their words or pseudonyms.
    """
    frame = records.frame
    personal = [name for name in frame.columns if name in _PERSONAL]
    if personal:
        raise ReleaseError(
            "single-people",
            "Rows about single people cannot be released.",
            found="columns " + ", ".join(personal),
            do="Release counts of people instead: ffc.protect(estimates, policy).",
        )
    notes: tuple[str, ...] = ()
    if {"phrase", "people"} <= set(frame.columns):
        least = policy.thresholds.phrase_from
        frame = frame[frame["people"] >= least].reset_index(drop=True)
        notes = (f"Phrases used by fewer than {least} people are not shown.",)
    provenance = records.provenance.then("Disclosure policy applied.", **policy.settings())
    content = replace(records, frame=frame.copy(), provenance=provenance)
    return Released(content, notes, policy.synthetic, None, _TOKEN)
