"""A redacted copy changes the columns named and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.ingest.redacted_copy import redacted_copy
from ffc_eval.errors import ExportError


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_only_the_named_column_changes(tmp_path: Path):
    path = table(tmp_path, "id,said,mail\n1,write to ann@example.org,ann@example.org\n2,fine,\n")
    data, changed = redacted_copy(path, ["said"])
    assert changed == 1
    assert data.decode("utf-8-sig").splitlines() == [
        "id,said,mail",
        "1,write to [email],ann@example.org",
        "2,fine,",
    ]


def test_a_formula_is_made_harmless_and_a_number_is_not(tmp_path: Path):
    path = table(tmp_path, "said,n\n=1+1,-5\n@sum,2\n")
    data, _ = redacted_copy(path, ["said"])
    assert data.decode("utf-8-sig").splitlines()[1:] == ["'=1+1,-5", "'@sum,2"]


def test_a_missing_column_is_answered_with_the_nearest(tmp_path: Path):
    path = table(tmp_path, "id,Comment\n1,x\n")
    with pytest.raises(ExportError, match='Did you mean "Comment"'):
        redacted_copy(path, ["Coment"])
