from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ffc_eval.errors import StoreError
from ffc_eval.store import sha256_file, write_atomic, write_once


def test_a_file_is_written_with_its_folder_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "new" / "table.csv"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_write_cut_short_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "table.csv"
    write_atomic(path, b"old")

    def cut(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(StoreError, match="cannot-write"):
        write_atomic(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_written_once_is_never_replaced(tmp_path: Path):
    path = tmp_path / "000001.jsonl"
    assert write_once(path, b"first")
    assert not write_once(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_it_is_written_once_on_a_mount_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(self: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "000001.jsonl"
    assert write_once(path, b"first")
    assert not write_once(path, b"second")
    assert path.read_bytes() == b"first"


def test_the_hash_is_sha256_of_all_bytes(tmp_path: Path):
    path = tmp_path / "big"
    path.write_bytes(b"x" * 3_000_001)
    assert sha256_file(path) == hashlib.sha256(b"x" * 3_000_001).hexdigest()


def test_a_missing_file_is_answered_in_plain_words(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be read"):
        sha256_file(tmp_path / "missing")
