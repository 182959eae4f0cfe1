"""The secret key behind pseudonyms: where it lies, when it is made, when it is refused."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ffc_eval.errors import PrivacyError
from ffc_eval.store import write_atomic, write_once

SYNTHETIC_KEY = hashlib.sha256(b"ffc-eval: published key of synthetic projects").digest()
"""Fixed and published: invented people need no secret."""

KEY_VARIABLE = "FFC_EVAL_KEY_FILE"
_KEY_FILE = "secret.key"
_BYTES = 32


def pseudonym(key: bytes, identifier: str) -> str:
    """Return 16 hexadecimal digits that stand for a person, the same wherever the key is.

    Spaces at the ends and capitals do not matter, so that "AB12 " and "ab12" are one person.
    """
    plain = identifier.strip().casefold().encode()
    return hmac.new(key, plain, hashlib.sha256).hexdigest()[:16]


def fingerprint(key: bytes) -> str:
    """Return 16 hexadecimal digits that tell keys apart and give none away."""
    return hmac.new(key, b"ffc-eval key fingerprint", hashlib.sha256).hexdigest()[:16]


@dataclass(frozen=True)
class ProjectKey:
    """The key of a project.

    Parameters
    ----------
    secret
        32 bytes; never printed.
    message
        What the user must be told: where a key was made just now; "" else.
    """

    secret: bytes = field(repr=False)
    message: str = ""


def project_key(
    restricted: Path, *, synthetic: bool, environ: Mapping[str, str], project: Path
) -> ProjectKey:
    """Read the secret key of a project, or make it at first need.

    Parameters
    ----------
    restricted
        The restricted folder of the project, outside it.
    synthetic
        The people are invented: the published key is used, no file is touched.
    environ
        ``FFC_EVAL_KEY_FILE`` there names another place for the key.
    project
        The project folder; the fingerprint of the key is remembered in ``.ffc-eval`` there.

    Raises
    ------
    PrivacyError
        The key lies inside the project, is missing although it was used before, is damaged,
        or is another one than before.
    """
    if synthetic:
        return ProjectKey(SYNTHETIC_KEY)
    place = _place(restricted, environ, project)
    remembered = _remembered(project)
    if place.exists():
        key = ProjectKey(_read(place))
    else:
        _refuse_new_key(place, project, remembered)
        key = _make(place)
    _check_same(key.secret, remembered, place)
    if not remembered:
        write_atomic(_memory(project), fingerprint(key.secret).encode())
    return key


def _place(restricted: Path, environ: Mapping[str, str], project: Path) -> Path:
    named = environ.get(KEY_VARIABLE, "").strip()
    place = Path(named).expanduser() if named else restricted / _KEY_FILE
    if place.resolve().is_relative_to(project.resolve()):
        raise PrivacyError(
            "key-in-project",
            "The secret key would lie inside the project folder.",
            where=f"environment variable {KEY_VARIABLE}" if named else "the restricted folder",
            do="Name a place outside the project: whoever is handed the project would hold the "
            "key to its people.",
        )
    return place


def _memory(project: Path) -> Path:
    return project / ".ffc-eval" / "key-fingerprint"


def _remembered(project: Path) -> str:
    memory = _memory(project)
    return memory.read_text(encoding="ascii").strip() if memory.exists() else ""


def _refuse_new_key(place: Path, project: Path, remembered: str) -> None:
    work = next(iter(_human_work(project)), None)
    if remembered or work is not None:
        raise PrivacyError(
            "key-missing",
            "The secret key of this project is missing, and a new one would not fit.",
            where=str(place),
            found="human work" if work else "the fingerprint of the key used before",
            do="Bring the key file back from your backup, or name its place in "
            f"{KEY_VARIABLE}. A new key would cut every person from their earlier answers.",
        )


def _human_work(project: Path) -> list[Path]:
    return [
        path
        for path in (project / "work").glob("*/*")
        if path.suffix in (".jsonl", ".sqlite") and not path.parent.name.startswith("synthetic-")
    ]


def _read(place: Path) -> bytes:
    secret = place.read_bytes()
    if len(secret) != _BYTES:
        raise PrivacyError(
            "key-damaged",
            "The file of the secret key does not hold a key.",
            where=str(place),
            found=f"{len(secret)} bytes instead of {_BYTES}",
            do="Bring the key file back from your backup.",
        )
    return secret


def _make(place: Path) -> ProjectKey:
    secret = secrets.token_bytes(_BYTES)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not write_once(place, secret, mode=0o600):
        return ProjectKey(_read(place))
    return ProjectKey(
        secret,
        f"A secret key was made in {place}. Back it up apart from the project; without it, "
        "people cannot be linked between waves.",
    )


def _check_same(secret: bytes, remembered: str, place: Path) -> None:
    if remembered and remembered != fingerprint(secret):
        raise PrivacyError(
            "another-key",
            "This is another secret key than the one this project was last run with.",
            where=str(place),
            do="Bring the earlier key back. If the change is meant, delete the folder .ffc-eval "
            "in the project: people will not be linked with results kept from before.",
        )
