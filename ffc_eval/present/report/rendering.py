"""From a document to the bytes of each format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from ffc_eval.errors import ReportError, nearest
from ffc_eval.present.report.document import Document
from ffc_eval.present.report.visible import all_visible

Format = Literal["html", "docx", "pdf", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(document: Document, formats: Sequence[str] = FORMATS) -> dict[Format, bytes]:
    """Return the report in each format asked for.

    Parameters
    ----------
    document
        As ``read_document`` returns it.
    formats
        Any of "html", "docx", "pdf", "xlsx". What a format needs is imported only for it.

    Returns
    -------
    dict of str to bytes
        The same document gives the same bytes.

    Raises
    ------
    ReportError
        A format is not known, or a block cannot be shown in it.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ReportError(
            "no-such-format",
            "A report has no such format.",
            found=", ".join(unknown),
            do=nearest(unknown[0], FORMATS),
        )
    shown = all_visible(document)
    return {name: _converter(name)(shown) for name in FORMATS if name in formats}


def _converter(name: Format) -> Callable[[Document], bytes]:
    """Return the function of a format; its packages load with it, and are slow to load."""
    if name == "html":
        from ffc_eval.present.report.web_page import to_html

        return to_html
    if name == "docx":
        from ffc_eval.present.report.word_file import to_docx

        return to_docx
    if name == "pdf":
        from ffc_eval.present.report.pdf_file import to_pdf

        return to_pdf
    from ffc_eval.present.report.workbook import to_xlsx

    return to_xlsx
