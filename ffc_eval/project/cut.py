"""A cut: the evidence of one quarter, and all that a report may show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffc_eval.project.evidence import Evidence

if TYPE_CHECKING:
    import pandas as pd

    from ffc_eval.analyse.compare.linkage import Kind
    from ffc_eval.analyse.kpis import Definitions
    from ffc_eval.errors import Problem
    from ffc_eval.model.blocks import Passage, TextStyle
    from ffc_eval.model.codebook import Codings
    from ffc_eval.model.released import Released
    from ffc_eval.present.claims import Claims
    from ffc_eval.project.families import Families


@dataclass(frozen=True)
class Cut(Evidence):
    """The evidence of one quarter, with what has been released and written of it."""

    def comments(self, survey: str) -> pd.DataFrame:
        """Return the redacted comments of the latest round: response, question, text."""
        from ffc_eval.project.steps import comments

        return comments(self, survey)

    def codings(self, survey: str) -> Codings:
        """Return the codes that the machine suggests for the comments; nobody has reviewed them."""
        from ffc_eval.project.steps import codings

        return codings(self, survey)

    def linked(self, survey: str) -> Kind:
        """Return whether the two latest rounds hold the same people, others, or both."""
        from ffc_eval.project.steps import linked

        return linked(self, survey)

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
        from ffc_eval.project.results import published

        return published(self, name)

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

        return definitions(self)

    def indicators(self) -> Released[Any]:
        """Return every indicator by month with its control chart."""
        from ffc_eval.project.indicators import counts

        return counts(self)

    def care_and_plans(self) -> Released[Any]:
        """Return children in care and on plans, now and a year ago, side by side."""
        from ffc_eval.project.indicators import care_and_plans

        return care_and_plans(self)

    def families(self) -> Families:
        """Return the case studies, as far as consent lets a report use them."""
        from ffc_eval.project.families import families

        return families(self)

    def results(self, survey: str) -> tuple[str, ...]:
        """Return the names of all results of a survey, for ``published``."""
        from ffc_eval.project.steps import result_names

        return result_names(self, survey)

    def left_out(self) -> list[str]:
        """Return what was left out of everything published so far, one sentence a line."""
        notes = [
            note
            for name, released in self._kept.items()
            if name.startswith("published ")
            for note in released.notes
        ]
        return list(dict.fromkeys(notes))

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

        return self.once("claims", lambda: claims(self))

    def wording_advice(self) -> tuple[Problem, ...]:
        """Return the advice on the wording of the claims and of every narrative file."""
        from ffc_eval.project.claims import wording_advice

        return wording_advice(self, self.claims())
