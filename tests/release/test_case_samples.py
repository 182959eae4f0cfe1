"""A sample of cases speaks of the authority; its parts are not ranked."""

from __future__ import annotations

from collections.abc import Mapping

from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument, Question
from ffc_eval.release import Policy, protect

WHERE = (Question("locality", "Locality", "single"),)
AUDIT = Policy.of(
    Instrument("audit", "Audit", WHERE, "service_users", "sample", strata=("locality",))
)
SURVEY = Policy.of(Instrument("fgc", "Families", WHERE, "service_users", "census"))


def split(sizes: Mapping[str, int]) -> Estimates:
    shared = {"indicator": "AUD-01", "question": "Seen", "statistic": "top_box", "option": "Met"}
    total = sum(sizes.values())
    groups = [
        {**shared, "by": "locality", "domain": name, "count": size // 2, "n": size}
        for name, size in sizes.items()
    ]
    whole = {**shared, "count": sum(size // 2 for size in sizes.values()), "n": total}
    return Estimates.from_rows([{**row, "estimate": 0.5} for row in (whole, *groups)])


def test_localities_of_fewer_than_thirty_cases_are_not_set_side_by_side():
    made = protect(split({"North": 40, "South": 29}), AUDIT)
    assert (made.frame["by"] == "").all()
    assert "fewer than 30 cases" in made.notes[0]
    assert "“Locality”" in made.notes[0]


def test_thirty_cases_each_may_be_compared():
    made = protect(split({"North": 40, "South": 30}), AUDIT)
    assert made.notes == ()
    assert (made.frame["by"] != "").sum() == 2


def test_a_survey_of_families_keeps_its_own_rule():
    assert protect(split({"North": 40, "South": 29}), SURVEY).notes == ()
