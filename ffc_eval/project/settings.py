"""Settings of a project folder: ``ffc-eval.toml``, read and checked."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ffc_eval.errors import Problem, SettingsError, nearest
from ffc_eval.model.quarter import Quarter
from ffc_eval.project.toml_lines import key_lines, line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NAME = "ffc-eval.toml"


def _quarter_name(text: str) -> str:
    try:
        return str(Quarter.parse(text))
    except SettingsError as error:
        raise ValueError("a quarter is written as in 2025-Q1") from error


def _identifier(text: str) -> str:
    if not text.replace("_", "").replace("-", "").isalnum() or text != text.lower():
        raise ValueError("small letters, digits, - and _ only")
    return text


Identifier = Annotated[str, AfterValidator(_identifier)]
QuarterName = Annotated[str, BeforeValidator(_quarter_name)]


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Programme(_Checked):
    """Who evaluates what, and where what could name a person is kept."""

    id: Identifier
    authority: str = Field(min_length=1)
    programme: str = "Families First for Children"
    synthetic: bool = False
    restricted: str = ""
    marking: str = "OFFICIAL"
    written_by: str = "Evaluation lead"
    audience: str = "Programme board and practice leads"
    contact: str = ""


class QuarterDates(_Checked):
    """The day the data of a quarter are frozen, and the day its products are dated."""

    cut: date
    issued: date
    next_report: date | None = None

    @model_validator(mode="after")
    def _issued_after_cut(self) -> QuarterDates:
        if self.issued < self.cut:
            raise ValueError("issued is before cut")
        return self


class Locality(_Checked):
    """A locality for as long as it existed; ``area`` is the wider group it is merged into."""

    name: str = Field(min_length=1)
    area: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


class Thresholds(_Checked):
    """Numbers of people at which something changes; see ``ffc_eval.release.Thresholds``."""

    counts_from: int = Field(default=5, ge=2)
    percent_from: int = Field(default=10, ge=2)
    small_from: int = Field(default=30, ge=2)
    full_from: int = Field(default=50, ge=2)
    hidden_to: int = Field(default=5, ge=1)
    staff_from: int = Field(default=10, ge=1)
    phrase_from: int = Field(default=10, ge=5)

    @model_validator(mode="after")
    def _in_order(self) -> Thresholds:
        steps = (self.counts_from, self.percent_from, self.small_from, self.full_from)
        if list(steps) != sorted(steps):
            raise ValueError("the thresholds for a base must not fall")
        return self


class Source(_Checked):
    """One stored export: its survey, its wave and the SHA-256 of its bytes.

    A ``file`` is named only for a ``synthetic-`` file inside the project. ``definition`` is the
    SHA-256 of the questionnaire that it is read with; ``checked`` says how the people counted
    compare with the count on the platform's own page.
    """

    survey: Identifier
    wave: str = Field(min_length=1)
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    file: str = ""
    platform: str = ""
    definition: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    checked: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> Source:
        if bool(self.file) == bool(self.sha256):
            raise ValueError("give either sha256 or, for a synthetic- file, file")
        if self.file and (
            not self.file.startswith("synthetic-") or Path(self.file).name != self.file
        ):
            raise ValueError("file names a synthetic- file of the survey's data folder")
        return self


class Settings(_Checked):
    """All that ``ffc-eval.toml`` says."""

    project: Programme
    quarters: dict[QuarterName, QuarterDates] = Field(default_factory=dict)
    localities: tuple[Locality, ...] = ()
    thresholds: Thresholds = Thresholds()
    sources: tuple[Source, ...] = ()

    @property
    def latest(self) -> Quarter:
        """The latest quarter that has dates.

        Raises
        ------
        SettingsError
            No quarter has dates.
        """
        if not self.quarters:
            raise SettingsError(
                "no-quarter",
                "The settings name no quarter.",
                where=NAME,
                do='Add for example [quarters."2025-Q1"] with cut and issued.',
            )
        return max(Quarter.parse(name) for name in self.quarters)

    def dates(self, quarter: Quarter) -> QuarterDates:
        """Return the dates of a quarter.

        Raises
        ------
        SettingsError
            The quarter has none; the nearest is named.
        """
        if str(quarter) not in self.quarters:
            raise SettingsError(
                "no-quarter",
                f"The settings give no dates for {quarter}.",
                where=NAME,
                do=nearest(str(quarter), sorted(self.quarters))
                + f' Or add [quarters."{quarter}"] with cut and issued.',
            )
        return self.quarters[str(quarter)]


def read_settings(path: Path) -> Settings:
    """Read and check a settings file; every mistake is told at once, with its line.

    Raises
    ------
    SettingsError
        The file cannot be read, is not TOML, or holds something that is not a setting.
    """
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            "settings-not-toml",
            "The settings file is not valid TOML.",
            where=NAME,
            found=str(error),
            do="Mend that line; text values stand between double quotes.",
        ) from None
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        lines = key_lines(text)
        raise SettingsError.of(_problem(detail, lines) for detail in error.errors()) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            "no-project",
            f"There is no {NAME} here.",
            do="Run ffc-eval init DIR to make a project folder, or name one with --project.",
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(
            "settings-not-toml",
            "The settings file is not UTF-8 text.",
            where=NAME,
            do='Save it as "UTF-8" in your editor.',
        ) from None


def _problem(detail: ErrorDetails, lines: dict[tuple[str | int, ...], int]) -> Problem:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    where = f"{NAME}, line {line_of(lines, path)}, {'.'.join(map(str, path))}"
    if detail["type"] == "extra_forbidden":
        return Problem("unknown-setting", "This is not a setting.", where, do=_known(path))
    if detail["type"] == "missing":
        return Problem("missing-setting", "A setting is missing.", where, do="Add it.")
    found = "" if isinstance(detail["input"], dict) else str(detail["input"])[:60]
    message = detail["msg"].removeprefix("Value error, ")
    return Problem(
        "wrong-setting", f"A setting is not right: {message}.", where, found, "Change it."
    )


_PARTS: dict[str, type[BaseModel]] = {
    "project": Programme,
    "quarters": QuarterDates,
    "localities": Locality,
    "thresholds": Thresholds,
    "sources": Source,
}


def _known(path: tuple[Any, ...]) -> str:
    part = _PARTS.get(str(path[0])) if len(path) > 1 else Settings
    return nearest(str(path[-1]), list((part or Settings).model_fields))
