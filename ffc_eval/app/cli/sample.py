"""``ffc-eval sample``: cases drawn, two readers' agreement, two waves compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffc_eval.app.cli.console import folder_of, json_option, progress, project_option, say, say_json
from ffc_eval.app.cli.sample_words import agreed_lines, compared_lines, drawn_lines, replaced_lines

if TYPE_CHECKING:
    from ffc_eval.project.cut import Cut

LIST = click.Path(exists=True, dir_okay=False, path_type=Path)
REASONS = (
    "record not available",
    "access restricted",
    "not open in the window",
    "conflict of interest",
)
survey_option = click.option("--survey", default="audit", show_default=True, help="The audit tool.")
quarter_option = click.option("--quarter", default=None, help="By default the latest.")


@click.group()
def command() -> None:
    """Draw cases for an audit, check that readers agree, compare two waves."""


@command.command()
@click.option("--frame", type=LIST, required=True, help="The list of cases: CSV or Excel.")
@click.option("--n", type=int, default=100, show_default=True, help="Cases to draw.")
@click.option("--seed", type=int, required=True, help="Any number; the same gives the same cases.")
@click.option("--wave", default="", help="Round of reading; by default this month, 2025-05.")
@survey_option
@project_option
@json_option
def draw(frame: Path, n: int, seed: int, project: Path | None, as_json: bool, **asked: str) -> None:
    """Draw a stratified random sample of cases with a reserve list.

    The case numbers go to the restricted folder only, as workbooks for the readers. A wave is
    drawn once: another list, seed or size for it is refused.
    """
    from ffc_eval.project.case_audit.samples import Asked, take
    from ffc_eval.project.project import open_project

    opened = open_project(folder_of(project).root)
    wave = asked["wave"] or f"{date.today():%Y-%m}"
    with progress() as tell:
        tell("draw", f"{n} cases for {wave}")
        taken = take(opened, Asked(asked["survey"], wave, frame, n, seed))
    if as_json:
        say_json(
            {
                "wave": wave,
                "seed": seed,
                "frame": taken.frame.hash,
                "drawn_before": taken.before,
                "said": taken.draw.said,
                "strata": _strata(taken.draw.cases),
                "folder": str(taken.folder),
            }
        )
    else:
        say(drawn_lines(taken, wave))


def _strata(cases: Any) -> list[dict[str, Any]]:
    """Return what each stratum gives; no case number."""
    return [
        {
            "stratum": name,
            "cases": int(own["stratum_size"].iloc[0]),
            "sample": int((own["role"] == "sample").sum()),
            "reserve": int((own["role"] == "reserve").sum()),
            "probability": float(own["probability"].iloc[0]),
        }
        for name, own in cases.groupby("stratum", sort=False)
    ]


@command.command()
@click.argument("row", type=int)
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why it cannot be read.")
@click.option("--wave", required=True, help="Round of reading.")
@survey_option
@project_option
@json_option
def replace(row: int, project: Path | None, as_json: bool, **asked: Any) -> None:
    """Replace a case that cannot be read by the next of its stratum's reserve list.

    ROW is the row of the first readers' workbook in which the case stands, or that it replaced.
    """
    from ffc_eval.project.case_audit.samples import Replacing, replace_case
    from ffc_eval.project.project import open_project

    opened = open_project(folder_of(project).root)
    names = replace_case(opened, Replacing(row=row, **asked))
    if as_json:
        say_json({"row": row, "workbooks": names})
    else:
        say(replaced_lines(names))


@command.command()
@click.option("--wave", default="", help="Round of reading; by default the latest.")
@survey_option
@quarter_option
@project_option
@json_option
def agree(wave: str, survey: str, quarter: str | None, project: Path | None, as_json: bool) -> None:
    """Say how far two readers agree on each item, and what that allows."""
    cut = _cut(project, quarter, survey)
    wave = cut.instrument(survey).wave(wave or cut.instrument(survey).waves[-1].id).id
    released = cut.published(f"{survey}.agreement")
    if as_json:
        rows = released.frame
        say_json({"wave": wave, "agreement": _rows(rows[rows["period"] == wave])})
    else:
        say(agreed_lines(released, cut.instrument(survey), wave))


@command.command()
@survey_option
@quarter_option
@project_option
@json_option
def compare(survey: str, quarter: str | None, project: Path | None, as_json: bool) -> None:
    """Compare the grades of the two latest waves; the primary items are tested."""
    from ffc_eval.present.tables.audit_changes import Compared

    cut = _cut(project, quarter, survey)
    found = Compared(
        *(cut.published(f"{survey}.{n}") for n in ("comparison", "agreement", "drift"))
    )
    if as_json:
        say_json({"comparison": _rows(found.comparison.frame), "drift": _rows(found.drift.frame)})
    else:
        say(compared_lines(found, cut.instrument(survey)))


def _cut(project: Path | None, quarter: str | None, survey: str) -> Cut:
    """Open the project's cut and read the audit, saying so."""
    from ffc_eval.project.case_audit.markings import refuse_other_surveys
    from ffc_eval.project.project import open_project

    with progress() as tell:
        cut = open_project(folder_of(project).root).cut(quarter, tell=tell)
        refuse_other_surveys(cut.instrument(survey))
        cut.responses(survey)
    return cut


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Return rows with every number that is not there as nothing."""
    return [
        {name: None if value != value else value for name, value in row.items() if value != ""}
        for row in frame.to_dict("records")
    ]
