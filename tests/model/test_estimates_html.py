"""Estimates in a notebook: a table that a person can read, and a screen reader too."""

from __future__ import annotations

import re

from analyse.survey_tables import responses_of

from ffc_eval.analyse.compare import crosstab
from ffc_eval.analyse.estimate import mean, proportion
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates

ROWS = "| ok | area | days | weight |\n|-|-|-|-|\n" + "".join(
    f"| {answer} | {area} | {days} | {weight} |\n"
    for answer, area, days, weight in [
        ("Yes", "North", 3, 1),
        ("Yes", "North", 4, 1),
        ("No", "North", 9, 2),
        ("Yes", "South", 2, 1),
        ("No", "South", 5, 2),
    ]
    * 4
)


def table(made: Estimates) -> list[dict[str, str]]:
    html = made._repr_html_()
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    body = html.partition("<tbody>")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", body)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [dict(zip(heads, row, strict=True)) for row in cells]


def caption(made: Estimates) -> str:
    return re.findall(r"<caption>(.*?)</caption>", made._repr_html_())[0]


def test_a_share_is_a_percentage_with_its_range_and_its_people():
    first = table(proportion(responses_of(ROWS), Design(), "ok"))[0]
    assert first == {
        "Answer": "Yes",
        "Result": "60%",
        "Likely range": "37% to 79%",
        "People": "12 of 20",
        "Notes": "very small base",
    }


def test_what_every_row_shares_stands_in_the_caption_and_that_it_is_not_released():
    assert caption(proportion(responses_of(ROWS), Design(), "ok")) == (
        "ok; w1; share. Not released: for the analyst only."
    )
    weighted = proportion(responses_of(ROWS), Design(weight="weight"), "ok")
    assert "; weighted." in caption(weighted)


def test_groups_have_a_column_of_their_own():
    rows = table(proportion(responses_of(ROWS), Design(), "ok", by=((), ("area",))))
    assert [row["Group"] for row in rows[::2]] == ["Everybody", "North", "South"]


def test_differences_are_points_with_signs_and_a_test_has_its_p():
    rows = table(crosstab(responses_of(ROWS), Design(), "ok", by="area"))
    gap = next(row for row in rows if row["Comparison"])
    assert gap["Result"] == "\N{MINUS SIGN}17 points"
    assert rows[-1]["Number"] == "test (Rao-Scott F)"
    assert float(rows[-1]["p"]) > 0.05


def test_what_cannot_be_said_is_said_in_words():
    made = mean(responses_of("| days |\n|-|\n| 3 |"), Design(), "days")
    assert "one person: no standard error" in table(made)[0]["Notes"]


def test_every_row_has_a_header_and_text_is_escaped():
    html = proportion(responses_of(ROWS.replace("South", "<b>South</b>")), Design(), "area")
    shown = html._repr_html_()
    assert "<b>South" not in shown
    assert shown.count('scope="row"') == 2


def test_an_empty_table_shows_itself():
    assert "<caption>" in Estimates.from_rows([])._repr_html_()
