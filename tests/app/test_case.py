"""The case commands append what people enter, and answer without anybody's words."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ffc_eval.app.cli.case import command
from ffc_eval.errors import CaseStudyError

SHIPPED = Path(__file__).parents[2] / "surveys" / "case_studies" / "tracker.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ffc-eval.toml").write_text("")
    (tmp_path / "surveys" / "case_studies").mkdir(parents=True)
    shutil.copyfile(SHIPPED, tmp_path / "surveys" / "case_studies" / "tracker.yaml")
    return tmp_path


def case(folder: Path, *arguments: str, by: str = "Jo Bloggs") -> Result:
    given = [*arguments, "--project", str(folder)]
    given += [] if arguments[0] in ("list", "history") else ["--by", by]
    return CliRunner().invoke(command, given)


def done(folder: Path, *arguments: str, by: str = "Jo Bloggs") -> str:
    result = case(folder, *arguments, by=by)
    assert result.exit_code == 0, result.output + repr(result.exception)
    assert "--json" in arguments or len(result.output.splitlines()) <= 12
    return result.output


def refused(folder: Path, slug: str, *arguments: str) -> str:
    before = sorted(folder.rglob("*.jsonl"))
    result = case(folder, *arguments)
    assert isinstance(result.exception, CaseStudyError)
    assert slug in [problem.slug for problem in result.exception.problems]
    assert sorted(folder.rglob("*.jsonl")) == before
    return str(result.exception)


@pytest.fixture
def family(folder: Path) -> Path:
    done(folder, "add", "--strand", "FH", "--start", "2025-01-06", "--person", "parent:25-34")
    agreed = ("--scope", "interview", "--scope", "record_review")
    done(folder, "consent", "A", "--who", "parent-1", *agreed)
    return folder


def listed(folder: Path, *options: str) -> dict:
    return json.loads(done(folder, "list", "--json", *options))


def entries(folder: Path, label: str = "A") -> list[dict]:
    return json.loads(done(folder, "history", label, "--json"))["entries"]


def test_families_are_labelled_in_order_by_the_project(family: Path):
    done(family, "add", "--strand", "CP", "--start", "2025-02-03", by="sam")
    assert [row["family"] for row in listed(family)["families"]] == ["Family A", "Family B"]


def test_what_is_agreed_and_overdue_is_listed(family: Path):
    done(family, "contact", "A", "first", "--on", "2025-01-08")
    (row,) = listed(family, "--as-of", "2025-03-01")["families"]
    assert row["agreed"] == ["interview", "record_review"]
    assert (row["stage"], row["next"], row["due"]) == ("First contact", "6 weeks", "2025-02-17")
    assert row["overdue"]
    assert "contact overdue" in done(family, "list", "--as-of", "2025-03-01")


def test_the_list_is_worst_first(family: Path):
    done(family, "contact", "A", "first", "--on", "2025-01-08")
    done(family, "add", "--strand", "CP", "--start", "2025-02-03")
    assert done(family, "list", "--as-of", "2025-02-10").startswith("Family B")


def test_a_list_and_a_history_of_many_lines_are_cut_at_twelve(family: Path):
    for _ in range(14):
        done(family, "add", "--strand", "CP", "--start", "2025-02-03", "--person", "parent")
    assert len(done(family, "list").splitlines()) == 12


def test_every_entry_keeps_author_and_time_and_none_is_overwritten(family: Path):
    done(family, "outcome", "A", "goal-1", "3", "--stage", "first")
    done(family, "outcome", "A", "goal-1", "4", "--stage", "first", by="Sam")
    values = [row for row in entries(family) if row["kind"] == "case.outcome"]
    assert {(row["person"], row["value"]) for row in values} == {("jo-bloggs", "3"), ("sam", "4")}
    assert all(row["at"] for row in values)


def test_the_files_of_earlier_saves_stay_byte_for_byte(family: Path):
    before = {path: path.read_bytes() for path in family.rglob("*.jsonl")}
    done(family, "contact", "A", "first", "--on", "2025-01-08")
    done(family, "contact", "A", "first", "--on", "2025-01-09")
    done(family, "consent", "A", "--who", "parent-1", "--withdrawn")
    assert {path: path.read_bytes() for path in before} == before


def test_the_database_refuses_to_change_an_entry(family: Path):
    with sqlite3.connect(family / "work" / "jo-bloggs" / "work.sqlite") as database:
        for change in ("UPDATE decisions SET body = ''", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                database.execute(change)
    database.close()


def test_an_author_is_asked_for_and_never_taken_from_the_machine(folder: Path):
    result = CliRunner().invoke(
        command,
        ["add", "--strand", "FH", "--start", "2025-01-06", "--project", str(folder)],
        env={"USER": "machine-name", "LOGNAME": "machine-name"},
    )
    assert result.exit_code == 2
    assert "--by" in result.output
    assert not (folder / "work").exists()


def test_a_domain_is_entered_with_whether_help_is_needed(family: Path):
    done(family, "outcome", "A", "housing", "worse", "--stage", "first", "--need")
    assert entries(family)[0]["need"] is True


def test_a_plan_and_its_progress_are_entered_by_number(family: Path):
    done(family, "action", "A", "Gran on Fridays", "--who", "family", "--origin", "fnm")
    done(family, "action", "A", "--number", "1", "--stage", "first", "--progress", "done")
    kinds = {row["kind"] for row in entries(family)}
    assert {"case.action", "case.state"} <= kinds
    refused(
        family,
        "no-such-action",
        *("action", "A", "--number", "2", "--stage", "first", "--progress", "done"),
    )


def test_an_action_needs_its_words_or_its_number(family: Path):
    result = case(family, "action", "A", "--who", "family")
    assert result.exit_code == 2
    assert "TEXT, --origin" in result.output


@pytest.mark.parametrize(
    ("slug", "arguments"),
    [
        ("no-such-case", ("contact", "Q", "first")),
        ("no-such-participant", ("consent", "A", "--who", "parent-2", "--scope", "dfe")),
        ("consent-given-by", ("consent", "A", "--who", "parent-1", "--scope", "dfe")),
        ("date-to-come", ("contact", "A", "first", "--on", "2999-01-01")),
        ("unknown-choice", ("outcome", "A", "goal-1", "11", "--stage", "first")),
        ("unknown-choice", ("outcome", "A", "happiness", "3", "--stage", "first")),
        ("unknown-choice", ("milestone", "A", "party")),
        ("unknown-choice", ("check", "A", "--rare", "hair")),
        (
            "range-order",
            ("milestone", "A", "package", "--on", "2025-02-02", "--until", "2025-02-01"),
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(family: Path, slug, arguments):
    extra = ("--given-by", "child") if slug == "consent-given-by" else ()
    refused(family, slug, *arguments, *extra)


def test_a_childs_consent_is_given_by_the_child_and_a_carer(family: Path):
    done(family, "person", "A", "child", "--age-band", "5-10")
    refused(family, "consent-given-by", "consent", "A", "--who", "child-1", "--scope", "quotes")
    for giver in ("child", "parental_responsibility"):
        done(
            family,
            *("consent", "A", "--who", "child-1", "--scope", "quotes", "--given-by", giver),
        )
    assert "quotes" in listed(family)["families"][0]["agreed"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("quote", "A", "Mrs Smith never rang me on 07700 900123", "--who", "parent-1"),
        ("outcome", "A", "goal-1", "3", "--words", "See Mrs Smith on 07700 900123"),
    ],
)
def test_words_that_name_somebody_are_refused_and_not_repeated(family: Path, arguments):
    message = refused(family, "words-name-somebody", *arguments, "--stage", "first")
    assert "Smith" not in message
    assert "07700" not in message


def test_all_problems_are_told_at_once(folder: Path):
    result = case(
        folder,
        "add",
        "--strand",
        "XX",
        "--start",
        "2025-01-06",
        "--need",
        "gold",
        "--found",
        "Mrs Smith",
    )
    slugs = [problem.slug for problem in result.exception.problems]
    assert slugs == ["unknown-choice", "unknown-choice", "words-name-somebody"]


def test_a_withdrawal_says_where_the_family_stood_and_hides_it(family: Path):
    done(family, "quote", "A", "Nobody rang us.", "--who", "parent-1", "--stage", "first")
    done(family, "shown", "A", "--report", "quarterly-learning", "--quarter", "2024-Q4")
    said = done(family, "consent", "A", "--who", "parent-1", "--withdrawn")
    assert "quarterly-learning, 2024-Q4 (internal)" in said
    assert listed(family) == {"families": [], "withdrawn": 1}
    assert "Nobody rang us." not in done(family, "history", "A")
    assert [row["kind"] for row in entries(family)] == ["case.shown"]
    refused(family, "family-withdrawn", "contact", "A", "first")


def test_a_withdrawn_familys_label_is_not_given_again(family: Path):
    done(family, "consent", "A", "--who", "parent-1", "--withdrawn")
    assert done(family, "add", "--strand", "FH", "--start", "2025-03-03").startswith("Family B")


def test_consent_wants_a_scope_or_a_withdrawal_not_both(family: Path):
    for options in ((), ("--scope", "dfe", "--withdrawn")):
        result = case(family, "consent", "A", "--who", "parent-1", *options)
        assert result.exit_code == 2


def test_no_pseudonym_is_printed(family: Path):
    first = (family / "work" / "jo-bloggs" / "000001.jsonl").read_text(encoding="utf-8")
    pseudonym = json.loads(first.splitlines()[0])["case"]
    for shown in (("list", "--json"), ("history", "A"), ("history", "A", "--json")):
        assert pseudonym not in done(family, *shown)
