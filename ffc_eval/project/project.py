"""A project: its folder and its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.model.quarter import Quarter
from ffc_eval.project.folder import Folder, find_folder
from ffc_eval.project.jupyter import show_lists

if TYPE_CHECKING:
    from ffc_eval.project.cut import Cut
    from ffc_eval.project.settings import Settings, Source

Tell = Callable[[str, str], None]


def silent(stage: str, what: str) -> None:
    """Tell nobody what is being done."""


@dataclass(frozen=True)
class Project:
    """The user's project folder, opened."""

    folder: Folder
    settings: Settings = field(repr=False)

    @property
    def surveys(self) -> tuple[str, ...]:
        """Surveys that have data, in the order of the settings; extracts are none."""
        named = (source.survey for source in self.settings.sources)
        return tuple(dict.fromkeys(name for name in named if name != "kpis"))

    def sources(self, survey: str) -> tuple[Source, ...]:
        """Return the stored exports of a survey."""
        return tuple(source for source in self.settings.sources if source.survey == survey)

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
