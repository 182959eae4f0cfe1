"""The reports there are, and what asking for one means. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ffc_eval.errors import ReportError, nearest
from ffc_eval.model.quarter import Quarter
from ffc_eval.project.folder import Folder

FORMATS = ("html", "docx", "pdf", "xlsx")


@dataclass(frozen=True)
class Report:
    """A report: its template in ``reports/`` and whether it is about one survey."""

    name: str
    title: str
    template: str
    of_survey: bool = False


REPORTS = {
    report.name: report
    for report in (
        Report("quarterly-learning", "Quarterly learning report", "quarterly_learning.py"),
        Report("survey-summary", "Survey summary", "survey_summary.py", of_survey=True),
    )
}


@dataclass(frozen=True)
class Request:
    """One report of one quarter, in some formats.

    Parameters
    ----------
    quarter
        As the settings write it, "2025-Q1".
    survey
        For a report about one survey; "" elsewhere.
    out
        Folder that the files are written to.
    """

    report: Report
    quarter: str
    survey: str
    formats: tuple[str, ...]
    out: Path
    engine: str = "nbconvert"

    @property
    def stem(self) -> str:
        """Name of the files without their ending."""
        return f"{self.report.name}-{self.survey}" if self.survey else self.report.name


def request(folder: Folder, name: str, quarter: str, **asked: str) -> Request:
    """Check what was asked for: ``survey``, ``formats``, ``out`` and ``engine``, each may be "".

    Raises
    ------
    ReportError
        There is no such report or format, or a survey is missing or too many.
    """
    if name not in REPORTS:
        raise ReportError(
            "no-such-report",
            f'There is no report "{name}".',
            do=nearest(name, list(REPORTS)),
        )
    report, survey, out = REPORTS[name], asked.get("survey", ""), asked.get("out", "")
    if report.of_survey != bool(survey):
        raise ReportError(
            "report-survey",
            f"The report {name} is {'' if report.of_survey else 'not '}about one survey.",
            do=f"{'Add' if report.of_survey else 'Leave out'} --survey NAME.",
        )
    quarter = str(Quarter.parse(quarter))
    place = Path(out).resolve() if out else folder.out(quarter)
    formats = _formats(asked.get("formats", ""))
    return Request(report, quarter, survey, formats, place, asked.get("engine", "") or "nbconvert")


def _formats(text: str) -> tuple[str, ...]:
    wanted = [part.strip().lower() for part in text.split(",") if part.strip()] or list(FORMATS)
    wrong = [part for part in wanted if part not in FORMATS]
    if wrong:
        raise ReportError(
            "no-such-format",
            "A report can be a web page, a Word document, a PDF or a workbook.",
            found=", ".join(wrong),
            do="Choose from html, docx, pdf, xlsx, separated by commas.",
        )
    return tuple(name for name in FORMATS if name in wanted)
