"""Stamps: what a report was made from and what came out, to answer an unchanged run at once.

Standard library only: an unchanged report must not wait for pandas.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path

from ffc_eval.project.folder import Folder
from ffc_eval.project.inputs import code_hash, input_files
from ffc_eval.project.reports import Request
from ffc_eval.store import sha256_file, write_atomic

_KEY_VARIABLE = "FFC_EVAL_KEY_FILE"
"""Names another place for the secret key: then the report is made again, and the key looked at."""


def fingerprint(folder: Folder, request: Request, *, today: date) -> str:
    """Return one hash of everything that the report depends on.

    Where there is human work that is the day as well: consent may run out from one to the next.
    """
    digest = hashlib.sha256()
    options = (request.stem, request.quarter, request.formats, request.engine, str(request.out))
    digest.update(repr(options).encode())
    digest.update(code_hash().encode())
    digest.update(os.environ.get(_KEY_VARIABLE, "").encode())
    for name, path in input_files(folder):
        digest.update(f"{name}\0{sha256_file(path)}\0".encode())
        if name.startswith("work/"):
            digest.update(today.isoformat().encode())
    return digest.hexdigest()


def unchanged(folder: Folder, request: Request, print_of: str) -> list[str] | None:
    """Return what was said when the report was made, or None where it must be made again."""
    path = _stamp(folder, request)
    if not path.is_file():
        return None
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
        same = stamp["inputs"] == print_of
        files = {request.out / name: sha for name, sha in stamp["outputs"].items()}
        said = [str(line) for line in stamp["said"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    intact = all(file.is_file() and sha256_file(file) == sha for file, sha in files.items())
    return said if same and files and intact else None


def remember(
    folder: Folder, request: Request, print_of: str, outputs: dict[str, str], said: list[str]
) -> None:
    """Write down what the report was made from, what came out and what was said."""
    stamp = {"inputs": print_of, "outputs": outputs, "said": said}
    write_atomic(_stamp(folder, request), json.dumps(stamp, indent=1).encode())


def _stamp(folder: Folder, request: Request) -> Path:
    options = f"{request.formats}{request.engine}{request.out}".encode()
    short = hashlib.sha256(options).hexdigest()[:8]
    return folder.derived / "stamps" / f"{request.quarter}-{request.stem}-{short}.json"
