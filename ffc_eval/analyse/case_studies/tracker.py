"""The tracker: what is kept about a case study, read from ``tracker.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ffc_eval.collect.instruments.faults import SourceFile
from ffc_eval.collect.instruments.forms import Form, Words
from ffc_eval.collect.instruments.marked import compose
from ffc_eval.errors import CaseStudyError, Problem

Named = Mapping[str, Words]


class Lane(Form):
    """A row of the timeline; ``spans`` where what stands in it lasts until the next."""

    label: Words
    spans: bool = False


class MilestoneType(Form):
    """A kind of event, and the lane it stands in."""

    label: Words
    lane: Words


class Guide(Form):
    """The interview guide."""

    version: Words
    family: tuple[Words, ...]
    worker: tuple[Words, ...]


class Tracker(Form):
    """The lists that entries choose from, id and words."""

    version: Words
    title: Words
    strands: Named
    stages_of_help: Named
    needs: Named
    family_types: Named
    plan_levels: Named
    living: Named
    lanes: Mapping[str, Lane]
    milestones: Mapping[str, MilestoneType]
    origins: Named
    modes: Named
    domains: Named
    domain_values: Named
    rare_features: Named
    guide: Guide

    def values(self, measure: str) -> tuple[str, ...] | None:
        """Return the values a measure may have; 0 to 10 for goals and wellbeing, else None."""
        if measure in ("goal-1", "goal-2", "goal-3", "wellbeing"):
            return tuple(str(number) for number in range(11))
        lists: dict[str, Named] = {"plan_level": self.plan_levels, "living": self.living}
        lists |= dict.fromkeys(self.domains, self.domain_values)
        return tuple(lists[measure]) if measure in lists else None

    @property
    def measures(self) -> tuple[str, ...]:
        """Everything that can be measured."""
        fixed = ("goal-1", "goal-2", "goal-3", "wellbeing", "plan_level", "living")
        return (*fixed, *self.domains)


def read_tracker(path: Path) -> Tracker:
    """Read the tracker definition, ``surveys/case_studies/tracker.yaml``.

    Raises
    ------
    CaseStudyError
        Every problem of the file, each with its line.
    """
    name = f"surveys/case_studies/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CaseStudyError(
            "no-tracker",
            "The definition of the case-study tracker cannot be read.",
            where=name,
            do="Bring the file back from your backup, or copy it from a new project.",
        ) from None
    root, problems = compose(text, name)
    file = SourceFile(name, root)
    tracker, wrong = file.check(Tracker)
    wrong = [*problems, *wrong, *(_lost_lanes(file, tracker) if tracker else ())]
    if tracker is None or wrong:
        raise CaseStudyError.of(wrong)
    return tracker


def _lost_lanes(file: SourceFile, tracker: Tracker) -> list[Problem]:
    return [
        file.problem(
            ("milestones", name, "lane"),
            "unknown-choice",
            f'The milestone "{name}" stands in a lane that is not defined.',
            found=kind.lane,
            do="Choose one of: " + ", ".join(tracker.lanes) + ".",
        )
        for name, kind in tracker.milestones.items()
        if kind.lane not in tracker.lanes
    ]
