"""Damaged copies of the real exports: each is read right or refused with a reason; none crashes."""

from __future__ import annotations

import csv
import io
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.errors import ExportError

EXPORTS = Path(__file__).parents[2] / "exports"
NAMES = (
    "qualtrics/modern_json_importid.csv",
    "qualtrics/better_sample.csv",
    "jisc_online_surveys/labels.csv",
    "limesurvey/code_and_text_full_answers.csv",
    "redcap/checkboxes-1_data.csv",
    "ona_odk/children.csv",
    "spss/simple_alltypes_mrsets.sav",
    "ms_forms/topic_of_talk(1-10).xlsx",
)
FEW = settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

FEWER = settings(FEW, max_examples=2)


@cache
def whole(name: str) -> tuple[bytes, int]:
    path = EXPORTS / name
    return path.read_bytes(), int(read_export(path).people.sum())


def read_or_refused(data: bytes) -> tuple[int, tuple[str, ...]] | None:
    """People and warnings of a file, or None where it was refused with a reason."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(data)
        try:
            export = read_export(path)
            said = inspect(export)
        except ExportError:
            return None
    assert said["people"] <= said["rows_in"] == len(export)
    return said["people"], tuple(problem["slug"] for problem in said["problems"])


@pytest.mark.parametrize("name", NAMES)
@given(share=st.floats(0.05, 0.999))
@FEW
def test_a_file_cut_short_never_has_more_people_and_is_told(name: str, share: float):
    data, people = whole(name)
    cut = data[: int(len(data) * share)]
    found = read_or_refused(cut)
    if found is not None:
        assert found[0] <= people
        assert "no-last-line-end" in found[1] or cut.endswith((b"\n", b"\r"))


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.randoms(use_true_random=False), changes=st.integers(1, 40))
@FEW
def test_changed_bytes_are_read_or_refused(name: str, seed, changes: int):
    data = bytearray(whole(name)[0])
    for _ in range(changes):
        data[seed.randrange(len(data))] = seed.randrange(256)
    read_or_refused(bytes(data))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
@given(dropped=st.integers(0, 30))
@FEW
def test_a_column_less_is_the_same_people(name: str, dropped: int):
    data, people = whole(name)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    place = dropped % len(rows[0])
    text = io.StringIO(newline="")
    csv.writer(text).writerows(row[:place] + row[place + 1 :] for row in rows if row)
    found = read_or_refused(text.getvalue().encode())
    three_rows = name.startswith("qualtrics")
    if found is not None and not (three_rows and place == 0):
        assert found[0] == people


def rows_of(name: str) -> tuple[list[list[str]], int]:
    """The filled rows of an export, and how many of them are headings."""
    data, _ = whole(name)
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [row for row in rows if row], read_export(EXPORTS / name).header_rows


def packed(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@cache
def told(name: str) -> dict[str, object]:
    """What inspect says of a whole export."""
    return inspect(read_export(EXPORTS / name))


def inspected(rows: list[list[str]]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(packed(rows))
        return inspect(read_export(path))


TABLES = [name for name in NAMES if name.endswith(".csv")]


@pytest.mark.parametrize("name", TABLES)
@given(seed=st.randoms(use_true_random=False))
@FEWER
def test_rows_in_another_order_are_the_same_people_and_answers(name: str, seed):
    rows, top = rows_of(name)
    one, other = seed.randrange(top, len(rows)), seed.randrange(top, len(rows))
    rows[one], rows[other] = rows[other], rows[one]
    found = inspected(rows)
    for key in ("people", "rows_in", "header_rows", "platform"):
        assert found[key] == told(name)[key]
    counted = [
        {
            (
                q["text"],
                q["n_answered"],
                frozenset((o["label"], o["n_selected"]) for o in q["options"]),
            )
            for q in said["questions"]
        }
        for said in (found, told(name))
    ]
    assert counted[0] == counted[1]


@pytest.mark.parametrize("name", TABLES)
@given(seed=st.randoms(use_true_random=False))
@FEWER
def test_a_row_less_and_a_row_twice_are_counted(name: str, seed):
    rows, top = rows_of(name)
    place = seed.randrange(top, len(rows))
    less = inspected([*rows[:place], *rows[place + 1 :]])
    twice = inspected([*rows[: place + 1], *rows[place:]])
    assert less["rows_in"] == told(name)["rows_in"] - 1
    assert twice["rows_in"] == told(name)["rows_in"] + 1
    assert twice["people"] - told(name)["people"] in (0, 1)


@pytest.mark.parametrize("name", TABLES)
@given(seed=st.randoms(use_true_random=False))
@FEWER
def test_a_row_cut_short_is_refused_with_its_number(name: str, seed):
    rows, top = rows_of(name)
    place = seed.randrange(top, len(rows))
    rows[place] = rows[place][: seed.randrange(1, len(rows[0]))]
    with pytest.raises(ExportError, match="ragged-row"):
        inspected(rows)


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.randoms(use_true_random=False))
@FEWER
def test_shuffled_and_inserted_bytes_are_read_or_refused(name: str, seed):
    data = bytearray(whole(name)[0])
    start = seed.randrange(len(data))
    part = list(data[start : start + seed.choice([2, 20, 500])])
    seed.shuffle(part)
    data[start : start + len(part)] = bytes(part)
    place = seed.randrange(len(data))
    data[place:place] = seed.choice([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xe2\x80\xae"])
    read_or_refused(bytes(data))


@given(
    cells=st.lists(
        st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
                 min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_any_text_comes_back_as_it_was_written(cells: list[list[str]]):
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(["one thing", "another thing", "a third"])
    writer.writerows([["x" + cell for cell in row] for row in cells])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(text.getvalue().encode())
        export = read_export(path, platform="plain")
    assert [[str(c) for c in row] for row in export.cells.to_numpy()] == [
        ["x" + cell for cell in row] for row in cells
    ]


def test_an_archive_of_a_version_to_come_is_refused():
    data = bytearray(whole("ms_forms/topic_of_talk(1-10).xlsx")[0])
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 6 : place + 8] = (216).to_bytes(2, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    assert read_or_refused(bytes(data)) is None


@pytest.mark.parametrize("seed", [578, 3332])
def test_a_file_that_ends_the_process_of_the_c_library_is_refused(seed: int):
    import random

    chance = random.Random(seed)
    data = bytearray(whole("spss/simple_alltypes_mrsets.sav")[0])
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert read_or_refused(bytes(data)) is None
