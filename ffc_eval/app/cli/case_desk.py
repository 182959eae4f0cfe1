"""What the ``ffc-eval case`` commands share: the files on file, the author, the clock."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffc_eval.app.cli.console import folder_of, project_option

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.tracker import Tracker
    from ffc_eval.model.case_studies import Case, CaseStudies, Entry
    from ffc_eval.project.folder import Folder


class Day(click.ParamType[date]):
    """A day written as 2025-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or say how a day is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail("a day is written as year-month-day, for example 2025-01-31", param, ctx)


DAY = Day()
family = click.argument("family")
by_option = click.option(
    "--by", required=True, help="Who enters this; names the folder under work."
)


@dataclass(frozen=True)
class Desk:
    """A project's case studies, one author, one moment."""

    folder: Folder
    by: str
    at: datetime

    @cached_property
    def cases(self) -> CaseStudies:
        """Everything on file."""
        from ffc_eval.analyse.case_studies.reading import read_cases
        from ffc_eval.store.work import decisions

        return read_cases(decisions(self.folder.work))

    @cached_property
    def tracker(self) -> Tracker:
        """The lists that entries choose from."""
        from ffc_eval.analyse.case_studies.tracker import read_tracker

        return read_tracker(self.folder.surveys / "case_studies" / "tracker.yaml")

    def case(self, label: str) -> Case:
        """Return the family of a label."""
        from ffc_eval.analyse.case_studies.timeline import find_case

        return find_case(self.cases, label)

    def save(self, *entries: Entry) -> None:
        """Check entries against what is on file, and save them all or none."""
        from ffc_eval.analyse.case_studies.entering import enter
        from ffc_eval.store.work import save

        made = [enter(entry, self.cases, self.tracker) for entry in entries]
        save(self.folder.work / self.by, *made)


def open_desk(project: Path | None, by: str) -> Desk:
    """Open the project; the author's name is written as a folder is."""
    folder = "-".join("".join(c if c.isalnum() else " " for c in by.lower()).split())
    if not folder:
        raise click.BadParameter("a name with letters is needed", param_hint="--by")
    return Desk(folder_of(project), folder, datetime.now(UTC).replace(microsecond=0))


def entering(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --project and --by, and hand it a desk in their place."""

    @project_option
    @by_option
    @functools.wraps(command)
    def opened(project: Path | None, by: str, **given: Any) -> None:
        command(open_desk(project, by), **given)

    return opened


def own_fields(desk: Desk, family: str) -> dict[str, Any]:
    """Return what every entry about a family has: whose it is, when and by whom."""
    return {"case": desk.case(family).case, "at": desk.at, "by": desk.by}
