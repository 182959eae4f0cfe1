"""What every command shares: the --project and --json options, progress, short endings."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ffc_eval.project.folder import Folder

MOST_LINES = 12

project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The project folder; by default the one you are in.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def folder_of(project: Path | None) -> Folder:
    """Return the project folder named, or the one around the current folder."""
    from ffc_eval.project.folder import find_folder

    return find_folder((project or Path.cwd()).resolve())


def folder_if_any(project: Path | None) -> Folder | None:
    """Return the project folder named, or the one around the current folder, or None.

    Raises
    ------
    SettingsError
        A folder was named and is none of a project.
    """
    from ffc_eval.errors import SettingsError

    try:
        return folder_of(project)
    except SettingsError:
        if project is not None:
            raise
        return None


def say(lines: Sequence[str]) -> None:
    """Print at most twelve lines, worst first, and say how many more there are."""
    shown = list(lines)
    if len(shown) > MOST_LINES:
        shown = [*shown[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more lines"]
    for line in shown:
        click.echo(harmless(line))


def harmless(text: str) -> str:
    """Return a text for the terminal: characters that steer it or deceive the eye by number."""
    from ffc_eval.present.report.visible import visible

    return visible(text)


def say_json(data: Any) -> None:
    """Print data as JSON, one way; characters that steer a terminal are escaped."""
    from ffc_eval.present.report.visible import escaped

    click.echo(escaped(json.dumps(data, indent=2, ensure_ascii=False, default=str)))


class Progress:
    """Says on standard error what the program is doing, and keeps CPU seconds a stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._live = sys.stderr.isatty()
        self._stage = ""
        self._since = time.process_time()

    def __call__(self, stage: str, what: str) -> None:
        """Say that work on ``what`` starts, in a stage of the pipeline."""
        self.stop()
        self._stage = stage
        line = f"{stage}: {what}"
        click.echo(f"\r\x1b[2K{line[:100]}" if self._live else line, err=True, nl=not self._live)

    def stop(self) -> None:
        """Close the running stage."""
        now = time.process_time()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = "", now

    def clear(self) -> None:
        """Close the running stage and wipe the line."""
        self.stop()
        if self._live:
            click.echo("\r\x1b[2K", err=True, nl=False)


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress for as long as the block runs."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.clear()


Tell = Callable[[str, str], None]
