"""Questionnaires and audit tools: read, check, write."""

from ffc_eval.collect.instruments.reading import read_codebook, read_instrument, read_scales
from ffc_eval.collect.instruments.writing import write_instrument

__all__ = ["read_codebook", "read_instrument", "read_scales", "write_instrument"]
