"""A design takes the words it knows; another word would change ranges without a sign."""

from __future__ import annotations

import pandas as pd
import pytest

from ffc_eval.analyse.estimate import proportion
from ffc_eval.errors import DesignError, InstrumentError
from ffc_eval.model.design import Design
from ffc_eval.model.responses import Responses


@pytest.mark.parametrize(
    "wrong", [{"single_cluster": "adjust"}, {"kind": "Sample"}, {"replicate_kind": "JKn"}]
)
def test_a_choice_spelt_in_another_way_is_refused_with_the_right_words(wrong):
    with pytest.raises(DesignError, match="Choose one of"):
        Design(**wrong)


def test_every_choice_of_the_help_is_taken():
    for choice in ("leave_out", "centre", "certainty"):
        assert Design(single_cluster=choice).single_cluster == choice
    for kind in ("sample", "list", "census", "self_selected"):
        assert Design(kind=kind).inferential == (kind in ("sample", "list"))


def test_a_column_of_the_design_that_is_not_there_is_named_with_the_nearest():
    responses = Responses.from_frame(pd.DataFrame({"fair": ["Yes", "No"], "weight": [1.0, 2.0]}))
    for wrong in (Design(weight="wieght"), Design(cluster="wieght")):
        with pytest.raises(InstrumentError, match='Did you mean "weight"'):
            proportion(responses, wrong, "fair")
