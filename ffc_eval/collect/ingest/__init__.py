"""Exports to responses: one reader per platform, one data-quality card."""
