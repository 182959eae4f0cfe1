from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ffc_eval.store import unchanged, write_stamp

OLD = 1_700_000_000_000_000_000
NOW = OLD + 60_000_000_000


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    paths = {name: tmp_path / name for name in ("in.csv", "out.html")}
    for path in paths.values():
        path.write_bytes(b"12345")
        os.utime(path, ns=(OLD, OLD))
    return paths


def stamped(tmp_path: Path, files: dict[str, Path], now_ns: int = NOW) -> tuple[Path, dict, dict]:
    stamp = tmp_path / "stamp.json"
    inputs, outputs = {"in": files["in.csv"]}, {"out": files["out.html"]}
    write_stamp(stamp, {"code": "1"}, inputs, outputs, now_ns=now_ns)
    return stamp, inputs, outputs


def test_nothing_changed_is_seen(tmp_path: Path, files: dict[str, Path]):
    stamp, inputs, outputs = stamped(tmp_path, files)
    assert unchanged(stamp, {"code": "1"}, inputs, outputs)


def test_a_file_only_touched_is_the_same(tmp_path: Path, files: dict[str, Path]):
    stamp, inputs, outputs = stamped(tmp_path, files)
    os.utime(files["in.csv"], ns=(OLD + 5, OLD + 5))
    assert unchanged(stamp, {"code": "1"}, inputs, outputs)


@pytest.mark.parametrize("name", ["in.csv", "out.html"])
@pytest.mark.parametrize("harm", ["longer", "other bytes", "gone"])
def test_a_changed_input_or_output_is_seen(
    tmp_path: Path, files: dict[str, Path], name: str, harm: str
):
    stamp, inputs, outputs = stamped(tmp_path, files)
    if harm == "gone":
        files[name].unlink()
    else:
        files[name].write_bytes(b"123456" if harm == "longer" else b"54321")
    assert not unchanged(stamp, {"code": "1"}, inputs, outputs)


def test_a_change_that_hides_behind_the_clock_is_seen(tmp_path: Path, files: dict[str, Path]):
    stamp, inputs, outputs = stamped(tmp_path, files, now_ns=OLD + 1)
    files["in.csv"].write_bytes(b"54321")
    os.utime(files["in.csv"], ns=(OLD, OLD))
    assert not unchanged(stamp, {"code": "1"}, inputs, outputs)


def test_another_fact_or_another_list_of_files_is_a_change(tmp_path: Path, files: dict[str, Path]):
    stamp, inputs, outputs = stamped(tmp_path, files)
    assert not unchanged(stamp, {"code": "2"}, inputs, outputs)
    assert not unchanged(stamp, {"code": "1"}, {**inputs, "more": files["in.csv"]}, outputs)
    assert not unchanged(stamp, {"code": "1"}, inputs, {})


@pytest.mark.parametrize("text", [None, "", "[]", '{"facts": 1}'])
def test_a_missing_or_damaged_stamp_says_changed(
    tmp_path: Path, files: dict[str, Path], text: str | None
):
    stamp, inputs, outputs = stamped(tmp_path, files)
    stamp.unlink()
    if text is not None:
        stamp.write_text(text)
    assert not unchanged(stamp, {"code": "1"}, inputs, outputs)


def test_the_fast_path_needs_the_standard_library_only():
    code = "import sys, ffc_eval.store; print(*{'pandas', 'numpy', 'pyarrow'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
