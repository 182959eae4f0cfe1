"""Questionnaires as platforms export them: types, options, items, routing."""
