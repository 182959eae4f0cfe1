"""The claim ladder and the wording checks."""

from ffc_eval.present.claims.balance import balance
from ffc_eval.present.claims.claim import Claim, Reference
from ffc_eval.present.claims.evidence import Facts, facts_of
from ffc_eval.present.claims.judging import Claims, Judged, judge
from ffc_eval.present.claims.sheet import ClaimsSheet, read_claims
from ffc_eval.present.claims.sheet_writing import claims_workbook
from ffc_eval.present.claims.tables import advice_passage, claims_table, together_table
from ffc_eval.present.claims.wording import advise

__all__ = [
    "Claim",
    "Claims",
    "ClaimsSheet",
    "Facts",
    "Judged",
    "Reference",
    "advice_passage",
    "advise",
    "balance",
    "claims_table",
    "claims_workbook",
    "facts_of",
    "judge",
    "read_claims",
    "together_table",
]
