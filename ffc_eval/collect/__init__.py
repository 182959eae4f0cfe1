"""The way in: privacy, instruments, exports to responses."""
