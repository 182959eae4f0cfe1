"""Only the release step makes released objects."""

import pandas as pd
import pytest

from ffc_eval.errors import ReleaseError
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.release import Policy, protect, release_records


def test_a_released_object_cannot_be_made_by_hand():
    with pytest.raises(ReleaseError, match="not-released"):
        Released(Estimates.from_rows([]), (), False, None, object())


def test_no_estimates_release_to_no_rows():
    assert protect(Estimates.from_rows([]), Policy("staff")).frame.empty


def test_synthetic_data_stay_named_so():
    assert protect(Estimates.from_rows([]), Policy("staff", synthetic=True)).synthetic


def test_phrases_need_ten_people():
    phrases = pd.DataFrame({"phrase": ["same worker", "the car park"], "people": [12, 9]})
    definition = (("phrase", "words"), ("people", "who used them"))
    released = release_records(Records(phrases, definition), Policy("public"))
    assert released.frame["phrase"].tolist() == ["same worker"]
    assert released.notes == ("Phrases used by fewer than 10 people are not shown.",)


def test_row_accounts_pass_as_they_are():
    account = pd.DataFrame({"reason": ["kept", "duplicate"], "rows": [60, 2]})
    definition = (("reason", "why"), ("rows", "how many"))
    released = release_records(Records(account, definition), Policy("staff", synthetic=True))
    assert released.frame["rows"].tolist() == [60, 2]
    assert released.synthetic


def test_rows_about_single_people_are_refused_without_showing_them():
    frame = pd.DataFrame({"person": ["aa11"], "comment": ["secret words"]})
    with pytest.raises(ReleaseError, match="single-people") as caught:
        release_records(Records(frame, (("person", ""),)), Policy("public"))
    assert "secret" not in str(caught.value)
    assert "aa11" not in str(caught.value)
