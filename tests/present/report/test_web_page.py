"""The HTML page: whole, fetching nothing, and usable by everybody."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from present.report.sample import FIGURE, TABLE, sample_document

from ffc_eval.errors import ReportError
from ffc_eval.present.report.document import Document
from ffc_eval.present.report.drawings import inline_svg
from ffc_eval.present.report.fragments import block_html
from ffc_eval.present.report.rendering import render

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.seen if attrs.get(name)]


@pytest.fixture(scope="module")
def page() -> str:
    return render(sample_document(), ["html"])["html"].decode()


def test_nothing_is_fetched_from_anywhere(page):
    tags = Tags(page)
    assert not [tag for tag, _ in tags.seen if tag in ("script", "link", "img", "iframe", "base")]
    assert not tags.values("src")
    assert all(target.startswith("#") for target in tags.values("href"))
    sources = re.findall(r"url\(\s*[\"']?([^)]{0,20})", page)
    assert sources
    assert all(source.startswith(("data:", "#")) for source in sources)
    assert set(re.findall(r"https?://[^\s\"<]+", page)) == {"http://www.w3.org/2000/svg"}


def test_every_id_is_its_own_and_every_reference_meets_one(page):
    tags = Tags(page)
    ids = tags.values("id")
    assert len(set(ids)) == len(ids)
    named = [name for value in tags.values("aria-labelledby") for name in value.split()]
    targets = [target[1:] for target in tags.values("href")]
    used = re.findall(r"url\(#([^)]+)\)", page)
    assert set(named) | set(targets) | set(used) <= set(ids)


def test_headings_step_down_one_by_one(page):
    levels = [int(tag[1]) for tag, _ in Tags(page).seen if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headings_with_a_scope(page):
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        assert "<caption" in table
        assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", table))


def test_scrolling_regions_can_be_reached_and_have_names_of_their_own(page):
    regions = [attrs for _, attrs in Tags(page).seen if "scroll" in (attrs.get("class") or "")]
    assert [region["tabindex"] for region in regions] == ["0", "0"]
    names = [region["aria-label"] for region in regions]
    assert names == [f"Table 1, {TABLE.title}", "Table behind figure 1"]


def test_synthetic_data_are_said_in_the_band_and_at_each_block(page):
    assert "invented to test the reports" in page
    assert "Figure 1, synthetic data" in page
    assert "Table 1, synthetic data" in page


def test_a_final_on_real_data_has_no_band():
    document = sample_document()
    front = replace(document.front, synthetic=False, status="")
    page = render(Document(front, document.sections), ["html"])["html"].decode()
    assert 'class="status"' not in page


def test_a_figure_and_the_table_behind_it_say_the_same_base_once():
    same = replace(FIGURE.table, base_line=FIGURE.base_line)
    other = replace(FIGURE.table, base_line=(("Asked", "99"),))
    assert block_html(replace(FIGURE, table=same)).count("<b>Asked</b>") == 1
    assert block_html(replace(FIGURE, table=other)).count("<b>Asked</b>") == 2


def test_a_warning_of_a_small_base_is_marked_and_a_second_line_is_not():
    table = replace(TABLE, rows=(("A", "1\nsmall base", "2\nnote", "c"),), totals=0, groups=())
    html = block_html(table)
    assert '1<br><span class="flag">small base</span>' in html
    assert '2<br><span class="mut">note</span>' in html


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<foreignObject/>",
        '<rect onclick="x"/>',
        '<image href="http://x.invalid/a.png"/>',
        '<rect style="fill:url(http://x.invalid)"/>',
        "<style>@import 'x'</style>",
        "<rect>",
    ],
)
def test_a_drawing_that_could_act_or_fetch_is_refused(inside):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(ReportError, match="unsafe-drawing"):
        block_html(replace(FIGURE, wide=drawing))


def test_ids_inside_a_drawing_are_renamed_with_their_references():
    drawing = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
        '<defs><clipPath id="a"/></defs><g clip-path="url(#a)"/><use href="#a"/></svg>'
    )
    shown = inline_svg(drawing, "p", 'alt "quoted"')
    assert shown.startswith('<svg role="img" aria-label="alt &quot;quoted&quot;"')
    assert 'id="p-a"' in shown
    assert "url(#p-a)" in shown
    assert 'href="#p-a"' in shown


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_no_violation_and_nothing_sticks_out(tmp_path: Path, page: str, width: int):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    path.write_text(page.replace("<details>", "<details open>"), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri())
        found = Axe().run(tab)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        faces = tab.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
        browser.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide == width
    assert faces >= 4
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
