"""An instrument written as an XLSForm and read again asks the same questions of the same people."""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from ffc_eval.collect.ingest import draft_instrument, unfilled_export
from ffc_eval.collect.ingest.definitions.xlsform_writing import form_names, write_xlsform
from ffc_eval.model.instrument import Condition, Instrument, Option, Question

codes = st.from_regex(r"-?[A-Za-z0-9]([A-Za-z0-9._-]?[A-Za-z0-9])?", fullmatch=True)
texts = st.text("abcé ,.'\"&;$(0", min_size=3, max_size=20).map(
    lambda text: "w " + " ".join(text.split())
)
KINDS = ("single", "multi", "grid", "ranking", "number", "date", "text")
labels = st.one_of(texts, st.sampled_from(["Yes", "No", "Agree", "Disagree", "Don't know"]))


@st.composite
def offered(draw, *, values: bool):
    """Draw options that differ without regard to capitals, as a form needs."""
    found = draw(st.lists(codes, min_size=2, max_size=4, unique_by=str.casefold))
    names = draw(st.lists(labels, min_size=len(found), max_size=len(found), unique=True))
    reasons = st.sampled_from([None, None, "refused", "not_applicable"])
    return tuple(
        Option(code, name, reason=None if values else draw(reasons))
        for code, name in zip(found, names, strict=True)
    )


@st.composite
def conditions(draw, earlier):
    gates = [one for one in earlier if one.type in ("single", "multi", "grid_item")]
    chosen = draw(st.lists(st.sampled_from(gates), min_size=1, max_size=2, unique=True))
    return tuple(
        Condition(
            gate.id,
            tuple(draw(st.lists(st.sampled_from([o.code for o in gate.options]), min_size=1,
                                max_size=2, unique=True))),
            draw(st.booleans()),
        )
        for gate in chosen
    )  # fmt: skip


@st.composite
def instruments(draw):
    asked: list[Question] = []
    first = draw(offered(values=False))
    asked.append(Question("heard", draw(texts), "single", first))
    for number in range(draw(st.integers(0, 4))):
        kind = draw(
            st.sampled_from(["single", "multi", "grid", "ranking", "number", "date", "text"])
        )
        route = tuple(draw(st.lists(conditions(asked), max_size=2)))
        options = draw(offered(values=kind in ("multi", "ranking")))
        name = draw(st.sampled_from(["v#", "v_", "V "])).strip() + str(number)
        if kind == "grid":
            stem = f"{draw(texts)} {number}"
            asked += [
                Question(f"{name}.{row}", draw(texts), kind + "_item", options, stem=stem,
                         asked_if=route)
                for row in range(2)
            ]  # fmt: skip
            continue
        number_kind = kind == "number"
        asked.append(
            Question(
                name,
                draw(texts),
                kind,
                options if kind in ("single", "multi", "ranking") else (),
                asked_if=route,
                low=draw(st.sampled_from([None, 0.0, -2.5])) if number_kind else None,
                high=draw(st.sampled_from([None, 1e6, 7.5])) if number_kind else None,
            )
        )
    return Instrument("s", draw(texts), tuple(asked))


def written(instrument: Instrument) -> tuple[bytes, Instrument]:
    """Write an instrument and draft one from what was written."""
    data = write_xlsform(instrument)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(data)
        return data, draft_instrument(unfilled_export(path), survey="s", answers={})


def asked_of(question: Question, given_answers: dict[str, str]) -> bool:
    return not question.asked_if or any(
        all((given_answers[one.question] in one.codes) == one.chosen for one in conditions_)
        for conditions_ in question.asked_if
    )


@settings(max_examples=30, deadline=None)
@given(instruments())
def test_an_instrument_comes_back_from_its_form(instrument: Instrument):
    names = form_names(instrument)
    _, back = written(instrument)
    assert back.title == instrument.title
    assert [question.id for question in back] == list(names.values())
    for ours, theirs in zip(instrument, back, strict=True):
        assert (theirs.text, theirs.type, theirs.stem) == (ours.text, ours.type, ours.stem)
        assert (theirs.low, theirs.high) == (ours.low, ours.high)
        assert {(o.code, o.label, o.reason) for o in theirs.options} == {
            (o.code, o.label, o.reason) for o in ours.options
        }
        gates = [q for q in instrument if q.type in ("single", "multi", "grid_item")]
        used = {c.question for part in ours.asked_if for c in part}
        gates = [gate for gate in gates if gate.id in used]
        for answers in product(*[["", *(o.code for o in gate.options)] for gate in gates]):
            mine = dict(zip([gate.id for gate in gates], answers, strict=True))
            named = {names[gate]: answer for gate, answer in mine.items()}
            assert asked_of(ours, mine) == asked_of(theirs, named), ours.asked_if


@settings(max_examples=8, deadline=None)
@given(instruments())
def test_every_form_that_is_written_is_accepted_by_the_makers_program(instrument: Instrument):
    converted = convert(xlsform=write_xlsform(instrument), file_type=".xlsx")
    assert converted.xform.count("<bind ") >= len(instrument.questions)


def test_a_known_scale_and_words_of_routing_come_back_as_they_were():
    scale = tuple(Option(code, label) for code, label in (("a", "Yes"), ("b", "No")))
    asked = (
        Question("heard", "Heard?", "single", scale),
        Question("why", "Why?", "text", asked_if=((Condition("heard", ("b",)),),)),
        Question("plan", "Plan?", "text", routing="Where a plan was made"),
    )
    data, back = written(Instrument("s", "S", asked))
    heard = back.question("heard")
    assert heard.scale is not None
    assert (heard.scale.top, heard.scale.bottom) == (("a",), ("b",))
    assert back.question("why").asked_if == asked[1].asked_if
    xform = convert(xlsform=data, file_type=".xlsx").xform
    assert "Asked of: Where a plan was made" in xform
    assert "/data/heard  = 'b'" in xform


def test_ids_that_a_form_would_mix_up_are_told_apart():
    twins = (Question("a#1", "One?", "text"), Question("A_1", "Two?", "text"),
             Question("grid_1", "Three?", "text"))  # fmt: skip
    assert list(form_names(Instrument("s", "S", twins)).values()) == ["a_1", "A_1_2", "grid_1_2"]
    assert [q.text for q in written(Instrument("s", "S", twins))[1]] == ["One?", "Two?", "Three?"]


def test_a_text_that_looks_like_a_reference_is_no_reference():
    data, _ = written(Instrument("s", "S", (Question("a", "How ${much}?", "text"),)))
    assert "How $ {much}?" in convert(xlsform=data, file_type=".xlsx").xform
