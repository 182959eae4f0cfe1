"""A new project folder: settings, instruments, codebook, templates; on request the example."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ffc_eval.errors import SettingsError
from ffc_eval.model.quarter import Quarter
from ffc_eval.project.folder import SETTINGS, Folder

_EXAMPLE = (SETTINGS, "reports/narrative/*/*.md", "surveys/*/frame.csv")
_PATTERNS = (
    "surveys/*.yaml",
    "surveys/*/*.yaml",
    "analysis/*.py",
    "reports/*.py",
)
_SLOTS = {
    "bottom-line": "At most 120 words: headings What changed, How sure we are, What we are doing.",
    "families": "At most 250 words, with one part headed What was not good.",
    "children": "At most 250 words.",
    "staff": "At most 200 words.",
    "partners": "At most 200 words.",
    "case-work": "At most 200 words.",
    "case-study": "At most 200 words.",
    "numbers": "At most 150 words, only on signals.",
    "together": "At most 300 words.",
    "issues-watch": "At most 250 words.",
    "actions": "Action, owner and date of each.",
    "last-actions": "Last quarter's actions and what became of each, also of those not done.",
    "next-quarter": "Fieldwork, open questions, changes of instruments.",
}
"""Slots of the quarterly learning report, and what to write in each."""

_IGNORED = """# Real data never enters the repository: only labelled synthetic files do.
surveys/*/data/*
!surveys/*/data/synthetic-*
surveys/*/frame.csv
work/*
!work/synthetic-*/
reports/out/
.ffc-eval/
"""


def start_project(
    folder: Path, *, authority: str, restricted: str, today: date, example: bool = False
) -> Folder:
    """Make a project folder and return it.

    Parameters
    ----------
    folder
        New or empty.
    authority
        Name on the reports; the example keeps its own invented one.
    restricted
        Folder outside the project for what could name a person; "" for the user's data folder.
    today
        Decides the first quarter.
    example
        Also write the synthetic data, and the settings and narrative that go with them.

    Raises
    ------
    SettingsError
        The folder already holds something, or the restricted folder lies inside it.
    """
    _refuse_full(folder)
    _refuse_inside(folder, restricted)
    shipped = shipped_project()
    folder.mkdir(parents=True, exist_ok=True)
    for path in _shipped_files(shipped, example=example):
        target = folder / path.relative_to(shipped)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
    if not example:
        text = _settings(authority, restricted, today)
        (folder / SETTINGS).write_text(text, encoding="utf-8", newline="\n")
        _write_slots(Folder(folder).narrative(str(_quarter_of(today))), today)
    return Folder(folder)


def _write_slots(folder: Path, today: date) -> None:
    """Write the empty slots of a quarter's narrative and an empty claims sheet."""
    from ffc_eval.present.claims import claims_workbook

    folder.mkdir(parents=True)
    for name, advice in _SLOTS.items():
        text = f"<!-- {advice} Until you write below this line, the report says so. -->\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    created = datetime.combine(today, time())
    (folder / "claims.xlsx").write_bytes(claims_workbook(created=created))


def shipped_project() -> Path:
    """Return the folder that holds the shipped instruments and templates."""
    package = Path(__file__).parents[1]
    inside = package / "_project"
    return inside if inside.is_dir() else package.parent


def _shipped_files(shipped: Path, *, example: bool) -> Iterator[Path]:
    patterns = (*_PATTERNS, *(_EXAMPLE if example else ()))
    for pattern in patterns:
        yield from sorted(shipped.glob(pattern))


def _refuse_full(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(
            "folder-not-empty",
            "The folder for the new project already holds something.",
            do="Name a new folder, or empty this one first; nothing was changed.",
        )


def _refuse_inside(folder: Path, restricted: str) -> None:
    if restricted and Path(restricted).resolve().is_relative_to(folder.resolve()):
        raise SettingsError(
            "restricted-inside",
            "The restricted folder would lie inside the project folder.",
            do="Name a place outside the project, so that a copy of the project names nobody.",
        )


def _settings(authority: str, restricted: str, today: date) -> str:
    quarter = _quarter_of(today)
    cut = quarter.end + timedelta(days=11)
    name = "".join(c if c.isalnum() else "-" for c in authority.lower()).strip("-")
    return f'''[project]
id = "{name or "project"}-{secrets.token_hex(3)}"     # names its restricted folder
authority = {_quoted(authority)}
programme = "Families First for Children"
restricted = {_quoted(restricted)}     # empty: a folder in your user data directory
marking = "OFFICIAL"
written_by = "Evaluation lead"
audience = "Programme board and practice leads"

[quarters."{quarter}"]     # {quarter.months}
cut = {cut}        # data frozen
issued = {cut + timedelta(days=10)}     # date on the reports
'''


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quarter_of(day: date) -> Quarter:
    year = day.year - (day.month < 4)
    return Quarter(year, (day.month - 4) % 12 // 3 + 1)
