"""How a survey's answers count: the design that its instrument names, and weights to its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffc_eval.errors import DesignError
from ffc_eval.model.design import Design
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.frame import NOT_STATED, Weighting, sizes_of
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.responses import Responses

if TYPE_CHECKING:
    from ffc_eval.analyse.weights import Weighted

_MOST_NAMED = 3
SIZE = "frame_size"
"""Context column that holds the size of a response's stratum on the list."""


@dataclass(frozen=True)
class Counting:
    """Answers with the columns of their design.

    Parameters
    ----------
    responses, design
        Weighted where that was asked for and every margin is met; else as they came.
    report
        Margins and design effect of each round, as the weighting step reports them.
    left_out
        Why the weighted estimates are left out; "" where they are not.
    """

    responses: Responses
    design: Design
    report: Estimates | None = None
    left_out: str = ""


def plain(responses: Responses) -> Counting:
    """Return the answers with the design that their instrument names, without weights to a list."""
    instrument = responses.instrument
    plan = instrument.sampling
    if plan is None:
        return Counting(responses, Design(kind=instrument.kind))
    columns = plan.weight or None, plan.stratum or None, plan.cluster or None
    design = Design(*columns, kind=instrument.kind, single_cluster=plan.single_cluster)
    if plan.population != "frame":
        return Counting(responses, design)
    return Counting(_sized(responses, plan.stratum), replace(design, fpc=SIZE))


def counting(responses: Responses) -> Counting:
    """Return the answers weighted as their instrument asks; where that fails, say why."""
    made, weighting = plain(responses), responses.instrument.weighting
    if weighting is None:
        return made
    try:
        parts = [
            _weighed(made.responses.of_wave(wave), made.design, weighting)
            for wave in responses.waves
        ]
    except DesignError as error:
        problem = error.problems[0]
        found = f" Found: {problem.found}." if problem.found else ""
        return replace(made, left_out=f"{problem.what}{found}")
    report = Estimates.concat([part.report for part in parts])
    if missed := dict.fromkeys(name for part in parts for name in part.missed):
        return replace(made, report=report, left_out=_miss(list(missed)))
    return Counting(_joined(made.responses, parts), parts[0].design, report)


def _miss(missed: list[str]) -> str:
    more = f" and {len(missed) - _MOST_NAMED} more groups" if len(missed) > _MOST_NAMED else ""
    named = "; ".join(missed[:_MOST_NAMED])
    return f"The weights miss {named}{more} by more than one in a million of the list."


def _sized(responses: Responses, stratum: str) -> Responses:
    """Return the responses with the size of each one's stratum on the list."""
    import pandas as pd

    sizes = {
        (wave, category): float(people)
        for wave in responses.waves
        for category, (people, _) in sizes_of(responses.instrument.frame, wave)
        .get(stratum, {})
        .items()
    }
    rows = zip(responses.context["wave"], responses.column(stratum).astype("object"), strict=True)
    found = [sizes.get((wave, str(category)), float("nan")) for wave, category in rows]
    column = pd.Series(found, index=responses.context.index, dtype="float64")
    return responses.with_context(**{SIZE: column})


def _weighed(wave: Responses, design: Design, weighting: Weighting) -> Weighted:
    """Return one round weighted to its list."""
    from ffc_eval.analyse.weights import calibrate, post_stratify, rake

    if weighting.trim:
        wave, design = _trimmed(wave, design, weighting.trim)
    margins = _margins(wave.instrument, wave.waves[0], weighting)
    if weighting.method == "post_stratification":
        made = post_stratify(wave, design, weighting.to, margins[weighting.margins[0]])
    elif weighting.method == "raking":
        made = rake(wave, design, margins)
    else:
        bounds = (weighting.bounds[0], weighting.bounds[1]) if weighting.bounds else None
        made = calibrate(wave, design, margins, bounds=bounds)
    weight = made.responses.context[str(made.design.weight)]
    if not made.missed and not (weight > 0).all():
        raise DesignError(
            "weight-not-positive",
            "Some weights would be 0 or below 0.",
            found=f"{int((~(weight > 0)).sum())} of {len(weight)} people",
            do="Merge small groups of the list, or rake.",
        )
    return made


def _trimmed(
    wave: Responses, design: Design, limits: tuple[float, ...]
) -> tuple[Responses, Design]:
    from ffc_eval.analyse.weights import trim
    from ffc_eval.analyse.weights.sampling import sampling_of

    mean = float(sampling_of(wave, design).weight.mean())
    made = trim(wave, design, lower=limits[0] * mean, upper=limits[1] * mean)
    return made.responses, made.design


def _margins(
    instrument: Instrument, wave: str, weighting: Weighting
) -> Mapping[str, Mapping[str, float]]:
    """Return the list's groups as shares of those whose group is stated."""
    sizes = sizes_of(instrument.frame, wave)
    found = {}
    for name in weighting.margins:
        people = {group: n for group, (n, _) in sizes[name].items() if group != NOT_STATED}
        stated = max(sum(people.values()), 1)
        found[name] = {group: n / stated for group, n in people.items()}
    return found


def _joined(responses: Responses, parts: list[Weighted]) -> Responses:
    import pandas as pd

    name = str(parts[0].design.weight)
    columns = {
        column: pd.concat([part.responses.context[column] for part in parts])
        for column in (name, f"{name}_start")
    }
    ordered = {column: values.loc[responses.context.index] for column, values in columns.items()}
    step = parts[0].responses.provenance.steps[-1]
    made = responses.with_context(**ordered)
    return replace(made, provenance=responses.provenance.then(step))
