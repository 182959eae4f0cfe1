"""What a report was made from: enough to make it again, and nothing about the machine."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

PACKAGES = (
    "jupytext",
    "matplotlib",
    "nbconvert",
    "numpy",
    "pandas",
    "pyarrow",
    "pypandoc-binary",
    "python-calamine",
    "pyreadstat",
    "scikit-learn",
    "scipy",
    "snowballstemmer",
    "spacy",
    "statsmodels",
    "typst",
    "xlsxwriter",
)
"""Packages whose version can change a number, a word or a byte of a report."""


def manifest(
    *,
    report: str,
    cut: date,
    issued: date,
    inputs: Mapping[str, str],
    settings: Mapping[str, Any],
    seed: int | None = None,
) -> dict[str, Any]:
    """Return what a report is made from, before its outputs are known.

    Parameters
    ----------
    report
        Name of the template.
    cut, issued
        Date of the data and of the document.
    inputs
        SHA-256 of each input under a name of ours ("staff 2025-05"), never a file's own name.
    settings
        All that shaped the report; only their hash is kept, since they may hold a path.
    seed
        Of random steps.

    Returns
    -------
    dict
        JSON data without host, user, path or clock time; ``fingerprint`` is the hash of the rest.
    """
    made_from = {
        "report": report,
        "cut": cut.isoformat(),
        "issued": issued.isoformat(),
        "seed": seed,
        "settings": _digest(settings),
        "inputs": dict(sorted(inputs.items())),
        "versions": versions(),
    }
    return {"fingerprint": _digest(made_from), **made_from}


def versions() -> dict[str, str]:
    """Return the versions of the package, of Python and of what shapes a report."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"ffc-eval": version("ffc-eval"), "python": python} | {
        name: _version(name) for name in PACKAGES
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
