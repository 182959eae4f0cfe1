"""The evidence of one quarter: instruments, responses and the designs they count by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ffc_eval.errors import ReportError, nearest
from ffc_eval.model.design import Design
from ffc_eval.model.instrument import Instrument, Question, Wave
from ffc_eval.model.quarter import Quarter
from ffc_eval.model.responses import Responses, RowAccount
from ffc_eval.project.inputs import code_hash
from ffc_eval.project.workspace import Tell, Workspace, silent

if TYPE_CHECKING:
    from ffc_eval.model.codebook import Codebook
    from ffc_eval.project.weighting import Counting
    from ffc_eval.release import Policy

T = TypeVar("T")


@dataclass(frozen=True)
class Evidence:
    """The data of a project as they are frozen for one quarter.

    Dates come from the settings; only consent looks at the clock as well, in ``today``, so that
    nothing is used that a family no longer agrees to. What has been read once is kept for the
    life of the object, and in the project's cache.
    """

    project: Workspace
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
        return self.once("code", code_hash)

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
        return self.once(f"instrument {survey}", lambda: self._instrument(survey))

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
        return self.once("codebook", lambda: read_codebook(path))

    def responses(self, survey: str) -> Responses:
        """Return the responses of all waves of a survey, identifiers taken out of free text.

        Of a case audit each case stands once, with the columns of its sampling design.
        """
        from ffc_eval.project.case_audit.markings import is_audit

        if is_audit(self.instrument(survey)):
            return self.once(f"responses {survey}", lambda: self._audited(survey))
        return self.counting(survey).responses

    def _audited(self, survey: str) -> Responses:
        from ffc_eval.project.case_audit.markings import audited
        from ffc_eval.project.case_audit.samples import draws

        drawn = draws(self.project, self.instrument(survey))
        return audited(self.markings(survey), drawn)

    def counting(self, survey: str) -> Counting:
        """Return the responses with the design they count by: weighted where that is asked for."""
        from ffc_eval.project.weighting import counting

        return self.once(f"counting {survey}", lambda: counting(self.markings(survey)))

    def markings(self, survey: str) -> Responses:
        """Return every row of all waves: of a case audit the second reader's too."""
        from ffc_eval.project.reading import read_waves

        return self.once(
            f"markings {survey}",
            lambda: read_waves(self.project, self.instrument(survey), self.code, self.tell),
        )

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

    def policy(self, survey: str) -> Policy:
        """Return the disclosure rules of a survey."""
        from ffc_eval.release import Policy, Thresholds

        limits = self.project.settings.thresholds.model_dump()
        return Policy.of(self.instrument(survey), Thresholds(**limits))

    def has_comments(self, survey: str) -> bool:
        """Whether the survey asks people to write something."""
        return any(question.type == "text" for question in self.instrument(survey))

    def framed(self, survey: str) -> tuple[str, ...]:
        """Return the questions by whose groups the list of the latest round is known."""
        from ffc_eval.model.frame import sizes_of

        instrument = self.instrument(survey)
        known = sizes_of(instrument.frame, instrument.waves[-1].id)
        return tuple(question.id for question in instrument if question.id in known)

    def splits(self, survey: str) -> tuple[Question, ...]:
        """Return the questions that a survey's results are split by."""
        instrument = self.instrument(survey)
        return tuple(instrument.question(name) for name in instrument.domains)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what ``make`` makes, made once in the life of the object."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept
