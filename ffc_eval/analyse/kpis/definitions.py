"""Read the definitions of indicators; every mistake is named at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ffc_eval.analyse.kpis.indicator import Definitions, Indicator, Marker
from ffc_eval.analyse.kpis.tables import TABLES
from ffc_eval.collect.instruments.faults import SourceFile
from ffc_eval.collect.instruments.marked import compose
from ffc_eval.errors import IndicatorError, Problem, nearest

if TYPE_CHECKING:
    from ffc_eval.analyse.kpis.forms import DefinitionsForm, IndicatorForm

NAME = "surveys/kpis/definitions.yaml"


def read_definitions(path: Path) -> Definitions:
    """Read the indicators of a project, in the order of the file.

    Raises
    ------
    IndicatorError
        Every problem of the file, each with its line.

    Examples
    --------
    >>> definitions = read_definitions(Path("surveys/kpis/definitions.yaml"))
    >>> definitions.indicator("K02").standard
    45
    """
    from ffc_eval.analyse.kpis.forms import DefinitionsForm

    root, faults = compose(_text(path), NAME)
    file = SourceFile(NAME, root)
    form, wrong = file.check(DefinitionsForm)
    problems = [*faults, *wrong]
    if form is not None:
        problems += _broken_references(file, form)
    if form is None or problems:
        raise IndicatorError.of(problems)
    return Definitions(
        version=form.version,
        indicators=tuple(_indicator(one) for one in form.indicators),
        synthetic=form.synthetic,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise IndicatorError(
            "definitions-not-read",
            "The definitions of the indicators cannot be read.",
            where=NAME,
            found=getattr(error, "strerror", None) or "a file that is not UTF-8",
            do="Check that the file is there, and save it as UTF-8.",
        ) from None


def _broken_references(file: SourceFile, form: DefinitionsForm) -> Iterator[Problem]:
    ids = [one.id for one in form.indicators]
    for place, one in enumerate(form.indicators):
        path = ("indicators", place)
        if one.id in ids[:place]:
            yield file.problem(
                (*path, "id"),
                "indicator-twice",
                f"{one.id} is defined twice.",
                do="Keep one definition; a changed one is a break with its date.",
            )
        if one.beside and one.beside not in ids:
            yield file.problem(
                (*path, "beside"),
                "no-such-indicator",
                f"{one.id} stands beside an indicator that is not defined.",
                found=one.beside,
                do=nearest(one.beside, ids),
            )
        for table in one.source:
            if table not in TABLES:
                yield file.problem(
                    (*path, "source"),
                    "no-such-table",
                    f"{one.id} comes from a table that is not known.",
                    found=table,
                    do=nearest(table, list(TABLES)),
                )


def _indicator(form: IndicatorForm) -> Indicator:
    kept = form.model_dump(exclude={"groups", "thresholds", "breaks", "go_lives"})
    return Indicator(
        **kept,
        groups=tuple(form.groups.items()),
        thresholds=tuple(form.thresholds.items()),
        breaks=tuple(Marker(mark.date, mark.reason) for mark in form.breaks),
        go_lives=tuple(Marker(mark.date, mark.reason) for mark in form.go_lives),
    )
