"""Frame: the list people came from, by group, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

NOT_STATED = "not stated"
"""Category of people on the list whose group is not known."""
CROSSED = " | "
"""Joins the names, and the categories, of questions that are crossed."""

WeightingMethod = Literal["post_stratification", "raking", "calibration"]
PopulationOfStrata = Literal["", "frame"]
SingleCluster = Literal["leave_out", "centre", "certainty"]


@dataclass(frozen=True)
class FrameGroup:
    """How many people of one group are on the list, or in the service cohort.

    Parameters
    ----------
    question
        Id of the question that names the group; ids joined by " | " where crossed.
    category
        Label of its answer, or "not stated".
    people
        On the list.
    asked
        Of these, asked; None where nobody counted.
    wave
        Id of the round; "" for every round.
    """

    question: str
    category: str
    people: int
    asked: int | None = None
    wave: str = ""


@dataclass(frozen=True)
class SamplingPlan:
    """Questions that hold the design of a sample; "" where there is none.

    ``population`` "frame": the size of each stratum on the list is its population, so that each
    person stands for those of the stratum and the correction for a finite list holds by stratum.
    ``single_cluster`` says what is done with a stratum of one cluster, as in ``Design``.
    """

    weight: str = ""
    stratum: str = ""
    cluster: str = ""
    population: PopulationOfStrata = ""
    single_cluster: SingleCluster = "leave_out"


@dataclass(frozen=True)
class Weighting:
    """How answers are weighted to the list.

    Parameters
    ----------
    method
        Post-stratification (the crossing of the questions), raking (each by itself) or
        calibration (each by itself, linear, with bounds).
    to
        Ids of the questions; their groups stand in the frame.
    trim
        Smallest and largest weight of the design before, times its mean; () for none.
    bounds
        Of calibration: smallest and largest factor on a weight; () for none.
    """

    method: WeightingMethod
    to: tuple[str, ...]
    trim: tuple[float, ...] = ()
    bounds: tuple[float, ...] = ()

    @property
    def margins(self) -> tuple[str, ...]:
        """Names of the frame's groups that the weights reproduce."""
        return (CROSSED.join(self.to),) if self.method == "post_stratification" else self.to


def sizes_of(
    frame: Sequence[FrameGroup], wave: str
) -> Mapping[str, Mapping[str, tuple[int, int | None]]]:
    """Return people on the list, and asked, of each group of a round, by question."""
    found: dict[str, dict[str, tuple[int, int | None]]] = {}
    for group in frame:
        if group.wave in ("", wave):
            found.setdefault(group.question, {})[group.category] = (group.people, group.asked)
    return found
