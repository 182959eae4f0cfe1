"""``survey inspect``, ``add`` and ``draft`` as an evaluator uses them, on real exports."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from ffc_eval.app.cli.program import program
from ffc_eval.collect.ingest import Replacement
from ffc_eval.collect.instruments import read_instrument
from ffc_eval.errors import FfcError
from ffc_eval.project.project import open_project
from ffc_eval.project.starting import start_project

EXPORTS = Path(__file__).parents[1] / "exports"
STEAK = EXPORTS / "surveymonkey" / "steak_risk.csv"


def run(*words: object) -> Result:
    result = CliRunner().invoke(program, [str(word) for word in words])
    if isinstance(result.exception, FfcError):
        raise result.exception
    assert result.exit_code in (0, 1), result.output
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    place = {"authority": "Somewhere", "restricted": str(tmp_path / "restricted")}
    start_project(folder, **place, today=date(2025, 5, 1))
    return folder


def shorter(folder: Path, rows: int) -> Path:
    """Copy the first rows of the steak export, under a name that would name a family."""
    path = folder / "smith-family.csv"
    lines = STEAK.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[: rows + 2]))
    return path


def test_inspect_says_what_the_export_is_and_stores_nothing(project: Path):
    before = sorted(project.rglob("*"))
    found = json.loads(run("survey", "inspect", STEAK, "--json").stdout)
    assert (found["platform"], found["people"], found["header_rows"]) == ("surveymonkey", 550, 2)
    assert sorted(project.rglob("*")) == before


def test_add_stores_the_raw_bytes_outside_the_project(project: Path, tmp_path: Path):
    run("survey", "add", STEAK, "--survey", "steak", "--project", project)
    sha = hashlib.sha256(STEAK.read_bytes()).hexdigest()
    (source,) = open_project(project).sources("steak")
    assert source.sha256 == sha
    (stored,) = (tmp_path / "restricted" / "raw").glob(f"{sha}*")
    assert stored.read_bytes() == STEAK.read_bytes()
    inside = [path.read_bytes() for path in project.rglob("*") if path.is_file()]
    assert STEAK.read_bytes() not in inside


def test_add_without_a_terminal_takes_the_defaults_and_lists_them(project: Path):
    output = run("survey", "add", STEAK, "--survey", "steak", "--project", project).stdout
    assert "550 rows in = 550 kept" in output
    assert "kind self_selected" in output
    assert "population service_users" in output


def test_answers_given_beforehand_shape_the_instrument(project: Path, tmp_path: Path):
    answers = tmp_path / "answers.yaml"
    answers.write_text("kind: list\nasked: 600\nframe: 600\nwave: 2014-06\ntitle: Steak\n")
    run("survey", "add", STEAK, "--survey", "steak", "--answers", answers, "--project", project)
    instrument = open_project(project).cut().instrument("steak")
    (wave,) = instrument.waves
    assert (instrument.kind, instrument.title) == ("list", "Steak")
    assert (wave.id, wave.asked, wave.frame) == ("2014-06", 600, 600)


def test_a_table_of_the_list_by_group_is_kept_beside_the_instrument(project: Path, tmp_path: Path):
    table, answers = tmp_path / "list.csv", tmp_path / "answers.yaml"
    question = "Do you ever smoke cigarettes?"
    table.write_text(f"question,category,people\n{question},Yes,150\n{question},No,450\n")
    answers.write_text(f"kind: list\nasked: 600\nframe: 600\nframe_table: {table}\n")
    run("survey", "add", STEAK, "--survey", "steak", "--answers", answers, "--project", project)
    assert (project / "surveys" / "steak" / "frame.csv").read_bytes() == table.read_bytes()
    cut = open_project(project).cut()
    (smokes,) = cut.framed("steak")
    assert cut.instrument("steak").question(smokes).text == question


def test_a_table_of_the_list_that_does_not_fit_stops_before_anything_is_written(
    project: Path, tmp_path: Path
):
    table, answers = tmp_path / "list.csv", tmp_path / "answers.yaml"
    table.write_text("question,category,people\nDo you ever smoke cigarettes?,Often,150\n")
    answers.write_text(f"kind: list\nframe_table: {table}\n")
    words = ("survey", "add", STEAK, "--survey", "steak", "--answers", answers)
    with pytest.raises(FfcError, match="no-such-category"):
        run(*words, "--project", project)
    assert not (project / "surveys" / "steak").exists()


def test_a_newer_download_takes_the_earlier_ones_place(project: Path, tmp_path: Path):
    run("survey", "add", shorter(tmp_path, 400), "--survey", "steak", "--project", project)
    output = run("survey", "add", STEAK, "--survey", "steak", "--project", project).stdout
    assert "150 rows new, 400 the same, 0 changed, 0 gone" in output
    (source,) = open_project(project).sources("steak")
    assert source.sha256 == hashlib.sha256(STEAK.read_bytes()).hexdigest()
    assert len(open_project(project).cut().responses("steak")) == 550


def test_rows_gone_from_a_newer_download_are_listed(project: Path, tmp_path: Path):
    run("survey", "add", STEAK, "--survey", "steak", "--project", project)
    later = shorter(tmp_path, 548)
    output = run("survey", "add", later, "--survey", "steak", "--project", project).stdout
    assert "gone from the earlier file: rows 549, 550" in output


def test_a_second_round_is_kept_apart_from_the_first(project: Path, tmp_path: Path):
    first = shorter(tmp_path, 200)
    run("survey", "add", first, "--survey", "steak", "--wave", "w1", "--project", project)
    lines = STEAK.read_bytes().splitlines(keepends=True)
    second = tmp_path / "second.csv"
    second.write_bytes(b"".join([*lines[:2], *lines[300:400]]))
    run("survey", "add", second, "--survey", "steak", "--wave", "w2", "--project", project)
    responses = open_project(project).cut().responses("steak")
    assert responses.waves == ("w1", "w2")
    assert [len(responses.of_wave(wave)) for wave in responses.waves] == [200, 100]


def test_another_export_for_a_round_that_has_one_is_refused(project: Path, tmp_path: Path):
    first = shorter(tmp_path, 200)
    run("survey", "add", first, "--survey", "steak", "--wave", "w1", "--project", project)
    lines = STEAK.read_bytes().splitlines(keepends=True)
    second = tmp_path / "second.csv"
    second.write_bytes(b"".join([*lines[:2], *lines[300:400]]))
    settings = (project / "ffc-eval.toml").read_bytes()
    with pytest.raises(FfcError, match="not-a-newer-download"):
        run("survey", "add", second, "--survey", "steak", "--wave", "w1", "--project", project)
    assert (project / "ffc-eval.toml").read_bytes() == settings


def test_an_export_of_another_survey_is_refused(project: Path):
    run("survey", "add", STEAK, "--survey", "steak", "--wave", "w1", "--project", project)
    other = EXPORTS / "jisc_online_surveys" / "labels.csv"
    with pytest.raises(FfcError, match="another-survey"):
        run("survey", "add", other, "--survey", "steak", "--wave", "w2", "--project", project)
    assert len(open_project(project).sources("steak")) == 1


def test_the_name_of_the_file_is_kept_nowhere(project: Path, tmp_path: Path):
    path = shorter(tmp_path, 400)
    output = run("survey", "add", path, "--survey", "steak", "--project", project).output
    everything = [*project.rglob("*"), *(tmp_path / "restricted").rglob("*")]
    assert all("smith" not in str(place.relative_to(tmp_path)) for place in everything)
    assert all(b"smith-family" not in file.read_bytes() for file in everything if file.is_file())
    assert "smith" not in output


def test_comments_in_the_settings_and_the_instrument_survive(project: Path, tmp_path: Path):
    first = shorter(tmp_path, 200)
    run("survey", "add", first, "--survey", "steak", "--wave", "w1", "--project", project)
    instrument = project / "surveys" / "steak" / "instrument.yaml"
    settings = project / "ffc-eval.toml"
    for path in (instrument, settings):
        path.write_text("# mine\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    lines = STEAK.read_bytes().splitlines(keepends=True)
    second = tmp_path / "second.csv"
    second.write_bytes(b"".join([*lines[:2], *lines[300:400]]))
    run("survey", "add", second, "--survey", "steak", "--wave", "w2", "--project", project)
    assert instrument.read_text(encoding="utf-8").startswith("# mine\n")
    assert settings.read_text(encoding="utf-8").startswith("# mine\n")


def test_draft_writes_the_instrument_and_nothing_else(tmp_path: Path):
    out = tmp_path / "instrument.yaml"
    run("survey", "draft", STEAK, "-o", out, "--survey", "steak")
    assert [path.name for path in tmp_path.iterdir()] == ["instrument.yaml"]
    assert "Do you eat steak?" in out.read_text(encoding="utf-8")


def test_the_same_people_are_not_taken_for_another_round(project: Path, tmp_path: Path):
    first = shorter(tmp_path, 400)
    run("survey", "add", first, "--survey", "steak", "--wave", "spring", "--project", project)
    with pytest.raises(FfcError, match="people-of-another-round"):
        run("survey", "add", STEAK, "--survey", "steak", "--wave", "autumn", "--project", project)
    assert [source.wave for source in open_project(project).sources("steak")] == ["spring"]


def test_a_form_that_numbers_from_one_is_not_taken_for_a_newer_download():
    """Two rounds of a Microsoft form share their running numbers and nothing else."""
    change = Replacement(gone=(), changed=tuple(range(1, 11)), new=(), same=0, by="response id")
    assert not change.newer


def test_a_name_that_cannot_stand_in_the_settings_is_refused_before_anything_is_kept(
    project: Path, tmp_path: Path
):
    with pytest.raises(FfcError, match="survey-name"):
        run("survey", "add", STEAK, "--survey", "Bad Name/..", "--project", project)
    assert not (tmp_path / "restricted").exists()


def test_test_rows_that_are_counted_are_said_to_be(project: Path):
    export = EXPORTS / "qualtrics" / "better_sample.csv"
    run("survey", "add", export, "--survey", "fruit", "--project", project)
    notes = open_project(project).cut().instrument("fruit").notes
    assert "10 of 10 rows are marked as tests by the platform and counted." in notes


def form(folder: Path) -> Path:
    """Write a form in which one question follows from an answer and one from a number."""
    rows = {
        "survey": [
            ["type", "name", "label", "relevant"],
            ["select_one yn", "heard", "Did you feel heard?", ""],
            ["text", "why", "Why?", "${heard} = '0'"],
            ["integer", "age", "How old are you?", ""],
            ["text", "more", "More?", "${age} > 17"],
        ],
        "choices": [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]],
    }
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, cells)
    return path


def test_a_questionnaire_alone_becomes_the_instrument_of_a_new_survey(
    project: Path, tmp_path: Path
):
    words = ("--definition", form(tmp_path), "--survey", "heard", "--project", project)
    output = run("survey", "draft", *words).stdout
    assert "4 questions drafted: surveys/heard/instrument.yaml" in output
    assert "Who is asked was not understood, write it by hand: more" in output
    instrument = read_instrument(project / "surveys" / "heard" / "instrument.yaml")
    assert instrument.question("why").routing == 'Those who chose "No" at heard'
    with pytest.raises(FfcError, match="instrument-there"):
        run("survey", "draft", *words)


def test_an_export_is_added_to_the_instrument_that_its_questionnaire_gave(
    project: Path, tmp_path: Path
):
    words = ("--survey", "heard", "--project", project)
    run("survey", "draft", "--definition", form(tmp_path), *words)
    export = tmp_path / "x.csv"
    export.write_text(
        "heard;why;age;more;_uuid;_submission_time\n"
        "1;;4;;u1;2025-05-01T10:00:00\n0;;20;Yes;u2;2025-05-01T11:00:00\n"
    )
    run("survey", "add", export, *words)
    responses = open_project(project).cut().responses("heard")
    assert responses.reasons["why"].tolist() == ["not_asked", "blank"]
    assert responses.waves == ("2025-05",)


def test_a_draft_goes_where_it_is_told_without_a_project(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "steak.yaml"
    found = json.loads(run("survey", "draft", STEAK, "-o", out, "--survey", "s", "--json").stdout)
    assert found["questions"] == [question.id for question in read_instrument(out)]
    assert found["said"]["population"] == "service_users"
    with pytest.raises(FfcError, match="no-project"):
        run("survey", "draft", STEAK, "--survey", "s")


def test_answers_shape_a_draft_too(tmp_path: Path):
    answers, out = tmp_path / "answers.yaml", tmp_path / "heard.yaml"
    answers.write_text("title: Were you heard?\npopulation: staff\n")
    run("survey", "draft", "--definition", form(tmp_path), "--answers", answers, "-o", out)
    instrument = read_instrument(out)
    assert (instrument.title, instrument.population) == ("Were you heard?", "staff")


def test_inspect_says_of_an_export_in_the_project_that_its_count_was_checked(
    project: Path, tmp_path: Path
):
    path, answers = tmp_path / "x.csv", tmp_path / "answers.yaml"
    path.write_text("Timestamp,Heard?\n2025/04/01 9:00:00 AM GMT+1,Yes\n")
    answers.write_text("platform_count: 1\nchecked_by: A. Reader\n")
    words = ("--survey", "heard", "--wave", "w1", "--answers", answers, "--project", project)
    run("survey", "add", path, *words)
    said = "1 person: agrees with the platform's count, checked by A. Reader on "
    assert said in run("survey", "inspect", path, "--project", project).stdout
    assert said not in run("survey", "inspect", path).stdout
    found = json.loads(run("survey", "inspect", path, "--project", project, "--json").stdout)
    assert found["platform_count"].startswith(said)


def test_an_instrument_is_written_as_a_form_and_drafted_again(project: Path, tmp_path: Path):
    words = ("--project", project)
    run("survey", "draft", "--definition", form(tmp_path), "--survey", "heard", *words)
    out = tmp_path / "again.xlsx"
    assert (
        "4 questions written to again.xlsx"
        in run("survey", "form", "heard", "-o", out, *words).stdout
    )
    run("survey", "draft", "--definition", out, "--survey", "again", *words)
    first, again = (
        read_instrument(project / "surveys" / name / "instrument.yaml")
        for name in ("heard", "again")
    )
    assert [(q.id, q.text, q.options, q.asked_if) for q in first] == [
        (q.id, q.text, q.options, q.asked_if) for q in again
    ]


def test_add_names_the_routing_that_was_not_understood(project: Path, tmp_path: Path):
    export = tmp_path / "x.csv"
    export.write_text("heard;why;age;more;_uuid;_submission_time\n1;;4;;u1;2025-05-01T10:00:00\n")
    words = ("--definition", form(tmp_path), "--survey", "heard", "--project", project)
    assert "write it by hand: more" in run("survey", "add", export, *words).stdout
    instrument = read_instrument(project / "surveys" / "heard" / "instrument.yaml")
    assert instrument.question("why").asked_if


def test_add_says_where_no_row_is_kept(project: Path, tmp_path: Path):
    folder = EXPORTS / "qualtrics"
    words = ("--survey", "fruit", "--project", project)
    run("survey", "draft", "--definition", folder / "better_sample.qsf", *words)
    output = run("survey", "add", folder / "better_sample.csv", *words).stdout
    assert "10 rows in = 0 kept + 10 test" in output
    assert "No row is kept" in output


def test_every_inspected_file_has_its_sum_of_rows_and_names_each_personal_column_once():
    from ffc_eval.app.cli.survey_words import inspected_lines
    from ffc_eval.collect.ingest import inspect, read_export

    exports = Path(__file__).parents[1] / "exports"
    found = inspect(read_export(exports / "limesurvey/code_and_text_full_answers.csv"))
    assert "12 rows in = 5 unmarked + 7 partial: 12 people." in inspected_lines(
        found | {"platform_count": ""}
    )
    found = inspect(read_export(exports / "ona_odk/childrens_survey.csv"))
    (personal,) = [
        line for line in inspected_lines(found | {"platform_count": ""}) if "Personal" in line
    ]
    assert personal.count("_submitted_by") == 1


def test_problems_and_differences_that_are_not_printed_are_counted():
    from ffc_eval.app.cli.survey_words import inspected_lines

    found = {
        "platform": "plain", "verified": True, "rule": "r", "rows_in": 1, "people": 1,
        "held_out": {}, "questions": [], "free_text": [], "personal": [], "tables": {},
        "times": {"said": ""}, "platform_count": "",
        "problems": [{"what": f"p{n}"} for n in range(5)],
        "definition_differences": ["a", "b", "c"],
    }  # fmt: skip
    lines = inspected_lines(found)
    assert "2 more problems: see --json." in lines
    assert lines[-1] == "1 more difference: see --json."


def test_add_says_that_it_counts_each_row_of_a_grid(project: Path):
    exports = Path(__file__).parents[1] / "exports"
    words = ("--survey", "drinks", "--project", project)
    output = run("survey", "add", exports / "jisc_online_surveys/labels.csv", *words).stdout
    assert "17 questions (each row of a grid is one). Read it over." in " ".join(output.split())
