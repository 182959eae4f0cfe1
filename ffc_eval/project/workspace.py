"""A workspace: a project's folder and its settings, and how work in it tells what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ffc_eval.project.folder import Folder

if TYPE_CHECKING:
    from ffc_eval.project.settings import Settings, Source

Tell = Callable[[str, str], None]


def silent(stage: str, what: str) -> None:
    """Tell nobody what is being done."""


@dataclass(frozen=True)
class Workspace:
    """The user's project folder and what its settings say."""

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
