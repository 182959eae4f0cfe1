"""triple-S 1.1, 1.2 and 2.0: bits, spread codes, modes of wording, dates, other file names."""

from __future__ import annotations

from pathlib import Path

import pytest
from counted_questions import counted

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.errors import ExportError

SIGHTS = ("Castle", "Gaol", "Caves", "Other")
HEADS = {
    "1.1": (
        '<?xml version="1.0"?><!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v1.1//EN" '
        '"http://www.triple-s.org/dtd/sss_v11.dtd"><sss version="1.1">'
    ),
    "1.2": '<?xml version="1.0" encoding="ISO-8859-1"?><sss version="1.2">',
    "2.0": '<?xml version="1.0" encoding="UTF-16"?><sss version="2.0" modes="interview analysis">',
}


def variable(
    number: int, kind: str, name: str, place: tuple[int, int], inner: str, **more: str
) -> str:
    given = "".join(f' {key}="{value}"' for key, value in more.items())
    finish = f' finish="{place[1]}"' if place[1] != place[0] else ""
    return (
        f'<variable ident="{number}" type="{kind}"{given}><name>{name}</name>'
        f'<label>Label of {name}</label><position start="{place[0]}"{finish}/>{inner}</variable>'
    )


def values(*labels: str, start: int = 1) -> str:
    listed = (f'<value code="{n}">{label}</value>' for n, label in enumerate(labels, start))
    return f"<values>{''.join(listed)}</values>"


PLACES = {"fixed": [(1, 3), (4, 5), (6, 9), (10, 13), (14, 16), (17, 17), (18, 25), (26, 45)],
          "csv": [(n, n) for n in range(1, 9)]}  # fmt: skip
ROWS = [
    ("001", "01", "1010", "0301", " 12", "1", "20240131", "Very good, thanks"),
    ("002", " 2", "0000", "0200", "999", "0", "20240201", ""),
    ("003", "  ", "    ", "    ", "   ", " ", "        ", ""),
]


def described(version: str, form: str, href: str = "") -> str:
    place = PLACES[form]
    spread = '<spread subfields="2" width="2"/>'
    parts = [
        variable(1, "quantity", "serial", place[0], "", use="serial"),
        variable(2, "single", "Q1", place[1], values("First", "Again")),
        variable(3, "multiple", "Q2", place[2], values(*SIGHTS)),
        variable(4, "multiple", "Q3", place[3], spread + values(*SIGHTS)),
        variable(5, "quantity", "Q4", place[4],
                 '<values><range from="1" to="500"/><value code="999">No answer</value></values>'),
        variable(6, "logical", "Q5", place[5], ""),
        variable(7, "date", "Q6", place[6], ""),
        variable(8, "character", "Q7", place[7], ""),
    ]  # fmt: skip
    comma = ' format="csv" skip="1"' if form == "csv" else ""
    record = f'<record ident="V"{href}{comma}>'
    return (
        f"{HEADS[version]}<survey><title>T</title>{record}{''.join(parts)}</record></survey></sss>"
    )


def written(folder: Path, version: str, form: str, *, name: str = "x.asc", href: str = "") -> Path:
    encoding = "utf-16" if version == "2.0" else "utf-8"
    (folder / "x.sss").write_bytes(described(version, form, href).encode(encoding))
    if form == "csv":
        lines = ["head,er", *(",".join(f'"{cell}"' for cell in row) for row in ROWS)]
    else:
        lines = ["".join(row).rstrip() for row in ROWS[:2]] + ["003" + " " * 42]
    (folder / name).write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    return folder / "x.sss"


@pytest.mark.parametrize("form", ["fixed", "csv"])
@pytest.mark.parametrize("version", HEADS)
def test_every_version_gives_the_same_answers(version: str, form: str, tmp_path: Path):
    export = read_export(written(tmp_path, version, form))
    assert (export.platform, len(export), list(export.identity)) == (
        "triple_s", 3, ["001", "002", "003"])  # fmt: skip
    assert counted(inspect(export), "id") == {
        "Q1": ("single", 2, {"First": 1, "Again": 1}),
        "Q2": ("multi", 2, {"Castle": 1, "Gaol": 0, "Caves": 1, "Other": 0}),
        "Q3": ("multi", 2, {"Castle": 1, "Gaol": 1, "Caves": 1, "Other": 0}),
        "Q4": ("number", 1, {}),
        "Q5": ("single", 2, {"Yes": 1, "No": 1}),
        "Q6": ("date", 2, {}),
        "Q7": ("text", 1, {}),
    }


def test_the_data_may_have_the_name_that_the_description_gives(tmp_path: Path):
    path = written(tmp_path, "2.0", "fixed", name="answers.dat", href=' href="answers.dat"')
    assert len(read_export(path)) == 3


def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path):
    folder = tmp_path / "inner"
    folder.mkdir()
    written(tmp_path, "2.0", "fixed", name="answers.dat")
    path = written(folder, "2.0", "fixed", name="unused.bin", href=' href="../answers.dat"')
    with pytest.raises(ExportError, match="triple-s-without-data"):
        read_export(path)


def test_wording_for_analysis_is_taken_where_there_are_several(tmp_path: Path):
    path = written(tmp_path, "1.2", "fixed")
    text = path.read_text().replace(
        "Label of Q1",
        '<text mode="interview">Please tell us, is it?</text><text mode="analysis">Visit</text>',
    )
    path.write_text(text)
    assert inspect(read_export(path))["questions"][0]["text"] == "Visit"


def test_a_last_row_that_ends_inside_a_value_is_a_cut_file(tmp_path: Path):
    path = written(tmp_path, "1.1", "fixed")
    data = (tmp_path / "x.asc").read_text().rstrip("\r\n ")
    (tmp_path / "x.asc").write_text(data)
    with pytest.raises(ExportError, match="ragged-row"):
        read_export(path)
