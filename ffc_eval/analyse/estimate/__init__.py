"""Estimates: shares, means, quantiles, totals, ratios by domain, with design-based variance."""

from ffc_eval.analyse.estimate.mentions import mentions
from ffc_eval.analyse.estimate.numbers import mean, ratio, total
from ffc_eval.analyse.estimate.quantiles import quantile
from ffc_eval.analyse.estimate.shares import item_block, proportion

__all__ = ["item_block", "mean", "mentions", "proportion", "quantile", "ratio", "total"]
