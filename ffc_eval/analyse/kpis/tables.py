"""Shapes of the case-management tables that indicators are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellType = Literal["id", "day", "code", "text", "number"]


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Parameters
    ----------
    name
        Heading, as the Standard Safeguarding Dataset has it where it has it.
    meaning
        In words.
    type
        id: replaced by a pseudonym. day: a date. code: an entry of a code list, capitals do not
        matter. number: 0 or more.
    needed
        Whether a row without it is held out.
    """

    name: str
    meaning: str
    type: CellType
    needed: bool = True


@dataclass(frozen=True)
class Table:
    """A table of an extract.

    Parameters
    ----------
    name
        Of the table; also what a user calls it.
    meaning
        In words.
    fields
        Its columns; any other column of a file is never read.
    unique
        Columns that no two rows share.
    orders
        Pairs of dates, the first not after the second.
    """

    name: str
    meaning: str
    fields: tuple[Field, ...]
    unique: tuple[str, ...]
    orders: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Headings of the columns."""
        return tuple(field.name for field in self.fields)


_ALL = (
    Table(
        "early_help_assessments",
        "Early Help assessments (local: not in the Standard Safeguarding Dataset)",
        (
            Field("eha_assessment_id", "The assessment", "id"),
            Field("eha_person_id", "The child", "id"),
            Field("eha_start_date", "Day the assessment began", "day"),
            Field("eha_completed_date", "Day it was completed", "day", needed=False),
        ),
        unique=("eha_assessment_id",),
        orders=(("eha_start_date", "eha_completed_date"),),
    ),
    Table(
        "ssd_cin_episodes",
        "Referrals",
        (
            Field("cine_referral_id", "The referral", "id"),
            Field("cine_person_id", "The child", "id"),
            Field("cine_referral_date", "Day of the referral", "day"),
        ),
        unique=("cine_referral_id",),
    ),
    Table(
        "ssd_cin_assessments",
        "Child in Need assessments under section 17",
        (
            Field("cina_assessment_id", "The assessment", "id"),
            Field("cina_person_id", "The child", "id"),
            Field("cina_referral_id", "The referral it follows", "id"),
            Field("cina_assessment_start_date", "Day the assessment began", "day"),
            Field("cina_assessment_auth_date", "Day it was authorised", "day", needed=False),
        ),
        unique=("cina_assessment_id",),
        orders=(("cina_assessment_start_date", "cina_assessment_auth_date"),),
    ),
    Table(
        "caseload_snapshots",
        "Children allocated to each caseholding worker on a snapshot day (local, from "
        "ssd_involvements and ssd_professionals)",
        (
            Field("snapshot_date", "The day", "day"),
            Field("prof_professional_id", "The worker", "id"),
            Field("invo_professional_role", "Role of the worker", "code"),
            Field("locality", "Where the worker's team is", "code"),
            Field("prof_full_time_equivalency", "Share of full time", "number"),
            Field("children_allocated", "Children allocated", "number"),
        ),
        unique=("snapshot_date", "prof_professional_id", "invo_professional_role"),
    ),
    Table(
        "ssd_cla_episodes",
        "Episodes of children looked after",
        (
            Field("clae_cla_episode_id", "The episode", "id"),
            Field("clae_person_id", "The child", "id"),
            Field("clae_cla_episode_start_date", "Day it began", "day"),
            Field("clae_cla_episode_start_reason", "Why it began (S: care began)", "code"),
            Field("clae_cla_episode_ceased", "Day it ended", "day", needed=False),
            Field(
                "clae_cla_episode_ceased_reason",
                "Why it ended (X1: another follows)",
                "code",
                needed=False,
            ),
        ),
        unique=("clae_cla_episode_id",),
        orders=(("clae_cla_episode_start_date", "clae_cla_episode_ceased"),),
    ),
    Table(
        "ssd_cp_plans",
        "Child protection plans",
        (
            Field("cppl_cp_plan_id", "The plan", "id"),
            Field("cppl_person_id", "The child", "id"),
            Field("cppl_cp_plan_start_date", "Day it began", "day"),
            Field("cppl_cp_plan_end_date", "Day it ended", "day", needed=False),
        ),
        unique=("cppl_cp_plan_id",),
        orders=(("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),),
    ),
    Table(
        "population",
        "Children aged 0 to 17 in mid-year estimates",
        (
            Field("year", "Year of the estimate, for 30 June", "number"),
            Field("children", "Children aged 0 to 17", "number"),
            Field("source", "Who publishes it", "text"),
        ),
        unique=("year",),
    ),
)
TABLES = {table.name: table for table in _ALL}
"""Every table by its name; names and headings of the Standard Safeguarding Dataset (Data to
Insight, https://data-to-insight.github.io/ssd-data-model) begin ``ssd_``."""
