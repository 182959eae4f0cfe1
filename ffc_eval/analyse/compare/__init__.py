"""Wave on wave, panel, baseline and follow-up, groups."""
