"""Derived frames kept by content hash; safe to delete at any time."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffc_eval.store.writing import write_atomic

if TYPE_CHECKING:
    import pandas as pd


def content_key(**parts: object) -> str:
    """Return a hash of everything that a derived frame depends on, for ``Cache``.

    Parameters
    ----------
    **parts
        Texts, numbers, lists and mappings of these: the step and its version, the hashes of
        its inputs, its settings. Order does not matter.
    """
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """Frames with their names, and JSON data about them."""

    frames: Mapping[str, pd.DataFrame]
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cache:
    """Derived frames in a folder: Parquet files and a ``meta.json`` an entry.

    An entry is never changed: other inputs give another key. An entry that is damaged or half
    written counts as missing.
    """

    folder: Path

    def load(self, key: str) -> Kept | None:
        """Return what was kept under the key, or None."""
        import pandas as pd

        place = self._place(key)
        try:
            entry = json.loads((place / "meta.json").read_bytes())
            frames = {}
            for name, sha in entry["frames"].items():
                data = (place / f"{name}.parquet").read_bytes()
                if hashlib.sha256(data).hexdigest() != sha:
                    return None
                frames[name] = pd.read_parquet(io.BytesIO(data))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Kept(frames, entry["meta"])

    def save(self, key: str, kept: Kept) -> None:
        """Keep frames under a key; ``meta.json``, written last, makes the entry whole.

        Raises
        ------
        StoreError
            The folder cannot be written.
        """
        hashes = {}
        for name, frame in kept.frames.items():
            buffer = io.BytesIO()
            frame.to_parquet(buffer, write_statistics=False)
            hashes[name] = hashlib.sha256(buffer.getvalue()).hexdigest()
            write_atomic(self._place(key) / f"{name}.parquet", buffer.getvalue())
        entry = {"frames": hashes, "meta": dict(kept.meta)}
        write_atomic(self._place(key) / "meta.json", json.dumps(entry).encode())

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key
