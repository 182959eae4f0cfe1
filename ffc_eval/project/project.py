"""A project, opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.model.quarter import Quarter
from ffc_eval.project.folder import find_folder
from ffc_eval.project.jupyter import show_lists
from ffc_eval.project.workspace import Tell, Workspace, silent

if TYPE_CHECKING:
    from ffc_eval.project.cut import Cut


@dataclass(frozen=True)
class Project(Workspace):
    """The user's project folder, opened."""

    def cut(
        self, quarter: str | None = None, *, today: date | None = None, tell: Tell = silent
    ) -> Cut:
        """Return the evidence of one quarter; by default the latest.

        ``today`` is the day on which consent is looked at; by default the clock's.

        Raises
        ------
        SettingsError
            The settings give no dates for the quarter.
        """
        from ffc_eval.project.cut import Cut

        chosen = Quarter.parse(quarter) if quarter else self.settings.latest
        self.settings.dates(chosen)
        return Cut(self, chosen, today or date.today(), tell)


def open_project(path: Path | str | None = None) -> Project:
    """Open the project at or above a folder; by default the current one.

    Raises
    ------
    SettingsError
        There is no project, or its settings are wrong.
    """
    from ffc_eval.project.settings import read_settings

    show_lists()
    folder = find_folder(Path(path or Path.cwd()).resolve())
    return Project(folder, read_settings(folder.settings))
