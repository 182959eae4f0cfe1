"""Instruments, scales and codebooks are read as text, and every mistake is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.instruments import read_codebook, read_instrument, read_scales
from ffc_eval.errors import InstrumentError

SCALES = """\
scales:
  AGREE5:
    options:
      5: {label: Strongly agree, score: 5}
      4: {label: Agree, score: 4}
      3: {label: Neither, score: 3}
      2: {label: Disagree, score: 2}
      1: {label: Strongly disagree, score: 1}
      -8: {label: Don't know, reason: dont_know}
    top: [5, 4]
    bottom: [2, 1]
    top_label: agree
    bottom_label: disagree
"""

STAFF = """\
title: Staff survey
population: staff
kind: list
codebook: yes
domains: [Q1]
consent_quote: Q4
waves:
  - {id: 2024-10, label: October 2024, start: 2024-10-07, end: 2024-10-25, asked: 402}
questions:
  - id: Q1
    text: Do you hold a licence?
    type: single
    options: {1: Yes, 2: No, 9: {label: Not sure, reason: dont_know}}
    split: yes
  - id: Q2
    text: I get advice.
    type: single
    scale: AGREE5
    also:
      -7: {label: Not my job, reason: not_applicable}
    headings:
      - Advice
      - 2024-10: I get advice from managers.
  - {id: Q3, text: How many?, type: number, low: 0, high: 60, unit: families}
  - {id: Q4, text: May we quote you?, type: single, options: {1: Yes, 0: No}}
"""


def written(folder: Path, instrument: str, scales: str = SCALES) -> Path:
    path = folder / "surveys" / "staff" / "instrument.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(instrument, encoding="utf-8")
    (folder / "surveys" / "scales.yaml").write_text(scales, encoding="utf-8")
    return path


def problems(folder: Path, instrument: str, scales: str = SCALES) -> dict[str, tuple[str, str]]:
    with pytest.raises(InstrumentError) as caught:
        read_instrument(written(folder, instrument, scales))
    return {one.slug: (one.where, one.do) for one in reversed(caught.value.problems)}


def test_words_that_yaml_calls_false_stay_words(tmp_path):
    staff = read_instrument(written(tmp_path, STAFF))
    assert [option.label for option in staff.question("Q1").options] == ["Yes", "No", "Not sure"]
    assert staff.waves[0].id == "2024-10"


def test_the_folder_names_an_instrument_without_an_id(tmp_path):
    assert read_instrument(written(tmp_path, STAFF)).id == "staff"


def test_a_question_takes_the_answers_of_its_scale_and_its_own(tmp_path):
    question = read_instrument(written(tmp_path, STAFF)).question("Q2")
    assert [option.code for option in question.options] == ["5", "4", "3", "2", "1", "-8", "-7"]
    assert question.scale is not None
    assert question.scale.top == ("5", "4")
    assert [option.score for option in question.values] == [5, 4, 3, 2, 1]


def test_headings_belong_to_every_wave_or_to_one(tmp_path):
    question = read_instrument(written(tmp_path, STAFF)).question("Q2")
    assert question.headings == (("", "Advice"), ("2024-10", "I get advice from managers."))


def test_all_problems_are_named_at_once_each_with_its_line(tmp_path):
    broken = (
        STAFF.replace("population: staff", "populaton: staff")
        .replace("scale: AGREE5", "scale: AGRE5")
        .replace("domains: [Q1]", "domains: [Q9]")
        .replace("type: number", "type: numbr")
        .replace("asked: 402", "asked: many")
        .replace("id: Q4", "id: Q3")
    )
    found = problems(tmp_path, broken)
    assert found["unknown-key"] == (
        "surveys/staff/instrument.yaml, line 2, populaton",
        'Did you mean "population"?',
    )
    assert found["no-such-scale"][1] == 'Did you mean "AGREE5"?'
    assert found["no-such-question"][0].startswith("surveys/staff/instrument.yaml, line 5,")
    assert found["unknown-choice"][1] == 'Did you mean "number"?'
    assert found["wrong-value"][0].endswith("line 8, waves 1, asked")
    assert found["id-twice"][0].endswith("line 25, questions 4, id")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("asked: 402", "asked: many"), "a whole number"),
        (("start: 2024-10-07", "start: 7/10/2024"), "2025-05-31"),
        (("codebook: yes", "codebook: perhaps"), "yes or no"),
        (("low: 0", "low: none"), "digits only"),
        (("id: Q4", "id: Q 4"), "without spaces"),
        (("{1: Yes, 0: No}", "[Yes, No]"), "1: Yes"),
        (("domains: [Q1]", "domains: {a: b}"), "begins with a dash"),
        (("text: How many?", "text: [How many]"), "a text"),
        (("{1: Yes, 0: No}", "{1: Yes, 0: ''}"), "Write something"),
    ],
)
def test_a_value_that_does_not_fit_is_answered_in_plain_words(tmp_path, change, words):
    assert change[0] in STAFF
    assert words in problems(tmp_path, STAFF.replace(*change))["wrong-value"][1]


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (("title: Staff survey", "title: &a Staff\naudience: *a"), "yaml-alias"),
        (("title: Staff survey", "title: !!python/name:os.system x"), "yaml-tag"),
        (("kind: list", "kind: list\nkind: sample"), "yaml-key-twice"),
        (("title: Staff survey\n", ""), "missing-key"),
        (("title: Staff survey", "title: Staff: survey"), "yaml-syntax"),
        (("title: Staff survey", "title: Staff\x00survey"), "yaml-syntax"),
        (("title: Staff survey", "title: " + "[" * 5000), "yaml-syntax"),
        (("title: Staff survey", "---\ntitle: A\n---\ntitle: B"), "yaml-not-one-mapping"),
        (("title: Staff survey", "? [a]\n: b"), "yaml-key"),
        (("low: 0", "low: 99"), "range-order"),
        (("end: 2024-10-25", "end: 2024-10-02"), "range-order"),
        (("    scale: AGREE5\n", ""), "options-and-type"),
        (("    scale: AGREE5\n", "    options: {1: A, 2: B}\n"), "also-without-scale"),
        (("-7: {label: Not my job", "5: {label: Not my job"), "unfit-answers"),
        (("- 2024-10: I get", "- 2023-10: I get"), "no-such-wave"),
        (("codebook: yes", "holds_out: [tests]"), "no-such-reason"),
        (("split: yes", "strands: [FH, XX]"), "no-such-strand"),
    ],
)
def test_a_mistake_is_refused(tmp_path, change, slug):
    assert change[0] in STAFF
    assert slug in problems(tmp_path, STAFF.replace(*change))


def test_a_mistake_in_the_scales_is_named_with_the_scales_file(tmp_path):
    found = problems(tmp_path, STAFF, SCALES.replace("top: [5, 4]", "top: [5, 9]"))
    assert found["scale-ends"][0].startswith("surveys/scales.yaml, line 3,")


def test_a_scale_of_the_instrument_comes_before_the_shared_one(tmp_path):
    staff = read_instrument(written(tmp_path, STAFF + SCALES.replace(": agree", ": for it")))
    scale = staff.question("Q2").scale
    assert scale is not None
    assert scale.top_label == "for it"


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, STAFF)
    path.write_bytes(STAFF.replace("advice.", "advice, we’re told.").encode("cp1252"))
    with pytest.raises(InstrumentError) as caught:
        read_instrument(path)
    assert caught.value.problems[0].slug == "not-utf8"
    assert caught.value.problems[0].where.endswith("line 16")


def test_a_missing_file_is_named_without_the_folders_of_the_machine(tmp_path):
    with pytest.raises(InstrumentError) as caught:
        read_instrument(tmp_path / "surveys" / "none" / "instrument.yaml")
    assert caught.value.problems[0].where == "surveys/none/instrument.yaml"


def test_scales_are_read_by_id(tmp_path):
    written(tmp_path, STAFF)
    scales = read_scales(tmp_path / "surveys" / "scales.yaml")
    assert scales["AGREE5"].bottom_label == "disagree"


CODEBOOK = """\
version: 1
themes:
  - id: REL
    name: Relationships
    codes:
      - id: REL.STORY
        name: Repeating one's history
        definition: Having to tell one's story again
        phrases: [told my story, same questions]
flags:
  - {id: X.EMPTY, name: Nothing said, definition: No content, phrases: n/a}
"""


def test_a_codebook_keeps_themes_codes_and_flags(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    codebook = read_codebook(path)
    assert codebook.themes == (("REL", "Relationships"),)
    assert codebook.code("REL.STORY").phrases == ("told my story", "same questions")
    assert codebook.code("X.EMPTY").phrases == ("n/a",)


def test_a_code_stands_under_its_own_theme(tmp_path):
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK.replace("id: REL.STORY", "id: VOICE.STORY"), encoding="utf-8")
    with pytest.raises(InstrumentError) as caught:
        read_codebook(path)
    assert caught.value.problems[0].slug == "code-outside-its-theme"
    assert "line 6" in caught.value.problems[0].where
