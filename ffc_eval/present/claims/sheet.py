"""The claims sheet: an Excel workbook that people fill in, one claim a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ffc_eval.errors import FfcError, Problem, nearest
from ffc_eval.model.instrument import STRANDS
from ffc_eval.present.claims.claim import Claim, Reference
from ffc_eval.present.claims.ladder import EVIDENCE_TYPES, LADDER, level_named

MOST_CLAIMS = 5
SHEET_FILES = ("claims.xlsx", "synthetic-claims.xlsx")
"""Names that the sheet may have; a council's own goes before the shipped one."""

HEADINGS: Mapping[str, str] = {
    "Id": "C1, C2 and so on",
    "Claim": "One sentence, with counts",
    "Strands": "FH, CP, FN, SP or SYS; several with commas",
    "Evidence": 'Results it rests on, one a line: "staff.change: STF-07"',
    "For": "What speaks for it",
    "Against": 'What speaks against it; "None found" where you looked and found nothing',
    "Rivals": 'Other explanations, and what became of them; "not examined" where nobody looked',
    "Strength": "0 to 5; leave empty and the evidence decides",
    "Evidence type": "The best of the evidence",
    "Theory of change": "The link it bears on; needed from strength 4",
    "Would change our mind": "What result would make you drop it",
    "Since last quarter": "New, stronger, weaker, unchanged; the number then",
}
"""Headings of the sheet and what goes under each."""

_NEEDED = ("Id", "Claim", "Strands", "Evidence", "For", "Against", "Rivals", "Evidence type")


@dataclass(frozen=True)
class ClaimsSheet:
    """What a claims sheet holds, and everything that is wrong with it.

    ``name`` is the file's, one of ``SHEET_FILES``; "" where there is none.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = ""


def read_claims(folder: Path) -> ClaimsSheet:
    """Read the claims sheet of a quarter's narrative folder; an empty one where there is none.

    Nothing in it stops a draft: rows that can be read are read, the first five are used, and all
    problems come at once, by row and column.
    """
    path = next((folder / name for name in SHEET_FILES if (folder / name).is_file()), None)
    if path is None:
        return ClaimsSheet()
    from ffc_eval.collect.ingest.workbooks import read_workbook

    try:
        sheets, _ = read_workbook(path.read_bytes())
    except (FfcError, OSError) as error:
        unread = Problem(
            "claims-not-read",
            "The claims sheet cannot be read; the report has no claims.",
            path.name,
            error.problems[0].what if isinstance(error, FfcError) else "another program holds it",
            "Save it in Excel as a workbook (.xlsx) without a password, and close it.",
        )
        return ClaimsSheet((), (unread,), path.name)
    frame = sheets[0].rows
    grid = [tuple(str(cell).strip() for cell in row) for row in frame.itertuples(index=False)]
    return _claims(grid, path.name)


def _claims(grid: Sequence[Sequence[str]], name: str) -> ClaimsSheet:
    heads = list(grid[0])
    missing = [head for head in HEADINGS if head not in heads]
    if missing:
        wrong = Problem(
            "claims-heading-missing",
            "The claims sheet lacks a heading; the report has no claims.",
            f"{name}, row 1",
            ", ".join(missing),
            nearest(missing[0], [head for head in heads if head and head not in HEADINGS]),
        )
        return ClaimsSheet((), (wrong,), name)
    claims: list[Claim] = []
    problems: list[Problem] = []
    for number, row in enumerate(grid[1:], start=2):
        cells = dict(zip(heads, row, strict=True))
        if any(cells[head] for head in HEADINGS):
            claims.append(_claim(cells, number))
            problems += _row_problems(cells, f"{name}, row {number}", claims[:-1])
    if len(claims) > MOST_CLAIMS:
        problems.append(
            Problem(
                "too-many-claims",
                f"A report has at most {MOST_CLAIMS} headline claims; the first are used.",
                name,
                f"{len(claims)} claims",
                "Keep those that matter most to families; put the others in the text.",
            )
        )
    return ClaimsSheet(tuple(claims[:MOST_CLAIMS]), tuple(problems), name)


def _claim(cells: Mapping[str, str], number: int) -> Claim:
    references = (Reference.parse(line) for line in _parts(cells["Evidence"], "\n;"))
    return Claim(
        id=cells["Id"],
        text=cells["Claim"],
        strands=tuple(one for one in _parts(cells["Strands"], "\n;,") if one in STRANDS),
        evidence=tuple(one for one in references if one is not None),
        support=cells["For"],
        against=cells["Against"],
        rivals=cells["Rivals"],
        strength=level_named(cells["Strength"]),
        kind=cells["Evidence type"],
        theory=cells["Theory of change"],
        mind=cells["Would change our mind"],
        since=cells["Since last quarter"],
        row=number,
    )


def _row_problems(cells: Mapping[str, str], row: str, before: Sequence[Claim]) -> list[Problem]:
    problems = [
        Problem("claim-incomplete", "A cell of a claim is empty.", f"{row}, {head}", "", remedy)
        for head, remedy in HEADINGS.items()
        if head in _NEEDED and not cells[head]
    ]
    if any(cells["Id"] == claim.id for claim in before):
        problems.append(
            Problem(
                "claim-id-twice",
                "Two claims have the same id.",
                f"{row}, Id",
                do="Number them C1, C2 and so on.",
            )
        )
    return [*problems, *_choice_problems(cells, row)]


def _choice_problems(cells: Mapping[str, str], row: str) -> Iterator[Problem]:
    """Give every cell that holds something else than its choices; what it holds is not repeated."""
    choices = {
        "Strength": ", ".join(level.label for level in LADDER),
        "Evidence type": "; ".join(EVIDENCE_TYPES),
        "Strands": ", ".join(STRANDS),
        "Evidence": 'results such as "staff.change: STF-07", one a line',
    }
    wrong = {
        "Strength": bool(cells["Strength"]) and level_named(cells["Strength"]) is None,
        "Evidence type": bool(cells["Evidence type"])
        and cells["Evidence type"] not in EVIDENCE_TYPES,
        "Strands": any(one not in STRANDS for one in _parts(cells["Strands"], "\n;,")),
        "Evidence": any(Reference.parse(one) is None for one in _parts(cells["Evidence"], "\n;")),
    }
    for head, is_wrong in wrong.items():
        if is_wrong:
            yield Problem(
                "claim-cell-unfit",
                "A cell of a claim holds something else than its choices.",
                f"{row}, {head}",
                do=f"Write {choices[head]}.",
            )


def _parts(text: str, marks: str) -> list[str]:
    for mark in marks:
        text = text.replace(mark, "\n")
    return [part.strip() for part in text.splitlines() if part.strip()]
