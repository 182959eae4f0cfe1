"""What is written is read back as the same object, and reads well."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.collect.instruments import read_instrument, write_instrument
from ffc_eval.errors import InstrumentError
from ffc_eval.model.instrument import (
    REASONS,
    Condition,
    Instrument,
    Option,
    Question,
    Scale,
    Wave,
)

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
words = texts.filter(bool)
names = st.from_regex(r"[A-Za-z0-9_.-]{1,8}", fullmatch=True)
numbers = st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(-9, 99).map(float))


@st.composite
def options(draw, least=1):
    codes = draw(st.lists(words, min_size=least, max_size=4, unique=True))
    labels = draw(st.lists(words, min_size=len(codes), max_size=len(codes), unique=True))
    details = st.builds(
        Option,
        code=st.just(""),
        label=st.just(""),
        score=numbers,
        reason=st.sampled_from([None, *REASONS]),
        group=texts,
        exclusive=st.booleans(),
    )
    return tuple(
        replace(draw(details), code=code, label=label)
        for code, label in zip(codes, labels, strict=True)
    )


@st.composite
def questions(draw, id: str, waves: tuple[str, ...]):
    kind = draw(st.sampled_from(["single", "multi", "grid_item", "ranking", "number", "text"]))
    closed = kind not in ("number", "text")
    offered = draw(options(least=2)) if closed else ()
    scale = None
    if closed and draw(st.booleans()):
        shared = offered[: draw(st.sampled_from([2, len(offered)]))]
        scale = Scale(f"S{id}", shared, (shared[0].code,), (shared[1].code,), draw(texts))
        offered = draw(st.sampled_from([offered, offered[::-1]]))
    return Question(
        id,
        draw(texts),
        kind,
        options=offered,
        scale=scale,
        stem=draw(texts),
        routing=draw(texts),
        direction=draw(st.sampled_from(["good", "bad", "none"])),
        base=draw(st.sampled_from(["answered", "opinion"])),
        strands=draw(st.sampled_from([(), ("FH",), ("CP", "SYS")])),
        evidences=tuple(draw(st.lists(words, max_size=2))),
        headings=tuple(draw(st.lists(st.tuples(st.sampled_from(["", *waves]), words), max_size=3))),
        split=draw(st.booleans()),
        recall=draw(st.booleans()),
        unit=draw(texts),
        low=draw(st.sampled_from([None, 0.0, -1.5])),
        high=draw(st.sampled_from([None, 10.0])),
    )


@st.composite
def routed(draw, asked):
    """Ask a question only of people with certain answers to the ones before it."""
    done = []
    for question in asked:
        gates = [one for one in done if one.closed and one.type != "ranking"]
        alternatives = []
        for _ in range(draw(st.integers(0, 2)) if gates else 0):
            chosen = draw(st.lists(st.sampled_from(gates), min_size=1, max_size=2, unique=True))
            alternatives.append(tuple(draw(condition(gate)) for gate in chosen))
        done.append(replace(question, asked_if=tuple(alternatives)))
    return tuple(done)


@st.composite
def condition(draw, gate):
    codes = [option.code for option in gate.options]
    named = draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))
    return Condition(gate.id, tuple(named), draw(st.booleans()))


@st.composite
def instruments(draw):
    waves = tuple(draw(st.lists(names, max_size=2, unique=True)))
    ids = draw(st.lists(names, max_size=3, unique=True))
    start = draw(st.one_of(st.none(), st.dates()))
    return Instrument(
        draw(names),
        draw(words),
        draw(routed([draw(questions(name, waves)) for name in ids])),
        population=draw(st.sampled_from(["staff", "service_users"])),
        kind=draw(st.sampled_from(["sample", "list"])),
        version=draw(texts),
        waves=tuple(Wave(name, draw(words), start, start, 0, None, draw(texts)) for name in waves),
        domains=tuple(ids[:1]),
        consent_quote=draw(st.sampled_from(["", *ids])),
        codebook=draw(st.booleans()),
        personal=tuple(draw(st.lists(words, max_size=2))),
        holds_out=draw(st.sampled_from([(), ("blank",), ("partial", "test")])),
        notes=tuple(draw(st.lists(words, max_size=2))),
    )


@settings(max_examples=60, deadline=None)
@given(instruments())
def test_writing_then_reading_returns_the_same_instrument(instrument):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "surveys" / "any" / "instrument.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(write_instrument(instrument), encoding="utf-8", newline="\n")
        assert read_instrument(path) == instrument


def test_an_instrument_reads_like_a_questionnaire():
    yes_no = (Option("1", "Yes"), Option("0", "No"), Option("9", "Not sure", reason="dont_know"))
    instrument = Instrument(
        "steak",
        "Steak",
        (Question("q1", "Do you eat steak?", "single", options=yes_no, strands=("FH",)),),
        synthetic=True,
    )
    assert write_instrument(instrument) == (
        "id: steak\n"
        "title: Steak\n"
        "synthetic: yes\n"
        "questions:\n"
        "- id: q1\n"
        "  text: Do you eat steak?\n"
        "  type: single\n"
        "  options:\n"
        "    1: Yes\n"
        "    0: No\n"
        "    9: {label: Not sure, reason: dont_know}\n"
        "  strands: [FH]\n"
    )


def test_a_shared_scale_is_named_but_not_repeated():
    scale = Scale("YN", (Option("1", "Yes"), Option("0", "No")), ("1",), ("0",))
    question = Question("q1", "Was it fair?", "single", options=scale.options, scale=scale)
    text = write_instrument(Instrument("a", "A", (question,)), shared=[scale])
    assert "scale: YN" in text
    assert "scales:" not in text


def test_who_is_asked_is_written_as_a_question_and_its_codes():
    yes_no = (Option("1", "Yes"), Option("0", "No"))
    route = ((Condition("q1", ("1",)),), (Condition("q1", ("0",), chosen=False),))
    asked = (Question("q1", "Heard?", "single", yes_no), Question("q2", "Why?", "text"))
    text = write_instrument(Instrument("a", "A", (asked[0], replace(asked[1], asked_if=route))))
    assert "  asked_if:\n  - q1: [1]\n  - q1: {none_of: [0]}\n" in text


@pytest.mark.parametrize(
    ("route", "found"),
    [
        ("{q2: [1]}", "q2"),
        ("{q1: [7]}", "7"),
        ("{gone: [1]}", "gone"),
        ("{q1: []}", "asked_if"),
        ("{q1: {any_of: [1], none_of: [2]}}", "asked_if"),
    ],
    ids=["itself", "no such code", "no such question", "no code", "both"],
)
def test_a_condition_that_no_answer_could_meet_is_named_with_its_line(
    route: str, found: str, tmp_path: Path
):
    path = tmp_path / "surveys" / "a" / "instrument.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "title: A\nquestions:\n- id: q1\n  text: Heard?\n  type: single\n"
        "  options: {1: Yes, 0: No}\n- id: q2\n  text: Who?\n  type: single\n"
        f"  options: {{1: Mum, 2: Dad}}\n  asked_if: {route}\n"
    )
    with pytest.raises(InstrumentError, match="asked-if") as caught:
        read_instrument(path)
    (problem,) = caught.value.problems
    assert "line 11" in problem.where
    assert found in problem.found + problem.where
