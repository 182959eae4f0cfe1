"""Linked: how many people of two rounds are the same, before any change is shown."""

from __future__ import annotations

from dataclasses import replace

from ffc_eval.analyse.compare.linkage import Kind
from ffc_eval.model.blocks import Passage, Table
from ffc_eval.model.estimates import Estimates
from ffc_eval.model.instrument import Instrument
from ffc_eval.model.released import Released
from ffc_eval.present.tables import cells
from ffc_eval.present.tables.cells import Cell
from ffc_eval.present.tables.lines import lines, wave_label
from ffc_eval.present.tables.numbers import whole

_NOTES: dict[Kind, str] = {
    "cross_section": "",
    "panel": "People are matched by pseudonym. Only those who answered both rounds are compared.",
    "mixed": (
        "People are matched by pseudonym. Those who answered both rounds are compared with "
        "themselves; the others as two separate surveys. The two are never averaged."
    ),
}


def linked_tables(
    released: Released[Estimates], instrument: Instrument, linked: Kind
) -> list[Table | Passage]:
    """Return who answered both of two rounds and who one; nothing where the rounds are separate.

    Parameters
    ----------
    released
        The result "attrition".
    linked
        ``cut.linked(survey)``.
    """
    if linked == "cross_section":
        return []
    before, after = (wave_label(instrument, wave.id) for wave in instrument.waves[-2:])
    heads = ("Answered both rounds", f"Answered {before} only", f"Answered {after} only")
    rows = [
        (Cell(head), cells.number(line.people, whole(line.people)))
        for head, line in zip((*heads, "Without a pseudonym"), lines(released), strict=False)
    ]
    made = cells.table_of("Who answered both rounds", cells.columns("", "People"), rows)
    made = replace(made, notes=(_NOTES[linked], *released.notes), synthetic=released.synthetic)
    return [made]
