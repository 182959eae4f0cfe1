"""Proportions, means, quantiles by domain, with design-based variance."""
