"""Comments matched with the codebook, themes counted by people."""

from ffc_eval.analyse.coding.matching import match
from ffc_eval.analyse.coding.phrases import frequent_phrases
from ffc_eval.analyse.coding.themes import commenters, themes

__all__ = ["commenters", "frequent_phrases", "match", "themes"]
