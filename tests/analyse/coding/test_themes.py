from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ffc_eval.analyse.coding import themes
from ffc_eval.errors import EstimateError
from ffc_eval.model.codebook import CODING_COLUMNS, Code, Codebook, Codings
from ffc_eval.model.instrument import Instrument, Kind, Option, Question, Wave
from ffc_eval.model.responses import Responses

BOOK = Codebook(
    "1",
    (("REL", "Relationships"), ("SYS", "System")),
    (Code("REL.A", "", ""), Code("REL.B", "", ""), Code("SYS.A", "", "")),
    flags=(Code("X.EMPTY", "", "", phrases=("n/a", "nothing")),),
)
OPTIONS = (Option("n", "North"), Option("s", "South"))

COMMENTS = """
| response | wave | area  | good        | bad      |
| r1       | w1   | North | the worker  | forms    |
| r2       | w1   | North | the worker  |          |
| r3       | w1   | South | N/A         | Nothing. |
| r4       | w1   | South |             | forms    |
| r5       | w1   | South | -           |          |
| r6       | w2   | South | the worker  |          |
"""
CODINGS = """
| response | question | start | end | code  | valence |
| r1       | good     | 0     | 10  | REL.A |         |
| r1       | good     | 0     | 10  | REL.B |         |
| r1       | bad      | 0     | 5   | REL.A |         |
| r2       | good     | 0     | 10  | REL.A |         |
| r4       | bad      | 0     | 5   | SYS.A |         |
| r6       | good     | 0     | 10  | REL.A |         |
"""


def table(text: str) -> pd.DataFrame:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.strip().splitlines()]
    return pd.DataFrame(rows[1:], columns=rows[0])


def responses(kind: Kind = "sample") -> Responses:
    frame = table(COMMENTS).set_index("response")
    area = pd.Categorical(frame["area"], ["North", "South"])
    texts = frame[["good", "bad"]].replace("", None).astype("str")
    values = texts.assign(area=area)
    reasons = values.isna().replace({True: "blank", False: ""}).astype("str")
    reasons.loc["r5", ["good", "bad"]] = "not_asked"
    instrument = Instrument(
        "staff",
        "Staff",
        (
            Question("good", "What works?", "text"),
            Question("bad", "What does not?", "text"),
            Question("area", "Where?", "single", OPTIONS),
        ),
        kind=kind,
        waves=(Wave("w1", "First"), Wave("w2", "Second")),
    )
    return Responses(instrument, values, reasons, frame[["wave"]], {})


def codings(*, reviewed: bool = False, valence: str = "") -> Codings:
    frame = table(CODINGS).assign(coder="machine", valence=valence)
    return Codings(frame[list(CODING_COLUMNS)], BOOK, reviewed)


def counts(frame: pd.DataFrame) -> list[tuple[str, float, float, float]]:
    columns = ["indicator", "count", "n", "n_missing"]
    return list(frame[columns].itertuples(index=False, name=None))


def test_people_are_counted_once_whatever_they_repeat():
    found = themes(codings(), responses()).where(period="w1").frame
    assert counts(found) == [("REL", 2, 3, 1), ("SYS", 1, 3, 1)]
    assert found["estimate"].tolist() == [2 / 3, 1 / 3]
    assert set(found["question"]) == {"What works? / What does not?"}


def test_one_question_has_its_own_commenters():
    found = themes(codings(), responses(), questions=("good",)).where(period="w1").frame
    assert counts(found) == [("REL", 2, 2, 2), ("SYS", 0, 2, 2)]


def test_codes_are_counted_at_their_own_level():
    found = themes(codings(), responses(), level="code").where(period="w1").frame
    assert counts(found) == [("REL.A", 2, 3, 1), ("REL.B", 1, 3, 1), ("SYS.A", 1, 3, 1)]


def test_domains_and_waves_have_rows_of_their_own():
    found = themes(codings(), responses(), by=("area",)).frame
    rel = found[found["indicator"] == "REL"]
    cells = list(rel[["period", "domain", "count", "n"]].itertuples(index=False, name=None))
    assert cells == [
        ("w1", "North", 2, 2),
        ("w1", "South", 0, 1),
        ("w2", "North", 0, 0),
        ("w2", "South", 1, 1),
    ]
    assert rel["estimate"].isna().tolist() == [False, False, True, False]


def test_the_interval_is_wilsons_with_z_and_n():
    found = themes(codings(), responses()).where(period="w1", indicator="REL").frame
    p, n, z = 2 / 3, 3, 1.959963984540054
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    limits = found[["conf_low", "conf_high"]].to_numpy()[0]
    assert limits == pytest.approx([centre - half, centre + half], rel=1e-12)


@pytest.mark.parametrize("kind", ["self_selected", "census"])
def test_those_who_chose_to_answer_carry_no_interval(kind: Kind):
    found = themes(codings(), responses(kind)).frame
    assert found[["conf_low", "conf_high", "conf_level"]].isna().all(axis=None)
    assert found["method"].str.contains("no sampling interval").all()


def test_the_method_says_whether_people_looked():
    assert themes(codings(), responses()).frame["method"].str.contains("unreviewed").all()
    looked = themes(codings(reviewed=True), responses()).frame
    assert looked["method"].str.startswith("coded by people").all()


def test_few_commenters_are_pointed_out():
    assert set(themes(codings(), responses()).frame["note"]) == {"fewer than 20 commenters"}


def test_a_valence_that_somebody_gave_has_rows_beside_any():
    found = themes(codings(valence="+"), responses()).where(period="w1", indicator="REL").frame
    assert list(zip(found["option"], found["count"], strict=True)) == [("any", 2), ("+", 2)]


def test_codings_of_other_responses_do_not_count():
    stray = codings().frame.assign(response="elsewhere")
    found = themes(Codings(stray, BOOK, reviewed=False), responses()).frame
    assert found["count"].sum() == 0


def test_a_question_without_free_text_is_refused():
    with pytest.raises(EstimateError, match="no-free-text"):
        themes(codings(), responses(), questions=("area",))


def test_inputs_are_unchanged():
    coded, answered = codings(), responses()
    before = coded.frame.copy(), answered.values.copy()
    themes(coded, answered, by=("area",))
    pd.testing.assert_frame_equal(coded.frame, before[0])
    pd.testing.assert_frame_equal(answered.values, before[1])
