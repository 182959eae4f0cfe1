from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ffc_eval.errors import StoreError
from ffc_eval.store import work


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    return tmp_path / "work" / "ann"


def test_each_save_is_published_as_a_numbered_file(ann: Path):
    work.save(ann, {"kind": "coding", "code": "REL.TRUST", "at": "2025-07-01"})
    work.save(ann, {"kind": "coding", "code": "SYS.CMS"}, {"kind": "coding", "code": "OUT.NEG"})
    assert sorted(path.name for path in ann.glob("*.jsonl")) == ["000001.jsonl", "000002.jsonl"]
    found = work.decisions(ann.parent)
    assert [decision["code"] for decision in found] == ["REL.TRUST", "SYS.CMS", "OUT.NEG"]
    assert {decision["person"] for decision in found} == {"ann"}
    assert len({decision["id"] for decision in found}) == 3


def test_the_same_words_decided_twice_are_two_decisions(ann: Path):
    first, second = (work.save(ann, {"kind": "consent"}) for _ in range(2))
    assert first != second
    assert len(work.decisions(ann.parent)) == 2


def test_a_save_that_is_tried_again_stands_once(ann: Path):
    assert work.save(ann, {"id": "x1", "kind": "claim"}) == ("x1",)
    assert work.save(ann, {"id": "x1", "kind": "claim"}) == ("x1",)
    assert len(work.decisions(ann.parent)) == 1
    with pytest.raises(StoreError, match="decision-id-twice"):
        work.save(ann, {"id": "x1", "kind": "another"})
    assert work.decisions(ann.parent)[0]["kind"] == "claim"


def test_a_save_is_whole_or_not_at_all(ann: Path):
    work.save(ann, {"id": "x1", "kind": "claim"})
    with pytest.raises(StoreError):
        work.save(ann, {"id": "x2", "kind": "claim"}, {"id": "x1", "kind": "another"})
    work.save(ann, {"id": "x3", "kind": "claim"})
    assert [decision["id"] for decision in work.decisions(ann.parent)] == ["x1", "x3"]


def test_decisions_are_only_added(ann: Path):
    work.save(ann, {"kind": "claim"})
    with closing(sqlite3.connect(ann / "work.sqlite")) as database:
        for statement in ("UPDATE decisions SET body = ''", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.DatabaseError, match="only added"):
                database.execute(statement)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_others_read_without_the_database(ann: Path):
    work.save(ann, {"kind": "claim"})
    (ann / "work.sqlite").unlink()
    assert len(work.decisions(ann.parent)) == 1
    work.save(ann, {"kind": "claim"})
    assert len(work.decisions(ann.parent)) == 2


def test_conflict_copies_of_a_synchronised_folder_are_read_once(ann: Path):
    work.save(ann, {"id": "x1", "kind": "claim"})
    published = ann / "000001.jsonl"
    (ann / "000001 (Ann's conflicted copy).jsonl").write_bytes(
        published.read_bytes() + b'{"id": "x2", "kind": "claim"}\n'
    )
    assert [decision["id"] for decision in work.decisions(ann.parent)] == ["x1", "x2"]


def test_unreadable_and_contradicting_files_are_named_all_at_once(ann: Path):
    work.save(ann, {"id": "x1", "kind": "claim"})
    (ann / "000002.jsonl").write_bytes(b'{"id": "x1", "kind": "another"}\n')
    (ann / "000003.jsonl").write_bytes(b'{"id": "x3", "ki')
    with pytest.raises(StoreError) as error:
        work.decisions(ann.parent)
    slugs = [problem.slug for problem in error.value.problems]
    assert slugs == ["decision-id-twice", "work-not-read"]


def test_a_crash_between_saving_and_publishing_loses_nothing(
    ann: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as crash:
        crash.setattr(work, "write_once", lambda path, data: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            work.save(ann, {"id": "x1", "kind": "claim"})
    assert work.decisions(ann.parent) == []
    work.save(ann, {"id": "x2", "kind": "claim"})
    assert [decision["id"] for decision in work.decisions(ann.parent)] == ["x1", "x2"]


KILLED = """
import sys
from pathlib import Path
from ffc_eval.store import work
number = 0
while True:
    number += 1
    (id,) = work.save(Path(sys.argv[1]), {"kind": "claim", "number": number})
    print(id, flush=True)
"""


def test_no_acknowledged_save_is_lost_when_the_program_is_killed(ann: Path):
    acknowledged: list[str] = []
    for rounds in (3, 5):
        command = [sys.executable, "-c", KILLED, str(ann)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            acknowledged += [program.stdout.readline().strip() for _ in range(rounds)]
            program.send_signal(signal.SIGKILL)
            acknowledged += [line.strip() for line in program.stdout if line.endswith("\n")]
    found = {decision["id"] for decision in work.decisions(ann.parent)}
    assert len(acknowledged) >= 8
    assert set(acknowledged) <= found
    work.save(ann, {"kind": "claim"})
    assert found < {decision["id"] for decision in work.decisions(ann.parent)}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@example(["a\u2028b\u0085c\r\n"])
@given(st.lists(JSON, min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_what_is_saved_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, values: list):
    person = tmp_path_factory.mktemp("work") / "ann"
    work.save(person, *({"value": value} for value in values))
    assert [decision["value"] for decision in work.decisions(person.parent)] == values
