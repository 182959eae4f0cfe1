"""The user's folder and settings; the order of steps from raw to Released for one quarter."""
