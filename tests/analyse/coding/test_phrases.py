from __future__ import annotations

import pandas as pd

from ffc_eval.analyse.coding import frequent_phrases


def comments(*texts: str) -> pd.DataFrame:
    names = [f"r{place}" for place in range(len(texts))]
    return pd.DataFrame({"response": names, "question": "q", "text": list(texts)})


def phrases(texts: pd.DataFrame, people: int) -> dict[str, int]:
    frame = frequent_phrases(texts, people=people).frame
    return dict(zip(frame["phrase"], frame["people"], strict=True))


def test_different_people_are_counted_not_uses():
    texts = comments("forms, forms and forms", "too many forms", "waiting")
    assert phrases(texts, 2) == {"forms": 2}
    same = texts.assign(response="r0")
    assert phrases(same, 2) == {}


def test_a_phrase_only_used_inside_a_longer_one_is_left_out():
    texts = comments("a social worker came", "my social worker", "Social worker", "social hour")
    assert phrases(texts, 3) == {"social": 4, "social worker": 3}


def test_little_words_stand_only_inside():
    texts = comments(*["we are waiting for help again"] * 2)
    assert phrases(texts, 2) == {"waiting for help": 2}


def test_phrases_reach_over_no_full_stop_or_redaction():
    texts = comments(*["long wait. worker kind [name] office"] * 2)
    assert set(phrases(texts, 2)) == {"long wait", "worker kind", "office"}


def test_what_looks_like_a_name_is_never_shown():
    texts = comments(
        *["Sarah helped our kids", "we saw Sarah at the Weymouth office", "office"] * 3
    )
    found = phrases(texts, 2)
    assert not any("sarah" in phrase or "weymouth" in phrase for phrase in found)
    assert "office" in found


def test_ten_people_are_needed_unless_said_otherwise():
    assert frequent_phrases(comments(*["paperwork piles"] * 9)).frame.empty
    assert len(frequent_phrases(comments(*["paperwork piles"] * 10)).frame) == 1


def test_questions_are_kept_apart_and_say_how_many_wrote():
    texts = pd.concat([comments("the forms", "forms", "x"), comments("forms").assign(question="p")])
    frame = frequent_phrases(texts, people=1).frame
    wanted = frame[frame["phrase"] == "forms"]
    assert list(wanted[["question", "people", "wrote"]].itertuples(index=False, name=None)) == [
        ("q", 2, 3),
        ("p", 1, 1),
    ]


def test_the_columns_are_defined_even_where_nothing_is_frequent():
    records = frequent_phrases(comments())
    assert tuple(records.frame.columns) == tuple(name for name, _ in records.definition)
