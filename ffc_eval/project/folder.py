"""The user's project folder: found by walking up, laid out one way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ffc_eval.errors import SettingsError

SETTINGS = "ffc-eval.toml"


@dataclass(frozen=True)
class Folder:
    """Where things lie in a project folder."""

    root: Path

    @property
    def settings(self) -> Path:
        """The file that marks the folder."""
        return self.root / SETTINGS

    @property
    def surveys(self) -> Path:
        """What is asked and what came back."""
        return self.root / "surveys"

    @property
    def work(self) -> Path:
        """Human work, one folder a person."""
        return self.root / "work"

    @property
    def templates(self) -> Path:
        """Report templates."""
        return self.root / "reports"

    @property
    def derived(self) -> Path:
        """Cache; safe to delete."""
        return self.root / ".ffc-eval"

    def instrument(self, survey: str) -> Path:
        """The instrument of a survey."""
        return self.surveys / survey / "instrument.yaml"

    def data(self, survey: str) -> Path:
        """The data folder of a survey; holds synthetic files only."""
        return self.surveys / survey / "data"

    def narrative(self, quarter: str) -> Path:
        """What people wrote for a quarter's reports."""
        return self.templates / "narrative" / quarter

    def out(self, quarter: str) -> Path:
        """Where a quarter's reports are written."""
        return self.templates / "out" / quarter


def find_folder(start: Path) -> Folder:
    """Return the nearest folder at or above ``start`` that holds the settings file.

    Raises
    ------
    SettingsError
        There is none.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Folder(folder)
    raise SettingsError(
        "no-project",
        f"Neither this folder nor one above it holds {SETTINGS}.",
        do="Go to your project folder, name it with --project DIR, or make one with "
        "ffc-eval init DIR.",
    )
