"""On the way in, before anything else reads: quarantine, pseudonyms, redaction."""

from ffc_eval.collect.privacy.headings import people_by_role, personal_columns
from ffc_eval.collect.privacy.keys import (
    KEY_VARIABLE,
    SYNTHETIC_KEY,
    ProjectKey,
    fingerprint,
    project_key,
    pseudonym,
)
from ffc_eval.collect.privacy.redaction import redact_texts

__all__ = [
    "KEY_VARIABLE",
    "SYNTHETIC_KEY",
    "ProjectKey",
    "fingerprint",
    "people_by_role",
    "personal_columns",
    "project_key",
    "pseudonym",
    "redact_texts",
]
