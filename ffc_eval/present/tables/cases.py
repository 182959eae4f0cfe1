"""Case studies as tables: the board, who is left, one family's plan, goals, domains and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from ffc_eval.model.blocks import Column, Passage, Table
from ffc_eval.model.case_studies import STAGES
from ffc_eval.model.events import Events
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.numbers import decimal, out_of
from ffc_eval.present.tables.words import capital, number_word

Row = dict[str, Any]

_WHO = {"family": "Family", "professional": "Professionals", "both": "Both"}


def board_facts(released: Released[Records]) -> Passage:
    """Return the numbers over the board: live, not to plan, overdue, withdrew."""
    rows = _rows(released)
    return Passage(
        "facts",
        tuple(str(row["families"]) for row in rows),
        tuple(row["fact"] + (f" (rule: {row['rule']})" if row["rule"] else "") for row in rows),
        released.synthetic,
    )


def board_lead(released: Released[Records]) -> Passage:
    """Return the sentence over the board: how many did not go to plan, and the rule."""
    row = next(row for row in _rows(released) if row["fact"] == "not to plan")
    of = number_word(row["of"])
    said = (
        f"{capital(number_word(row['families']))} of {of} live case studies did not go to plan. "
        "The rule is at least one in four, so that we do not only follow success."
    )
    short = " That is fewer than the rule asks for." if 4 * row["families"] < row["of"] else ""
    return Passage("lead", (said + short,), synthetic=released.synthetic)


def board_table(released: Released[Events]) -> Table:
    """Return the live families by stage: next contact, what is overdue, what did not go to plan."""
    rows = _rows(released)
    groups, place = [], 0
    for stage, found in groupby(rows, key=lambda row: row["stage"]):
        size = len(list(found))
        families = "family" if size == 1 else "families"
        groups.append((place, f"{stage}: {size} {families}"))
        place += size
    body = [[row["label"], row["strand"], _next(row), _remarks(row)] for row in rows]
    heads = ("Family", "Reform strand", "Next contact", "To note")
    return replace(_table("Case studies", heads, body, released), groups=tuple(groups))


def _next(row: Row) -> str:
    if not row["next"]:
        return "none: the last has been held"
    due = date.fromisoformat(row["due"])
    day = f"{due.day} {due:%B %Y}"
    return f"{row['next']}, {'was due' if row['overdue'] else 'due'} {day}"


def _remarks(row: Row) -> str:
    remarks = ["Contact overdue"] * row["overdue"] + ["Did not go to plan"] * row["not_to_plan"]
    return capital("; ".join(remarks).lower())


def attrition_table(released: Released[Records]) -> Table:
    """Return how many families were reached at each contact, of those whose contact was due."""
    rows = _rows(released)
    names = ("due", "held", "missed", "overdue", "left")
    heads = ("Due by the cut", "Held", "Missed", "Overdue", "Left before")
    body = [
        [Cell(row["stage"]), *(Cell(str(row[n]), float(row[n])) for n in names)] for row in rows
    ]
    made = cells.table_of("Contacts due and held", cells.columns("Contact", *heads), body)
    note = "Families that withdrew are in none of these numbers."
    return replace(made, notes=(note, *released.notes), synthetic=released.synthetic)


def plan_table(released: Released[Events]) -> Table:
    """Return one family's plan: each action, who does it, and how far it was at each contact."""
    rows = _rows(released)
    stages = _stages(rows)
    state = {(row["number"], row["stage"]): row["progress"] for row in rows if row["stage"]}
    body = [
        [
            row["action"],
            _WHO[row["who"]],
            capital(row["due"]),
            *(state.get((row["number"], stage), "") or "Not asked" for stage in stages),
        ]
        for row in rows
        if not row["stage"]
    ]
    return _table(_of("The plan", rows), ("Action", "Who", "Due", *stages), body, released)


def goal_table(released: Released[Events]) -> Table:
    """Return the goals families set, 0 to 10 at each contact; never an average."""
    rows = _rows(released)
    stages = _stages(rows)
    words = {(row["label"], row["goal"]): row["words"] for row in rows if row["words"]}
    lines = dict.fromkeys(
        (row["label"], row["goal"], row["source"]) for row in rows if row["stage"]
    )
    value = {
        (row["label"], row["goal"], row["source"], row["stage"]): Cell(
            decimal(row["value"]), row["value"]
        )
        for row in rows
        if row["stage"]
    }
    body = [
        [
            Cell(label),
            Cell(words.get((label, goal), f"Goal {goal}")),
            Cell(capital(source)),
            *(value.get((label, goal, source, stage), Cell("")) for stage in stages),
        ]
        for label, goal, source in lines
    ]
    heads = (Column("Family"), Column("Goal"), Column("Rated by"))
    numbers = tuple(Column(stage, align="number") for stage in stages)
    made = cells.table_of("Goals that families set", (*heads, *numbers), body)
    note = "0 is not at all there, 10 is fully there. An empty cell was not asked."
    return replace(made, notes=(note, *released.notes), synthetic=released.synthetic)


def domain_table(released: Released[Events]) -> Table:
    """Return how each domain stood when last asked, by who says so, and where they disagree."""
    rows = _rows(released)
    sources = ("family", "worker", "record")
    said = {(row["domain"], row["source"]): row["value"] for row in rows}
    need = {row["domain"]: row["need"] for row in rows if row["need"]}
    differ = {row["domain"] for row in rows if row["differ"]}
    body = [
        [
            domain,
            need.get(domain, ""),
            *(said.get((domain, source), "") for source in sources),
            "They differ" if domain in differ else "",
        ]
        for domain in _distinct(rows, "domain")
    ]
    heads = ("Domain", "Help needed", "Family says", "Worker says", "Record says", "Sources")
    return _table(_of("What changed", rows), heads, body, released)


def words_table(released: Released[Events]) -> Table:
    """Return what people of one family said, by role."""
    rows = _rows(released)
    body = [[capital(row["role"]), row["stage"], row["text"]] for row in rows]
    return _table(_of("In their words", rows), ("Who", "Contact", "Words"), body, released)


def pattern_table(released: Released[Events]) -> Table:
    """Return what happened across families, as counts of actions and goals."""
    rows = _rows(released)
    facts = _distinct(rows, "fact")
    count = {(row["label"], row["fact"]): row for row in rows}
    off = {row["label"] for row in rows if row["not_to_plan"]}
    body = []
    for label in _distinct(rows, "label"):
        found = [count.get((label, fact)) for fact in facts]
        shown = [out_of(row["count"], row["of"]) if row and row["of"] else ":" for row in found]
        body.append([label, "did not go" if label in off else "went", *shown])
    heads = ("Family", "To plan", *map(capital, facts))
    return _table("What happened across families", heads, body, released)


def timeline_table(released: Released[Events]) -> Table:
    """Return the values behind a timeline: what, from which week, to which."""
    rows = _rows(released)
    body = [
        [
            Cell(row["lane"]),
            Cell(capital(row["words"] or {"gap": "none", "contact": "held"}[row["shape"]])),
            Cell(str(row["start"]), float(row["start"])),
            Cell(str(row["end"]), float(row["end"])),
            Cell(capital(row["state"])),
        ]
        for row in rows
    ]
    week = (Column("From week", align="number"), Column("To week", align="number"))
    heads = (Column("Row"), Column("What"), *week, Column("State"))
    made = cells.table_of(_of("Timeline", rows), heads, body)
    return replace(made, notes=released.notes, synthetic=released.synthetic)


def _rows(released: Released[Any]) -> list[Row]:
    frame = released.frame
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _distinct(rows: Sequence[Row], name: str) -> list[str]:
    return list(dict.fromkeys(str(row[name]) for row in rows))


def _stages(rows: Sequence[Row]) -> list[str]:
    asked = {row["stage"] for row in rows}
    return [stage for stage in STAGES.values() if stage in asked]


def _of(title: str, rows: Sequence[Row]) -> str:
    return f"{title}: {rows[0]['label']}" if rows else title


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], released: Released[Any]
) -> Table:
    made = cells.table_of(title, [Column(head) for head in heads], [[*map(Cell, r)] for r in rows])
    return replace(made, notes=released.notes, synthetic=released.synthetic)
