"""Raw copies, content-hash cache, atomic writes, append-only human work."""

from ffc_eval.store.cache import Cache, Kept, content_key
from ffc_eval.store.raw import RawEntry, RawStore
from ffc_eval.store.restricted import restricted_folder
from ffc_eval.store.writing import sha256_file, write_atomic, write_once

__all__ = [
    "Cache",
    "Kept",
    "RawEntry",
    "RawStore",
    "content_key",
    "restricted_folder",
    "sha256_file",
    "write_atomic",
    "write_once",
]
