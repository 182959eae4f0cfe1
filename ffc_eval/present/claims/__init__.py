"""The claim ladder and the wording checks."""
