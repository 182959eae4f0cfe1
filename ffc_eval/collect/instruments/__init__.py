"""Questionnaires and audit tools: read, check, write."""
