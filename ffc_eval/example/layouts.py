"""Files in the layouts of real platforms, the same bytes at every run."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

Cell = str | int | float | datetime | None
Row = Sequence[Cell]

_SAV_CREATED = slice(92, 109)
"""Where a .sav file holds the day and time of its making."""


def ms_forms(created: datetime, headings: Sequence[str], rows: Sequence[Row]) -> bytes:
    """Return a Microsoft Forms download: one sheet, one table, one row of headings."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "m/d/yy h:mm:ss"})
    book.set_properties({"created": created})
    sheet = book.add_worksheet("Sheet1")
    for place, cells in enumerate((headings, *rows)):
        sheet.write_row(place, 0, ["" if cell is None else cell for cell in cells])
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(0, 0, len(rows), len(headings) - 1, {"name": "Table1", "columns": columns})
    book.close()
    return stored(buffer.getvalue())


def stored(archive: bytes) -> bytes:
    """Return the zip file uncompressed: compressors differ between machines, stored bytes not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name))
    return buffer.getvalue()


def delimited(rows: Sequence[Row], *, encoding: str = "utf-8") -> bytes:
    """Return rows as comma-separated text with Windows line ends."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(
        ["" if cell is None else str(cell) for cell in row] for row in rows
    )
    return buffer.getvalue().encode(encoding)


def qualtrics(
    names: Sequence[str], labels: Sequence[str], imports: Sequence[str], rows: Sequence[Row]
) -> bytes:
    """Return a Qualtrics download: names, wordings and import ids above the answers."""
    dates = ("startDate", "endDate", "recordedDate")
    ids = [
        json.dumps(
            {"ImportId": name, **({"timeZone": "Europe/London"} if name in dates else {})},
            separators=(",", ":"),
        )
        for name in imports
    ]
    return delimited([names, labels, ids, *rows], encoding="utf-8-sig")


def surveymonkey(
    metadata: Sequence[str], questions: Sequence[tuple[str, str]], rows: Sequence[Row]
) -> bytes:
    """Return a SurveyMonkey download: the question above, "Response" or its like below."""
    first = [*metadata, *(heading for heading, _ in questions)]
    second = [*("" for _ in metadata), *(kind for _, kind in questions)]
    return delimited([first, second, *rows])


def spss(
    columns: Mapping[str, Sequence[Any]],
    labels: Mapping[str, str],
    values: Mapping[str, Mapping[float, str]],
    created: datetime,
) -> bytes:
    """Return an SPSS file: variable and value labels, codes below 0 user-missing."""
    import pandas as pd
    import pyreadstat

    missing: dict[str, list[Any]] = {
        name: [code for code in coded if code < 0]
        for name, coded in values.items()
        if any(code < 0 for code in coded)
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            pd.DataFrame(dict(columns)),
            str(path),
            column_labels=dict(labels),
            variable_value_labels={name: dict(coded) for name, coded in values.items()},
            missing_ranges=missing,
        )
        data = bytearray(path.read_bytes())
    data[_SAV_CREATED] = created.strftime("%d %b %y%H:%M:%S").encode("ascii")
    return bytes(data)
