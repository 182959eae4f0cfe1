"""A report as a Word file, by pandoc from a syntax tree of our own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from ffc_eval.errors import ReportError
from ffc_eval.present.report.document import Document
from ffc_eval.present.report.paper import PICTURE_WIDTH, on_paper
from ffc_eval.present.report.pictures import draw_pictures
from ffc_eval.present.report.swatches import standalone_swatch, swatch_width
from ffc_eval.present.report.word_reference import reference, zipped
from ffc_eval.present.report.word_syntax import picture_names, swatch_name, syntax_tree

_PAGE, _PANDOC_PAGE = 9864, 7920
"""Width of the text in twentieths of a point: ours, and the one pandoc reckons with."""
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_TEMPLATE = Path(__file__).parent / "word" / "main.openxml"


def to_docx(document: Document) -> bytes:
    """Return the report as a Word file, with the tables behind its figures at the end.

    Raises
    ------
    ReportError
        Pandoc refuses it.
    """
    paper = on_paper(document)
    with tempfile.TemporaryDirectory() as name:
        # Names of pictures stand in the file: bare names in a folder of our own name no path.
        folder = Path(name)
        for picture, data in _pictures(paper).items():
            (folder / picture).write_bytes(data)
        (folder / "reference.docx").write_bytes(reference(paper.front))
        (folder / "report.json").write_text(json.dumps(syntax_tree(paper)), encoding="utf-8")
        _run_pandoc(folder, document)
        return _settled(folder / "report.docx")


def _pictures(document: Document) -> dict[str, bytes]:
    """Return every picture by file name."""
    figures = picture_names(document)
    drawings = {name: (figure.wide, PICTURE_WIDTH) for name, figure in figures.items()}
    names = {
        one for figure in figures.values() for names, _ in figure.legend for one in names.split()
    }
    swatches = {
        swatch_name(one): (standalone_swatch(one), swatch_width(one)) for one in sorted(names)
    }
    return draw_pictures(drawings | swatches)


def _run_pandoc(folder: Path, document: Document) -> None:
    import pypandoc

    noon = datetime.combine(document.front.issued, datetime.min.time(), UTC)
    command = [
        pypandoc.get_pandoc_path(),
        "report.json",
        "--from=json",
        "--to=docx",
        "--reference-doc=reference.docx",
        f"--template={_TEMPLATE}",
        "--sandbox=false",
        "--output=report.docx",
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))}
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise ReportError(
            "no-docx",
            "The report cannot be made a Word file.",
            found=f"pandoc ended with {run.returncode}",
            do="Ask for the other formats: --format html,pdf,xlsx",
        )


def _settled(path: Path) -> bytes:
    """Return the file with what pandoc has no word for, zipped the same way on every system."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in sorted(archive.namelist())}
    text = parts["word/document.xml"].decode()
    for found, instead in _MENDED:
        text = re.sub(found, instead, text)
    parts["word/document.xml"] = _COLUMN.sub(_wide_column, text).encode()
    return zipped(parts)


_MENDED = (
    (r"<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit/>"),
    (r"<w:tr>(?!<w:trPr>)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>"),
    (
        r'(w:firstRow="1" w:lastRow="0") w:firstColumn="0"(.*?)w:val="0020"',
        r'\1 w:firstColumn="1"\2w:val="00A0"',
    ),
    (r"<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">'),
    (r'(<wp:docPr descr="" [^>]*?) ?/>', rf"\1>{_DECORATIVE}</wp:docPr>"),
)
"""Rows that do not split, first cells that head their row, pictures without a margin, and swatches
that are not read aloud."""

_COLUMN = re.compile(r'<w:gridCol w:w="(\d+)" />')


def _wide_column(column: re.Match[str]) -> str:
    """Return the column at the width of our page: pandoc reckons with a narrower one."""
    return f'<w:gridCol w:w="{int(column[1]) * _PAGE // _PANDOC_PAGE}"/>'
