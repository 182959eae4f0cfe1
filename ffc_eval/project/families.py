"""The case studies of a quarter: everything on file, and what consent lets a report use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ffc_eval.model.events import Events
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released

if TYPE_CHECKING:
    from ffc_eval.analyse.case_studies.consent import Consent
    from ffc_eval.analyse.case_studies.tracker import Tracker
    from ffc_eval.model.case_studies import CaseStudies
    from ffc_eval.project.evidence import Evidence
    from ffc_eval.release import Policy


@dataclass(frozen=True)
class Families:
    """The families that may be used inside the programme, and the gate they pass.

    Parameters
    ----------
    everyone
        Everything on file.
    permitted
        What consent in force lets an internal report use.
    consent
        As of the later of the day of issue and today.
    as_of
        The cut: what is due, overdue or held is as of this day.
    """

    everyone: CaseStudies = field(repr=False)
    permitted: CaseStudies = field(repr=False)
    consent: Consent = field(repr=False)
    tracker: Tracker = field(repr=False)
    policy: Policy
    as_of: date

    def facts(self) -> Released[Records]:
        """Return how many are live, overdue and did not go to plan."""
        from ffc_eval.analyse.case_studies.board import facts

        return self._counted(facts(self.permitted, self.everyone, self.consent, as_of=self.as_of))

    def attrition(self) -> Released[Records]:
        """Return contacts due, held and missed, by stage."""
        from ffc_eval.analyse.case_studies.board import attrition

        return self._counted(attrition(self.permitted, as_of=self.as_of))

    def board(self) -> Released[Events]:
        """Return one row a live family: stage, next contact, whether it went to plan."""
        from ffc_eval.analyse.case_studies.board import board

        return self._gate(board(self.permitted, self.tracker, as_of=self.as_of))

    def pattern(self) -> Released[Events]:
        """Return what happened across families, as counts a family."""
        from ffc_eval.analyse.case_studies.goals import pattern

        return self._gate(pattern(self.permitted, as_of=self.as_of))

    def timeline(self, label: str) -> Released[Events]:
        """Return one family's timeline, in weeks since first contact."""
        from ffc_eval.analyse.case_studies.timeline import timeline

        return self._gate(timeline(self.permitted, label, self.tracker, as_of=self.as_of))

    def plan(self, label: str) -> Released[Events]:
        """Return one family's plan: actions by contact."""
        from ffc_eval.analyse.case_studies.stories import plan

        return self._gate(plan(self.permitted, label, as_of=self.as_of))

    @property
    def told(self) -> str:
        """Label of the first family whose story has passed its publication check; "" for none."""
        checked = self.consent.checked
        labels = sorted(case.label for case in self.permitted.cases if case.case in checked)
        return labels[0] if labels else ""

    def _gate(self, events: Events) -> Released[Events]:
        from ffc_eval.release.events import release_events

        return release_events(events, self.consent, self.policy, use="internal")

    def _counted(self, records: Records) -> Released[Records]:
        from ffc_eval.release import release_records

        return release_records(records, self.policy)


def families(evidence: Evidence) -> Families:
    """Return the case studies of a project, from everybody's human work.

    Raises
    ------
    CaseStudyError
        The tracker's definition or an entry is broken.
    """
    return evidence.once("families", lambda: _read(evidence))


def _read(evidence: Evidence) -> Families:
    from ffc_eval.analyse.case_studies.consent import consent_of, permitted
    from ffc_eval.analyse.case_studies.reading import read_cases
    from ffc_eval.analyse.case_studies.tracker import read_tracker
    from ffc_eval.release import Policy, Thresholds
    from ffc_eval.store.work import decisions

    folder, settings = evidence.project.folder, evidence.project.settings
    everyone = read_cases(decisions(folder.work))
    dates = settings.dates(evidence.quarter)
    consent = consent_of(everyone, issued=dates.issued, today=evidence.today)
    limits = Thresholds(**settings.thresholds.model_dump())
    return Families(
        everyone=everyone,
        permitted=permitted(everyone, consent, "internal"),
        consent=consent,
        tracker=read_tracker(folder.surveys / "case_studies" / "tracker.yaml"),
        policy=Policy(
            "service_users", linked="event", synthetic=evidence.synthetic, thresholds=limits
        ),
        as_of=dates.cut,
    )
