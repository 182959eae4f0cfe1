"""No sum or difference of shown rows gives back a small group of families."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from ffc_eval.model.estimates import Estimates
from ffc_eval.release import Policy, protect

AREAS = ("North", "South", "")
ROLES = ("Parent", "Carer", "")
ANSWERS = ("strong", "agree", "neither", "no")
BOXES = {"top_box": {"strong", "agree"}, "bottom_box": {"no"}}
ATOMS = list(product(AREAS, ROLES, ANSWERS))
SPLITS = {"": (), "area": (0,), "role": (1,), "area | role": (0, 1)}
Count = dict[tuple[str, str, str], int]

populations = st.lists(
    st.one_of(st.just(0), st.integers(0, 9), st.integers(6, 30)),
    min_size=len(ATOMS),
    max_size=len(ATOMS),
).map(lambda counts: dict(zip(ATOMS, counts, strict=True)))
wanted = st.sets(
    st.sampled_from([(by, kind) for by in SPLITS for kind in ("share", *BOXES)]), min_size=2
)


def members(by: str, domain: str, answers: set[str]) -> list[bool]:
    levels = domain.split(" | ") if by else []
    return [
        atom[2] in answers
        and all(atom[place] == level for place, level in zip(SPLITS[by], levels, strict=True))
        for atom in ATOMS
    ]


def size(people: Count, inside: list[bool]) -> int:
    return sum(people[atom] for atom, wanted in zip(ATOMS, inside, strict=True) if wanted)


def tabulated(people: Count, tables: set[tuple[str, str]]) -> Iterator[dict[str, object]]:
    """Rows of each table, groups of people who gave no area or role left out as in a survey."""
    for by, kind in sorted(tables | {("", kind) for _, kind in tables}):
        axes = [(AREAS, ROLES)[place] for place in SPLITS[by]]
        for levels in product(*axes):
            if "" in levels:
                continue
            domain = " | ".join(levels)
            n = size(people, members(by, domain, set(ANSWERS)))
            options = {kind: BOXES[kind]} if kind in BOXES else {name: {name} for name in ANSWERS}
            for option, answers in options.items():
                key = {"indicator": "q", "period": "w", "statistic": kind, "option": option}
                count = size(people, members(by, domain, answers))
                yield {**key, "by": by, "domain": domain, "count": count, "n": n}


def equations(frame) -> tuple[list[list[bool]], list[bool]]:
    """What a reader knows: sets of people of known size, and which are known to be empty."""
    known, empty = [], [False] * len(ATOMS)
    for row in frame.itertuples():
        answers = BOXES.get(row.statistic, {row.option})
        base = members(row.by, row.domain, set(ANSWERS))
        part = members(row.by, row.domain, answers)
        for inside, number in ((base, row.n), (part, row.count)):
            if number == number:
                known.append(inside)
                if number == 0:
                    empty = [a or b for a, b in zip(empty, inside, strict=True)]
        if row.count == row.n:
            outside = [a and not b for a, b in zip(base, part, strict=True)]
            empty = [a or b for a, b in zip(empty, outside, strict=True)]
    return known, empty


def groups() -> Iterator[tuple[str, list[bool]]]:
    """Every group below the whole authority that a reader may be curious about."""
    answer_sets = [set(some) for k in range(1, 5) for some in combinations(ANSWERS, k)]
    for area, role in product((*AREAS, None), (*ROLES, None)):
        if area is None and role is None:
            continue
        for answers in answer_sets:
            yield (
                f"{area} {role} {answers}",
                [
                    atom[2] in answers and area in (None, atom[0]) and role in (None, atom[1])
                    for atom in ATOMS
                ],
            )


@settings(max_examples=60, deadline=None)
@given(people=populations, tables=wanted)
def test_no_combination_of_shown_rows_yields_one_to_five_families(
    people: Count, tables: set[tuple[str, str]]
):
    rows = Estimates.from_rows(tabulated(people, tables))
    frame = protect(rows, Policy("service_users")).frame
    event(f"splits shown: {frame.loc[frame['by'] != '', 'by'].nunique()}")
    known, empty = equations(frame)
    columns = ~np.array(empty)
    knowledge = np.array(known, dtype=float)[:, columns] if known else np.zeros((1, columns.sum()))
    rank = np.linalg.matrix_rank(knowledge)
    for name, group in groups():
        if not 1 <= size(people, group) <= 5:
            continue
        target = np.array(group, dtype=float)[columns]
        assert np.linalg.matrix_rank(np.vstack([knowledge, target])) > rank, name


@settings(max_examples=40, deadline=None)
@given(people=populations, tables=wanted)
def test_no_group_of_staff_under_ten_is_left_over(people: Count, tables: set[tuple[str, str]]):
    rows = Estimates.from_rows(tabulated(people, tables))
    frame = protect(rows, Policy("staff")).frame
    for by in set(frame["by"]) - {""}:
        shown = frame[(frame["by"] == by) & (frame["shown"] != "hidden")]
        for _, table in shown.groupby(["statistic", "option"]):
            left = sum(people.values()) - table["n"].sum()
            assert not 1 <= left <= 9
            assert not table["n"].between(1, 9).any()
