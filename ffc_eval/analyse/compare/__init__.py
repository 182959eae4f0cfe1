"""Comparisons: wave on wave, groups, and the smallest change that could have been seen."""

from ffc_eval.analyse.compare.crosstabs import crosstab, group_tests
from ffc_eval.analyse.compare.detectable import smallest_detectable
from ffc_eval.analyse.compare.headline import headline_change
from ffc_eval.analyse.compare.linkage import WHO_ANSWERED, Linkage, attrition, linkage
from ffc_eval.analyse.compare.sides import CROSS_SECTION
from ffc_eval.analyse.compare.standardised import standardised_change
from ffc_eval.analyse.compare.waves import change

__all__ = [
    "CROSS_SECTION",
    "WHO_ANSWERED",
    "Linkage",
    "attrition",
    "change",
    "crosstab",
    "group_tests",
    "headline_change",
    "linkage",
    "smallest_detectable",
    "standardised_change",
]
