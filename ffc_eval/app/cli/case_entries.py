"""The ``ffc-eval case`` commands that enter something; each appends, nothing is changed."""

from __future__ import annotations

import sys
from typing import Any, get_args

import click

from ffc_eval.app.cli.case_desk import DAY, Desk, entering, family, own_fields
from ffc_eval.app.cli.console import say
from ffc_eval.model.case_studies import (
    SCOPES,
    STAGES,
    Action,
    ActionState,
    Check,
    ConsentEvent,
    Contact,
    Giver,
    Milestone,
    Outcome,
    Progress,
    Quote,
    Shown,
    Source,
    Use,
)

stage_option = click.option("--stage", type=click.Choice(list(STAGES)), required=True)
source_option = click.option("--source", type=click.Choice(get_args(Source)), default="family")
on_option = click.option("--on", type=DAY, default=None, help="The day; by default today.")


@click.command()
@family
@click.option("--who", "participant", required=True, help="The person, for example parent-1.")
@click.option("--scope", "scopes", type=click.Choice(list(SCOPES)), multiple=True)
@click.option("--answer", type=click.Choice(["yes", "no"]), default="yes")
@click.option("--withdrawn", is_flag=True, help="Takes everything back, for good.")
@click.option("--given-by", type=click.Choice(get_args(Giver)), default="self")
@on_option
@click.option("--expires", type=DAY, default=None, help="The last day.")
@click.option("--evidence", default="", help="Where the form is kept, without names.")
@entering
def consent(desk: Desk, family: str, scopes: tuple[Any, ...], **given: Any) -> None:
    """Enter what a person agrees to, refuses, or takes back."""
    withdrawn = given.pop("withdrawn")
    if withdrawn == bool(scopes):
        raise click.UsageError("Give either --scope, once or more, or --withdrawn.")
    given["on"] = given["on"] or desk.at.date()
    own, label = own_fields(desk, family), desk.case(family).label
    if withdrawn:
        given["answer"] = "withdrawn"
        if sys.stdin.isatty():
            click.confirm(f"{label} withdraws. This cannot be undone. Go on?", abort=True)
    desk.save(*(ConsentEvent(**own, **given, allows=s) for s in scopes or ("everything",)))
    if withdrawn:
        say(_after_withdrawal(desk, own["case"], label))
    else:
        agreed = ", ".join(SCOPES[scope] for scope in scopes)
        say([f"{label}, {given['participant']}: {given['answer']} to {agreed}."])


def _after_withdrawal(desk: Desk, case: str, label: str) -> list[str]:
    from ffc_eval.analyse.case_studies.consent import consent_of, shown_before_withdrawal

    now = Desk(desk.folder, desk.by, desk.at).cases
    found = consent_of(now, issued=desk.at.date(), today=desk.at.date())
    shown = [row for row in shown_before_withdrawal(now, found) if row.case == case]
    if case not in found.withdrawn:
        return [f"{label}: this person’s words and answers are left out from now on."]
    return [
        f"{label} has withdrawn: nothing of it appears in anything built from now on.",
        *(f"It stood in {row.report}, {row.quarter} ({row.use})." for row in shown),
        "Take it out of those." if shown else "It stood in no report that was issued.",
    ]


@click.command()
@family
@click.argument("stage", type=click.Choice(list(STAGES)))
@on_option
@click.option("--outcome", type=click.Choice(["held", "missed", "declined"]), default="held")
@click.option("--mode", default="", help="home, elsewhere, phone or video.")
@click.option("--independent/--by-their-worker", default=True)
@click.option("--guide", default="", help="Version of the interview guide.")
@click.option("--minutes", type=click.IntRange(0), default=0)
@click.option("--handed-off", is_flag=True, help="Something was passed on for safeguarding.")
@entering
def contact(desk: Desk, family: str, **given: Any) -> None:
    """Enter a contact of the schedule: held, missed or declined."""
    given["on"] = given["on"] or desk.at.date()
    desk.save(Contact(**own_fields(desk, family), **given))
    say([f"{desk.case(family).label}, {STAGES[given['stage']]}: {given['outcome']}."])


@click.command()
@family
@click.argument("text", required=False)
@click.option("--who", type=click.Choice(["family", "professional", "both"]))
@click.option("--origin", help="The meeting that agreed it: fnm, fgc or conference.")
@click.option("--planned", type=DAY, default=None, help="The day of the plan; by default today.")
@click.option("--due", type=DAY, default=None)
@click.option("--number", type=click.IntRange(1), help="An action that is in the plan already.")
@click.option("--stage", type=click.Choice(list(STAGES)), help="The contact at which it was asked.")
@click.option("--progress", type=click.Choice(get_args(Progress)))
@source_option
@entering
def action(desk: Desk, family: str, number: int | None, **given: Any) -> None:
    """Add an action to the plan (TEXT), or enter how far one is (--number --stage --progress)."""
    own, label = own_fields(desk, family), desk.case(family).label
    if number:
        _need(given, "stage", "progress")
        given = {name: given[name] for name in ("stage", "progress", "source")}
        desk.save(ActionState(**own, number=number, **given))
        say([f"{label}, action {number}: {given['progress'].replace('_', ' ')}."])
        return
    _need(given, "text", "who", "origin")
    number = max((r.number for r in desk.cases.actions if r.case == own["case"]), default=0) + 1
    given = {name: given[name] for name in ("text", "who", "origin", "planned", "due")}
    given["planned"] = given["planned"] or desk.at.date()
    desk.save(Action(**own, number=number, **given))
    say([f"{label}: action {number} added to the plan."])


@click.command()
@family
@click.argument("measure")
@click.argument("value")
@stage_option
@source_option
@click.option("--words", default="", help="How the family puts its goal.")
@click.option("--need/--no-need", default=None, help="Whether help is needed in a domain.")
@click.option("--who", "participant", default="", help="The person, where it is one person’s.")
@entering
def outcome(desk: Desk, family: str, **given: Any) -> None:
    """Enter a measure: goal-1 to goal-3 and wellbeing 0 to 10, a domain, plan_level, living."""
    desk.save(Outcome(**own_fields(desk, family), **given))
    where = f"{given['measure']}, {STAGES[given['stage']]} ({given['source']})"
    say([f"{desk.case(family).label}: {where} saved."])


@click.command()
@family
@click.argument("type")
@on_option
@click.option("--until", type=DAY, default=None)
@click.option("--value", default="", help="The level of help, or which worker: Worker A.")
@click.option("--missed", is_flag=True, help="It was planned and did not take place.")
@click.option("--strike", "struck", is_flag=True, help="It was entered by mistake.")
@entering
def milestone(desk: Desk, family: str, **given: Any) -> None:
    """Enter something that happened to a family, for its timeline."""
    given["on"] = given["on"] or desk.at.date()
    desk.save(Milestone(**own_fields(desk, family), **given))
    say([f"{desk.case(family).label}: {given['type']} {'struck' if given['struck'] else 'saved'}."])


@click.command()
@family
@click.argument("text")
@click.option("--who", "participant", required=True, help="The person, for example parent-1.")
@stage_option
@entering
def quote(desk: Desk, family: str, **given: Any) -> None:
    """Enter a person's own words, without names."""
    desk.save(Quote(**own_fields(desk, family), **given))
    say([f"{desk.case(family).label}: words of {given['participant']} saved."])


@click.command()
@family
@click.option("--rare", multiple=True, help="What in the story is rare. Several times.")
@click.option("--masked", multiple=True, help="What of it was masked. Several times.")
@click.option("--read-by-family", is_flag=True)
@click.option("--second-reader", default="", help="Who else has read it; not the author.")
@click.option("--approved", is_flag=True)
@entering
def check(desk: Desk, family: str, **given: Any) -> None:
    """Enter the publication check of a family's story."""
    entry = Check(**own_fields(desk, family), **given)
    desk.save(entry)
    passed = "passed" if entry.passed else "not passed: the story is not shown"
    say([f"{desk.case(family).label}: publication check {passed}."])


@click.command()
@family
@click.option("--report", required=True)
@click.option("--quarter", required=True)
@click.option("--use", type=click.Choice(get_args(Use)), default="internal")
@entering
def shown(desk: Desk, family: str, **given: Any) -> None:
    """Enter that a family's material stood in a report that was issued."""
    desk.save(Shown(**own_fields(desk, family), **given))
    say([f"{desk.case(family).label}: saved."])


def _need(given: dict[str, Any], *names: str) -> None:
    missing = [f"--{name}" if name != "text" else "TEXT" for name in names if not given[name]]
    if missing:
        raise click.UsageError("Missing: " + ", ".join(missing) + ".")


COMMANDS = (consent, contact, action, outcome, milestone, quote, check, shown)
