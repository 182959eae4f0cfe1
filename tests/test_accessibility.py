"""The reports can be read by everybody: with a screen reader, on a phone, on paper."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from built_reports import page, pdf_alts
from conftest import Built

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
STEMS = ("quarterly-learning", "survey-summary-staff")
PAPER = ("quarterly-learning", "survey-summary-fgc")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def built(main_job: Built, summaries: Built) -> Built:
    return main_job


@pytest.fixture
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path to look at the pages with")
@pytest.mark.parametrize("stem", STEMS)
def test_axe_finds_no_violation_on_a_desk_or_a_phone(built: Built, browser, stem: str):
    from axe_playwright_python.sync_playwright import Axe

    for width in (1280, 400):
        tab = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
        asked: list[str] = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.goto(built.place.report(stem)["html"].as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        shut = tab.evaluate("document.querySelectorAll('details:not([open])').length")
        found = Axe().run(tab)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        tab.close()
        assert shut == 0
        assert found.violations_count == 0, found.generate_report()
        assert wide == width, f"something sticks out at {width} pixels"
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("stem", STEMS)
def test_the_page_names_its_language_and_title_and_can_be_skipped_into(built: Built, stem: str):
    tags = page(built.place.report(stem)["html"]).tags
    assert dict(tags)["html"]["lang"] == "en-GB"
    ids = {found["id"] for _, found in tags if found.get("id")}
    first_link = next(found["href"] for tag, found in tags if tag == "a")
    assert first_link.removeprefix("#") in ids
    assert sum(tag == "main" for tag, _ in tags) == 1
    assert sum(tag == "title" for tag, _ in tags) >= 1


@pytest.mark.parametrize("stem", STEMS)
def test_headings_go_down_one_step_at_a_time(built: Built, stem: str):
    tags = page(built.place.report(stem)["html"]).tags
    levels = [int(tag[1]) for tag, _ in tags if tag in HEADINGS]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("stem", STEMS)
def test_every_drawing_is_told_in_words_with_a_number(built: Built, stem: str):
    html = built.place.report(stem)["html"].read_text(encoding="utf-8")
    drawings = re.findall(r"<svg\b[^>]*>.*?</svg>", html, re.DOTALL)
    told = [one for one in drawings if 'role="img"' in one.partition(">")[0]]
    assert len(told) >= 10
    for drawing in told:
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', drawing)
        assert named is not None
        title, words = (
            re.search(rf'id="{re.escape(part)}"[^>]*>([^<]+)<', drawing)[1]
            for part in named.groups()
        )
        assert title
        assert re.search(r"\d|hidden", words), words
    assert all('aria-hidden="true"' in one for one in drawings if one not in told)


@pytest.mark.parametrize("stem", STEMS)
def test_every_table_has_headings_that_say_what_they_head(built: Built, stem: str):
    html = built.place.report(stem)["html"].read_text(encoding="utf-8")
    tables = re.findall(r"<table\b.*?</table>", html, re.DOTALL)
    assert len(tables) > 8
    for table in tables:
        headings = re.findall(r"<th\b[^>]*>", table)
        assert headings
        assert all('scope="' in heading for heading in headings)
        assert 'scope="col"' in table
        assert 'scope="row"' in table
        assert "<caption" in table or "aria-label" in table


@pytest.mark.parametrize("stem", STEMS)
def test_every_figure_has_its_values_in_a_table_behind_it(built: Built, stem: str):
    tags = page(built.place.report(stem)["html"]).tags
    labels = {found.get("aria-label") or "" for _, found in tags}
    numbers = set(re.findall(r">Figure (\d+)", built.place.report(stem)["html"].read_text("utf-8")))
    assert numbers
    assert {f"Table behind figure {number}" for number in numbers} <= labels


@pytest.mark.parametrize("stem", PAPER)
def test_the_pdf_is_tagged_titled_and_in_english(built: Built, stem: str):
    import pypdf

    reader = pypdf.PdfReader(built.place.report(stem)["pdf"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Exampleshire (synthetic)" in reader.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert len(reader.outline) > 3


@pytest.mark.parametrize("stem", PAPER)
def test_every_figure_of_the_pdf_is_told_in_words_with_a_number(built: Built, stem: str):
    import pypdf

    told = list(pdf_alts(pypdf.PdfReader(built.place.report(stem)["pdf"])))
    assert len(told) >= 5
    assert all(re.search(r"\d|hidden", words) for words in told)


@pytest.mark.parametrize("stem", PAPER)
def test_word_tables_repeat_their_headings_and_pictures_are_told_in_words(built: Built, stem: str):
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(str(built.place.report(stem)["docx"]))
    of_data = [table for table in document.tables if len(table.rows) > 1]
    assert len(of_data) > 5
    headed = [table for table in of_data if list(table._tbl.iter(qn("w:tblHeader")))]
    assert len(headed) > 5
    pairs = [table for table in of_data if not list(table._tbl.iter(qn("w:tblHeader")))]
    assert all(len(table.columns) == 2 for table in pairs)  # a name and its words, no columns
    pictures = list(document.element.iter(qn("wp:docPr")))
    marks = [picture for picture in pictures if "decorative" in picture.xml]
    assert all(picture.get("descr") == "" for picture in marks)
    figures = [picture.get("descr") for picture in pictures if picture not in marks]
    assert len(figures) >= 5
    assert all(re.search(r"\d|hidden", words) for words in figures)


@pytest.mark.parametrize("stem", PAPER)
def test_the_word_file_names_its_language_title_and_headings(built: Built, stem: str):
    import docx

    path = built.place.report(stem)["docx"]
    document = docx.Document(str(path))
    assert "Exampleshire (synthetic)" in document.core_properties.title
    with zipfile.ZipFile(path) as parts:
        assert b'w:val="en-GB"' in parts.read("word/styles.xml")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    levels = [int(style[-1]) for style in styles if re.fullmatch(r"Heading \d", style)]
    assert levels[0] == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("stem", PAPER)
def test_every_sheet_of_the_workbook_starts_with_its_title(built: Built, stem: str):
    import openpyxl

    path: Path = built.place.report(stem)["xlsx"]
    book = openpyxl.load_workbook(path)
    assert book.properties.title
    for sheet in book:
        assert isinstance(sheet["A1"].value, str)
        assert not sheet.merged_cells.ranges
