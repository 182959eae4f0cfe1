"""Files of a report: whole, numbered, and never written over a person's changes."""

import json
from datetime import date
from pathlib import Path

import pytest

from ffc_eval.errors import StoreError
from ffc_eval.present.report import files as report_files
from ffc_eval.present.report.files import write_report
from ffc_eval.present.report.manifest import manifest, versions

MADE_FROM = {"fingerprint": "f", "report": "quarterly"}


def draft(text: str) -> dict[str, bytes]:
    return {"html": f"page {text}".encode(), "docx": f"word {text}".encode()}


def write(folder: Path, text: str = "1", stem: str = "quarterly", **more: bytes):
    return write_report({**draft(text), **more}, folder, stem, MADE_FROM)


def names(paths) -> list[str]:
    return [path.name for path in paths]


def test_a_report_is_written_with_its_manifest(tmp_path):
    written = write(tmp_path / "out")
    assert names(written.paths) == ["quarterly.html", "quarterly.docx", "manifest.json"]
    assert written.changed == written.paths
    entry = json.loads((tmp_path / "out" / "manifest.json").read_text())["reports"]["quarterly"]
    assert set(entry["outputs"]) == {"quarterly.html", "quarterly.docx"}
    assert entry["report"] == "quarterly"


def test_the_same_bytes_are_not_written_again(tmp_path):
    first = write(tmp_path)
    stamps = [path.stat().st_mtime_ns for path in first.paths]
    again = write(tmp_path)
    assert (again.paths, again.changed, again.kept) == (first.paths, (), ())
    assert [path.stat().st_mtime_ns for path in first.paths] == stamps


def test_a_new_draft_takes_the_place_of_an_untouched_one(tmp_path):
    write(tmp_path, "1")
    written = write(tmp_path, "2")
    assert names(written.changed) == ["quarterly.html", "quarterly.docx", "manifest.json"]
    assert (tmp_path / "quarterly.html").read_bytes() == b"page 2"


def test_a_changed_file_is_kept_and_all_formats_take_the_next_number(tmp_path):
    write(tmp_path, "1")
    (tmp_path / "quarterly.docx").write_bytes(b"edited by the chair")
    written = write(tmp_path, "2")
    assert names(written.paths) == ["quarterly-2.html", "quarterly-2.docx", "manifest.json"]
    assert names(written.kept) == ["quarterly.docx"]
    assert (tmp_path / "quarterly.docx").read_bytes() == b"edited by the chair"
    assert (tmp_path / "quarterly.html").read_bytes() == b"page 1"


def test_the_next_draft_takes_the_numbered_place_again(tmp_path):
    write(tmp_path, "1")
    (tmp_path / "quarterly.docx").write_bytes(b"edited")
    write(tmp_path, "2")
    assert names(write(tmp_path, "3").paths[:2]) == ["quarterly-2.html", "quarterly-2.docx"]
    (tmp_path / "quarterly-2.html").write_bytes(b"edited too")
    assert names(write(tmp_path, "4").paths[:2]) == ["quarterly-3.html", "quarterly-3.docx"]


def test_a_change_in_a_format_not_asked_for_counts_too(tmp_path):
    write(tmp_path, "1")
    (tmp_path / "quarterly.docx").write_bytes(b"edited")
    written = write_report({"html": b"page 2"}, tmp_path, "quarterly", MADE_FROM)
    assert names(written.paths) == ["quarterly-2.html", "manifest.json"]


def test_a_file_nobody_recorded_is_never_overwritten(tmp_path):
    (tmp_path / "quarterly.html").write_bytes(b"from somewhere else")
    assert names(write(tmp_path).paths[:1]) == ["quarterly-2.html"]


def test_a_damaged_manifest_vouches_for_nothing(tmp_path):
    write(tmp_path, "1")
    (tmp_path / "manifest.json").write_text("{")
    assert names(write(tmp_path, "2").paths[:1]) == ["quarterly-2.html"]


def test_a_file_open_in_another_program_is_left_alone(tmp_path, monkeypatch):
    write(tmp_path, "1")
    monkeypatch.setattr(report_files, "_replaceable", lambda path: path.name != "quarterly.docx")
    written = write(tmp_path, "2")
    assert names(written.paths[:2]) == ["quarterly-2.html", "quarterly-2.docx"]
    assert (tmp_path / "quarterly.docx").read_bytes() == b"word 1"


def test_a_file_locked_at_the_last_moment_moves_the_whole_draft(tmp_path, monkeypatch):
    write(tmp_path, "1")
    real = report_files.write_atomic

    def locked(path, data):
        if path.name == "quarterly.docx":
            raise StoreError("cannot-write", "It is open.")
        real(path, data)

    monkeypatch.setattr(report_files, "write_atomic", locked)
    written = write(tmp_path, "2")
    assert names(written.paths[:2]) == ["quarterly-2.html", "quarterly-2.docx"]
    assert (tmp_path / "quarterly.docx").read_bytes() == b"word 1"
    monkeypatch.undo()
    assert names(write(tmp_path, "3").paths[:1]) == ["quarterly.html"]


def test_a_folder_that_cannot_be_written_is_an_error_and_not_an_endless_count(
    tmp_path, monkeypatch
):
    def refused(path, data):
        raise StoreError("cannot-write", "The disk is full.")

    monkeypatch.setattr(report_files, "write_atomic", refused)
    with pytest.raises(StoreError, match="disk is full"):
        write(tmp_path)


def test_reports_of_one_folder_share_its_manifest(tmp_path):
    write(tmp_path, stem="quarterly")
    write(tmp_path, stem="summary")
    write(tmp_path, "2", stem="quarterly")
    reports = json.loads((tmp_path / "manifest.json").read_text())["reports"]
    assert sorted(reports) == ["quarterly", "summary"]


def test_a_format_made_earlier_is_still_known(tmp_path):
    write(tmp_path, "1")
    write_report({"html": b"page 2"}, tmp_path, "quarterly", MADE_FROM)
    assert names(write(tmp_path, "3").paths[:2]) == ["quarterly.html", "quarterly.docx"]


def a_manifest(**more):
    known = {
        "report": "quarterly",
        "cut": date(2025, 7, 11),
        "issued": date(2025, 7, 21),
        "inputs": {"staff 2025-05": "ab", "staff 2024-10": "cd"},
        "settings": {"restricted": "/home/ann/secret"},
        "seed": 7,
    }
    return manifest(**{**known, **more})


def test_a_manifest_names_no_path_host_user_or_time():
    text = json.dumps(a_manifest())
    assert "/home" not in text
    assert "ann" not in text
    assert "/" not in text
    assert a_manifest() == a_manifest()


def test_a_fingerprint_changes_with_whatever_a_report_is_made_from():
    changes = [
        {"report": "other"},
        {"cut": date(2025, 7, 12)},
        {"inputs": {"staff 2025-05": "xx"}},
        {"settings": {}},
        {"seed": None},
    ]
    prints = {a_manifest(**change)["fingerprint"] for change in ({}, *changes)}
    assert len(prints) == 6


def test_versions_name_the_package_python_and_the_converters():
    known = versions()
    assert {"ffc-eval", "python", "typst", "nbconvert", "pypandoc-binary"} <= set(known)
    assert "not installed" not in known.values()
