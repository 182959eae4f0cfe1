"""Raw exports, kept byte for byte under their hash; never changed, never deleted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from ffc_eval.errors import StoreError
from ffc_eval.store.writing import sha256_file, write_atomic, write_once


@dataclass(frozen=True)
class RawEntry:
    """One export of a survey and wave; days are ISO texts, "" where nothing took its place."""

    sha256: str
    added: str
    replaced: str = ""
    replaced_by: str = ""


@dataclass(frozen=True)
class RawStore:
    """Byte copies of exports in a folder that lies outside the project.

    The name a file came with is forgotten: it can name a family.
    """

    folder: Path

    def keep(self, path: Path) -> str:
        """Copy a file into the store and return its SHA-256; a file kept before stays as it is.

        Raises
        ------
        StoreError
            The file cannot be read, or the copy cannot be written.
        """
        sha = sha256_file(path)
        kept = self.folder / f"{sha}{path.suffix.lower()}"
        if not any(self.folder.glob(f"{sha}*")):
            write_once(kept, path.read_bytes(), mode=0o600)
            kept.chmod(0o400)
        self.path(sha)
        return sha

    def path(self, sha256: str) -> Path:
        """Return where the bytes of that hash lie.

        Raises
        ------
        StoreError
            They are not there, or are no longer the same.
        """
        kept = next(self.folder.glob(f"{sha256}*"), None)
        if kept is None:
            raise StoreError(
                "raw-missing",
                "A raw export is not in the restricted folder.",
                where=str(self.folder),
                found=f"nothing under {sha256[:12]}",
                do="Bring the restricted folder back from your backup, or add the export again.",
            )
        if sha256_file(kept) != sha256:
            raise StoreError(
                "raw-changed",
                "A raw export was changed after it was stored.",
                where=str(kept),
                do="Bring the file back from your backup, or delete it and add the export again.",
            )
        return kept

    def enter(self, survey: str, wave: str, sha256: str, *, day: str) -> str:
        """Make a kept export the one that counts for a survey and wave.

        Parameters
        ----------
        survey, wave
            What it is an export of.
        sha256
            What ``keep`` returned.
        day
            Today, as an ISO date.

        Returns
        -------
        str
            The hash whose place it took; "" where it is the first, or the same again.
        """
        entries = list(self.history(survey, wave))
        if entries and entries[-1].sha256 == sha256:
            return ""
        before = ""
        if entries:
            last = entries.pop()
            before = last.sha256
            entries.append(RawEntry(before, last.added, replaced=day, replaced_by=sha256))
        entries.append(RawEntry(sha256, added=day))
        text = json.dumps([asdict(entry) for entry in entries], indent=1)
        write_atomic(self._index(survey, wave), text.encode())
        return before

    def current(self, survey: str, wave: str) -> str:
        """Return the hash of the export that counts; "" where there is none."""
        entries = self.history(survey, wave)
        return entries[-1].sha256 if entries else ""

    def history(self, survey: str, wave: str) -> tuple[RawEntry, ...]:
        """Return every export of a survey and wave, the one that counts last."""
        index = self._index(survey, wave)
        if not index.exists():
            return ()
        return tuple(RawEntry(**entry) for entry in json.loads(index.read_text(encoding="utf-8")))

    def _index(self, survey: str, wave: str) -> Path:
        return self.folder / "index" / f"{quote(survey, safe='')}@{quote(wave, safe='')}.json"
