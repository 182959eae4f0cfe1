"""The methods appendix: what was done, said from what was really done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ffc_eval.model.blocks import Passage
from ffc_eval.model.records import Records
from ffc_eval.model.released import Released

if TYPE_CHECKING:
    from ffc_eval.project.evidence import Evidence

_KINDS = {
    "list": "everybody on a list",
    "sample": "a sample",
    "census": "everybody at each event",
    "self_selected": "anybody who wished",
}


def sources(evidence: Evidence) -> Released[Records]:
    """Return one row a survey and round: who was asked, rows in, rows used, response rate."""
    import pandas as pd

    from ffc_eval.release import Policy, release_records

    rows = []
    for name in evidence.surveys:
        instrument = evidence.instrument(name)
        for wave in instrument.waves:
            account = evidence.rows(name)[wave.id]
            rate = f"{account.kept / wave.asked:.0%}" if wave.asked else "not known"
            rows.append(
                {
                    "source": f"{instrument.title}, {wave.label or wave.id}",
                    "who": _KINDS[instrument.kind],
                    "asked": str(wave.asked or "not known"),
                    "rows": str(account),
                    "rate": rate,
                }
            )
    definition = (
        ("source", "Source"),
        ("who", "Who was asked"),
        ("asked", "People asked"),
        ("rows", "Rows"),
        ("rate", "Response rate"),
    )
    frame = pd.DataFrame(rows, columns=[name for name, _ in definition]).astype("str")
    return release_records(
        Records(frame, definition), Policy("public", synthetic=evidence.synthetic)
    )


def methods(evidence: Evidence) -> Passage:
    """Return the methods of the quarter as names and descriptions."""
    facts = {**_analysis(evidence), **_protection(evidence), **_production()}
    return Passage("facts", tuple(facts.values()), tuple(facts), synthetic=evidence.synthetic)


def _analysis(evidence: Evidence) -> dict[str, str]:
    return {
        "Likely ranges": "95 % intervals. Of shares: Wilson's, on the effective number of people, "
        "with the correction for a finite list where more than a tenth of it answered. Of means: "
        "Student's t. Surveys that anybody could answer have none.",
        "Change": "The two rounds of a survey are compared as separate samples (a repeated "
        "cross-section), or in pairs where pseudonyms match. The range of a difference joins the "
        "ranges of both sides (Newcombe). "
        '"Rose" and "fell" are written only where that range leaves nought; otherwise "could be '
        'chance", with the smallest change that this many people could have shown (80 % power).',
        "Many questions": "p-values, kept in the workbook, are adjusted by Holm's method within "
        "the statements compared.",
        "Missing answers": "They leave the base of that question and are counted beside it.",
        "Comments": f"Identifiers are taken out by machine. Comments are matched with the phrases "
        f"of the codebook (version {evidence.codebook.version}) and people are counted, not "
        "mentions. "
        "Machine-matched and unreviewed: nobody has confirmed these matches.",
    }


def _protection(evidence: Evidence) -> dict[str, str]:
    limits = evidence.project.settings.thresholds
    return {
        "Small bases": f"Under {limits.counts_from} people: only how many answered. Under "
        f'{limits.percent_from}: "x of y". Under {limits.small_from}: counts first, "very small '
        f'base". Under {limits.full_from}: "small base".',
        "Hidden numbers": "In results for part of the authority, a split is shown whole, joined to "
        f"wider groups, or left out: counts of 1 to {limits.hidden_to} of people who use "
        f"services, and groups of staff under {limits.staff_from}, are never shown.",
        "Quotations": "No approved quotations: this version shows nobody's words.",
    }


def _production() -> dict[str, str]:
    from ffc_eval.present.report.manifest import versions

    named = ("ffc-eval", "python", "pandas", "numpy", "scipy", "spacy", "typst")
    made = versions()
    return {
        "Automation": "Themes are suggested by matching word stems with the codebook. No language "
        "model is used and nothing leaves the computer.",
        "Made with": ", ".join(f"{name} {made[name]}" for name in named if name in made) + ".",
        "Made again": "The manifest beside this report holds the hash of every input and output. "
        "The same inputs and versions give the same bytes.",
    }
