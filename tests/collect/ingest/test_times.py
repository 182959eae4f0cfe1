"""Times say their zone or that nobody knows it; day and month are declared, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ffc_eval.collect.ingest import Export, asks, draft_instrument, inspect, read_export
from ffc_eval.collect.ingest.misfits import misfits
from ffc_eval.collect.ingest.responding import to_responses
from ffc_eval.collect.instruments import read_instrument, write_instrument


def google(folder: Path, times: list[str]) -> Export:
    path = folder / "x.csv"
    rows = "".join(f"{time},Yes\n" for time in times)
    path.write_text(f"Timestamp,Did you feel heard?\n{rows}")
    return read_export(path, platform="google_forms")


def qualtrics(folder: Path, zone: str) -> Export:
    path = folder / "q.csv"
    more = f', ""timeZone"": ""{zone}""' if zone else ""
    third = f'"{{""ImportId"": ""startDate""{more}}}","{{""ImportId"": ""QID1""}}"'
    path.write_text(f"StartDate,Q1\nStart Date,Heard?\n{third}\n2025-04-03 10:00:00,Yes\n")
    return read_export(path)


@pytest.mark.parametrize(
    ("times", "zone"),
    [
        (["2025/04/13 9:00:00 AM GMT+1", "2025/04/14 9:00:00 PM GMT+1"], "GMT+1"),
        (["2025-04-13T09:00:00Z", "2025-04-14T09:00:00.123Z"], "UTC"),
        (["2025-04-13T09:00:00+01:00", "2025-10-30T09:00:00+00:00"], "an offset in each row"),
        (["2025-04-13T09:00:00+01:00", "2025-10-30T09:00:00"], ""),
        (["4/13/2025 9:00:00", "4/14/2025 9:00:00"], ""),
    ],
)
def test_the_zone_is_what_every_time_says(times: list[str], zone: str, tmp_path: Path):
    assert google(tmp_path, times).zone == zone


def test_qualtrics_names_the_zone_in_its_third_row(tmp_path: Path):
    said = inspect(qualtrics(tmp_path, "America/Denver"))["times"]
    assert said == {
        "column": "StartDate",
        "zone": "America/Denver",
        "said": "Times are in America/Denver, as the file says.",
    }
    assert "zone" not in [a.key for a in asks(qualtrics(tmp_path, "UTC"), survey="s")]


def test_a_zone_that_the_file_lacks_is_declared_or_unknown_and_the_record_says_which(
    tmp_path: Path,
):
    export = qualtrics(tmp_path, "")
    assert "zone" in [ask.key for ask in asks(export, survey="s")]
    for answers, said in (
        ({"zone": "Europe/London"}, "in Europe/London, as the instrument declares"),
        ({}, "in an unknown local zone"),
    ):
        drafted = draft_instrument(export, survey="s", answers=answers)
        path = tmp_path / "surveys" / "s" / "instrument.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_instrument(drafted))
        kept = read_instrument(path)
        steps = to_responses(export, kept, kept.waves[0].id, key=b"k").provenance.steps
        assert said in " ".join(steps)


def test_dates_that_can_be_read_both_ways_stay_unread_until_declared(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("ref,When did you meet?\n1,03/04/2025\n2,05/04/2025\n3,07/07/2025\n")
    export = read_export(path)
    (ask,) = [ask for ask in asks(export, survey="s") if ask.key == "dates"]
    assert ask.default == "unknown"
    for answers, known in (({}, 1), ({"dates": "day first"}, 3)):
        drafted = draft_instrument(export, survey="s", answers=answers)
        found = to_responses(export, drafted, "w", key=b"k").values[drafted.questions[0].id]
        slugs = [problem.slug for problem in misfits(export, drafted, "w")]
        assert found.notna().sum() == known
        assert ("dates-both-ways" in slugs) == (known == 1)
    assert "dates-both-ways" in [problem["slug"] for problem in inspect(export)["problems"]]
