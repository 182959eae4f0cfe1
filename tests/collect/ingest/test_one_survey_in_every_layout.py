"""One small survey, written as each platform exports it, gives the same answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ffc_eval.collect.ingest import Export, inspect, read_export

HELPED = "The meeting helped us"
USED = "What did you use?"
EASE = "How easy was it to"
ITEMS = ("park", "find the room")
MORE = "Anything else to add?"
TOOLS = ("Phone", "Letters", "Face to face")
AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
EASES = ("Very easy", "Fairly easy", "Fairly difficult", "Very difficult")

Person = tuple[str, tuple[str, ...], tuple[str, str], str]
PEOPLE: tuple[Person, ...] = (
    ("Agree", ("Phone",), ("Very easy", "Fairly easy"), "Thank you, all"),
    ("Strongly agree", ("Phone", "Letters"), ("Very easy", "Very easy"), ""),
    ("Agree", ("Letters", "Face to face"), ("Fairly difficult", ""), "The room was cold;\nvery"),
    ("Disagree", (), ("Very difficult", "Fairly easy"), "Nothing else, really"),
    ("", ("Phone", "Letters", "Face to face"), ("Fairly easy", "Very easy"), ""),
    ("Neither agree nor disagree", ("Face to face",), ("", ""), "No"),
    ("Strongly agree", ("Phone", "Face to face"), ("Very easy", "Fairly difficult"), "=1+1"),
)
WHEN = tuple(f"2025-05-{day:02d} 10:{day:02d}:00" for day in range(1, len(PEOPLE) + 1))


def table(*rows: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def chosen(person: Person, mark: Callable[[str], str], blank: str = "") -> list[str]:
    return [mark(tool) if tool in person[1] else blank for tool in TOOLS]


def surveymonkey() -> bytes:
    return table(
        ["Respondent ID", "End Date", HELPED, USED, "", "", EASE, "", MORE],
        ["", "", "Response", *TOOLS, *ITEMS, "Open-Ended Response"],
        *(
            [str(n), f"05/{n:02d}/2025 10:00:00 AM", p[0], *chosen(p, str), *p[2], p[3]]
            for n, p in enumerate(PEOPLE, 1)
        ),
    )


def surveymonkey_one_row() -> bytes:
    return table(
        ["Respondent ID", HELPED, *(f"{USED} - {t}" for t in TOOLS),
         *(f"{EASE} - {i}" for i in ITEMS), MORE],
        *([str(n), p[0], *chosen(p, str), *p[2], p[3]] for n, p in enumerate(PEOPLE, 1)),
    )  # fmt: skip


def surveymonkey_condensed() -> bytes:
    return table(
        ["Respondent ID", HELPED, USED, *(f"{EASE} - {i}" for i in ITEMS), MORE],
        *([str(n), p[0], ", ".join(p[1]), *p[2], p[3]] for n, p in enumerate(PEOPLE, 1)),
    )


def smartsurvey_raw() -> bytes:
    return table(
        ["UserID", "UserNo", "Name", "Started", "Ended", HELPED, USED, "", "", EASE, "", MORE],
        ["", "", "", "", "", "Answer", *TOOLS, *ITEMS, "Answer"],
        [""] * 12,
        *(
            [str(900 + n), str(n), "-", WHEN[n], WHEN[n], p[0], *chosen(p, str), *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )


def smartsurvey_wide() -> bytes:
    def grid(answers: tuple[str, str]) -> str:
        rows = [
            json.dumps({"type": "matrix_row", "row_title": item, "column_title": answer})
            for item, answer in zip(ITEMS, answers, strict=True)
            if answer
        ]
        return "; ".join(rows)

    return table(
        ["Response_ID", "Completion_Status", "Date_Ended", f"Q_11_{HELPED}", f"Q_12_{USED}",
         f"Q_13_{EASE}", f"Q_14_{MORE}"],
        *(
            [str(n), "Complete", WHEN[n], p[0], "; ".join(p[1]), grid(p[2]), p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


def google_forms() -> bytes:
    return table(
        ["Timestamp", HELPED, USED, *(f"{EASE} [{item}]" for item in ITEMS), MORE],
        *(
            [f"5/{13 + n}/2025 10:00:00", p[0], ", ".join(p[1]), *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )


def ms_forms_saved_as_csv() -> bytes:
    return table(
        ["ID", "Start time", "Completion time", "Email", "Name", HELPED, USED, *ITEMS, MORE],
        *(
            [str(n), WHEN[n], WHEN[n], "anonymous", "", p[0], "".join(f"{t};" for t in p[1]),
             *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


def qualtrics_text() -> bytes:
    names = ["ResponseId", "Status", "Finished", "Q1", *(f"Q2_{n}" for n in (1, 2, 3)),
             "Q3_1", "Q3_2", "Q4"]  # fmt: skip
    labels = ["Response ID", "Response Type", "Finished", HELPED, *(f"{USED} - {t}" for t in TOOLS),
              *(f"{EASE} - {i}" for i in ITEMS), MORE]  # fmt: skip
    ids = ["_recordId", "status", "finished", "QID1", "QID2_1", "QID2_2", "QID2_3", "QID3_1",
           "QID3_2", "QID4_TEXT"]  # fmt: skip
    return table(
        names,
        labels,
        [json.dumps({"ImportId": one}) for one in ids],
        *(
            [f"R_{n}", "IP Address", "True", p[0], *chosen(p, str), *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )


def qualtrics_legacy() -> bytes:
    return table(
        ["V1", "V2", "V3", "V10", "Q1", "Q2_1", "Q2_2", "Q2_3", "Q3_1", "Q3_2", "Q4", ""],
        ["ResponseID", "ResponseSet", "Name", "Finished", HELPED, *(f"{USED}-{t}" for t in TOOLS),
         *(f"{EASE}-{i}" for i in ITEMS), MORE, ""],
        *(
            [f"R_{n}", "Default", "", "1", p[0], *chosen(p, str), *p[2], p[3], ""]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


def limesurvey() -> bytes:
    head = ["id", "submitdate", "lastpage", "startlanguage", "A1", "A2[SQ1]", "A2[SQ2]", "A2[SQ3]",
            "A3[P]", "A3[R]", "A4"]  # fmt: skip
    texts = [
        "Response ID", "Date submitted", "Last page", "Start language", HELPED,
        *(f"{USED} [{t}]" for t in TOOLS), *(f"{EASE} [{i}]" for i in ITEMS), MORE,
    ]  # fmt: skip
    return table(
        [f"{code}. {text}" for code, text in zip(head, texts, strict=True)],
        *(
            [str(n), WHEN[n], "4", "en", p[0], *chosen(p, lambda _: "Yes", "No" if p[1] else ""),
             *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


def kobo() -> bytes:
    head = [HELPED, USED, *(f"{USED}/{t}" for t in TOOLS), *(f"{EASE}/{i}" for i in ITEMS), MORE]
    return table(
        [*head, "_id", "_uuid", "_submission_time"],
        *(
            [p[0], " ".join(p[1]), *chosen(p, lambda _: "1", "0" if p[1] else ""), *p[2], p[3],
             str(n), f"u-{n}", WHEN[n]]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


def redcap_labels() -> bytes:
    return table(
        ["record_id", HELPED, *(f"{USED} (choice={t})" for t in TOOLS), *ITEMS, MORE, "f_complete"],
        *(
            [str(n), p[0], *chosen(p, lambda _: "Checked", "Unchecked"), *p[2], p[3], "Complete"]
            for n, p in enumerate(PEOPLE)
        ),
    )


def jisc_labels() -> bytes:
    return table(
        [f"1. {HELPED}", f"2. {USED}", f"3. {EASE}", *(f"3.{n}.a. {i}" for n, i in
         enumerate(ITEMS, 1)), f"4. {MORE}"],
        *([p[0], ",".join(p[1]), "", *p[2], p[3]] for p in PEOPLE),
    )  # fmt: skip


def plain_table() -> bytes:
    return table(
        ["Response ID", HELPED, USED, *ITEMS, MORE],
        *([str(n), p[0], ";".join(p[1]), *p[2], p[3]] for n, p in enumerate(PEOPLE)),
    )


def citizen_space() -> bytes:
    return table(
        ["Response ID", HELPED, *(f"{USED} - {t}" for t in TOOLS),
         *(f"{EASE} - {i}" for i in ITEMS), f"{MORE} - Text"],
        *(
            [f"ANON-AB{n}D-1234-E", p[0], *chosen(p, str, "-"), *p[2], p[3]]
            for n, p in enumerate(PEOPLE)
        ),
    )  # fmt: skip


FORMS: dict[str, tuple[Callable[[], bytes], str]] = {
    "surveymonkey": (surveymonkey, "surveymonkey"),
    "surveymonkey one row": (surveymonkey_one_row, "surveymonkey"),
    "surveymonkey condensed": (surveymonkey_condensed, "surveymonkey"),
    "smartsurvey raw": (smartsurvey_raw, "smartsurvey"),
    "smartsurvey wide": (smartsurvey_wide, "smartsurvey"),
    "google forms": (google_forms, "google_forms"),
    "ms forms csv": (ms_forms_saved_as_csv, "ms_forms"),
    "qualtrics": (qualtrics_text, "qualtrics"),
    "qualtrics legacy": (qualtrics_legacy, "qualtrics"),
    "limesurvey": (limesurvey, "limesurvey"),
    "kobo": (kobo, "ona_odk"),
    "redcap": (redcap_labels, "redcap"),
    "jisc": (jisc_labels, "jisc_online_surveys"),
    "plain": (plain_table, "plain"),
}


def read(folder: Path, data: bytes) -> Export:
    path = folder / "export.csv"
    path.write_bytes(data)
    return read_export(path)


@pytest.mark.parametrize("form", FORMS)
def test_every_layout_gives_the_same_answers(form: str, tmp_path: Path):
    write, platform = FORMS[form]
    export = read(tmp_path, write())
    said = inspect(export)
    assert said["platform"] == platform
    assert said["people"] == len(PEOPLE)
    by_text = {question["text"].casefold(): question for question in said["questions"]}
    helped = by_text[HELPED.casefold()]
    assert {o["label"]: o["n_selected"] for o in helped["options"]} == {
        label: sum(p[0] == label for p in PEOPLE) for label in AGREE
    }
    used = by_text[USED.casefold()]
    assert used["type"] == "multi"
    assert {o["label"]: o["n_selected"] for o in used["options"]} == {
        tool: sum(tool in p[1] for p in PEOPLE) for tool in TOOLS
    }
    assert used["n_answered"] == sum(bool(p[1]) for p in PEOPLE)
    for place, item in enumerate(ITEMS):
        row = by_text[item]
        assert {o["label"]: o["n_selected"] for o in row["options"] if o["n_selected"]} == {
            label: count for label in EASES if (count := sum(p[2][place] == label for p in PEOPLE))
        }
    more = by_text[MORE.casefold()]
    assert (more["type"], more["n_answered"]) == ("text", sum(bool(p[3]) for p in PEOPLE))


def test_citizen_space_infers_no_multi_select_and_an_instrument_gathers_it(tmp_path: Path):
    from ffc_eval.collect.ingest import to_responses
    from ffc_eval.model.instrument import Instrument, Option, Question

    export = read(tmp_path, citizen_space())
    assert (export.platform, export.verified) == ("citizen_space", False)
    assert all(question.type != "multi" for question in export.questions)
    used = Question("used", USED, "multi", tuple(Option(t, t) for t in TOOLS))
    values = to_responses(export, Instrument("c", "C", (used,)), "w", key=b"k").values
    assert [int(values[c].sum()) for c in values] == [
        sum(tool in p[1] for p in PEOPLE) for tool in TOOLS
    ]


def test_two_platforms_that_both_match_are_not_guessed(tmp_path: Path):
    from ffc_eval.errors import ExportError

    both = table(
        ["Timestamp", "UserID", "UserNo", "Ended", "Q"],
        *([WHEN[n], str(n), str(n), WHEN[n], "x"] for n in range(3)),
    )
    with pytest.raises(ExportError, match="two-layouts-match") as caught:
        read(tmp_path, both)
    assert "--platform" in str(caught.value)
    (tmp_path / "export.csv").write_bytes(both)
    assert read_export(tmp_path / "export.csv", platform="smartsurvey").platform == "smartsurvey"
