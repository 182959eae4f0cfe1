"""Non-response, post-stratification, raking, trimming."""
