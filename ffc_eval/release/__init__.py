"""The way out: base rules, suppression, the gate that makes Released objects."""
