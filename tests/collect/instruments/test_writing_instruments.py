"""What is written is read back as the same object, and reads well."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ffc_eval.collect.instruments import read_instrument, write_instrument
from ffc_eval.model.instrument import REASONS, Instrument, Option, Question, Scale, Wave

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
def instruments(draw):
    waves = tuple(draw(st.lists(names, max_size=2, unique=True)))
    ids = draw(st.lists(names, max_size=3, unique=True))
    start = draw(st.one_of(st.none(), st.dates()))
    return Instrument(
        draw(names),
        draw(words),
        tuple(draw(questions(name, waves)) for name in ids),
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
