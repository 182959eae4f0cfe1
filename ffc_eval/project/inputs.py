"""What a report is made from, as hashes: read with the standard library only."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from ffc_eval.project.folder import Folder

_PACKAGE = Path(__file__).parents[1]
_CLAIMS = ("claims.xlsx", "synthetic-claims.xlsx")


def input_files(folder: Folder) -> Iterator[tuple[str, Path]]:
    """Give every file of the project that a report may depend on, under a name of ours."""
    yield "settings", folder.settings
    for path in sorted(folder.surveys.rglob("*")):
        if path.is_file():
            yield f"surveys/{path.relative_to(folder.surveys).as_posix()}", path
    for pattern in ("*.py", "narrative/**/*.md", *(f"narrative/*/{one}" for one in _CLAIMS)):
        for path in sorted(folder.templates.glob(pattern)):
            yield f"reports/{path.relative_to(folder.templates).as_posix()}", path
    for path in sorted(folder.work.rglob("*.jsonl")):
        yield f"work/{path.relative_to(folder.work).as_posix()}", path


def code_hash() -> str:
    """Return one hash of the package's own files, so that a new version is seen."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        inside = path.relative_to(_PACKAGE)
        if path.is_file() and not {"_project", "__pycache__"} & set(inside.parts):
            digest.update(inside.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def latest_quarter(folder: Folder) -> str:
    """Return the latest quarter that the settings give dates for; "" where they give none."""
    try:
        data = tomllib.loads(folder.settings.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""
    return max(data.get("quarters", {}), default="")
