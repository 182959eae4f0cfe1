"""The twelve invented families: fit to enter, the same at every run, the withdrawn one absent."""

import json
from datetime import date
from pathlib import Path

import pytest
from families import CUT, EVERY_USE, ISSUED, tracker

from ffc_eval.analyse.case_studies import board, goals, stories
from ffc_eval.analyse.case_studies.consent import consent_of, permitted, require_steady
from ffc_eval.analyse.case_studies.entering import enter
from ffc_eval.analyse.case_studies.reading import read_cases
from ffc_eval.analyse.case_studies.timeline import timeline
from ffc_eval.errors import CaseStudyError
from ffc_eval.example.case_studies import write_case_studies
from ffc_eval.model.blocks import to_json
from ffc_eval.present.charts.timeline import timeline as timeline_chart
from ffc_eval.present.tables import cases as tables
from ffc_eval.release import Policy, release_records
from ffc_eval.release.events import release_events
from ffc_eval.store.work import decisions

WITHDRAWN = "Family G"
POLICY = Policy("service_users", linked="event", synthetic=True)


@pytest.fixture(scope="module")
def work(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    write_case_studies(folder)
    return folder / "work"


def on_file(work: Path):
    return read_cases(decisions(work))


def test_a_second_run_writes_the_same_bytes(work, tmp_path):
    write_case_studies(tmp_path)
    write_case_studies(tmp_path)
    files = {path.relative_to(work): path.read_bytes() for path in work.rglob("*.jsonl")}
    again = tmp_path / "work"
    written = {path.relative_to(again): path.read_bytes() for path in again.rglob("*.*")}
    assert written == files
    assert all(path.parts[0].startswith("synthetic-") for path in files)


def test_the_repository_holds_the_bytes_that_the_generator_writes(work):
    shipped = Path(__file__).parents[2] / "work"
    for path in work.rglob("*.jsonl"):
        assert (shipped / path.relative_to(work)).read_bytes() == path.read_bytes()


def test_there_are_twelve_families_of_whom_one_withdrew(work):
    cases = on_file(work)
    consent = consent_of(cases, issued=ISSUED, today=ISSUED)
    gone = [case.label for case in cases.cases if case.case in consent.withdrawn]
    assert (len(cases.cases), gone) == (12, [WITHDRAWN])


def test_the_board_of_the_quarter_keeps_to_one_in_four(work):
    cases = on_file(work)
    consent = consent_of(cases, issued=ISSUED, today=ISSUED)
    used = permitted(cases, consent, "internal")
    facts = board.facts(used, cases, consent, as_of=CUT)
    assert facts.frame["families"].tolist() == [9, 3, 2, 1, 1]
    assert board.one_in_four(facts)


def test_every_entry_is_one_that_the_program_would_take(work):
    cases, lists = on_file(work), tracker()
    (gone,) = (case.case for case in cases.cases if case.label == WITHDRAWN)
    rows = [row for table in vars(cases).values() if isinstance(table, tuple) for row in table]
    entries = [row for row in rows if row.case != gone]
    assert len(entries) > 250
    for row in entries:
        enter(row, cases, lists)
    with pytest.raises(CaseStudyError, match="family-withdrawn"):
        enter(next(row for row in rows if row.case == gone), cases, lists)


def test_the_report_of_the_quarter_does_not_depend_on_today(work):
    require_steady(on_file(work), issued=ISSUED, today=date(2036, 1, 1))


def outputs(work: Path, use: str) -> list[str]:
    """Everything that can be shown, as text."""
    cases, lists = on_file(work), tracker()
    consent = consent_of(cases, issued=ISSUED, today=ISSUED)
    used = permitted(cases, consent, use)

    def events(made):
        return release_events(made, consent, POLICY, use=use)

    facts = release_records(board.facts(used, cases, consent, as_of=CUT), POLICY)
    left = release_records(board.attrition(used, as_of=CUT), POLICY)
    blocks = [tables.board_facts(facts), tables.attrition_table(left)]
    blocks += [
        tables.board_table(events(board.board(used, lists, as_of=CUT))),
        tables.goal_table(events(goals.goals(used, as_of=CUT))),
        tables.pattern_table(events(goals.pattern(used, as_of=CUT))),
    ]
    for case in used.cases:
        blocks += [
            tables.plan_table(events(stories.plan(used, case.label, as_of=CUT))),
            tables.domain_table(events(stories.domains(used, case.label, lists, as_of=CUT))),
            tables.words_table(events(stories.words(used, case.label, as_of=CUT))),
        ]
        drawn = timeline_chart(events(timeline(used, case.label, lists, as_of=CUT)))
        blocks += [drawn] if drawn else []
    return [json.dumps(to_json(block), ensure_ascii=False) for block in blocks]


@pytest.mark.parametrize("use", EVERY_USE)
def test_no_output_holds_the_withdrawn_familys_label_pseudonym_or_words(work, use):
    told = decisions(work)
    (gone,) = (row["case"] for row in told if row.get("label") == WITHDRAWN)
    said = {
        row[name]
        for row in told
        if row["case"] == gone
        for name in ("text", "words")
        if name in row
    }
    assert len(said) == 3
    for text in outputs(work, use):
        for hidden in (WITHDRAWN, gone, *said):
            assert hidden not in text


def test_no_output_holds_a_pseudonym_or_a_day_of_a_familys_story(work):
    cases = on_file(work)
    for text in outputs(work, "internal"):
        assert not any(case.case in text for case in cases.cases)
        assert not any(row.on.isoformat() in text for row in cases.milestones)


def test_the_words_of_families_that_agreed_are_shown(work):
    text = "".join(outputs(work, "internal"))
    assert "Nobody told me the review was off." in text
    assert "The meeting was booked for a day" not in text
    assert "An aunt has the children on Friday nights" in text
