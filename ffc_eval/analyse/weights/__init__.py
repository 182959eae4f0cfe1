"""Weights: who answered, and weights that make them stand for those who did not."""

from ffc_eval.analyse.weights.response_rates import response_rate

__all__ = ["response_rate"]
