from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.errors import StoreError
from ffc_eval.store import RawStore, sha256_file


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "restricted" / "raw")


def export(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_an_export_is_kept_byte_for_byte_without_its_name(tmp_path: Path, store: RawStore):
    path = export(tmp_path, "Smith family.CSV", b"\xff\x00a\r\n")
    sha = store.keep(path)
    assert sha == sha256_file(path)
    assert store.path(sha).read_bytes() == b"\xff\x00a\r\n"
    assert store.path(sha).suffix == ".csv"
    assert not any("smith" in str(kept).lower() for kept in store.folder.rglob("*"))


def test_a_kept_export_cannot_be_written_by_accident(tmp_path: Path, store: RawStore):
    sha = store.keep(export(tmp_path, "a.csv", b"1"))
    assert store.path(sha).stat().st_mode & 0o777 == 0o400


def test_the_same_bytes_are_kept_once(tmp_path: Path, store: RawStore):
    assert store.keep(export(tmp_path, "a.csv", b"1")) == store.keep(
        export(tmp_path, "b.txt", b"1")
    )
    assert len(list(store.folder.iterdir())) == 1


def test_a_newer_download_takes_the_earlier_ones_place(tmp_path: Path, store: RawStore):
    first = store.keep(export(tmp_path, "a.csv", b"1"))
    second = store.keep(export(tmp_path, "b.csv", b"1\n2"))
    assert store.current("staff", "w1") == ""
    assert store.enter("staff", "w1", first, day="2025-05-01") == ""
    assert store.enter("staff", "w1", second, day="2025-06-01") == first
    assert store.enter("staff", "w1", second, day="2025-07-01") == ""
    assert store.current("staff", "w1") == second
    old, new = store.history("staff", "w1")
    assert (old.replaced, old.replaced_by) == ("2025-06-01", second)
    assert (new.added, new.replaced) == ("2025-06-01", "")
    assert store.path(first).exists()


def test_waves_do_not_mix_whatever_they_are_called(tmp_path: Path, store: RawStore):
    sha = store.keep(export(tmp_path, "a.csv", b"1"))
    store.enter("staff", "May 2025/26", sha, day="2025-05-01")
    assert store.current("staff", "May 2025/26") == sha
    assert store.current("staff", "May 2025") == ""


def test_a_changed_or_missing_export_is_found_out(tmp_path: Path, store: RawStore):
    sha = store.keep(export(tmp_path, "a.csv", b"1"))
    kept = store.path(sha)
    kept.chmod(0o600)
    kept.write_bytes(b"2")
    with pytest.raises(StoreError, match="raw-changed"):
        store.path(sha)
    kept.unlink()
    with pytest.raises(StoreError, match="raw-missing"):
        store.path(sha)
