"""Case sampling: frame, seeded draw, double marking, drift, comparison of waves."""

from ffc_eval.analyse.case_sampling.account import draw_account
from ffc_eval.analyse.case_sampling.agreement import agreement, marks_of, trust
from ffc_eval.analyse.case_sampling.allocation import Allocation, allocate
from ffc_eval.analyse.case_sampling.comparison import compare_waves
from ffc_eval.analyse.case_sampling.draw import (
    DESIGN,
    Draw,
    draw,
    from_json,
    pick,
    substitute,
    to_json,
    with_design,
)
from ffc_eval.analyse.case_sampling.drift import drift, drifted
from ffc_eval.analyse.case_sampling.frame import CaseFrame, case_frame, one_per_family
from ffc_eval.analyse.case_sampling.sensitivity import pairs, sensitivity

__all__ = [
    "DESIGN",
    "Allocation",
    "CaseFrame",
    "Draw",
    "agreement",
    "allocate",
    "case_frame",
    "compare_waves",
    "draw",
    "draw_account",
    "drift",
    "drifted",
    "from_json",
    "marks_of",
    "one_per_family",
    "pairs",
    "pick",
    "sensitivity",
    "substitute",
    "to_json",
    "trust",
    "with_design",
]
