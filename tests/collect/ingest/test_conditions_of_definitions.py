"""The conditions that a questionnaire states are read as answers, and nothing of them is run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffc_eval.collect.ingest.definitions.definition import Gate
from ffc_eval.collect.ingest.definitions.expressions import Comparison, route_of


def gate_of(one: Comparison) -> Gate | None:
    return Gate(one.name, (one.answer,), chosen=one.equal) if one.name[0] != "x" else None


@pytest.mark.parametrize(
    ("condition", "route"),
    [
        ("${a} = 'yes'", ((Gate("a", ("yes",)),),)),
        ("selected(${a}, 'yes')", ((Gate("a", ("yes",)),),)),
        ("not(selected(${a}, 'yes'))", ((Gate("a", ("yes",), chosen=False),),)),
        ("${a} != 'no'", ((Gate("a", ("no",), chosen=False),),)),
        ("[a] = '1' or [a] = '2'", ((Gate("a", ("1", "2")),),)),
        ("[a] <> '1' and [a] <> '2'", ((Gate("a", ("1", "2"), chosen=False),),)),
        ("[a]=1 and [b(3)]='1'", ((Gate("a", ("1",)), Gate("b(3)", ("1",))),)),
        ("[a]=1 or [b]=2", ((Gate("a", ("1",)),), (Gate("b", ("2",)),))),
        ('((A.NAOK == "A1"))', ((Gate("A.NAOK", ("A1",)),),)),
        ('A.NAOK eq "1" && !(B == "2")', ((Gate("A.NAOK", ("1",)),
                                           Gate("B", ("2",), chosen=False)),)),
        ('"1" == 711X4X12.NAOK', ((Gate("711X4X12.NAOK", ("1",)),),)),
        ("(${a}='1' or ${b}='2') and ${c}='3'",
         ((Gate("a", ("1",)), Gate("c", ("3",))), (Gate("b", ("2",)), Gate("c", ("3",))))),
        ("not(${a}='1' or ${b}='2')",
         ((Gate("a", ("1",), chosen=False), Gate("b", ("2",), chosen=False)),)),
    ],
)  # fmt: skip
def test_answers_joined_by_and_or_not_are_understood(condition: str, route: object):
    assert route_of(condition, gate_of) == route


@pytest.mark.parametrize(
    "condition",
    [
        "${age} > 18",
        "${a} = ''",
        "${a} = ${b}",
        "selected(${a}, 'yes') and selected(${a}, 'no')",
        "count-selected(${a}) > 2",
        "today() = '2025-01-01'",
        "!is_empty(A.NAOK)",
        "${x} = '1' or ${a} = '1'",
        "__import__('os').system('true')",
        "(" * 5000,
        "${a} = '1' and",
        "${a} = '1' ${b} = '2'",
        "",
    ],
)
def test_anything_else_is_not_understood(condition: str):
    assert route_of(condition, gate_of) == ()


@given(st.text("ab${}[]()=!<>&|'\"1 andorselctNAOK.,X-", max_size=60))
def test_no_text_breaks_the_reading_of_a_condition(condition: str):
    assert isinstance(route_of(condition, gate_of), tuple)
