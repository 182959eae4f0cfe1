"""Raw copies, content-hash cache, atomic writes."""
