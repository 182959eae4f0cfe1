"""The ``ffc-eval case`` commands that add a family or a person, or change a family's status."""

from __future__ import annotations

import secrets
from typing import Any, get_args

import click

from ffc_eval.app.cli.case_desk import DAY, Desk, entering, family, own_fields
from ffc_eval.app.cli.console import say
from ffc_eval.model.case_studies import Case, Change, Participant, Role, Status

_STATUSES = [status for status in get_args(Status) if status != "withdrawn"]


@click.command()
@click.option("--strand", required=True, help="FH, CP, FN, SP or SYS.")
@click.option("--start", type=DAY, required=True, help="The day from which contacts are planned.")
@click.option("--person", "people", multiple=True, help="A role, or role:age band. Several times.")
@click.option("--locality", default="")
@click.option("--stage", default="", help="Stage of help when chosen.")
@click.option("--need", default="")
@click.option("--family-type", default="")
@click.option("--atypical", is_flag=True, help="Chosen because it is unlike others.")
@click.option("--not-to-plan", is_flag=True, help="Chosen because its plan did not work out.")
@click.option("--found", default="", help="How it was found, and by whom, without names.")
@click.option("--approached", type=click.IntRange(1), default=1, help="Families asked for it.")
@click.option("--declined", type=click.IntRange(0), default=0, help="Of these, said no.")
@click.option("--why-declined", default="")
@entering
def add(desk: Desk, people: tuple[str, ...], **given: Any) -> None:
    """Add a family; the project gives it a label such as “Family A”."""
    from ffc_eval.analyse.case_studies.entering import next_label

    entered: dict[str, Any] = {"case": secrets.token_hex(8), "at": desk.at, "by": desk.by}
    case = Case(**entered, label=next_label(desk.cases), **given)
    roles = [person.partition(":") for person in people]
    desk.save(
        case,
        *(
            Participant(
                **entered,
                participant=f"{role}-{[r for r, _, _ in roles[: place + 1]].count(role)}",
                role=_role(role),
                age_band=age_band,
            )
            for place, (role, _, age_band) in enumerate(roles)
        ),
    )
    say(
        [
            f"{case.label} added, with {len(roles)} people.",
            f'Next: ffc-eval case consent "{case.label}" --who ROLE-1 --scope interview --by NAME',
        ]
    )


def _role(text: str) -> Role:
    role: Role = click.Choice(get_args(Role)).convert(text, None, None)
    return role


@click.command()
@family
@click.argument("role", type=click.Choice(get_args(Role)))
@click.option("--age-band", default="")
@entering
def person(desk: Desk, family: str, role: Role, age_band: str) -> None:
    """Add a person to a family, by role."""
    own = own_fields(desk, family)
    taken = {r.participant for r in desk.cases.participants if r.case == own["case"]}
    number = sum(name.startswith(f"{role}-") for name in taken) + 1
    desk.save(Participant(**own, participant=f"{role}-{number}", role=role, age_band=age_band))
    say([f"{role}-{number} added to {desk.case(family).label}."])


@click.command()
@family
@click.argument("status", type=click.Choice(_STATUSES), required=False)
@click.option("--on", type=DAY, default=None, help="Since when; by default today.")
@click.option("--not-to-plan/--to-plan", default=None, help="Whether its plan works out.")
@click.option("--reason", default=None)
@entering
def status(desk: Desk, family: str, **given: Any) -> None:
    """Change a family's status, or whether its plan works out."""
    since = given.pop("on") or desk.at.date()
    if given["status"] is None:
        since = None
    desk.save(Change(**own_fields(desk, family), since=since, **given))
    say([f"{desk.case(family).label}: saved."])


COMMANDS = (add, person, status)
