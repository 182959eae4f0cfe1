"""Nobody in the raw exports, and nothing of the machine, stands in anything that is written."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from built_reports import FORMATS, ROOT, bytes_of, docx_text, page, plain, text_of, workbook_rows
from conftest import SUMMARIES, Built

TRUTH = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
PERSONAL = (
    *TRUTH["personal"],
    *("ID", "ResponseId", "Respondent ID", "Response ID", "Email", "Name", "First Name"),
    *(
        "IP Address",
        "Email Address",
        "Last Name",
        "RecipientLastName",
        "RecipientFirstName",
        "RecipientEmail",
    ),
)
IN_COMMENTS = (
    r"[\w.+-]+@[\w.-]+\w",
    r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b",
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    r"\b(?:Mrs|Mr|Ms|Miss|Dr) [A-Z]\w+",
)
SHINGLE = 5


@dataclass
class Raw:
    """What the raw exports hold of people: cells, comments, and the names of files and sheets."""

    cells: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def read_plainly(path: Path) -> tuple[list[str], list[list[str]], list[str]]:
    """Return headings, rows and sheet names of an export, read without the package."""
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path, read_only=True)
        rows = [["" if c is None else str(c) for c in row] for row in book.active.values]
        return rows[0], rows[1:], book.sheetnames
    if path.suffix == ".sav":
        import pyreadstat

        frame, _ = pyreadstat.read_sav(str(path))
        cells = frame.astype("object").where(frame.notna(), "").map(str)
        return list(frame.columns), cells.values.tolist(), []
    data = path.read_bytes()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "cp1252"
    rows = list(csv.reader(io.StringIO(data.decode(encoding), newline="")))
    return rows[0], rows[1:], []


@pytest.fixture(scope="module")
def raw() -> Raw:
    found = Raw()
    for truth in TRUTH["rows"]:
        path = ROOT / "surveys" / truth["survey"] / "data" / truth["file"]
        headings, rows, sheets = read_plainly(path)
        found.names |= {path.name, *(sheet for sheet in sheets if sheet != "Sheet1")}
        for row in rows:
            for heading, cell in zip(headings, row, strict=True):
                if heading in PERSONAL:
                    found.cells.add(cell.strip())
                elif len(cell.split()) >= SHINGLE:
                    found.comments.add(cell)
    for comment in found.comments:
        for pattern in IN_COMMENTS:
            found.cells |= set(re.findall(pattern, comment))
    found.cells = {cell for cell in found.cells if len(cell) > 4 and cell not in HARMLESS}
    return found


HARMLESS = {"anonymous", "Recipient Email", "Recipient Last Name", "Recipient First Name"}


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", plain(text))


def shingles(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


@pytest.fixture(scope="module")
def published_words() -> set[tuple[str, ...]]:
    """Wording of the questionnaires, the codebook and the narrative, in runs of five words."""
    patterns = ("surveys/*.yaml", "surveys/*/*.yaml", "reports/narrative/*/*.md")
    paths = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return set().union(*(shingles(path.read_text(encoding="utf-8")) for path in paths))


@pytest.fixture(scope="module")
def outputs(main_job: Built, summaries: Built) -> list[Path]:
    found = sorted(main_job.place.out.iterdir())
    written = {"quarterly-learning": FORMATS}
    written |= {f"survey-summary-{name}": formats for name, formats in SUMMARIES.items()}
    names = {f"{stem}.{ending}" for stem, formats in written.items() for ending in formats}
    assert {path.name for path in found} == names | {"manifest.json"}
    return found


@pytest.fixture(scope="module")
def said(main_job: Built, summaries: Built) -> str:
    runs = [*main_job.runs.values(), *summaries.runs.values()]
    return "\n".join(run.out + run.err for run in runs)


def cached_texts(folder: Path) -> Iterator[str]:
    """Give every text in the cache: stamps, meta data, and the columns of the frames."""
    import pyarrow.parquet as parquet

    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            table = parquet.read_table(path)
            yield " ".join(table.column_names)
            for column in table.columns:
                yield "\n".join(str(cell) for cell in column.unique().to_pylist() if cell)
        elif path.is_file():
            yield path.read_text(encoding="utf-8")


def test_the_raw_exports_do_hold_people(raw: Raw):
    """Without them every test below would be empty."""
    assert len(raw.cells) > 800
    assert len(raw.comments) > 300
    for sign in ("@", "01632 960", "EF3 7TL", "Mrs Oakapple", "198.51.100."):
        assert any(sign in cell for cell in raw.cells), sign


def test_no_personal_cell_stands_in_any_output(raw: Raw, outputs: list[Path]):
    for path in outputs:
        text = text_of(path)
        assert [len(cell) for cell in raw.cells if cell in text] == [], path.name


def test_no_personal_cell_stands_in_the_bytes_of_any_output(raw: Raw, outputs: list[Path]):
    """In properties, hidden parts and streams too; a short id may stand there by accident."""
    long = [cell.encode() for cell in raw.cells if len(cell) > 6]
    for path in outputs:
        data = bytes_of(path)
        assert [len(cell) for cell in long if cell in data] == [], path.name


def test_no_personal_cell_is_said_while_it_works(raw: Raw, said: str):
    assert [len(cell) for cell in raw.cells if cell in said] == []


def test_no_personal_cell_is_kept_in_the_cache(raw: Raw, main_job: Built, summaries: Built):
    texts = list(cached_texts(main_job.place.project / ".ffc-eval"))
    assert len(texts) > 500
    held = "\n".join(texts)
    assert [len(cell) for cell in raw.cells if cell in held] == []


def test_no_five_words_of_a_comment_stand_in_any_output(
    raw: Raw, outputs: list[Path], published_words: set[tuple[str, ...]]
):
    written = set().union(*map(shingles, raw.comments)) - published_words
    assert len(written) > 1000
    for path in outputs:
        shared = shingles(text_of(path)) & written
        assert len(shared) == 0, f"{path.name}: {len(shared)} runs of five words"


def test_no_five_words_of_a_comment_are_said(
    raw: Raw, said: str, published_words: set[tuple[str, ...]]
):
    written = set().union(*map(shingles, raw.comments)) - published_words
    assert shingles(said) & written == set()


def test_no_name_of_a_file_or_a_sheet_stands_anywhere(
    raw: Raw, outputs: list[Path], said: str, main_job: Built
):
    cached = "\n".join(cached_texts(main_job.place.project / ".ffc-eval"))
    texts = {path.name: text_of(path) for path in outputs}
    for place, text in {**texts, "said": said, "cache": cached}.items():
        assert not any(name in text for name in raw.names), place


def test_no_output_holds_a_path_a_host_or_a_user(outputs: list[Path], main_job: Built):
    place = main_job.place
    machine = {
        str(place.project),
        place.project.name,
        str(place.home),
        place.home.name,
        place.environ["USER"],
        str(ROOT),
        "/site-packages/",
        *([socket.gethostname()] if len(socket.gethostname()) > 5 else []),
    }
    for path in outputs:
        data = bytes_of(path)
        assert [name for name in machine if name.encode() in data] == [], path.name


def test_what_is_said_names_files_from_the_project_folder(said: str, main_job: Built):
    assert str(main_job.place.project) not in said
    assert main_job.place.environ["USER"] not in said


def first_page(path: Path) -> str:
    """Return what stands on the first page, as far as a format has pages."""
    if path.suffix == ".pdf":
        import pypdf

        return pypdf.PdfReader(path).pages[0].extract_text()
    if path.suffix == ".xlsx":
        return " ".join(str(c) for row in next(iter(workbook_rows(path).values())) for c in row)
    if path.suffix == ".docx":
        return docx_text(path).partition("Contents")[0] + docx_header(path)
    return page(path).text.partition("Contents")[0]


def docx_header(path: Path) -> str:
    import docx

    section = docx.Document(str(path)).sections[0]
    return " ".join(p.text for p in (*section.header.paragraphs, *section.footer.paragraphs))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("stem", ["quarterly-learning", "survey-summary-fgc"])
def test_the_first_page_says_that_the_data_are_synthetic(
    main_job: Built, summaries: Built, stem: str, name: str
):
    shown = plain(first_page(main_job.place.report(stem)[name]))
    assert "synthetic data" in shown
    assert "exampleshire (synthetic)" in shown


@pytest.mark.parametrize("stem", ["quarterly-learning", "survey-summary-fgc"])
def test_every_figure_and_table_says_that_its_data_are_synthetic(
    main_job: Built, summaries: Built, stem: str
):
    files = main_job.place.report(stem)
    numbers = set()
    for name in ("html", "docx", "pdf"):
        text = " ".join(text_of(files[name]).split())
        labels = set(re.findall(r"\b(?:Table|Figure) \d+, synthetic data", text))
        numbers.add(frozenset(labels))
        assert len(labels) > 5, name
    assert len(numbers) == 1
    of_data = [
        rows
        for title, rows in workbook_rows(files["xlsx"]).items()
        if re.fullmatch(r"(Table|Figure) \d+", title)
    ]
    assert len(of_data) == len(numbers.pop())
    assert all(["Synthetic data."] in rows[:5] for rows in of_data)
