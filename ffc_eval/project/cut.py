"""The evidence of one quarter: responses, designs and what has been released of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ffc_eval.errors import Problem, ReportError, nearest
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Instrument, Question, Wave
from ffc_eval.model.quarter import Quarter
from ffc_eval.model.released import Released
from ffc_eval.model.responses import Responses, RowAccount
from ffc_eval.project.inputs import code_hash
from ffc_eval.project.project import Project, Tell, silent

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.analyse.compare.linkage import Kind
    from ffc_eval.analyse.kpis import Definitions
    from ffc_eval.model.blocks import Passage, TextStyle
    from ffc_eval.model.codebook import Codebook, Codings
    from ffc_eval.present.claims import Claims
    from ffc_eval.project.families import Families
    from ffc_eval.project.weighting import Counting
    from ffc_eval.release import Policy

T = TypeVar("T")


@dataclass(frozen=True)
class Cut:
    """The data of a project as they are frozen for one quarter.

    Dates come from the settings; only consent looks at the clock as well, in ``today``, so that
    nothing is used that a family no longer agrees to. What has been read once is kept for the
    life of the object, and in the project's cache.
    """

    project: Project
    quarter: Quarter
    today: date
    tell: Tell = field(default=silent, repr=False, compare=False)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def synthetic(self) -> bool:
        """Whether the project is an invented one."""
        return self.project.settings.project.synthetic

    @property
    def code(self) -> str:
        """Hash of the package's own files: a new version of a step is not answered from old."""
        return self._once("code", code_hash)

    @property
    def surveys(self) -> tuple[str, ...]:
        """Surveys with data of a wave that has begun by the quarter's end."""
        return tuple(name for name in self.project.surveys if self.instrument(name).waves)

    def surveys_of(self, *populations: str) -> tuple[str, ...]:
        """Return the surveys of these people, case audits not among them."""
        from ffc_eval.project.case_audit.markings import is_audit

        asked = {name: self.instrument(name) for name in self.surveys}
        return tuple(
            name
            for name, instrument in asked.items()
            if instrument.population in populations and not is_audit(instrument)
        )

    def synthetic_survey(self, survey: str) -> bool:
        """Whether what a report of this survey (or, for "", of all) shows is invented."""
        return self.instrument(survey).synthetic if survey else self.synthetic

    def instrument(self, survey: str) -> Instrument:
        """Return the instrument of a survey, with the waves that have begun by the quarter's end.

        Raises
        ------
        ReportError
            The project has no data of such a survey; the nearest is named.
        """
        return self._once(f"instrument {survey}", lambda: self._instrument(survey))

    def _instrument(self, survey: str) -> Instrument:
        from ffc_eval.collect.instruments import read_instrument

        if survey not in self.project.surveys:
            raise ReportError(
                "no-such-survey",
                f'The project holds no data of a survey "{survey}".',
                do=nearest(survey, self.project.surveys)
                if self.project.surveys
                else "Add one with ffc-eval survey add EXPORT --survey NAME.",
            )
        instrument = read_instrument(self.project.folder.instrument(survey))
        stored = {source.wave: source for source in self.project.sources(survey)}
        waves = tuple(wave for wave in instrument.waves if wave.id in stored and self._begun(wave))
        invented = self.synthetic and all(source.file for source in stored.values())
        checked = [(wave.id, stored[wave.id].checked) for wave in waves]
        notes = (*instrument.notes, *(f"Round {name}: {said}." for name, said in checked if said))
        return replace(instrument, waves=waves, synthetic=invented, notes=notes)

    def _begun(self, wave: Wave) -> bool:
        return wave.start is None or wave.start <= self.quarter.end

    @property
    def codebook(self) -> Codebook:
        """The project's codebook."""
        from ffc_eval.collect.instruments import read_codebook

        path = self.project.folder.surveys / "codebook.yaml"
        return self._once("codebook", lambda: read_codebook(path))

    def responses(self, survey: str) -> Responses:
        """Return the responses of all waves of a survey, identifiers taken out of free text.

        Of a case audit each case stands once, with the columns of its sampling design.
        """
        from ffc_eval.project.case_audit.markings import audited, is_audit

        if is_audit(self.instrument(survey)):
            return self._once(f"responses {survey}", lambda: audited(self, survey))
        return self.counting(survey).responses

    def counting(self, survey: str) -> Counting:
        """Return the responses with the design they count by: weighted where that is asked for."""
        from ffc_eval.project.weighting import counting

        return self._once(f"counting {survey}", lambda: counting(self.markings(survey)))

    def linked(self, survey: str) -> Kind:
        """Return whether the two latest rounds hold the same people, others, or both."""
        from ffc_eval.project.steps import linked

        return self._once(f"linked {survey}", lambda: linked(self, survey))

    def markings(self, survey: str) -> Responses:
        """Return every row of all waves: of a case audit the second reader's too."""
        from ffc_eval.project.reading import read_waves

        return self._once(f"markings {survey}", lambda: read_waves(self, survey))

    def rows(self, survey: str) -> Mapping[str, RowAccount]:
        """Return the account of rows by wave."""
        return self.responses(survey).rows

    def design(self, survey: str) -> Design:
        """Return the design of a survey; a list's size stands in the waves of its instrument."""
        from ffc_eval.project.case_audit.markings import is_audit

        if is_audit(self.instrument(survey)):
            from ffc_eval.analyse.case_sampling import DESIGN

            return DESIGN
        return self.counting(survey).design

    def comments(self, survey: str) -> pd.DataFrame:
        """Return the redacted comments of the latest round: response, question, text."""
        from ffc_eval.project.steps import comments

        return comments(self, survey)

    def codings(self, survey: str) -> Codings:
        """Return the codes that the machine suggests for the comments; nobody has reviewed them."""
        from ffc_eval.analyse.coding import match

        return self._once(f"codings {survey}", lambda: match(self.comments(survey), self.codebook))

    def policy(self, survey: str) -> Policy:
        """Return the disclosure rules of a survey."""
        from ffc_eval.release import Policy, Thresholds

        limits = self.project.settings.thresholds.model_dump()
        return Policy.of(self.instrument(survey), Thresholds(**limits))

    def published(self, name: str) -> Released[Any]:
        """Return a result that has passed the disclosure policy.

        Parameters
        ----------
        name
            Survey and step, "staff.items"; the steps are those of ``ffc_eval.project.steps``.

        Raises
        ------
        ReportError
            There is no such survey or step; the nearest is named.
        """
        from ffc_eval.project.results import release

        return self._once(f"published {name}", lambda: release(self, name))

    def coverage(self) -> Released[Any]:
        """Return the evidence on each reform strand, with the gaps."""
        from ffc_eval.project.coverage import coverage

        return coverage(self)

    def sources(self) -> Released[Any]:
        """Return what each number comes from: who was asked, rows in, rows used."""
        from ffc_eval.project.methods import sources

        return sources(self)

    def methods(self) -> Passage:
        """Return the methods of the quarter, for the appendix."""
        from ffc_eval.project.methods import methods

        return methods(self)

    def indicator_definitions(self) -> Definitions:
        """Return what is counted from case-management extracts, with breaks and caveats."""
        from ffc_eval.project.indicators import definitions

        return self._once("indicator definitions", lambda: definitions(self))

    def indicators(self) -> Released[Any]:
        """Return every indicator by month with its control chart."""
        from ffc_eval.project.indicators import counts

        return self._once("published indicators", lambda: counts(self))

    def care_and_plans(self) -> Released[Any]:
        """Return children in care and on plans, now and a year ago, side by side."""
        from ffc_eval.project.indicators import care_and_plans

        return self._once("published care and plans", lambda: care_and_plans(self))

    def families(self) -> Families:
        """Return the case studies, as far as consent lets a report use them."""
        from ffc_eval.project.families import families

        return self._once("families", lambda: families(self))

    def has_comments(self, survey: str) -> bool:
        """Whether the survey asks people to write something."""
        return any(question.type == "text" for question in self.instrument(survey))

    def results(self, survey: str) -> tuple[str, ...]:
        """Return the names of all results of a survey, for ``published``."""
        from ffc_eval.project.steps import result_names

        return result_names(self, survey)

    def framed(self, survey: str) -> tuple[str, ...]:
        """Return the questions by whose groups the list of the latest round is known."""
        from ffc_eval.model.frame import sizes_of

        instrument = self.instrument(survey)
        known = sizes_of(instrument.frame, instrument.waves[-1].id)
        return tuple(question.id for question in instrument if question.id in known)

    def left_out(self) -> list[str]:
        """Return what was left out of everything published so far, one sentence a line."""
        notes = [
            note
            for name, released in self._kept.items()
            if name.startswith("published ")
            for note in released.notes
        ]
        return list(dict.fromkeys(notes))

    def splits(self, survey: str) -> tuple[Question, ...]:
        """Return the questions that a survey's results are split by."""
        instrument = self.instrument(survey)
        return tuple(instrument.question(name) for name in instrument.domains)

    def narrative(
        self, slot: str, *, words: int, style: TextStyle = "prose", needs: str = ""
    ) -> Passage:
        """Return what people wrote in a slot of the quarter's narrative; never empty."""
        from ffc_eval.project.narrative import passage

        folder = self.project.folder.narrative(str(self.quarter))
        invented = self.synthetic
        return passage(folder, slot, words=words, style=style, needs=needs, synthetic=invented)

    def claims(self) -> Claims:
        """Return the quarter's headline claims, judged by the results that they name."""
        from ffc_eval.project.claims import claims

        return self._once("claims", lambda: claims(self))

    def wording_advice(self) -> tuple[Problem, ...]:
        """Return the advice on the wording of the claims and of every narrative file."""
        from ffc_eval.project.claims import wording_advice

        return wording_advice(self, self.claims())

    def _once(self, name: str, make: Callable[[], T]) -> T:
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept
