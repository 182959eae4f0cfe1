"""Whole runs of the command line on copies of the shipped project, and what stands in the files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import ffc_eval

ROOT = Path(__file__).parents[1]
PACKAGE = Path(ffc_eval.__file__).parent
QUARTER = "2025-Q1"
FORMATS = ("html", "docx", "pdf", "xlsx")

SHIPPED = (
    "ffc-eval.toml",
    "surveys/*.yaml",
    "surveys/*/*.yaml",
    "surveys/staff/frame.csv",
    "surveys/*/data/synthetic-*",
    "analysis/*.py",
    "reports/*.py",
    "reports/narrative/*/*.*",
    "work/synthetic-*/*.jsonl",
)
"""The files of a fresh clone that make the shipped project."""

NO_SOCKETS = """
import socket, sys
class Refused(socket.socket):
    def __init__(self, *_, **__):
        raise RuntimeError("a socket was opened")
def watch(event, _):
    if event in ("socket.__new__", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise RuntimeError("a socket was opened")
socket.socket = Refused
sys.addaudithook(watch)
"""
"""Sockets refused, those too that compiled code opens through Python."""

MAIN = "from ffc_eval.app.cli import main\nmain()\n"


def copy_project(folder: Path) -> Path:
    """Copy what a fresh clone holds of the shipped project: no cache, no outputs."""
    for pattern in SHIPPED:
        for path in sorted(ROOT.glob(pattern)):
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return folder


@dataclass(frozen=True)
class Run:
    """What a command said, and its exit status."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Place:
    """A project folder with a home folder of its own, so that no user's folder is touched."""

    project: Path
    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.project / "reports" / "out" / QUARTER

    def report(self, stem: str = "quarterly-learning") -> dict[str, Path]:
        return {name: self.out / f"{stem}.{name}" for name in FORMATS}

    def environment(self) -> dict[str, str]:
        gone = ("FFC_EVAL_KEY_FILE", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "PYTHONPATH")
        kept = {name: value for name, value in os.environ.items() if name not in gone}
        mine = {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data")}
        same = {"PYTHONPATH": str(PACKAGE.parent), "MPLCONFIGDIR": str(self.home.parent / "fonts")}
        return {**kept, **mine, **same, **self.environ}

    def start(self, *words: object, script: str = MAIN) -> subprocess.Popen[str]:
        """Start the command line in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", script, *map(str, words)],
            cwd=self.project,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *words: object, script: str = MAIN) -> Run:
        """Run the command line in a process of its own to its end."""
        return ended(self.start(*words, script=script))


def ended(process: subprocess.Popen[str]) -> Run:
    """Wait for a process and return what it said."""
    out, err = process.communicate()
    return Run(process.returncode, out, err)


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file below a folder with its time of change and its bytes."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Page(HTMLParser):
    """The words of a page: text, names for screen readers, and the cells of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.alts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self._style = 0
        self._cells: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._style += tag == "style"
        self.alts += [str(found[name]) for name in ("aria-label", "alt") if found.get(name)]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._cells.append(True)
        if tag not in ("tspan", "b", "strong", "em", "span", "a"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._style -= tag == "style"
        if tag in ("td", "th") and self._cells:
            self._cells.pop()

    def handle_data(self, data: str) -> None:
        if self._style:
            return
        self.words.append(data)
        if self._cells:
            self.tables[-1][-1][-1] += f" {data}"

    @property
    def text(self) -> str:
        return "".join(self.words) + "\n" + "\n".join(self.alts)


@cache
def page(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@cache
def docx_text(path: Path) -> str:
    """Return a Word document's words: paragraphs, cells, headers, alt texts of pictures."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(str(path))
    roots = [document.element]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    lines = []
    for root in roots:
        lines += [
            "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
            for paragraph in root.iter(qn("w:p"))
        ]
        lines += [node.get("descr") or "" for node in root.iter(qn("wp:docPr"))]
    return "\n".join(lines)


@cache
def pdf_text(path: Path) -> str:
    """Return a PDF's words, the alt texts of its figures among them."""
    import pypdf

    reader = pypdf.PdfReader(path)
    pages = [sheet.extract_text() for sheet in reader.pages]
    return "\n".join([*pages, *pdf_alts(reader)])


def pdf_alts(reader) -> Iterator[str]:
    """Give the alt texts of the figures in the structure tree of a tagged PDF."""
    seen, waiting = set(), [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get") and id(node) not in seen:
            seen.add(id(node))
            if "/Alt" in node:
                yield str(node["/Alt"])
            if "/K" in node:
                waiting.append(node["/K"])


@cache
def workbook_rows(path: Path) -> dict[str, list[list[object]]]:
    """Return the filled cells of each sheet's rows."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=False)
    return {
        sheet.title: [
            [cell for cell in row if cell not in (None, "")]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book
    }


def text_of(path: Path) -> str:
    """Return every word a reader of the file could meet, screen readers included."""
    if path.suffix == ".html":
        return page(path).text
    if path.suffix == ".docx":
        return docx_text(path)
    if path.suffix == ".pdf":
        return pdf_text(path)
    if path.suffix == ".xlsx":
        rows = workbook_rows(path).items()
        return "\n".join(" | ".join(map(str, row)) for _, sheet in rows for row in sheet)
    return path.read_text(encoding="utf-8")


@cache
def bytes_of(path: Path) -> bytes:
    """Return a file's bytes, unpacked: the parts of a zip, the streams of a PDF."""
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as parts:
            return b"\n".join(
                part.filename.encode() + part.comment + part.extra + parts.read(part)
                for part in parts.infolist()
            )
    if path.suffix == ".pdf":
        import pypdf

        reader = pypdf.PdfReader(path)
        held = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
        streams = [thing.get_data() for thing in held if hasattr(thing, "get_data")]
        return b"\n".join([path.read_bytes(), *streams])
    return path.read_bytes()


def plain(text: str) -> str:
    """Return a text on one line, in small letters, with plain marks."""
    marks = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "\xa0": " "})
    return re.sub(r"\s+", " ", text.translate(marks)).casefold()
