"""Events on their way out: nothing of a family that did not agree, and no pseudonym."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ffc_eval.analyse.case_studies.consent import Consent
from ffc_eval.errors import ReleaseError
from ffc_eval.model.case_studies import Scope, Use
from ffc_eval.model.events import EVENT_KEYS, STORIES, Events
from ffc_eval.model.released import _TOKEN, Released
from ffc_eval.release.policy import Policy


def release_events(
    events: Events, consent: Consent, policy: Policy, *, use: Use
) -> Released[Events]:
    """Release rows about single families, each only as far as consent in force allows.

    Parameters
    ----------
    events
        A board, a timeline, a plan, goals, words; a row whose ``scope`` is "" needs only that
        the family may be followed at all.
    consent
        As of the later of the day of issue and today.
    policy
        Says whether the data are invented.
    use
        Who will see it.

    Returns
    -------
    Released[Events]
        The rows that may be used, without the columns by which that was decided. One family's
        story is released only after its publication check; ``notes`` says where it was not.

    Raises
    ------
    ReleaseError
        The rows do not say whose they are.
    """
    frame = events.frame
    if missing := [name for name in EVENT_KEYS if name not in frame.columns]:
        raise ReleaseError(
            "events-without-family",
            "Rows about families do not say whose they are, so consent cannot be looked up.",
            found="no column " + ", ".join(missing),
            do="Make them with the functions of ffc_eval.analyse.case_studies.",
        )
    keys = list(frame[list(EVENT_KEYS)].itertuples(index=False, name=None))
    agreed = [_agreed(consent, use, *key) for key in keys]
    story = events.kind in STORIES
    unchecked = {key[0] for key in keys if story and key[0] not in consent.checked}
    kept = [a and key[0] not in unchecked for a, key in zip(agreed, keys, strict=True)]
    held = {key[0] for a, key in zip(agreed, keys, strict=True) if a} & unchecked
    shown = frame.loc[kept].drop(columns=list(EVENT_KEYS)).reset_index(drop=True)
    provenance = events.provenance.then("Consent in force applied.", use=use)
    content = replace(events, frame=shown, provenance=provenance)
    return Released(content, _notes(len(held)), policy.synthetic, None, _TOKEN)


def _agreed(
    consent: Consent, use: Use, case: str, participant: str, scope: Scope | Literal[""]
) -> bool:
    if not scope:
        return consent.followed(case, use)
    return consent.allows(case, scope, use, participant)


def _notes(unchecked: int) -> tuple[str, ...]:
    if not unchecked:
        return ()
    whose = "One family’s story is" if unchecked == 1 else f"{unchecked} families’ stories are"
    return (f"{whose} not shown: the publication check has not been passed.",)
