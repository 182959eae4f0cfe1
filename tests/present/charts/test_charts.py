"""Charts draw what was released, in the palette, the same bytes each time."""

import json
import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from released_examples import (
    CODEBOOK,
    FAMILIES,
    INSTRUMENT,
    SCALE,
    block_rows,
    change_rows,
    multi_rows,
    number_rows,
    released,
    share_row,
    theme_rows,
)

from ffc_eval.model.blocks import Figure, Passage, Table, to_json
from ffc_eval.present.charts import chart, palette
from ffc_eval.present.charts.lettering import width_of, wrapped
from ffc_eval.release import Policy

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Who of all the people and services around your family explained what would happen next"
TENTH = {code: tuple(count // 10 for count in counts) for code, counts in SCALE.items()}


def block(counts=SCALE):
    return [row for code, numbers in counts.items() for row in block_rows(code, numbers)]


def split_rows():
    rows = [share_row("S1", "Agree", 70, 110, statistic="top_box")]
    for area, count, n in (("North", 28, 40), ("The far South and its islands", 42, 70)):
        more = {"by": "area", "domain": area, "statistic": "top_box"}
        rows.append(share_row("S1", "Agree", count, n, **more))
    return rows


def bare(rows):
    return [row | {"conf_low": math.nan, "conf_high": math.nan} for row in rows]


CASES = {
    "statements": block(),
    "statements of few people": block({**SCALE, "S4": TENTH["S4"], "S7": (3, 2, 1, 1, 1)}),
    "statements without ranges": bare(block()),
    "changes": change_rows(),
    "themes": theme_rows(),
    "themes unreviewed": bare(theme_rows(valences=False)),
    "several answers": multi_rows(),
    "several answers of few": multi_rows(20),
    "one answer": block_rows("S2", SCALE["S2"]),
    "groups": split_rows(),
    "agreeing alone": [row for row in block() if row["statistic"] == "top_box"],
    "numbers": number_rows(),
    "long words": [row | {"option": f"{LONG}, {row['option']}"} for row in multi_rows()],
}


def drawn(rows, **more) -> Figure:
    made = chart(released(rows), INSTRUMENT, codebook=CODEBOOK, **more)
    assert isinstance(made, Figure)
    return made


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {name: drawn(rows) for name, rows in CASES.items()}


def texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}text"))


def words(figure: Figure) -> str:
    """Everything a person or a screen reader can read of a figure."""
    data = {name: part for name, part in to_json(figure).items() if name not in ("wide", "narrow")}
    inside = [element.text or "" for svg in (figure.wide, figure.narrow) for element in texts(svg)]
    heads = re.findall(r"<(?:title|desc)[^>]*>(.*?)<", figure.wide + figure.narrow)
    return json.dumps([data, inside, heads], ensure_ascii=False)


@pytest.mark.parametrize("name", CASES)
def test_every_colour_is_of_the_palette(name: str, figures: dict[str, Figure]):
    figure = figures[name]
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", figure.wide + figure.narrow))
    assert used <= set(palette.COLOURS)
    assert not re.search(r"rgb\(|opacity|style=", figure.wide + figure.narrow)


@pytest.mark.parametrize("name", CASES)
def test_two_renders_are_the_same_bytes(name: str, figures: dict[str, Figure]):
    assert drawn(CASES[name]) == figures[name]


@pytest.mark.parametrize("name", CASES)
def test_a_drawing_has_role_title_description_and_no_id_twice(
    name: str, figures: dict[str, Figure]
):
    figure = figures[name]
    for svg in (figure.wide, figure.narrow):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert (root.get("font-family") or "").startswith("'Source Sans 3',")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert (root.get("aria-labelledby") or "").split() == ids
        assert [element.tag for element in list(root)[:2]] == [f"{SVG}title", f"{SVG}desc"]
        assert list(root)[1].text == figure.alt
    assert figure.wide.split("aria-labelledby")[1] != figure.narrow.split("aria-labelledby")[1]


@pytest.mark.parametrize("name", CASES)
def test_text_is_text_large_enough_and_inside_the_drawing(name: str, figures: dict[str, Figure]):
    for svg, width in ((figures[name].wide, 880), (figures[name].narrow, 360)):
        height = float(ElementTree.fromstring(svg).get("viewBox", "").split()[3])
        for element in texts(svg):
            size = float(element.get("font-size", "0"))
            weight = 600 if element.get("font-weight") == "600" else 400
            long = width_of(element.text or "", size, weight)
            start = float(element.get("x", "0"))
            start -= {"end": long, "middle": long / 2}.get(element.get("text-anchor", ""), 0)
            assert size >= 13
            assert -1 <= start <= start + long <= width + 1, element.text
            assert 0 < float(element.get("y", "0")) < height


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    made = []
    for element in texts(svg):
        size = float(element.get("font-size", "0"))
        long = width_of(element.text or "", size, 600 if element.get("font-weight") else 400)
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        x -= {"end": long, "middle": long / 2}.get(element.get("text-anchor", ""), 0)
        made.append((x, y - 0.66 * size, x + long, y, element.text or ""))
    return made


@pytest.mark.parametrize("name", CASES)
def test_no_text_lies_on_another(name: str, figures: dict[str, Figure]):
    for svg in (figures[name].wide, figures[name].narrow):
        placed = boxes(svg)
        for number, (left, top, right, bottom, text) in enumerate(placed):
            for other in placed[number + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1]
                assert apart or other[3] <= top, f"{text!r} on {other[4]!r}"


@pytest.mark.parametrize("name", CASES)
def test_the_table_behind_and_the_alternative_text_are_there(name: str, figures: dict[str, Figure]):
    figure = figures[name]
    assert figure.table.rows
    assert figure.alt.endswith("Every value is in the table behind the figure.")
    assert re.search(r"\d", figure.alt)
    assert figure.title
    assert figure.title not in figure.wide.split("</desc>")[1]
    assert figure.synthetic


def test_alternative_text_says_finding_chance_and_caution():
    changes = drawn(change_rows()).alt
    assert "Four of seven statements changed" in changes
    assert "Three changes could be chance." in changes
    chose = replace(INSTRUMENT, kind="self_selected")
    themes = chart(released(bare(theme_rows())), chose, codebook=CODEBOOK)
    assert isinstance(themes, Figure)
    assert "63 of 214 (29%)" in themes.alt
    assert "People chose to answer" in themes.alt


def hidden_split(policy: Policy) -> Figure | Table | Passage:
    """A split in which 61 people, two of them agreeing, must not be seen; the total may."""
    rows = []
    for code in ("S1", "S3", "S4"):
        few = 2 if code == "S1" else 31
        for area, count, n in (("", few + 86, 233), ("North", few, 61), ("South", 86, 172)):
            more = {"by": "area" if area else "", "domain": area, "statistic": "top_box"}
            rows.append(share_row(code, "Agree", count, n, **more))
    return chart(released(rows, policy), FAMILIES)


def test_what_is_hidden_is_in_no_part_of_a_figure():
    figure = hidden_split(Policy.of(FAMILIES))
    assert isinstance(figure, Figure)
    read = words(figure)
    assert not re.search(r"\b2 of 61\b|\b3%", read)
    row = next(row for row in figure.table.rows if "professional background" in row[0])
    assert row[1:] == ("38%\nof 233", "c", "c")
    values = figure.table.values[figure.table.rows.index(row)]
    assert values[2:] == (None, None)
    groups = [element.text for element in texts(figure.wide)]
    assert groups.count("North") == 2


def test_an_open_policy_shows_what_the_strict_one_hides():
    figure = hidden_split(Policy("public"))
    assert isinstance(figure, Figure)
    assert "2 of 61" in words(figure) or "3%" in words(figure)


def test_statements_of_very_few_people_are_not_drawn():
    figure = drawn(block({**SCALE, "S1": (1, 1, 1, 0, 0), "S3": (3, 3, 1, 1, 0)}))
    read = " ".join(element.text or "" for element in texts(figure.wide))
    assert "respected" not in read
    assert "6 of 8 agree" in read
    assert "75%" not in [
        element.text for element in texts(figure.wide) if element.get("font-weight")
    ]


def test_where_nothing_can_be_drawn_the_table_stands_alone():
    assert isinstance(chart(released(multi_rows(8)), INSTRUMENT), Table)
    assert isinstance(chart(released(multi_rows(3)), INSTRUMENT), Passage)


def test_small_bases_are_flagged_in_words():
    figure = drawn(multi_rows(20))
    assert any("Hollow marks" in note for note in figure.notes)
    for svg in (figure.wide, figure.narrow):
        assert "very small base" in svg


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", CASES)
def test_text_has_contrast(name: str, figures: dict[str, Figure]):
    for svg in (figures[name].wide, figures[name].narrow):
        for element in texts(svg):
            colour = element.get("fill", "")
            grounds = (palette.BLUE, palette.RUST) if colour == palette.WHITE else (palette.WHITE,)
            assert min(contrast(colour, ground) for ground in grounds) >= 4.5


def test_dark_and_light_steps_differ_without_colour():
    assert contrast(palette.BLUE, palette.BLUE_2) >= 3
    assert contrast(palette.RUST, palette.RUST_2) >= 3
    assert contrast(palette.LINE, palette.WHITE) >= 3


def test_the_blues_are_those_of_the_analysis_function():
    """Government Analysis Function, data visualisation colours: dark blue of every palette."""
    assert palette.BLUE == "#12436D"


def test_lines_break_at_spaces_and_fit():
    rows = wrapped(LONG, 250, 15)
    assert " ".join(rows) == LONG
    assert all(width_of(row, 15) <= 250 for row in rows)


def test_drawing_leaves_no_setting_behind():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    drawn(number_rows())
    assert dict(mpl.rcParams) == before
