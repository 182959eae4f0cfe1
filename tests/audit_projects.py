"""A copy of the synthetic project that holds the case audit and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def audit_project(folder: Path) -> Path:
    """Copy the synthetic project's audit, and its settings with that source alone."""
    shutil.copytree(PROJECT / "surveys" / "audit", folder / "surveys" / "audit")
    shutil.copyfile(PROJECT / "surveys" / "scales.yaml", folder / "surveys" / "scales.yaml")
    text = (PROJECT / "ffc-eval.toml").read_text(encoding="utf-8")
    head, _, sources = text.partition("[[sources]]")
    own = [part for part in sources.split("[[sources]]") if 'survey = "audit"' in part]
    settings = head + "".join(f"[[sources]]{part}" for part in own)
    restricted = (folder.parent / f"{folder.name}-restricted").as_posix()
    settings = settings.replace('restricted = ""', f'restricted = "{restricted}"')
    (folder / "ffc-eval.toml").write_text(settings, encoding="utf-8")
    return folder
