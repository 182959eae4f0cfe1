"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ffc_eval.errors import StoreError

_BLOCK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hexadecimal digits.

    Raises
    ------
    StoreError
        The file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise StoreError(
            "cannot-read",
            "A file cannot be read.",
            where=str(path),
            found=error.strerror or type(error).__name__,
            do="Close it in other programs and check that you may open it.",
        ) from error
    return digest.hexdigest()


def write_atomic(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write the file whole: a reader, or a crash, meets the old bytes or the new ones.

    Parameters
    ----------
    path
        Its folder is made where it is missing.
    data
        All that the file shall hold.
    mode
        Permissions of the file, before the umask.

    Raises
    ------
    StoreError
        The file cannot be written; the old one is as it was.
    """
    with _part(path, data, mode) as part:
        part.replace(path)


def write_once(path: Path, data: bytes, *, mode: int = 0o666) -> bool:
    """Write the file whole, but only where none stands; return whether it was written.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    with _part(path, data, mode) as part:
        try:
            path.hardlink_to(part)
        except FileExistsError:
            return False
        except OSError:  # a mount without hard links
            if path.exists():
                return False
            part.rename(path)
    return True


@contextlib.contextmanager
def _part(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Hold the bytes, safe on disk, in a file beside ``path``; take it away afterwards."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, _NEW, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
        _settle(path.parent)
    except OSError as error:
        raise StoreError(
            "cannot-write",
            "A file cannot be written.",
            where=str(path),
            found=error.strerror or type(error).__name__,
            do="Close it in other programs; check the free space and that you may write there.",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make a rename outlive a power cut, where the system can (Windows cannot)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
