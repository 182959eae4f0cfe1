"""Weights: who answered, and weights that make them stand for those who did not."""

from ffc_eval.analyse.weights.calibration import calibrate
from ffc_eval.analyse.weights.post_stratification import post_stratify
from ffc_eval.analyse.weights.raking import rake
from ffc_eval.analyse.weights.response_rates import response_rate
from ffc_eval.analyse.weights.trimming import trim
from ffc_eval.analyse.weights.weighted import Weighted

__all__ = ["Weighted", "calibrate", "post_stratify", "rake", "response_rate", "trim"]
