"""The Word file that pandoc takes its styles, margins, head and foot from.

Kept as text (``word/styles.xml``) and zipped when it is needed: a change of style can be read in
the history, and each report has its own head and foot.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

from ffc_eval.present.report.document import Front

_PARTS = Path(__file__).parent / "word"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKED = {
    "styles": "styles",
    "settings": "settings",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
}
"""Parts that the main part is linked to, with their kind."""


def reference(front: Front) -> bytes:
    """Return the reference document of a report: A4, and the front's words on each page."""
    head = _run(f"{front.title}, {front.period}") + _TAB
    state = _run(front.state, "Draft")
    foot = _run(front.marking) + _TAB + _field("PAGE") + _run(" of ") + _field("NUMPAGES")
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _links({"document": "officeDocument"}, "word/"),
        "word/_rels/document.xml.rels": _links(_LINKED, ""),
        "word/document.xml": _main_part(),
        "word/styles.xml": (_PARTS / "styles.xml").read_text(encoding="utf-8"),
        "word/settings.xml": (_PARTS / "settings.xml").read_text(encoding="utf-8"),
        "word/header1.xml": _part("hdr", "Header", _TAB + state),
        "word/header2.xml": _part("hdr", "Header", head + state),
        "word/footer1.xml": _part("ftr", "Footer", foot),
        "word/footer2.xml": _part("ftr", "Footer", foot),
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of the parts that is the same in every year and on every system."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return held.getvalue()


_TAB = "<w:r><w:tab/></w:r>"


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _part(kind: str, style: str, runs: str) -> str:
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
    return f"{_XML}<w:{kind} {_W}>{paragraph}</w:{kind}>"


def _main_part() -> str:
    """Return an empty document of A4 pages: only its last element is taken over."""
    places = [
        f'<w:{kind}erReference w:type="{place}" r:id="{kind}er{number}"/>'
        for kind in ("head", "foot")
        for number, place in ((1, "first"), (2, "default"))
    ]
    size = '<w:pgSz w:w="11906" w:h="16838"/>'
    margins = (
        '<w:pgMar w:top="1361" w:bottom="1134" w:left="1021" w:right="1021"'
        ' w:header="680" w:footer="510" w:gutter="0"/>'
    )
    section = f"<w:sectPr>{''.join(places)}{size}{margins}<w:titlePg/></w:sectPr>"
    return f"{_XML}<w:document {_W} {_R}><w:body><w:p/>{section}</w:body></w:document>"


def _links(parts: dict[str, str], folder: str) -> str:
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{folder}{name}.xml"/>'
        for name, kind in parts.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types() -> str:
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **_LINKED}.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{kinds}</Types>"
    )
