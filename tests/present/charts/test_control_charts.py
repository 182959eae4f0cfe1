"""Control charts: cut at breaks, in the palette, the same bytes, with the table behind."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from indicator_tables import (
    BREAK,
    GO_LIVE,
    count_indicator,
    counts,
    indicator,
    shares,
)

from ffc_eval.analyse.kpis.control import control_chart as chart_rows
from ffc_eval.errors import IndicatorError
from ffc_eval.model.blocks import Figure, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.present.charts import palette
from ffc_eval.present.charts.control import control_chart, control_charts
from ffc_eval.present.charts.lettering import width_of
from ffc_eval.release import Policy, protect

SVG = "{http://www.w3.org/2000/svg}"
STEADY = [(66, 100), (64, 100), (67, 100), (63, 100)]
K01 = indicator(breaks=(BREAK,), go_lives=(GO_LIVE,), caveat="Faster is not better.")
CARE = count_indicator(beside="K12", caveat="Not credited to the programme.", go_lives=(GO_LIVE,))
PLANS = count_indicator(id="K12", name="Children on plans", beside="K08", go_lives=(GO_LIVE,))


def gate(series: Estimates, of, policy: str = "service_users"):
    rows = Estimates.concat([series, chart_rows(series, of)])
    return protect(rows, Policy(policy, synthetic=True))


def early_help() -> Figure:
    months = [*STEADY * 4, (88, 100), (85, 100), *STEADY * 2, (66, 100)]
    made = control_chart(gate(shares(K01, "2023-04", months), K01), K01)
    assert isinstance(made, Figure)
    return made


def both_stocks() -> Figure:
    care = counts(CARE, "2023-04", [640, 644, 641, 646] * 4 + [630, 620])
    plans = counts(PLANS, "2023-04", [204, 206, 203, 207] * 4 + [215, 225])
    rows = [care, chart_rows(care, CARE), plans, chart_rows(plans, PLANS)]
    released = protect(Estimates.concat(rows), Policy("service_users"))
    made = control_charts(released, [CARE, PLANS])
    assert isinstance(made, Figure)
    return made


FIGURES = {"one": early_help, "two": both_stocks}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {name: make() for name, make in FIGURES.items()}


def strokes(svg: str, colour: str) -> list[tuple[float, float, float, float]]:
    """Return the ends of every straight line of a colour."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", path.get("d", ""))]
        if path.get("stroke") == colour and len(numbers) == 4:
            found.append((numbers[0], numbers[1], numbers[2], numbers[3]))
    return found


@pytest.mark.parametrize("side", ["wide", "narrow"])
def test_no_line_crosses_a_break_or_a_go_live(figures, side):
    svg = getattr(figures["one"], side)
    breaks = {x for x, _, far, _ in strokes(svg, palette.RUST) if x == far}
    go_live = {x for x, _, far, _ in strokes(svg, palette.INK) if x == far}
    assert len(breaks) == 2  # a double line
    assert len(go_live) == 1
    line = strokes(svg, palette.BLUE)
    assert len(line) == 14 + 2 + 7  # to June, July to September, November on
    for mark in breaks | go_live:
        assert not any(start < mark < end for start, _, end, _ in line)


def test_a_signal_is_a_square_and_the_month_of_the_break_is_rust(figures):
    paths = list(ElementTree.fromstring(figures["one"].wide).iter(f"{SVG}path"))
    squares = [path for path in paths if path.get("fill") == palette.BLUE]
    rings = [path for path in paths if path.get("fill") == palette.WHITE]
    assert len(squares) == 2
    assert [ring.get("stroke") for ring in rings].count(palette.RUST) == 1
    assert len(squares) + len(rings) == 27


def test_the_words_say_finding_break_and_caution(figures):
    figure = figures["one"]
    assert "two months above the expected range" in figure.alt
    assert "November 2024 to June 2025: too few points for limits" in figure.alt
    assert "7 October 2024" in figure.alt
    assert "17 June 2024" in figure.alt
    assert figure.alt.endswith("Every value is in the table behind the figure.")
    notes = " ".join(figure.notes)
    assert "The scale starts at 50%." in notes
    assert "reason to look, not proof" in notes
    assert "Faster is not better." in notes
    assert figure.synthetic


def test_every_month_stands_in_the_table_behind(figures):
    rows = figures["one"].table.rows
    assert len(rows) == 27
    assert rows[0][:3] == ("April 2023", "66 of 100", "66%")
    assert rows[16][-1].startswith("outside limits, up")
    assert rows[18][3:5] == ("", "")


def test_care_and_plans_are_one_figure_and_neither_stands_alone(figures):
    assert "Children in care" in figures["two"].alt
    assert "Children on plans" in figures["two"].alt
    assert figures["two"].table.rows[-1] == ("Signal", "Signal, down", "Signal, up")
    assert "Not credited to the programme." in figures["two"].notes
    series = counts(CARE, "2023-04", [640, 644] * 7)
    with pytest.raises(IndicatorError, match="care-without-plans"):
        control_chart(gate(series, CARE), CARE)
    with pytest.raises(IndicatorError, match="care-without-plans"):
        control_charts(gate(series, CARE), [CARE, indicator()])


def test_below_six_months_there_is_a_table():
    made = control_chart(gate(shares(K01, "2023-04", STEADY), K01), K01)
    assert isinstance(made, Table)
    assert len(made.rows) == 4


def test_a_hidden_month_is_not_drawn():
    few = [*STEADY * 3, (3, 4)]
    of = indicator(minimum_base=1)
    made = control_chart(gate(shares(of, "2023-04", few), of), of)
    assert isinstance(made, Figure)
    assert len(made.table.rows) == 12
    assert "75%" not in made.wide + made.alt


@pytest.mark.parametrize("name", FIGURES)
def test_every_colour_is_of_the_palette_and_two_renders_are_equal(name, figures):
    figure = figures[name]
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", figure.wide + figure.narrow))
    assert used <= set(palette.COLOURS)
    assert FIGURES[name]() == figure


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    made = []
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        size = float(text.get("font-size", "0"))
        assert size >= 13
        words = text.text or ""
        long = width_of(words, size, 600 if text.get("font-weight") else 400)
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        x -= {"end": long, "middle": long / 2}.get(text.get("text-anchor", ""), 0)
        made.append((x, y - 0.66 * size, x + long, y, words))
    return made


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("side", "width"), [("wide", 880), ("narrow", 360)])
def test_no_text_lies_on_another_or_outside(name, side, width, figures):
    svg = getattr(figures[name], side)
    height = float(ElementTree.fromstring(svg).get("viewBox", "").split()[3])
    placed = boxes(svg)
    for number, (left, top, right, bottom, words) in enumerate(placed):
        assert -1 <= left <= right <= width + 1, words
        assert 0 < bottom < height, words
        for other in placed[number + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1]
            assert apart or other[3] <= top, f"{words!r} on {other[4]!r}"
