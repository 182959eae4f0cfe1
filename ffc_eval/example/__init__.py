"""The seeded generator of the synthetic project."""

from ffc_eval.example.exampleshire import generate

__all__ = ["generate"]
