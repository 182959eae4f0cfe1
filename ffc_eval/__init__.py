"""Evaluation of Families First for Children: survey exports in, reports that can be trusted out."""

__version__ = "0.1.0"
