"""The generator writes the committed files again, and plants what tests/truth.json says."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import snowballstemmer

from ffc_eval.collect.instruments import read_codebook, read_instrument
from ffc_eval.example import generate

PROJECT = Path(__file__).parents[2]
TRUTH = json.loads((PROJECT / "tests" / "truth.json").read_text(encoding="utf-8"))
SURVEYS = sorted({rows["survey"] for rows in TRUTH["rows"]})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for path in sorted(PROJECT.glob("surveys/**/*.yaml")):
        copy = folder / path.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    generate(folder)
    return folder


def raw(survey: str, name: str) -> bytes:
    return (PROJECT / "surveys" / survey / "data" / name).read_bytes()


def csv_rows(data: bytes, encoding: str, skip: int = 1) -> tuple[list[str], list[list[str]]]:
    rows = list(csv.reader(io.StringIO(data.decode(encoding), newline="")))
    return rows[0], rows[skip:]


def answers(survey: str, wave: str = "2025-Q1") -> pd.DataFrame:
    """Read a file plainly: text cells under question ids, every row kept."""
    instrument = read_instrument(PROJECT / "surveys" / survey / "instrument.yaml")
    if survey == "staff":
        frame = pd.read_excel(
            io.BytesIO(raw(survey, f"synthetic-{wave}.xlsx")),
            engine="calamine",
            dtype=str,
            keep_default_na=False,
        )
        frame = frame.rename(columns={"ID": "id"})
    elif survey == "conference_family":
        import pyreadstat

        path = PROJECT / "surveys" / survey / "data" / "synthetic-2025-Q1.sav"
        frame, _ = pyreadstat.read_sav(str(path), user_missing=True, apply_value_formats=True)
        frame = frame.rename(columns={"RESPID": "id"})
    else:
        layout = {
            "fgc": ("utf-8-sig", 3, "ResponseId"),
            "conference_partner": ("utf-8", 2, "Respondent ID"),
            "big_conversation": ("cp1252", 1, "Response ID"),
        }
        encoding, skip, name = layout[survey]
        headings, rows = csv_rows(raw(survey, "synthetic-2025-Q1.csv"), encoding, skip)
        frame = pd.DataFrame(rows, columns=headings).rename(columns={name: "id"})
    known = {
        heading: question.id
        for question in instrument
        for heading in (question.text, *(heading for _, heading in question.headings))
    }
    return frame.rename(columns=known)


def kept(survey: str, wave: str = "2025-Q1") -> pd.DataFrame:
    frame = answers(survey, wave)
    frame = frame[(frame["id"] != "") & ~frame["id"].duplicated()]
    return frame[frame["Status"] != "Survey Preview"] if "Status" in frame else frame


def agreeing(survey: str, wave: str, question: str) -> list[int]:
    instrument = read_instrument(PROJECT / "surveys" / survey / "instrument.yaml")
    asked = instrument.question(question)
    assert asked.scale is not None
    given = kept(survey, wave)[question]
    top = [option.label for option in asked.values if option.code in asked.scale.top]
    labels = [option.label for option in asked.values]
    return [int(given.isin(top).sum()), int(given.isin(labels).sum())]


def test_the_generator_writes_the_committed_bytes(made):
    for new in sorted(made.glob("surveys/*/data/*")):
        old = PROJECT / new.relative_to(made)
        assert new.read_bytes() == old.read_bytes(), old.name


@pytest.mark.parametrize("survey", SURVEYS)
def test_the_generator_writes_every_file_of_a_survey(made, survey):
    fresh, committed = (
        {path.name for path in (folder / "surveys" / survey / "data").iterdir()}
        for folder in (made, PROJECT)
    )
    assert fresh == committed


def test_the_data_stay_small_and_say_that_they_are_synthetic():
    files = list(PROJECT.glob("surveys/*/data/*"))
    assert sum(path.stat().st_size for path in files) < 3_000_000
    assert all(path.name.startswith("synthetic-") for path in files)


@pytest.mark.parametrize(
    "truth", TRUTH["rows"], ids=lambda rows: f"{rows['survey']} {rows['wave']}"
)
def test_each_file_holds_the_rows_that_were_planted(truth):
    frame = answers(truth["survey"], truth["wave"])
    blank = frame["id"] == ""
    assert len(frame) == truth["rows_in"]
    assert blank.sum() == truth["blank"]
    assert frame.loc[~blank, "id"].duplicated().sum() == truth["duplicate"]
    assert truth["people"] == truth["rows_in"] - truth["blank"] - truth["duplicate"]


def test_partial_and_test_rows_stand_where_the_platform_marks_them():
    family = answers("fgc").drop_duplicates("id")
    assert (family["Status"] == "Survey Preview").sum() == 2
    assert (family["Finished"] == "False").sum() == 3
    partner = answers("conference_partner").drop_duplicates("id")
    assert (partner["End Date"] == "").sum() == 4


@pytest.mark.parametrize("truth", TRUTH["changes"], ids=lambda change: change["question"])
def test_changes_between_staff_waves_are_in_the_files(truth):
    for wave in ("2024-10", "2025-05"):
        assert agreeing("staff", wave, truth["question"]) == truth[wave]


@pytest.mark.parametrize("truth", TRUTH["shares"], ids=lambda share: share["question"])
def test_shares_are_in_the_files(truth):
    assert agreeing(truth["survey"], "2025-Q1", truth["question"]) == truth["agree"]


@pytest.mark.parametrize("truth", TRUTH["hidden"], ids=lambda cell: cell["survey"])
def test_groups_too_small_to_show_are_in_the_files(truth):
    frame = kept(truth["survey"], truth.get("wave", "2025-Q1"))
    assert (frame[truth["question"]] == truth["option"]).sum() == truth["people"]


def test_reversed_questions_are_declared():
    declared = {
        question.id
        for survey in SURVEYS
        for question in read_instrument(PROJECT / "surveys" / survey / "instrument.yaml")
        if question.direction == "bad"
    }
    assert declared == set(TRUTH["reversed"])


def test_the_files_have_the_flaws_of_real_ones():
    conversation = raw("big_conversation", "synthetic-2025-Q1.csv")
    with pytest.raises(UnicodeDecodeError):
        conversation.decode("utf-8")
    parents = kept("big_conversation")
    assert parents["BCP-16"].str.contains("\n").sum() == 1
    assert parents["BCP-16"].str.contains("’").any()
    assert (parents["BCP-03"] == "N/A").any()
    october = kept("staff", "2024-10")
    assert "150" in set(october["STF-12"])
    assert "N/A" in set(october["STF-12"])
    coded = kept("conference_family")["CPF-12"]
    assert (coded == 9).sum() == 1


def test_one_question_has_another_heading_in_the_first_wave():
    same = TRUTH["same_question_other_heading"]
    instrument = read_instrument(PROJECT / "surveys" / "staff" / "instrument.yaml")
    headings = {
        wave.id: set(
            pd.read_excel(
                PROJECT / "surveys" / "staff" / "data" / f"synthetic-{wave.id}.xlsx",
                engine="calamine",
                nrows=0,
            ).columns
        )
        for wave in instrument.waves
    }
    assert instrument.question(same["question"]).text not in headings[same["wave"]]
    assert instrument.question(same["question"]).text in headings["2025-05"]
    assert len(headings["2024-10"] ^ headings["2025-05"]) == 2


def comments() -> dict[str, list[str]]:
    folder = PROJECT / "ffc_eval" / "example" / "comments"
    return {
        path.stem: path.read_text(encoding="utf-8").splitlines() for path in folder.glob("*.txt")
    }


def test_every_comment_is_used_once_and_no_two_are_the_same():
    written = [text for texts in comments().values() for text in texts]
    assert len({text.casefold() for text in written}) == len(written)
    frame = kept("big_conversation")
    used = [text for name in ("BCP-16", "BCP-17", "BCP-18") for text in frame[name] if text]
    assert len(used) == TRUTH["comments_big_conversation"] >= 250
    assert {text.replace("\n", "¶") for text in used} == {
        text for name, texts in comments().items() if "BCP" in name for text in texts
    }


def test_the_recording_system_is_named_more_often_in_the_second_wave():
    october, may = (
        sum("system" in text.lower() for text in comments()[f"staff-{wave}.STF-20"])
        for wave in ("2024-10", "2025-05")
    )
    assert may >= october + 10


def stems(text: str) -> str:
    words = re.findall(r"[a-z0-9/-]+", re.sub("['’]", "", text.lower()))
    return f" {' '.join(snowballstemmer.stemmer('english').stemWords(words))} "


@pytest.mark.parametrize("truth", TRUTH["themes"][:3], ids=lambda theme: theme["theme"])
def test_a_theme_is_at_least_twice_as_common_in_one_audience(truth):
    codebook = read_codebook(PROJECT / "surveys" / "codebook.yaml")
    phrases = [
        stems(phrase)
        for code in codebook.codes
        if code.theme == truth["theme"]
        for phrase in code.phrases
    ]

    def share(audience: str) -> float:
        texts = [text for name, lines in comments().items() if audience in name for text in lines]
        stemmed = [stems(text) for text in texts]
        return sum(any(phrase in text for phrase in phrases) for text in stemmed) / len(texts)

    assert share(truth["commoner_in"]) > 2 * share(truth["than_in"])


def test_comments_hold_details_for_redaction_to_find_all_invented():
    text = "\n".join(line for lines in comments().values() for line in lines)
    assert text.count("01632 960") >= 3
    assert text.count("@example.org") >= 3
    assert "EF3 7TL" in text
    assert "Mrs Oakapple" in text


def test_every_question_evidences_codes_of_the_codebook():
    codebook = read_codebook(PROJECT / "surveys" / "codebook.yaml")
    known = {code.id for code in codebook.codes} | {theme for theme, _ in codebook.themes}
    for path in sorted(PROJECT.glob("surveys/*/instrument.yaml")):
        for question in read_instrument(path):
            assert set(question.evidences) <= known, question.id
            assert question.strands, question.id


def test_the_codebook_has_52_codes_each_with_its_phrases():
    codebook = read_codebook(PROJECT / "surveys" / "codebook.yaml")
    assert len(codebook.codes) == 52
    for code in codebook.codes:
        assert 6 <= len(code.phrases) <= 15, code.id
        assert code.definition, code.id
        assert code.include, code.id
        assert code.exclude, code.id
        assert code.example, code.id
    assert [flag.id for flag in codebook.flags] == [
        "X.SAFE",
        "X.COMPLAINT",
        "X.IDENT",
        "X.UNCLEAR",
        "X.EMPTY",
    ]
