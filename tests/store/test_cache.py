from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ffc_eval.store import Cache, Kept, content_key


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".ffc-eval" / "cache")


@pytest.fixture
def frame() -> pd.DataFrame:
    index = pd.Index(["a1", "a2", "a3"], name="response")
    return pd.DataFrame(
        {
            "q1": pd.Categorical(["Agree", None, "Disagree"], ["Disagree", "Agree"], ordered=True),
            "q2[a]": pd.array([True, None, False], dtype="boolean"),
            "q3": pd.array([1.5, None, 3.0], dtype="Float64"),
            "q4": pd.Series(["x", None, "line\nbreak"], index=index, dtype="str").to_numpy(),
            "day": pd.to_datetime(["2025-05-01", None, "2025-05-03"]),
        },
        index=index,
    )


KEY = content_key(step="read", version=1, inputs=["ab12"])


def test_frames_come_back_as_they_went_in(cache: Cache, frame: pd.DataFrame):
    cache.save(KEY, Kept({"values": frame, "context": frame[["day"]]}, {"rows": {"w1": 3}}))
    kept = cache.load(KEY)
    assert kept is not None
    assert_frame_equal(kept.frames["values"], frame)
    assert kept.frames["values"]["q1"].cat.ordered
    assert_frame_equal(kept.frames["context"], frame[["day"]])
    assert kept.meta == {"rows": {"w1": 3}}


def test_other_inputs_give_another_key():
    keys = {
        content_key(step="read", inputs=["a", "b"]),
        content_key(step="read", inputs=["ab"]),
        content_key(step="readab", inputs=[]),
    }
    assert len(keys) == 3
    assert content_key(a="1", b="2") == content_key(b="2", a="1")


def test_nothing_is_found_under_a_key_never_saved(cache: Cache):
    assert cache.load(KEY) is None


@pytest.mark.parametrize("harm", ["cut short", "another frame", "gone", "no meta", "bad meta"])
def test_a_damaged_entry_counts_as_missing_and_can_be_saved_again(
    cache: Cache, frame: pd.DataFrame, harm: str
):
    kept = Kept({"values": frame})
    cache.save(KEY, kept)
    (parquet,) = cache.folder.rglob("values.parquet")
    (meta,) = cache.folder.rglob("meta.json")
    data = parquet.read_bytes()
    match harm:
        case "cut short":
            parquet.write_bytes(data[:-10])
        case "another frame":
            frame.iloc[:1].to_parquet(parquet)
        case "gone":
            parquet.unlink()
        case "no meta":
            meta.unlink()
        case "bad meta":
            meta.write_text('["not", "a", "mapping"]')
    assert cache.load(KEY) is None
    cache.save(KEY, kept)
    assert cache.load(KEY) is not None
