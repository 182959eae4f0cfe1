"""The seeded generator of the synthetic project."""
