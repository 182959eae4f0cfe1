"""A report's files in their folder: written whole, and never over a person's changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from ffc_eval.errors import StoreError
from ffc_eval.present.report.rendering import FORMATS
from ffc_eval.store import sha256_file, write_atomic

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Written:
    """Where a report now stands.

    Parameters
    ----------
    paths
        Its files, by format, and last the manifest.
    changed
        Those of them that were written now; the others already held the same bytes.
    kept
        Files of earlier drafts left as they are, since a person changed them or has them open;
        where there are any, this draft has the next number.
    """

    paths: tuple[Path, ...]
    changed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def write_report(
    files: Mapping[str, bytes], folder: Path, stem: str, manifest: Mapping[str, Any]
) -> Written:
    """Write the formats of a report under one number, and the folder's manifest.

    Parameters
    ----------
    files
        Bytes by format.
    folder
        Made where it is missing. Its ``manifest.json`` holds the hash of every report in it.
    stem
        "quarterly-learning".
    manifest
        As ``manifest.manifest`` returns it.

    Returns
    -------
    Written
        Nothing is written where the same bytes stand already.

    Raises
    ------
    StoreError
        The folder cannot be written to.

    Notes
    -----
    A file was changed by a person where its hash is not the one the manifest records. Then, and
    where another program holds a file open, the whole draft takes the next free number, so that
    formats of one draft always share a name.
    """
    recorded = _recorded(folder)
    known = _known(recorded.get(stem, {}))
    kept: list[Path] = []
    for name in _names(stem):
        blocked = [
            path
            for path in (folder / f"{name}.{suffix}" for suffix in FORMATS)
            if not _ours(path, known, files)
        ]
        kept += blocked
        if blocked:
            continue
        changed = _write(files, folder, name)
        if changed is None:  # opened by another program in this very moment
            known |= _standing(files, folder, name)
            continue
        outputs = {f"{name}.{suffix}": _sha(data) for suffix, data in files.items()}
        entry = {**manifest, "outputs": outputs, "earlier": _earlier(known, outputs, folder)}
        return _record(folder, {**recorded, stem: entry}, stem, changed, tuple(kept))
    raise AssertionError("numbers do not end")


def _names(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def _recorded(folder: Path) -> dict[str, Any]:
    """Return the manifest's reports; a manifest that cannot be read vouches for no file."""
    try:
        reports = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return reports if isinstance(reports, dict) else {}


def _known(entry: Mapping[str, Any]) -> dict[str, str]:
    return {**entry.get("earlier", {}), **entry.get("outputs", {})}


def _earlier(known: Mapping[str, str], outputs: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return files of ours that this draft did not write and that still stand."""
    return {
        name: sha
        for name, sha in sorted(known.items())
        if name not in outputs and (folder / name).exists()
    }


def _ours(path: Path, known: Mapping[str, str], files: Mapping[str, bytes]) -> bool:
    """Return whether the path is free, or a file of ours that can be replaced."""
    standing = _sha_of(path)
    if standing is None:
        return not path.exists()
    new = files.get(path.suffix[1:])
    if new is not None and standing == _sha(new):
        return True
    return standing == known.get(path.name) and (new is None or _replaceable(path))


def _replaceable(path: Path) -> bool:
    """Return whether the file can be opened for writing: Word and Excel lock what they show."""
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _standing(files: Mapping[str, bytes], folder: Path, name: str) -> dict[str, str]:
    """Return the files of a draft broken off that had been written: they too are ours."""
    hashes = {f"{name}.{suffix}": _sha(data) for suffix, data in files.items()}
    return {file: sha for file, sha in hashes.items() if _sha_of(folder / file) == sha}


def _write(files: Mapping[str, bytes], folder: Path, name: str) -> tuple[Path, ...] | None:
    """Write what differs; None where a file was locked after all."""
    changed = []
    for suffix, data in files.items():
        path = folder / f"{name}.{suffix}"
        if _sha_of(path) == _sha(data):
            continue
        try:
            write_atomic(path, data)
        except StoreError:
            if not path.exists():
                raise
            return None
        changed.append(path)
    return tuple(changed)


def _record(
    folder: Path,
    reports: Mapping[str, Any],
    stem: str,
    changed: tuple[Path, ...],
    kept: tuple[Path, ...],
) -> Written:
    text = json.dumps({"reports": reports}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    path = folder / MANIFEST
    paths = (*(folder / name for name in reports[stem]["outputs"]), path)
    if _sha_of(path) == _sha(text.encode()):
        return Written(paths, changed, kept)
    write_atomic(path, text.encode())
    return Written(paths, (*changed, path), kept)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sha_of(path: Path) -> str | None:
    """Return the hash of the file, None where there is none or it cannot be read."""
    try:
        return sha256_file(path)
    except StoreError:
        return None
