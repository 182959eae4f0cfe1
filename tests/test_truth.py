"""What the generator planted is found by the analysis and stands in the rendered report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from built_reports import FORMATS, page, plain, text_of, workbook_rows
from conftest import SUMMARIES, Built

TRUTH = json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))
CHANGES = {change["question"]: change for change in TRUTH["changes"]}
FAMILIES = ("fgc", "conference_family", "big_conversation")
HIDDEN = [cell for cell in TRUTH["hidden"] if cell["survey"] in FAMILIES]


def rows(cut, name: str, **wanted: str):
    frame = cut.published(name).frame
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return frame


def wording(cut, survey: str, question: str) -> str:
    return cut.instrument(survey).question(question).text.rstrip(".")


def table_row(main_job: Built, statement: str, *headings: str) -> list[str]:
    """Return the one row on a statement of the table that has these headings."""
    (found,) = [
        row
        for table in page(main_job.place.report()["html"]).tables
        if table and all(any(heading in cell for cell in table[0]) for heading in headings)
        for row in table
        if statement in row[0]
    ]
    return [" ".join(cell.split()) for cell in found]


@pytest.mark.parametrize("truth", CHANGES.values(), ids=CHANGES)
def test_the_analysis_finds_the_change_that_was_planted(cut, truth):
    found = rows(cut, "staff.change", indicator=truth["question"], statistic="top_box")
    for wave in ("2024-10", "2025-05"):
        (side,) = found[found["period"] == wave].itertuples()
        assert [side.count, side.n] == truth[wave]
    (change,) = rows(
        cut, "staff.change", indicator=truth["question"], statistic="difference"
    ).itertuples()
    assert change.contrast == "2025-05 - 2024-10"
    assert (change.conf_low > 0) == (truth["finding"] == "rose")
    assert change.conf_low < change.estimate < change.conf_high


@pytest.mark.parametrize("question", ["STF-07", "STF-16"])
def test_a_change_says_that_it_rose_and_whether_that_is_bad_news(cut, main_job, question):
    said = "Rose (bad news)" if CHANGES[question]["direction"] == "bad" else "Rose"
    found = table_row(main_job, wording(cut, "staff", question), "What can be said")
    assert said in found
    counts = [" of ".join(map(str, CHANGES[question][wave])) for wave in ("2024-10", "2025-05")]
    assert counts[0] in found[1]
    assert counts[1] in found[2]


def test_no_clear_change_stands_beside_the_smallest_that_would_show(cut, main_job):
    found = table_row(main_job, wording(cut, "staff", "STF-09"), "What can be said")
    assert "Could be chance" in found
    assert found[-1].endswith("points")
    low, _, high = found[4].partition(" to ")
    assert low.startswith("−")
    assert high.startswith("+")


@pytest.mark.parametrize("name", FORMATS)
def test_the_three_findings_stand_in_every_format(cut, main_job, name):
    text = plain(text_of(main_job.place.report()[name]))
    for question in CHANGES:
        assert plain(wording(cut, "staff", question)) in text
    for words in ("rose (bad news)", "could be chance", "smallest change that would show"):
        assert words in text


def test_no_change_is_called_significant_or_put_down_to_the_programme(main_job, summaries):
    for stem in ("quarterly-learning", "survey-summary-staff"):
        text = plain(text_of(main_job.place.report(stem)["html"]))
        for claim in ("significant", "because of the programme", "as a result of", "demonstrate"):
            assert claim not in text


@pytest.mark.parametrize("truth", TRUTH["shares"], ids=lambda share: share["question"])
def test_a_planted_share_is_found(cut, truth):
    (found,) = rows(
        cut, f"{truth['survey']}.items", indicator=truth["question"], statistic="top_box"
    ).itertuples()
    assert [found.count, found.n] == truth["agree"]
    assert found.conf_low < found.estimate < found.conf_high


def test_the_gap_between_partners_and_families_is_shown_side_by_side(cut, main_job):
    gap = TRUTH["perception_gap"]
    agree = {share["question"]: share["agree"] for share in TRUTH["shares"]}
    both = (("conference_partner", gap["partners"]), ("conference_family", gap["families"]))
    shown = []
    for survey, question in both:
        count, base = agree[question]
        text = wording(cut, survey, question)
        (found,) = [
            row
            for table in page(main_job.place.report()["html"]).tables
            for row in table
            if len(row) > 2 and text in row[1] and f"{count} of {base}" in row[2]
        ]
        shown.append(count / base)
        assert f"{count / base:.0%}" in found[3]
    assert round(100 * (shown[0] - shown[1])) == gap["points"]


@pytest.mark.parametrize(
    "truth",
    [theme for theme in TRUTH["themes"] if "theme" in theme],
    ids=lambda theme: theme["theme"],
)
def test_a_theme_is_commoner_in_the_audience_where_it_was_planted(cut, truth):
    shares = {}
    for survey in (truth["commoner_in"], truth["than_in"]):
        themes = rows(cut, f"{survey}.themes", indicator=truth["theme"], option="any", by="")
        shares[survey] = themes["estimate"].max() if len(themes) else 0.0
    assert shares[truth["commoner_in"]] > 1.5 * shares[truth["than_in"]]


@pytest.mark.parametrize(
    "truth",
    [theme for theme in TRUTH["themes"] if "code" in theme],
    ids=lambda theme: theme["code"],
)
def test_a_code_is_commoner_in_the_wave_where_it_was_planted(cut, truth):
    from ffc_eval.analyse.coding import match, themes

    responses = cut.responses(truth["survey"])
    asked = [question.id for question in responses.instrument if question.type == "text"]
    texts = responses.values[asked].melt(var_name="question", value_name="text", ignore_index=False)
    texts = texts.dropna().rename_axis("response").reset_index()
    counted = themes(match(texts, cut.codebook), responses, level="code").frame
    any_of = counted[(counted["indicator"] == truth["code"]) & (counted["option"] == "any")]
    shares = any_of.set_index("period")["estimate"]
    assert shares[truth["commoner_in"]] > 1.5 * shares[truth["than_in"]]


@pytest.mark.parametrize(
    "truth", TRUTH["rows"], ids=lambda rows: f"{rows['survey']} {rows['wave']}"
)
def test_rows_are_accounted_for_as_planted(cut, main_job, truth):
    account = cut.rows(truth["survey"])[truth["wave"]]
    assert account.rows_in == truth["rows_in"]
    assert account.people == truth["people"]
    held = {name: number for name, number in dict(account.held_out).items() if number}
    planted = {name: truth[name] for name in ("blank", "duplicate", "test") if truth[name]}
    assert held == planted
    assert account.rows_in == account.kept + sum(held.values())
    sums = "; ".join(
        " ".join(row) for table in page(main_job.place.report()["html"]).tables for row in table
    )
    assert f"{account.rows_in} rows in = {account.kept} kept" in sums


def test_partial_rows_are_counted_as_people_and_kept(cut):
    """No survey of Exampleshire holds partial rows out, so none may be missing."""
    partial = [truth for truth in TRUTH["rows"] if truth["partial"]]
    assert partial
    for truth in partial:
        account = cut.rows(truth["survey"])[truth["wave"]]
        assert account.held_out.get("partial", 0) == 0
        assert account.kept == truth["people"] - truth["test"]


@pytest.fixture(scope="module")
def every_output(main_job: Built, summaries: Built) -> dict[str, str]:
    """The words of every file that was written, by its name."""
    return {path.name: text_of(path) for path in sorted(main_job.place.out.iterdir())}


@pytest.mark.parametrize("cell", HIDDEN, ids=lambda cell: cell["survey"])
def test_a_group_too_small_to_show_stands_in_no_output(cut, every_output, cell):
    """Nobody can read in any file that three families live in Saltmarsh, or what they think."""
    answered = int(cut.responses(cell["survey"]).values[cell["question"]].notna().sum())
    share = f"{cell['people'] / answered:.0%}"
    for name, text in every_output.items():
        for line in text.splitlines():
            if cell["option"] in line and cell["survey"] in name:
                numbers = {
                    word.strip("(),;:.|") for word in line.partition(cell["option"])[2].split()
                }
                assert not {str(cell["people"]), share} & numbers, f"{name}: {line}"


@pytest.mark.parametrize("cell", HIDDEN, ids=lambda cell: cell["survey"])
def test_a_group_too_small_to_show_is_blank_in_everything_released(cut, cell):
    for name in cut.results(cell["survey"]):
        frame = cut.published(name).frame
        if "domain" not in frame.columns:
            continue
        of_group = frame["domain"].str.contains(cell["option"])
        as_answer = (frame["indicator"] == cell["question"]) & (frame["option"] == cell["option"])
        shown = frame[of_group | as_answer]
        assert shown[["count", "n", "estimate", "conf_low"]].isna().all(axis=None), name


def shown_splits(cut, survey: str):
    """Give the total and the groups of every number shown by a split, with the result's name.

    What compares groups has no group of its own: it follows the rows it compares.
    """
    key = ["indicator", "period", "statistic", "option"]
    for name in cut.results(survey):
        frame = cut.published(name).frame
        if "by" not in frame.columns:
            continue
        whole = frame[frame["by"] == ""].set_index(key)
        groups = frame[(frame["by"] != "") & (frame["domain"] != "")]
        for found, split in groups.groupby([*key, "by"]):
            parts = split[split["shown"] != "hidden"]
            if len(parts):
                yield name, whole.loc[[found[:4]]].iloc[0], parts


def test_no_total_gives_a_small_group_of_families_away(cut):
    """Each group shown, those in it of another answer, and what the groups leave of the total."""
    looked_at = 0
    for survey in FAMILIES:
        for name, total, parts in shown_splits(cut, survey):
            looked_at += 1
            left = [total[column] - parts[column].sum() for column in ("count", "n")]
            seen = [*parts["count"], *parts["n"], *(parts["n"] - parts["count"]), *left]
            few = [number for number in seen if 0 < number < 6]
            assert few == [], f"{name} {total.name}"
    assert looked_at


@pytest.mark.parametrize("survey", FAMILIES)
def test_a_question_is_shown_by_one_grouping_of_areas_only(cut, survey):
    """Areas and wider areas of one question side by side could be subtracted."""
    for name in cut.results(survey):
        frame = cut.published(name).frame
        if "by" in frame.columns:
            shown = frame[(frame["by"] != "") & (frame["shown"] != "hidden")]
            assert all(len(set(rows["by"])) == 1 for _, rows in shown.groupby("indicator"))


def test_no_group_of_staff_under_ten_shows_a_result(cut):
    (small,) = [cell for cell in TRUTH["hidden"] if cell["survey"] == "staff"]
    first = cut.responses("staff").of_wave(small["wave"])
    assert (first.values[small["question"]] == small["option"]).sum() == small["people"] < 10
    splits = [name for name in cut.results("staff") if name.count(".") == 2]
    assert splits
    for name in splits:
        frame = cut.published(name).frame
        shown = frame[(frame["by"] != "") & (frame["shown"] != "hidden")]
        assert not shown["domain"].str.contains(small["option"], regex=False).any()
        assert shown["n"].min() >= 10


def test_a_split_that_is_left_out_is_said_in_one_sentence(every_output):
    for survey in ("fgc", "conference_family"):
        for ending in SUMMARIES[survey]:
            text = plain(every_output[f"survey-summary-{survey}.{ending}"])
            assert "at least one number would count 1 to 5 people" in text


def test_the_workbook_holds_the_same_rows_as_the_page(main_job, summaries):
    """What is hidden on the page is hidden in the workbook, so both show one set of counts."""
    for survey in SUMMARIES:
        files = main_job.place.report(f"survey-summary-{survey}")
        sheets = workbook_rows(files["xlsx"]).items()
        in_book = plain(" ".join(str(c) for _, sheet in sheets for row in sheet for c in row))
        for table in page(files["html"]).tables:
            for row in table[1:]:
                assert plain(row[0]).split(" small base")[0].strip() in in_book


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_the_same_counts(main_job, name):
    text = plain(text_of(main_job.place.report()[name]))
    for count in ("128 of 224", "161 of 233", "131 of 233", "78 of 106", "20 of 45"):
        assert count in text
