"""The head of a report, and what its manifest says it was made from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ffc_eval.project.inputs import input_files
from ffc_eval.project.reports import Request
from ffc_eval.store import sha256_file

if TYPE_CHECKING:
    from ffc_eval.present.report.document import Front
    from ffc_eval.project.cut import Cut

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PRODUCED = (
    "Made by ffc_eval from the raw exports in one run. The manifest beside this report "
    "names what it was made from; the same inputs give the same bytes."
)
STATUS = "Draft, not for decision"


def front(cut: Cut, request: Request) -> Front:
    """Return the head of a report: who, when, for whom, and that it is a draft."""
    from ffc_eval.present.report.document import Front, Stated

    settings = cut.project.settings.project
    dates = cut.project.settings.dates(cut.quarter)
    synthetic = cut.synthetic_survey(request.survey)
    place = f"{settings.authority} (synthetic)" if synthetic else settings.authority
    subject = cut.instrument(request.survey).title if request.survey else ""
    strip = [
        Stated("Status", STATUS, "draft"),
        Stated("Data cut", long_date(dates.cut)),
        Stated("For", settings.audience),
        Stated("Marking", settings.marking),
        Stated("Written by", settings.written_by),
        Stated("Approved by", "Not yet approved"),
        Stated("Issued", long_date(dates.issued)),
        Stated("Next report", long_date(dates.next_report) if dates.next_report else "Not set"),
    ]
    return Front(
        organisation=f"{place}, {settings.programme}",
        title=f"{request.report.title}: {subject}" if subject else request.report.title,
        period=cut.quarter.label,
        issued=dates.issued,
        strip=tuple(strip),
        status=STATUS,
        marking=settings.marking,
        synthetic=synthetic,
        footer=(_PRODUCED,),
    )


def long_date(day: date) -> str:
    """Return "11 July 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def made_from(cut: Cut, request: Request) -> dict[str, Any]:
    """Return what the manifest says: hashes under names of ours, versions, settings."""
    from ffc_eval.present.report.manifest import manifest

    dates = cut.project.settings.dates(cut.quarter)
    names = _input_names(cut)
    return manifest(
        report=request.report.name,
        cut=dates.cut,
        issued=dates.issued,
        inputs=names,
        settings=cut.project.settings.model_dump(mode="json", exclude={"project": {"restricted"}}),
    )


def _input_names(cut: Cut) -> dict[str, str]:
    """Name each input; raw exports by survey and wave, since their own names can name a family."""
    from ffc_eval.project.reading import source_path

    inputs = {
        name: sha256_file(path)
        for name, path in input_files(cut.project.folder)
        if "/data/" not in name
    }
    for source in cut.project.settings.sources:
        sha = source.sha256 or sha256_file(source_path(cut.project, source))
        inputs[f"{source.survey} {source.wave}"] = sha
    return inputs
