"""``ffc-eval case``: the families of the case studies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from ffc_eval.app.cli import case_entries, case_families
from ffc_eval.app.cli.case_desk import DAY, Desk, family
from ffc_eval.app.cli.console import folder_of, json_option, project_option, say, say_json


@click.group()
def command() -> None:
    """Keep the case studies: families, consent, contacts, plans, what changed.

    FAMILY is the label that the project gave, “Family A” or A. Nothing is ever overwritten.
    """


@command.command("list")
@click.option("--as-of", type=DAY, default=None, help="By default today.")
@project_option
@json_option
def list_families(as_of: date | None, project: Path | None, as_json: bool) -> None:
    """List the families, worst first: no consent, contact overdue, not to plan."""
    now = datetime.now(UTC)
    desk = Desk(folder_of(project), "", now)
    rows, withdrawn = _families(desk, as_of or now.date())
    if as_json:
        say_json({"families": rows, "withdrawn": withdrawn})
        return
    rows.sort(key=lambda row: (bool(row["agreed"]), not row["overdue"], not row["not_to_plan"]))
    last = [f"{withdrawn} withdrew; nothing of them is shown."] if withdrawn else []
    say([*map(_line, rows), *last] or ["No case studies yet: ffc-eval case add"])


def _families(desk: Desk, as_of: date) -> tuple[list[dict[str, Any]], int]:
    from dataclasses import replace

    from ffc_eval.analyse.case_studies.consent import consent_of
    from ffc_eval.analyse.case_studies.schedule import last_held, schedule
    from ffc_eval.model.case_studies import SCOPES, STAGES

    today = desk.at.date()
    consent = consent_of(desk.cases, issued=today, today=today)
    rows = []
    for case in desk.cases.cases:
        if case.case in consent.withdrawn:
            continue
        own = replace(desk.cases, cases=(case,))
        held = last_held(own, case, as_of=as_of)
        open_ = [row for row in schedule(own, as_of=as_of) if row.state in ("overdue", "due")]
        people = [row.participant for row in own.participants if row.case == case.case]
        rows.append(
            {
                "family": case.label,
                "strand": case.strand,
                "status": case.status,
                "stage": STAGES[held.stage] if held else "",
                "next": STAGES[open_[0].stage] if open_ else "",
                "due": open_[0].due.isoformat() if open_ else "",
                "overdue": any(row.state == "overdue" for row in open_),
                "not_to_plan": case.not_to_plan,
                "people": people,
                "agreed": [scope for scope in SCOPES if consent.family(case.case, scope)],
            }
        )
    return rows, len(consent.withdrawn)


def _line(row: dict[str, Any]) -> str:
    marks = [
        "" if row["agreed"] else "no consent in force",
        "contact overdue" if row["overdue"] else "",
        "did not go to plan" if row["not_to_plan"] else "",
    ]
    coming = f"next {row['next'].lower()}, due {row['due']}" if row["next"] else "no contact due"
    parts = [row["family"], row["strand"], row["status"], coming, *filter(None, marks)]
    return "; ".join(parts)


@command.command()
@family
@project_option
@json_option
def history(family: str, project: Path | None, as_json: bool) -> None:
    """Show every entry about a family, the newest first."""
    from ffc_eval.analyse.case_studies.consent import consent_of, shown_before_withdrawal
    from ffc_eval.analyse.case_studies.reading import case_decisions
    from ffc_eval.store.work import decisions

    desk = Desk(folder_of(project), "", datetime.now(UTC))
    case, today = desk.case(family), desk.at.date()
    consent = consent_of(desk.cases, issued=today, today=today)
    if case.case in consent.withdrawn:
        found = [
            {"kind": "case.shown", "report": row.report, "quarter": row.quarter, "use": row.use}
            for row in shown_before_withdrawal(desk.cases, consent)
            if row.case == case.case
        ]
    else:
        found = [
            {name: value for name, value in decision.items() if name not in ("case", "id")}
            for decision in reversed(case_decisions(decisions(desk.folder.work)))
            if decision["case"] == case.case
        ]
    if as_json:
        say_json(
            {"family": case.label, "withdrawn": case.case in consent.withdrawn, "entries": found}
        )
        return
    first = ["This family has withdrawn. What is on file about it is not shown."]
    say([*(first if case.case in consent.withdrawn else []), *map(_entry_line, found)])


def _entry_line(decision: dict[str, Any]) -> str:
    fields = {
        name: value for name, value in decision.items() if name not in ("kind", "at", "person")
    }
    said = ", ".join(f"{name} {_text(value)}" for name, value in fields.items())
    when = str(decision.get("at", ""))[:16].replace("T", " ")
    kind = str(decision["kind"]).removeprefix("case.")
    return " ".join(filter(None, (when, str(decision.get("person", "")), f"{kind}: {said}")))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


for _entering in (*case_families.COMMANDS, *case_entries.COMMANDS):
    command.add_command(_entering)
