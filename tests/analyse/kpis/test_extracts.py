from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_tables import KEY, extract

from ffc_eval.analyse.kpis.extracts import HELD_OUT, read_extract
from ffc_eval.errors import IndicatorError

PLANS = """
| C1 | Ada-Lovelace | 2024-06-17          | -                   |
| C2 | P2           | 17/06/2024          | 2024-07-01 00:00:00 |
"""


def test_both_ways_of_writing_a_day_are_read(tmp_path):
    frame = extract(tmp_path, "ssd_cp_plans", PLANS).frame
    assert frame["cppl_cp_plan_start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-06-17"] * 2
    assert frame["cppl_cp_plan_end_date"].isna().tolist() == [True, False]


def test_ids_are_pseudonyms(tmp_path):
    frame = extract(tmp_path, "ssd_cp_plans", PLANS).frame
    assert frame["cppl_person_id"].str.fullmatch("[0-9a-f]{16}").all()
    assert frame["cppl_cp_plan_id"].str.fullmatch("[0-9a-f]{16}").all()


HEADINGS = ("cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date")


def test_columns_outside_the_table_are_not_read(tmp_path):
    path = tmp_path / "plans.csv"
    head = ",".join((*HEADINGS, "pers_forename", "cppl_cp_plan_end_date"))
    path.write_text(f"{head}\nC1,P1,2024-06-17,Grace,\n", encoding="utf-8")
    read = read_extract(path, "ssd_cp_plans", key=KEY)
    assert list(read.frame.columns) == list(read.table.names)
    assert not read.frame.isin(["Grace"]).to_numpy().any()


def test_headings_stand_in_any_order_and_in_capitals(tmp_path):
    path = tmp_path / "plans.csv"
    head = ",".join(("cppl_cp_plan_end_date", *reversed(HEADINGS))).upper()
    path.write_text(f"{head}\n,2024-06-17,P1,C1\n", encoding="utf-8")
    read = read_extract(path, "ssd_cp_plans", key=KEY)
    assert read.frame.equals(
        extract(tmp_path, "ssd_cp_plans", "| C1 | P1 | 2024-06-17 | - |").frame
    )


FLAWED = """
| C1 | P1 | 2024-06-17   | -          |
| C1 | P1 | 2024-06-17   | -          |
| C2 | -  | 2024-06-17   | -          |
| C3 | P3 | Ada Lovelace | -          |
| C4 | P4 | 2024-06-17   | 2024-06-01 |
| -  | -  | -            | -          |
| C5 | P5 | 31/02/2024   | -          |
| C4 | P6 | 2024-06-18   | -          |
"""


def test_every_row_is_kept_or_held_out_with_one_reason(tmp_path):
    read = extract(tmp_path, "ssd_cp_plans", FLAWED)
    assert len(read.frame) == 2
    assert read.held_out == {
        "blank": 1,
        "incomplete": 1,
        "unreadable": 2,
        "dates reversed": 1,
        "duplicate": 1,
    }
    assert read.rows_in == len(read.frame) + sum(read.held_out.values())


def test_a_row_repeats_only_what_is_kept(tmp_path):
    read = extract(tmp_path, "ssd_cp_plans", FLAWED)
    assert read.frame["cppl_cp_plan_start_date"].dt.day.tolist() == [17, 18]


def test_problems_name_rows_and_columns_all_at_once_and_no_words(tmp_path):
    problems = extract(tmp_path, "ssd_cp_plans", FLAWED).problems
    said = " ".join(f"{problem.where} {problem.found}" for problem in problems)
    assert [problem.found.split(": ")[1] for problem in problems] == [
        "incomplete",
        "unreadable",
        "dates reversed",
        "duplicate",
    ]
    assert "column cppl_cp_plan_start_date, row 5, 8" in said
    assert "Ada" not in said
    assert "P1" not in said


def test_the_account_of_rows_adds_up(tmp_path):
    account = extract(tmp_path, "ssd_cp_plans", FLAWED).account().frame
    counts = dict(zip(account["option"], account["count"], strict=True))
    assert counts.pop("rows in") == counts.pop("kept") + sum(counts.values())


def test_all_missing_columns_are_named_at_once(tmp_path):
    path = tmp_path / "plans.csv"
    path.write_text("cppl_plan_id,person\n1,2\n", encoding="utf-8")
    with pytest.raises(IndicatorError) as refused:
        read_extract(path, "ssd_cp_plans", key=KEY)
    assert len(refused.value.problems) == 4
    assert 'Did you mean "cppl_plan_id"?' in str(refused.value)


def test_a_missing_file_and_an_unknown_table_are_refused(tmp_path):
    with pytest.raises(IndicatorError, match="extract-not-read") as refused:
        read_extract(tmp_path / "none.csv", "ssd_cp_plans", key=KEY)
    assert str(tmp_path) not in str(refused.value)
    with pytest.raises(IndicatorError, match="no-such-table") as refused:
        read_extract(tmp_path / "none.csv", "ssd_cp_plan", key=KEY)
    assert "ssd_cp_plans" in str(refused.value)


def test_a_broken_file_is_refused_under_the_name_of_its_table(tmp_path):
    path = tmp_path / "plans.csv"
    path.write_bytes(b"")
    with pytest.raises(IndicatorError, match="ssd_cp_plans"):
        read_extract(path, "ssd_cp_plans", key=KEY)


@pytest.mark.parametrize("cell", ["twelve", "-3", "1e3", "inf", "1,000"])
def test_a_number_is_digits(tmp_path, cell):
    path = tmp_path / "population.csv"
    path.write_text(f'year,children,source\n2023,"{cell}",ONS\n', encoding="utf-8")
    assert read_extract(path, "population", key=KEY).held_out == {"unreadable": 1}


CELLS = st.sampled_from(["", "C1", "2024-06-17", "2024-06-01", "x"])


@settings(max_examples=25)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_whatever_the_rows_they_are_all_accounted_for(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("plans") / "plans.csv"
    head = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n"
    path.write_text(head + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    read = read_extract(path, "ssd_cp_plans", key=KEY)
    assert read.rows_in == len(read.frame) + sum(read.held_out.values()) == len(rows)
    assert set(read.held_out) <= set(HELD_OUT)
