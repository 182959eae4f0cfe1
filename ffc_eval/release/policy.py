"""Policy: which numbers may be shown, and how, for one population."""

from __future__ import annotations

from dataclasses import dataclass

from ffc_eval.model.instrument import Instrument, Linked, Population


@dataclass(frozen=True)
class Thresholds:
    """Numbers of people at which something changes; printed in the methods appendix.

    Parameters
    ----------
    counts_from
        From this base "7 of 9" is shown; under it only the number who answered, and no split.
    percent_from
        From this base a percentage is shown, flagged "very small base".
    small_from
        From this base the flag is "small base".
    full_from
        From this base there is no flag.
    hidden_to
        In a split, a count of people using services from 1 to this number is hidden.
    staff_from
        A group of staff smaller than this is not shown.
    phrase_from
        A phrase is shown if at least this many people used it.
    cases_from
        In a case audit a group of fewer cases than this is not set beside others.
    """

    counts_from: int = 5
    percent_from: int = 10
    small_from: int = 30
    full_from: int = 50
    hidden_to: int = 5
    staff_from: int = 10
    phrase_from: int = 10
    cases_from: int = 30


@dataclass(frozen=True)
class Policy:
    """The disclosure rules of one survey or extract.

    Parameters
    ----------
    population
        Whose answers the numbers are.
    linked
        "event" where an answer can be tied to a meeting or a family.
    synthetic
        The data are invented; said wherever they are shown.
    names
        Wording of the questions that results are split by, (id, wording) pairs.
    groups
        Questions that results are split by: each answer to one is a group of people.
    sampled_cases
        The rows are cases drawn at random within strata: enough to speak of the authority,
        not to rank its parts.
    """

    population: Population
    linked: Linked = "anonymous"
    synthetic: bool = False
    thresholds: Thresholds = Thresholds()
    names: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()
    sampled_cases: bool = False

    @classmethod
    def of(cls, instrument: Instrument, thresholds: Thresholds | None = None) -> Policy:
        """Return the policy that an instrument asks for."""
        return cls(
            population=instrument.population,
            linked=instrument.linked,
            synthetic=instrument.synthetic,
            thresholds=thresholds or Thresholds(),
            names=tuple((question.id, question.text) for question in instrument),
            groups=instrument.domains,
            sampled_cases=bool(instrument.strata),
        )

    @property
    def suppresses(self) -> bool:
        """Whether small counts are hidden: people using services, or answers tied to an event."""
        return self.population == "service_users" or self.linked == "event"

    @property
    def smallest_group(self) -> int:
        """Smallest base that a group of a split may have."""
        limits = self.thresholds
        hidden = limits.hidden_to + 1 if self.suppresses else 0
        staff = limits.staff_from if self.population == "staff" else 0
        cases = limits.cases_from if self.sampled_cases else 0
        return max(limits.counts_from, hidden, staff, cases)

    @property
    def reason(self) -> str:
        """Why a split is left out, in words."""
        if self.sampled_cases:
            return (
                f"at least one group holds fewer than {self.smallest_group} cases, or one number "
                f"would count 1 to {self.thresholds.hidden_to} children"
            )
        if self.suppresses:
            return f"at least one number would count 1 to {self.thresholds.hidden_to} people"
        return f"at least one group holds fewer than {self.smallest_group} people"

    def hides_base(self, n: float) -> bool:
        """Whether a group of this many people is too small to be one of a split."""
        return 0.5 < n < self.smallest_group - 0.5

    def hides_count(self, count: float) -> bool:
        """Whether a count of this many people must be hidden in a split."""
        return self.suppresses and 0.5 < count < self.thresholds.hidden_to + 0.5

    def wording(self, by: str) -> str:
        """Return the wording of the questions that a split is by; "area:wider" is by area too."""
        names = dict(self.names)
        asked = [name.partition(":")[0] for name in by.split(" | ")]
        return " and ".join(f"“{names.get(name, name)}”" for name in asked)

    def settings(self) -> dict[str, str]:
        """Return the policy as text, for the provenance."""
        limits = self.thresholds
        return {
            "population": self.population,
            "linked": self.linked,
            "counts_from": str(limits.counts_from),
            "percent_from": str(limits.percent_from),
            "hidden_to": str(limits.hidden_to),
            "staff_from": str(limits.staff_from),
            "phrase_from": str(limits.phrase_from),
        }
