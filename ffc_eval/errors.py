"""Every error and warning of the package, in one message shape: what, where, found, do."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the user's input.

    Parameters
    ----------
    slug
        Names the kind of problem; ``ffc-eval explain SLUG`` says more.
    what
        One sentence: what is wrong.
    where
        File, line, row, column; never a person's words, name or identifier.
    found
        What stood there, only where that cannot name a person.
    do
        What the user can do about it.
    """

    slug: str
    what: str
    where: str = ""
    found: str = ""
    do: str = ""

    def __str__(self) -> str:
        return f"[{self.slug}]\n" + "\n".join(
            _field(name, text)
            for name, text in (
                ("what", self.what),
                ("where", self.where),
                ("found", self.found),
                ("do", f"{self.do}\nMore: ffc-eval explain {self.slug}".strip()),
            )
            if text
        )


def _field(name: str, text: str) -> str:
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, 72) or [""]]
    return f"  {name:<6} " + ("\n" + " " * 9).join(lines)


class FfcError(Exception):
    """The user's input is at fault; the message says what, where, found and do.

    Carries every problem that was found, not only the first, in ``problems``.
    """

    def __init__(
        self, slug: str, what: str, *, where: str = "", found: str = "", do: str = ""
    ) -> None:
        self.problems: tuple[Problem, ...] = (Problem(slug, what, where, found, do),)
        super().__init__(slug, what)

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> FfcError:
        """Make one error of several problems, so that the user can mend all at once."""
        found = tuple(problems)
        error = cls(found[0].slug, found[0].what)
        error.problems = found
        return error

    def __str__(self) -> str:
        kind = type(self).__name__
        shown = [f"{kind} {problem}" for problem in self.problems[:_MOST_SHOWN]]
        rest = len(self.problems) - _MOST_SHOWN
        if rest > 0:
            shown.append(f"and {rest} more of this kind")
        return "\n\n".join(shown)

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self).of, (self.problems,))


class SettingsError(FfcError):
    """``ffc-eval.toml`` is missing, unreadable or wrong."""


class InstrumentError(FfcError):
    """An instrument, scale or codebook file is wrong."""


class ExportError(FfcError):
    """A file of survey answers cannot be read, or not in one way only."""


class PrivacyError(FfcError):
    """Something that could name a person would be kept or shown."""


class StoreError(FfcError):
    """A file cannot be kept, found or written safely."""


class DesignError(FfcError):
    """The survey design does not allow the estimate that was asked for."""


class EstimateError(FfcError):
    """An estimate was asked for that has no meaning for these data."""


class IndicatorError(FfcError):
    """An indicator lacks its definition, its data or its denominator."""


class CaseStudyError(FfcError):
    """What was entered about a case study does not fit what is on file."""


class ReleaseError(FfcError):
    """Something unreleased was about to be shown."""


class ReportError(FfcError):
    """A report cannot be built as asked."""


def nearest(name: str, choices: Sequence[str]) -> str:
    """Return a sentence naming the choice most like ``name``, or all choices if few."""
    match = difflib.get_close_matches(name, choices, n=1, cutoff=0.6)
    if match:
        return f'Did you mean "{match[0]}"?'
    if len(choices) <= 12:
        return "Choose one of: " + ", ".join(choices) + "."
    return f"There are {len(choices)} choices; none is like it."
