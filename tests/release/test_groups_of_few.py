"""How many live where is a number of a small area, although everybody was asked."""

from ffc_eval.model.estimates import Estimates
from ffc_eval.release import Policy, protect

LIVES = (("Northmoor", 12), ("Ashbrook", 10), ("Saltmarsh", 3))


def where_they_live() -> Estimates:
    base = sum(count for _, count in LIVES)
    asked = {"indicator": "q1", "question": "Where do you live?", "statistic": "share", "n": base}
    return Estimates.from_rows(
        [
            {**asked, "option": place, "count": count, "estimate": count / base}
            for place, count in LIVES
        ]
    )


def test_three_families_of_one_area_are_not_counted():
    released = protect(where_they_live(), Policy("service_users", groups=("q1",))).frame
    assert set(released["shown"]) == {"hidden"}
    assert released[["count", "n", "estimate"]].isna().all(axis=None)


def test_the_answers_to_any_other_question_are_counted():
    released = protect(where_they_live(), Policy("service_users", groups=("q2",))).frame
    assert released["count"].tolist() == [12, 10, 3]


def test_staff_of_one_area_are_counted():
    released = protect(where_they_live(), Policy("staff", groups=("q1",))).frame
    assert released["count"].tolist() == [12, 10, 3]
