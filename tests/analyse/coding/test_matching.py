from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest

from ffc_eval.analyse.coding import match
from ffc_eval.collect.instruments import read_codebook
from ffc_eval.model.codebook import CODING_COLUMNS, Code, Codebook

HERE = Path(__file__).parent
SHIPPED = Path(__file__).parents[3] / "surveys" / "codebook.yaml"


def code(id: str, *phrases: str, back: tuple[str, ...] = ()) -> Code:
    return Code(id, id, id, phrases=phrases, not_phrases=back)


def codebook(*codes: Code) -> Codebook:
    themes = dict.fromkeys((code.theme, code.theme) for code in codes)
    return Codebook("1", tuple(themes), codes)


def comments(*texts: str) -> pd.DataFrame:
    names = [f"r{place}" for place in range(len(texts))]
    return pd.DataFrame({"response": names, "question": "q", "text": list(texts)})


def codes_in(text: str, *codes: Code) -> list[str]:
    return match(comments(text), codebook(*codes)).frame["code"].tolist()


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("same worker", "We had the same workers."),
        ("same worker", "We had the SAME social worker"),
        ("my story", "Telling our story again"),
        ("told me straight", "She told us straight"),
        ("gave us time", "They give us time"),
        ("wasn't heard", "I wasn’t heard"),
        ("go-live", "After go-live it got worse"),
        ("co-ordinator came", "The coordinators come early"),
        ("coordinator came", "The co-ordinator came"),
    ],
)
def test_a_phrase_is_found_in_other_grammar(phrase: str, text: str):
    assert codes_in(text, code("A.X", phrase)) == ["A.X"]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("same worker", "The same kind young worker"),
        ("same worker", "It is all the same. Worker came late"),
        ("same worker", "Always the same and worker after worker"),
        ("same worker", "Worker is the same"),
        ("them and us", "He asked and we came"),
        ("the report", "She likes the long report"),
        ("rest", "She arrested him"),
    ],
)
def test_a_phrase_is_not_found_where_its_words_do_not_stand_together(phrase: str, text: str):
    assert codes_in(text, code("A.X", phrase)) == []


def test_a_not_phrase_takes_back_only_what_it_overlaps():
    honest = code("A.X", "honest", back=("all good honest",))
    assert codes_in("It was all good honest", honest) == []
    assert codes_in("She was honest, it was all good honest", honest) == ["A.X"]


def test_a_sentence_carries_a_code_once_and_four_codes_at_most():
    codes = [code(f"A.X{place}", "worker", "team") for place in range(4)]
    longer = code("B.LONG", "the worker and the team")
    found = codes_in("The worker and the team. The worker.", *codes, longer)
    assert found == ["B.LONG", "A.X0", "A.X1", "A.X2", "A.X0", "A.X1", "A.X2", "A.X3"]


def test_offsets_are_those_of_the_sentence_in_the_text():
    text = "It’s fine.  My worker’s kind! And so on"
    frame = match(comments("", text), codebook(code("A.X", "worker"))).frame
    ((start, end),) = frame[["start", "end"]].itertuples(index=False)
    assert text[start:end].strip() == "My worker’s kind!"
    assert frame["response"].tolist() == ["r1"]


def test_codings_are_said_to_be_unreviewed_and_without_valence():
    found = match(comments("kind worker"), codebook(code("A.X", "worker")))
    assert tuple(found.frame.columns) == CODING_COLUMNS
    assert not found.reviewed
    assert found.frame[["valence", "coder"]].to_numpy().tolist() == [["", "machine"]]
    assert "unreviewed" in found.provenance.steps[0]


def test_no_comments_give_no_codings():
    assert match(comments(), codebook(code("A.X", "worker"))).frame.empty


def test_the_order_of_comments_does_not_matter():
    texts = comments("the worker listens", "nothing", "a listening team and worker")
    book = codebook(code("A.X", "worker"), code("B.Y", "listen"))
    there, back = (match(frame, book).frame for frame in (texts, texts.iloc[::-1]))
    columns = list(CODING_COLUMNS)
    assert there.sort_values(columns).to_numpy().tolist() == (
        back.sort_values(columns).to_numpy().tolist()
    )


def gold() -> list[tuple[str, set[str]]]:
    lines = (HERE / "gold.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[1:3] for line in lines if line.startswith("|")][2:]
    return [(text.strip(), set(themes.split()) - {"-"}) for text, themes in cells]


def test_the_shipped_codebook_finds_the_themes_of_sentences_it_was_not_written_for():
    sentences = gold()
    found: dict[str, set[str]] = {}
    frame = match(comments(*(text for text, _ in sentences)), read_codebook(SHIPPED)).frame
    for response, name in zip(frame["response"], frame["code"], strict=True):
        found.setdefault(response, set()).add(name.split(".")[0])
    pairs = [(found.get(f"r{place}", set()), right) for place, (_, right) in enumerate(sentences)]
    hits = sum(len(machine & person) for machine, person in pairs)
    precision = hits / sum(len(machine) for machine, _ in pairs)
    recall = hits / sum(len(person) for _, person in pairs)
    assert precision >= 0.8, f"precision {precision:.2f}, recall {recall:.2f}"
    assert recall >= 0.7, f"precision {precision:.2f}, recall {recall:.2f}"


def test_four_hundred_comments_take_less_than_a_second():
    texts = [text for text, _ in gold()]
    book = read_codebook(SHIPPED)
    match(comments(*texts[:2]), book)
    many = comments(*(texts[place % len(texts)] for place in range(400)))
    start = time.process_time()
    match(many, book)
    assert time.process_time() - start < 5
