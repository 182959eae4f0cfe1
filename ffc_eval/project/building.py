"""One report, built: evidence prepared, template run, formats rendered, files written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ffc_eval.project.folder import Folder
from ffc_eval.project.project import open_project
from ffc_eval.project.reports import Request
from ffc_eval.project.stamps import remember
from ffc_eval.project.workspace import Tell, silent

if TYPE_CHECKING:
    from ffc_eval.present.report.document import Document, Front
    from ffc_eval.present.report.files import Written
    from ffc_eval.project.cut import Cut

_FEW = 3
_LONGEST = 140


def build(folder: Folder, request: Request, print_of: str, *, tell: Tell = silent) -> list[str]:
    """Build a report and return what to say of it, the most important first.

    Parameters
    ----------
    request
        As ``reports.request`` checked it.
    print_of
        ``stamps.fingerprint`` of what it is made from.

    Raises
    ------
    FfcError
        Something it needs is at fault; no file was written.
    """
    from ffc_eval.present.report.files import write_report
    from ffc_eval.project.front import front, made_from

    cut = open_project(folder.root).cut(request.quarter, tell=tell)
    prepare(cut, request.survey, parts="main")
    document = _document(cut, request, front(cut, request), tell)
    files = _rendered(document, request, tell)
    tell("write", "files and manifest")
    written = write_report(files, request.out, request.stem, made_from(cut, request))
    said = _said(cut, document, written, folder.root)
    outputs = {path.name: _sha(path) for path in written.paths if path.stem != "manifest"}
    remember(folder, request, print_of, outputs, said)
    return said


def prepare(cut: Cut, survey: str = "", *, parts: Literal["all", "main"] = "all") -> None:
    """Read and analyse what the reports of a quarter show; results go to the cache.

    The main parts are what every report shows; a report makes the others where it asks for them.
    """
    from ffc_eval.project.steps import APPENDIX

    for name in [survey] if survey else cut.surveys:
        for result in cut.results(name):
            step = result.partition(".")[2]
            if parts == "all" or ("." not in step and step not in APPENDIX):
                cut.published(result)


def _document(cut: Cut, request: Request, head: Front, tell: Tell) -> Document:
    from ffc_eval.present.report.document import read_document
    from ffc_eval.present.report.execution import execute

    def told(place: int, total: int) -> None:
        cut.tell("present", f"tables and charts, part {place} of {total}")

    namespace = {"cut": cut, "survey": request.survey}
    template = cut.project.folder.templates / request.report.template
    return read_document(execute(template, namespace=namespace, progress=told), head)


def _rendered(document: Document, request: Request, tell: Tell) -> dict[str, bytes]:
    from ffc_eval.present.report.rendering import render

    files: dict[str, bytes] = {}
    for name in request.formats:
        tell("render", name)
        if name == "html" and request.engine == "quarto":
            files[name] = _by_quarto(document)
            continue
        files |= {str(kind): data for kind, data in render(document, [name]).items()}
    return files


def _by_quarto(document: Document) -> bytes:
    from ffc_eval.present.report.quarto import render_quarto

    return render_quarto(document)


def _said(cut: Cut, document: Document, written: Written, root: Path) -> list[str]:
    state = f" ({document.front.state})" if document.front.state else ""
    lines = [f"{document.front.title}, {document.front.period}{state}"]
    lines += [f"  {_short(path, root)}" for path in written.paths]
    if written.kept:
        lines.insert(1, "A file of an earlier draft was changed or is open: it was left alone.")
    return [*lines, *_left_out(cut.left_out())]


def _left_out(notes: list[str]) -> list[str]:
    """Return what was left out, in few lines: the report itself says all of it."""
    shown = [note if len(note) <= _LONGEST else f"{note[:_LONGEST]} ..." for note in notes[:_FEW]]
    more = len(notes) - len(shown)
    if not more:
        return shown
    ending = "note of this kind" if more == 1 else "notes of this kind, each"
    return [*shown, f"and {more} more {ending} beside its table."]


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _sha(path: Path) -> str:
    from ffc_eval.store import sha256_file

    return sha256_file(path)
