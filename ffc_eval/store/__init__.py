"""Raw copies, content-hash cache, atomic writes, append-only human work."""

from ffc_eval.store.writing import sha256_file, write_atomic, write_once

__all__ = ["sha256_file", "write_atomic", "write_once"]
