"""Zip files: Central's tables, LimeSurvey archives, one export; unsafe ones are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from counted_questions import counted

from ffc_eval.collect.ingest import inspect, read_export
from ffc_eval.errors import ExportError

TAIL = "KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status"
MAIN = (
    f"SubmissionDate,meta-instanceID,town,{TAIL}\n"
    "2018-01-01T00:00:00.000Z,one,Leeds,one,5,A,0,0,\n"
    "2018-01-01T00:00:00.000Z,two,York,two,5,A,0,0,\n"
)
CHILDREN = "child-age,PARENT_KEY,KEY\n4,one,one/c[1]\n6,one,one/c[2]\n9,two,two/c[1]\n"
STRUCTURE = (
    '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
    "<languages><language>en</language></languages><questions><rows>"
    "<row><qid>7</qid><parent_qid>0</parent_qid><type>L</type><title>A1</title><question>Colour?"
    "</question><other>N</other><language>en</language></row>"
    "<row><qid>8</qid><parent_qid>0</parent_qid><type>M</type><title>M</title><question>Drinks?"
    "</question><language>en</language></row>"
    "<row><qid>9</qid><parent_qid>0</parent_qid><type>1</type><title>D</title><question>Both"
    "</question><language>en</language></row></rows></questions><subquestions><rows>"
    "<row><qid>81</qid><parent_qid>8</parent_qid><title>1a</title><question>Tea</question>"
    "<language>en</language></row><row><qid>82</qid><parent_qid>8</parent_qid><title>2b</title>"
    "<question>Milk</question><language>en</language></row><row><qid>91</qid><parent_qid>9"
    "</parent_qid><title>S1</title><question>Park</question><language>en</language></row></rows>"
    "</subquestions><answers><rows><row><qid>7</qid><code>A1</code><answer>Red</answer>"
    "<language>en</language></row><row><qid>7</qid><code>A2</code><answer>Blue</answer>"
    "<language>en</language></row><row><qid>9</qid><code>G</code><answer>Good</answer>"
    "<scale_id>0</scale_id><language>en</language></row><row><qid>9</qid><code>N</code>"
    "<answer>Near</answer><scale_id>1</scale_id><language>en</language></row></rows></answers>"
    "</document>"
)
FIELDS = ("id", "token", "submitdate", "lastpage", "startlanguage", "55X3X7", "55X3X81a",
          "55X3X82b", "55X3X9S1#0", "55X3X9S1#1")  # fmt: skip


def responses(*rows: dict[str, str]) -> str:
    names = "".join(f"<fieldname>{field}</fieldname>" for field in FIELDS)
    cells = ("".join(f"<{tag}><![CDATA[{text}]]></{tag}>" for tag, text in r.items()) for r in rows)
    whole = "".join(f"<row>{row}</row>" for row in cells)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Responses'
        f"</LimeSurveyDocType><responses><fields>{names}</fields><rows>{whole}</rows></responses>"
        "</document>"
    )


def zipped(path: Path, **parts: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_zip_of_central_is_its_form_with_repeats_as_tables(tmp_path: Path):
    path = zipped(tmp_path / "f.zip", **{"form-child.csv": CHILDREN, "form.csv": MAIN,
                                         "media/photo.jpg": b"\xff\xd8\0"})  # fmt: skip
    said = inspect(read_export(path))
    assert (said["platform"], said["people"]) == ("odk_central", 2)
    (table,) = said["tables"].values()
    assert (table["rows_in"], table["questions"][0]["n_answered"]) == (3, 3)


def test_tables_beside_a_zip_are_none_of_its_tables(tmp_path: Path):
    (tmp_path / "other.csv").write_text(CHILDREN)
    path = zipped(tmp_path / "f.zip", **{"form.csv": MAIN, "form-child.csv": CHILDREN})
    assert [t["rows_in"] for t in inspect(read_export(path))["tables"].values()] == [3]


def test_a_zip_of_one_export_is_that_export(tmp_path: Path):
    path = zipped(tmp_path / "f.zip", **{"CSV/form.csv": MAIN, "__MACOSX/._form.csv": b"\0"})
    export = read_export(path)
    (tmp_path / "form.csv").write_text(MAIN)
    alone = read_export(tmp_path / "form.csv")
    assert inspect(export) == inspect(alone)
    assert export.sha256 != alone.sha256


def test_an_archive_of_limesurvey_gives_the_answers_of_its_csv(tmp_path: Path):
    structure = tmp_path / "s.lss"
    structure.write_text(STRUCTURE)
    when = "2025-01-01 10:00:00"
    rows = (
        {"id": "1", "submitdate": when, "lastpage": "1", "startlanguage": "en",
         "_55X3X7": "A1", "_55X3X81a": "Y", "_55X3X82b": "", "_55X3X9S1-0": "G",
         "_55X3X9S1-1": "N"},
        {"id": "2", "lastpage": "1", "startlanguage": "en", "_55X3X7": "A2"},
    )  # fmt: skip
    path = zipped(
        tmp_path / "s.lsa",
        **{"survey_55.lss": STRUCTURE, "survey_55_responses.lsr": responses(*rows),
           "survey_55_tokens.lst": "<document/>"},
    )  # fmt: skip
    (tmp_path / "s.csv").write_text(
        "id,token,submitdate,lastpage,startlanguage,A1,M[1a],M[2b],D[S1][1],D[S1][2]\n"
        f"1,,{when},1,en,A1,Y,,G,N\n2,,,1,en,A2,,,,\n"
    )
    archive, table = read_export(path), read_export(tmp_path / "s.csv", definition=structure)
    said = inspect(archive)
    assert (said["platform"], said["people"], said["held_out"]["partial"]) == ("limesurvey", 2, 1)
    assert counted(said) == counted(inspect(table))
    assert counted(said)["Drinks?"] == ("multi", 1, {"Tea": 1, "Milk": 0})
    assert list(archive.cells["M[1a]"]) == ["Y", "N/A"]
    assert said["definition_differences"] == []


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("unsafe-archive", {"../form.csv": MAIN}),
        ("unsafe-archive", {"/etc/form.csv": MAIN}),
        ("unsafe-archive", {"C:\\form.csv": MAIN}),
        ("archive-too-large", {"form.csv": b"a" * (11 << 20)}),
        ("several-exports", {"a.csv": MAIN, "b.csv": MAIN}),
        ("several-exports", {"a.csv": MAIN, "b.xlsx": b"x"}),
        ("archive-without-responses", {"survey_1.lss": STRUCTURE}),
        ("archive-without-responses",
         {"survey_1.lss": STRUCTURE, "survey_1_responses.lsr": "<document/>"}),
        ("xml-entities", {"survey_1.lss": STRUCTURE, "survey_1_responses.lsr":
         '<!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>'}),
    ],
)  # fmt: skip
def test_an_archive_that_is_unsafe_or_not_one_export_is_refused(
    slug: str, parts: dict[str, str | bytes], tmp_path: Path
):
    with pytest.raises(ExportError, match=slug):
        read_export(zipped(tmp_path / "x.zip", **parts))


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path):
    inner = zipped(tmp_path / "inner.zip", **{"form.csv": MAIN}).read_bytes()
    with pytest.raises(ExportError, match="several-exports"):
        read_export(zipped(tmp_path / "x.zip", **{"form.csv": inner}))


def test_a_zip_with_changed_bytes_is_said_to_be_damaged(tmp_path: Path):
    path = zipped(tmp_path / "x.zip", **{"form.csv": MAIN * 20})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    with pytest.raises(ExportError, match="damaged-archive"):
        read_export(path)
