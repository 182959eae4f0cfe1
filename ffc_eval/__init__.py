"""Evaluation of Families First for Children: survey exports in, reports that can be trusted out."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from ffc_eval.project.project import open_project as open_project

_PUBLIC = {
    "open_project": "ffc_eval.project.project",
}
"""Public name and the module that holds it; loaded at first use, so that import stays cheap."""


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'ffc_eval' has no attribute {name!r}")
    return getattr(importlib.import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return [*_PUBLIC, "__version__"]
