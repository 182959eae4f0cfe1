"""All formats of one document: the same bytes twice, and words that stay words in each."""

import io
import re
import socket
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace

import pytest
from present.report.sample import FIGURE, FRONT, TABLE, sample_document

from ffc_eval.errors import ReportError
from ffc_eval.model.blocks import Passage
from ffc_eval.present.report.document import Document, Part, Section, Stated
from ffc_eval.present.report.rendering import FORMATS, render

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "&lt; & &amp; \" ' </p>",
    "#panic() $x$ *b* _i_ @cite \\u{41} [link](http://x.invalid) `code`",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }} {% raw %} $body$ %PDF",
)
SPOOFED = "safe\u202etxt.exe"


def hostile_document(text: str) -> Document:
    """Set one text wherever a document has words."""
    table = replace(
        TABLE,
        title=text,
        subtitle=text,
        columns=tuple(replace(column, title=text) for column in TABLE.columns),
        rows=tuple((text,) * 4 for _ in TABLE.rows),
        values=(),
        groups=((0, text),),
        base_line=((text, text),),
        symbols=((text, text),),
        notes=(text,),
    )
    figure = replace(FIGURE, title=text, alt=text, subtitle=text, table=table)
    figure = replace(figure, legend=(("blue", text),), notes=(text,))
    styles = ("lead", "prose", "heading", "bottom_line", "notice", "empty", "list", "facts")
    passages = [Part(Passage(style, (text,), (text,)), f"p-{style}") for style in styles]
    parts = (Part(table, "table-1", "Table 1"), Part(figure, "figure-1", "Figure 1"), *passages)
    front = replace(
        FRONT,
        organisation=text,
        title=text,
        period=text,
        status=text,
        marking=text,
        footer=(text,),
        strip=(Stated(text, text, "bad"),),
    )
    return Document(front, (Section("1", "s1", text, parts),))


def word_parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_two_renders_of_every_format_are_the_same_bytes():
    first, second = render(sample_document()), render(sample_document())
    assert list(first) == list(FORMATS)
    assert first == second


@pytest.mark.slow
def test_another_process_renders_the_same_bytes():
    script = (
        "import hashlib; from present.report.sample import sample_document;"
        "from ffc_eval.present.report.rendering import render;"
        "print({k: hashlib.sha256(v).hexdigest() for k, v in render(sample_document()).items()})"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": "tests:.", "PYTHONHASHSEED": seed, "TZ": zone, "HOME": "/nowhere"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1


def test_an_unknown_format_is_refused_with_the_nearest():
    with pytest.raises(ReportError, match="docx"):
        render(sample_document(), ["doc"])


def test_only_what_a_format_needs_is_loaded():
    script = (
        "import sys; from present.report.sample import sample_document;"
        "from ffc_eval.present.report.rendering import render;"
        "render(sample_document(), ['xlsx']); print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": "tests:."},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(run.stdout.split())
    assert "xlsxwriter" in loaded
    assert not loaded & {"nbconvert", "typst", "pypandoc", "pandas", "matplotlib", "IPython"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words_in_every_format(text):
    files = render(hostile_document(text))
    page = files["html"].decode()
    assert not re.search(r"<(script|img)\b", page)
    head, _, body = page.partition("<body>")
    assert head.count("</title>") == head.count("</style>") == 1
    assert "</style" not in body
    assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", page)

    document = word_parts(files["docx"])["word/document.xml"]
    assert "<w:instrText" not in document
    import docx

    word = docx.Document(io.BytesIO(files["docx"]))
    assert text in {paragraph.text for paragraph in word.paragraphs}
    assert text in {cell.text for table in word.tables for row in table.rows for cell in row.cells}

    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(files["pdf"]))
    letters = re.sub(r"\W", "", text)
    assert letters in re.sub(r"\W", "", "".join(page.extract_text() for page in pdf.pages))
    assert pdf.metadata.title.startswith(text)

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(files["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert text in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_characters_that_turn_text_round_are_shown_by_number_in_every_format():
    files = render(hostile_document(SPOOFED))
    shown = "safe[U+202E]txt.exe"
    assert shown in files["html"].decode()
    assert shown in word_parts(files["docx"])["word/document.xml"]
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(files["pdf"]))
    assert shown in pdf.pages[0].extract_text()
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as archive:
        texts = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert shown in texts
    assert "\u202e" not in "".join((texts, *word_parts(files["docx"]).values()))
    assert "\u202e" not in files["html"].decode()


def test_characters_that_xml_forbids_spoil_no_file():
    files = render(hostile_document("bell\x07 half\ud800 none\uffff"))
    import docx
    from openpyxl import load_workbook

    shown = "bell[U+0007] half[U+D800] none[U+FFFF]"
    assert docx.Document(io.BytesIO(files["docx"])).core_properties.title.startswith(shown)
    assert load_workbook(io.BytesIO(files["xlsx"]))["Cover"]["A1"].value == shown


def test_a_character_no_font_has_is_shown_by_number_in_the_pdf_only():
    files = render(hostile_document("medal 🥇 漢"), ["pdf", "html"])
    from pypdf import PdfReader

    text = PdfReader(io.BytesIO(files["pdf"])).pages[0].extract_text()
    assert "medal [U+1F947] [U+6F22]" in text.replace("\n", " ")
    assert "medal 🥇 漢" in files["html"].decode()


def test_no_output_names_this_machine(tmp_path, monkeypatch):
    from pypdf import PdfReader

    marked = tmp_path / "zz-folder"
    marked.mkdir()
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "zz-person")
    monkeypatch.setattr(tempfile, "tempdir", str(marked))
    files = render(sample_document())
    pdf = PdfReader(io.BytesIO(files["pdf"]))
    texts = {
        "html": re.sub(r"base64,[^)]*", "", files["html"].decode()),
        "docx": "".join(word_parts(files["docx"]).values()),
        "xlsx": "".join(word_parts(files["xlsx"]).values()),
        "pdf": f"{pdf.metadata}{pdf.trailer['/Root']['/Metadata'].get_data()!r}",
    }
    for name, text in texts.items():
        for word in ("zz-", str(tmp_path), "site-packages", f"{socket.gethostname()}."):
            assert word not in text, (name, word)
